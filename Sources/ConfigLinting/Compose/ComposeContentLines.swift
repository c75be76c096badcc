import RulePacks

/// The lines of a config's `content`, whatever format they are in.
enum ComposeContentLines {
  struct Line {
    /// The name in front of `=` or `:`, if there is one.
    var key: String?
    var keyRange: SourceRange
    var value: String
    var range: SourceRange
  }

  /// The lines of a scalar as they stand in the file, comments and blank ones left out.
  static func lines(of tree: DocumentTree, _ node: NodeIndex) -> [Line] {
    let bytes = tree.bytes(of: node).buffer
    let style = tree.nodes[node].style
    var range =
      style == .single || style == .double ? tree.textRange(of: node) : tree.nodes[node].range
    if style == .literal || style == .folded {
      // The first line of a block holds its indicators only.
      while range.start < range.end, bytes[range.start] != 0x0A { range.start += 1 }
    }
    var lines: [Line] = []
    var start = range.start
    while start < range.end {
      var end = start
      while end < range.end, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      if let line = line(SourceRange(start: start, end: end), bytes) { lines.append(line) }
      start = end + 1
    }
    return lines
  }

  private static func line(
    _ range: SourceRange, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Line? {
    let content = trimmed(range, bytes) { isBlank($0) }
    guard let first = bytes[content.start..<content.end].first,
      !["#", ";"].contains(Character(UnicodeScalar(first)))
    else { return nil }
    let text = bytes[content.start..<content.end]
    if let separator = text.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    ) {
      let key = trimmed(SourceRange(start: content.start, end: separator), bytes) { isEdge($0) }
      let value = trimmed(SourceRange(start: separator + 1, end: content.end), bytes) { isEdge($0) }
      // `https://…` has no name in front.
      let isScheme =
        value.start < content.end && bytes[value.start] == UInt8(ascii: "/")
        && value.start == separator + 1
      if !key.isEmpty, !isScheme, bytes[key.start..<key.end].allSatisfy({ isNameByte($0) }) {
        guard !value.isEmpty else { return nil }
        return Line(
          key: String(decoding: bytes[key.start..<key.end], as: UTF8.self), keyRange: key,
          value: String(decoding: bytes[value.start..<value.end], as: UTF8.self), range: value)
      }
    }
    return Line(
      key: nil, keyRange: content, value: String(decoding: text, as: UTF8.self), range: content)
  }

  private static func trimmed(
    _ range: SourceRange, _ bytes: UnsafeBufferPointer<UInt8>, _ isCut: (UInt8) -> Bool
  ) -> SourceRange {
    var range = range
    while !range.isEmpty, isCut(bytes[range.start]) { range.start += 1 }
    while !range.isEmpty, isCut(bytes[range.end - 1]) { range.end -= 1 }
    return range
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// What stands around names and values in the formats of configuration files.
  private static func isEdge(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: ",")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
