import ConfigGuard
import RulePacks

/// Finds the lines of an entry that a later one of the same key replaces.
struct DuplicateRemoval {
  private let reading: FileReading
  private let readers: DialectVerdict?

  init(_ reading: FileReading, _ readers: DialectVerdict?) {
    self.reading = reading
    self.readers = readers
  }

  /// The whole lines of the first entry, with the line break behind them.
  func range(for draft: FindingDraft) throws(FixRefusal) -> SourceRange {
    guard let first = draft.related.first?.place, first.file === reading.file else {
      throw FixRefusal("the first entry is not known")
    }
    let bytes = reading.file.bytes
    guard let entry = entry(at: first.range, bytes) else {
      throw FixRefusal("the first entry is no plain line")
    }
    var start = entry.start
    while start > 0, !Self.isLineBreak(bytes[start - 1]) { start -= 1 }
    if start == 0, bytes.hasByteOrderMark { start = 3 }
    var end = entry.end
    while end < bytes.count, !Self.isLineBreak(bytes[end]) { end += 1 }
    let isJSON = FileType(path: reading.file.path) == .json
    guard isBlank(start, entry.start, bytes, besides: reading.isEnvironment ? "export" : ""),
      isBlank(entry.end, end, bytes, besides: isJSON ? "," : "")
    else { throw FixRefusal("something else stands on the line of the first entry") }
    // What it says, and what it allows, would hold for the next entry.
    guard !isCommented(before: start, bytes) else {
      throw FixRefusal("a comment stands above the first entry")
    }
    if end < bytes.count, bytes[end] == 0x0D { end += 1 }
    if end < bytes.count, bytes[end] == 0x0A { end += 1 }
    return SourceRange(start: start, end: end)
  }

  private func entry(at key: SourceRange, _ bytes: SourceBytes) -> SourceRange? {
    if reading.isEnvironment {
      let dialect = readers?.primary ?? .compose
      let entry = DotEnvFile.parse(bytes, dialect: dialect).entries.first { $0.keyRange == key }
      return entry.map { SourceRange(start: $0.keyRange.start, end: $0.range.end) }
    }
    guard let type = FileType(path: reading.file.path),
      type == .yaml || type == .json || type == .properties
    else { return nil }
    let tree = ConfigurationReader.tree(of: bytes, type)
    guard let index = tree.nodes.firstIndex(where: { $0.range == key }) else { return nil }
    let value = Int(tree.nodes[index].next)
    guard value < tree.nodes.count, tree.nodes[value].kind == .scalar else { return nil }
    let node = tree.nodes[value]
    guard node.style == .plain || node.style == .single || node.style == .double,
      node.range.end >= key.end, !bytes.text(node.range).utf8.contains(0x0A)
    else { return nil }
    return SourceRange(start: key.start, end: node.range.end)
  }

  private func isBlank(
    _ start: Int, _ end: Int, _ bytes: SourceBytes, besides word: String
  ) -> Bool {
    guard start <= end else { return false }
    let text = bytes.text(SourceRange(start: start, end: end)).filter { $0 != " " && $0 != "\t" }
    return text.isEmpty || text == word
  }

  /// Whether the line that ends before a place, blank ones left out, is or ends a comment.
  private func isCommented(before start: Int, _ bytes: SourceBytes) -> Bool {
    var end = start
    while end > 0, Self.isLineBreak(bytes[end - 1]) || Self.isSpace(bytes[end - 1]) { end -= 1 }
    var line = end
    while line > 0, !Self.isLineBreak(bytes[line - 1]) { line -= 1 }
    if line == 0, bytes.hasByteOrderMark { line = min(3, end) }
    while line < end, Self.isSpace(bytes[line]) { line += 1 }
    let text = bytes.text(SourceRange(start: line, end: end))
    return ["#", "!", ";", "//", "/*"].contains { text.hasPrefix($0) } || text.hasSuffix("*/")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension FileReading {
  var isEnvironment: Bool { self.format == EnvironmentFile.name }
}
