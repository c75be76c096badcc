import RulePacks

/// The attributes of a service, most of those that are asked for not being there.
struct ComposeAttributes {
  let node: LayeredNode
  /// A bit for each attribute that is there, several of which share one; all bits where that takes a
  /// closer look.
  private let signs: UInt64

  init(_ node: LayeredNode, _ loader: ComposeLoader) {
    self.node = node
    signs =
      node.writtenCollection.map { Self.signs(of: $0, in: loader.origins[node.origin]) } ?? .max
  }

  subscript(name: String) -> LayeredNode? {
    guard let first = name.utf8.first, signs & Self.sign(of: first, name.utf8.count) != 0 else {
      return nil
    }
    return node[name]
  }

  @inline(__always)
  private static func sign(of first: UInt8, _ count: Int) -> UInt64 {
    1 << UInt64((Int(first) &+ 8 &* count) & 63)
  }

  private static func signs(of mapping: NodeIndex, in origin: ComposeOrigin) -> UInt64 {
    let nodes = origin.tree.nodes
    let bytes = origin.tree.bytes
    var signs: UInt64 = 0
    var index = mapping + 1
    let end = Int(nodes[mapping].next)
    while index < end {
      let key = nodes[index]
      // What is not in the file byte for byte is rare, and `<<` takes other mappings in.
      guard key.kind == .scalar, !key.isCooked, key.textCount > 0 else { return .max }
      let first = bytes.pointer[Int(key.textStart)]
      guard first != UInt8(ascii: "<") else { return .max }
      signs |= sign(of: first, Int(key.textCount))
      let value = Int(key.next)
      guard value < end else { break }
      index = Int(nodes[value].next)
    }
    return signs
  }
}
