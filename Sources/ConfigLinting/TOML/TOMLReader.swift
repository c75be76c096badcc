import ConfigGuard
package import RulePacks

/// Reads a TOML 1.0 file line by line into a tree that keeps every place.
///
/// After an error it goes on at the next line, and what cannot stand where it is written is kept
/// beside what was there before, so that nothing in the file goes unseen.
package struct TOMLReader {
  let source: SourceBytes
  let base: UnsafePointer<UInt8>
  let count: Int
  var offset = 0
  var tree: TOMLTree
  var builder: DocumentTreeBuilder
  /// The table to which keys are added.
  var table = TOMLTree.root
  /// The parts of the key that is being read, used again from line to line.
  var path: [TOMLKey] = []
  /// Errors so far; too many of them end the reading.
  var errors = 0
  var isAbandoned = false

  package static func read(_ bytes: SourceBytes) -> DocumentTree {
    var reader = TOMLReader(bytes)
    reader.readFile()
    return reader.builder.finish()
  }

  private init(_ bytes: SourceBytes) {
    source = bytes
    base = bytes.pointer
    count = bytes.count
    tree = TOMLTree(bytes)
    builder = DocumentTreeBuilder(bytes, reportsDuplicates: false)
  }

  private mutating func readFile() {
    guard count <= UInt32.max else {
      return builder.report(.limit, "a file of 4 GiB or more is not read", SourceRange(at: 0))
    }
    if let invalid = TextBytes.firstFaults(in: source.buffer).invalid {
      report("the text is not UTF-8", invalid, invalid + 1)
    }
    if source.hasByteOrderMark { offset = 3 }
    skipBlankLines()
    tree.nodes[TOMLTree.root].start = UInt32(offset < count ? offset : 0)
    while offset < count, !isAbandoned {
      readStatement()
      skipBlankLines()
    }
    tree.flatten(into: &builder)
  }

  mutating func report(
    _ message: ReportText, _ start: Int, _ end: Int, kind: ReadingProblem.Kind = .syntax,
    related: SourceRange? = nil
  ) {
    errors += 1
    if errors >= ReadingLimits.problems { isAbandoned = true }
    builder.report(kind, message, SourceRange(start: start, end: end), related: related)
  }

  private mutating func readStatement() {
    let errorsBefore = errors
    if base[offset] == UInt8(ascii: "[") {
      readHeader()
    } else {
      readEntry()
    }
    finishLine(errorsBefore: errorsBefore)
  }

  /// Reads one `key = value` of the table that is open.
  private mutating func readEntry() {
    let start = offset
    guard readPath(), skipEquals() else { return readAfterBadKey(from: start) }
    readValue(ofPathIn: table)
  }

  private mutating func skipEquals() -> Bool {
    skipBlanks()
    if offset < count, base[offset] == UInt8(ascii: "=") {
      offset += 1
      skipBlanks()
      return true
    }
    report("an `=` must follow the key", offset, endOfMark(at: offset))
    return false
  }

  /// Goes on at the `=` of a line whose key is wrong, so that a value of many lines is passed over
  /// as one; what stands before it is the key.
  private mutating func readAfterBadKey(from start: Int) {
    var index = max(offset, start)
    while index < count, ![0x0A, 0x0D, UInt8(ascii: "="), UInt8(ascii: "#")].contains(base[index]) {
      index += 1
    }
    offset = index
    guard index < count, base[index] == UInt8(ascii: "="), !isAbandoned else { return }
    path = [plainKey(from: start, to: index)]
    offset = index + 1
    skipBlanks()
    readValue(ofPathIn: table)
  }

  /// What is written at a place as a key of its own, without the blanks at its end.
  func plainKey(from start: Int, to end: Int) -> TOMLKey {
    var end = end
    while end > start, base[end - 1] == 0x20 || base[end - 1] == 0x09 { end -= 1 }
    return TOMLKey(
      start: UInt32(start), end: UInt32(end), textStart: UInt32(start),
      textCount: UInt32(end - start), style: .plain, isCooked: false)
  }

  /// The end of the character at a place, for a problem's range; the place itself at a line's end.
  func endOfMark(at start: Int) -> Int {
    guard start < count, base[start] != 0x0A, base[start] != 0x0D else { return start }
    var end = start + 1
    while end < count, base[end] & 0xC0 == 0x80, end - start < 4 { end += 1 }
    return end
  }
}
