import RulePacks
import Testing

/// Inputs of bytes at random, and what must hold for whatever is read from them.
enum NoText {
  /// Short inputs of the characters that mean something to a reader, NUL and broken UTF-8.
  static func inputs(of characters: String, count: Int = 2000) -> [[UInt8]] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let alphabet = Array(characters.utf8) + [0, 0x80, 0xC2, 0xE2, 0xFF]
    return (0..<count).map { round in
      (0..<(round % 70)).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return alphabet[Int(state % UInt64(alphabet.count))]
      }
    }
  }

  static func expectSound(_ tree: DocumentTree) {
    let whole = SourceRange(start: 0, end: tree.bytes.count)
    #expect(tree.problems.allSatisfy { whole.contains($0.range) })
    #expect(tree.comments.allSatisfy { whole.contains($0) && !$0.isEmpty })
    for index in tree.nodes.indices {
      let node = tree.nodes[index]
      #expect(node.start <= node.end && whole.contains(node.range))
      #expect(node.kind != .mapping || node.childCount % 2 == 0)
      guard node.kind == .scalar else { continue }
      #expect(whole.contains(tree.textRange(of: index)))
      if !node.isCooked, node.style != .literal {
        #expect(tree.text(of: index) == tree.bytes.text(tree.textRange(of: index)))
      }
    }
  }
}
