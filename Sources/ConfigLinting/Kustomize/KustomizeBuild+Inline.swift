import ConfigGuard
import RulePacks

extension KustomizeBuild {
  /// The numbers of the trees of a text that is itself YAML or JSON.
  ///
  /// Where the text stands in the file as it is meant, or only moved to the right as a block, its
  /// parts keep their places; otherwise all of them have the place of the text.
  mutating func inline(_ node: NodeIndex, _ file: KustomizeFile) -> [Int] {
    let index = file.tree.target(of: node)
    guard file.tree.nodes[index].kind == .scalar, files.count < Self.mostFiles else { return [] }
    let range = file.tree.nodes[index].range
    let bytes = file.source.bytes
    var trees: [DocumentTree]
    switch file.tree.nodes[index].style {
    case .literal:
      trees = Self.parts(of: range, in: bytes).map { part in
        YAMLReader.read(SourceBytes(bytes.buffer(part))).moved(by: part.start, in: bytes)
      }
    case _ where !file.tree.nodes[index].isCooked:
      let text = file.tree.textRange(of: index)
      trees = [YAMLReader.read(SourceBytes(bytes.buffer(text))).moved(by: text.start, in: bytes)]
    default:
      let text = SourceBytes(file.tree.text(of: index))
      trees = [
        YAMLReader.read(text).placed(at: file.tree.textRange(of: index), in: bytes)
      ]
    }
    var numbers: [Int] = []
    for tree in trees {
      for problem in tree.problems {
        report(problem.kind, problem.message, problem.range, in: file.source)
      }
      numbers.append(add(tree, of: file.source))
    }
    return numbers
  }

  /// The documents of a block of text, which its indentation hides from a reader of YAML.
  private static func parts(of range: SourceRange, in bytes: SourceBytes) -> [SourceRange] {
    var parts: [SourceRange] = []
    var start = endOfLine(from: range.start, range.end, bytes)
    var line = start
    while line < range.end {
      let next = endOfLine(from: line, range.end, bytes)
      let text = bytes.buffer(SourceRange(start: line, end: next)).drop { $0 == 0x20 }
      if text.prefix(3).elementsEqual("---".utf8),
        text.dropFirst(3).allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D })
      {
        if line > start { parts.append(SourceRange(start: start, end: line)) }
        start = next
      }
      line = next
    }
    if range.end > start { parts.append(SourceRange(start: start, end: range.end)) }
    return parts
  }

  /// Just behind the next line feed.
  private static func endOfLine(from offset: Int, _ end: Int, _ bytes: SourceBytes) -> Int {
    var offset = offset
    while offset < end, bytes[offset] != 0x0A { offset += 1 }
    return min(offset + 1, end)
  }
}
