package import RulePacks

/// Reads Java's `.properties` as `java.util.Properties.load` does, with Spring's documents.
///
/// Keys stay whole; every document with a key is one flat mapping.
package struct PropertiesReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var builder: DocumentTreeBuilder
  private var offset = 0
  private var isInDocument = false
  private var lastEnd = 0
  /// The mark of the comment on the line before, if it holds one.
  private var commentAbove: UInt8?

  package static func read(_ bytes: SourceBytes) -> DocumentTree {
    var reader = PropertiesReader(bytes)
    reader.readLines()
    return reader.builder.finish()
  }

  private init(_ source: SourceBytes) {
    bytes = source.buffer
    builder = DocumentTreeBuilder(source)
    offset = source.hasByteOrderMark ? 3 : 0
  }

  private mutating func readLines() {
    while offset < bytes.count {
      let start = offset
      skipBlanks()
      guard offset < bytes.count else { break }
      switch bytes[offset] {
      case 0x0A, 0x0D:
        offset = LineBreaks.nextLine(in: bytes, after: offset)
        commentAbove = nil
      case UInt8(ascii: "#"), UInt8(ascii: "!"): readComment(isAtLineStart: offset == start)
      default:
        commentAbove = nil
        readEntry()
      }
    }
    endDocument()
  }

  private mutating func skipBlanks() {
    while offset < bytes.count, isBlank(bytes[offset]) { offset += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0C
  }

  private mutating func readComment(isAtLineStart: Bool) {
    let mark = bytes[offset]
    let end = LineBreaks.endOfLine(in: bytes, from: offset)
    let next = LineBreaks.nextLine(in: bytes, after: end)
    let comment = SourceRange(start: offset, end: end)
    builder.comment(comment)
    // Next to a comment of its own kind the line is one of Spring's comments, too.
    if isAtLineStart, isSeparator(comment), commentAbove != mark,
      next >= bytes.count || bytes[next] != mark
    {
      endDocument()
    }
    commentAbove = mark
    offset = next
  }

  private func isSeparator(_ comment: SourceRange) -> Bool {
    guard comment.count >= 4 else { return false }
    let behind = comment.start + 4
    return bytes[(comment.start + 1)..<behind].allSatisfy { $0 == UInt8(ascii: "-") }
      && bytes[behind..<comment.end].allSatisfy(isBlank)
  }

  private mutating func endDocument() {
    guard isInDocument else { return }
    builder.end(at: lastEnd)
    builder.endDocument()
    isInDocument = false
  }

  private mutating func readEntry() {
    if readWrittenEntry() { return }
    guard let line = readLogicalLine() else { return }
    guard beginDocument(at: line.offset(of: 0)) else { return }
    let (key, value) = line.text.withUnsafeBufferPointer { parts(of: $0) }
    add(key, of: line)
    add(value, of: line)
    lastEnd = line.range(key.lowerBound..<line.text.count).end
  }

  /// Reads an entry of one line without escapes, which the file has as it is meant; false where this
  /// is another one.
  private mutating func readWrittenEntry() -> Bool {
    let start = offset
    // The bytes that end a key are few, and a look at the reader's own is a load for each.
    let bytes = bytes
    var keyEnd = start
    while keyEnd < bytes.count, !endsKey(bytes[keyEnd]) { keyEnd &+= 1 }
    var valueStart = keyEnd
    var hasSeparator = false
    while valueStart < bytes.count {
      if isSeparator(bytes[valueStart]), !hasSeparator {
        hasSeparator = true
      } else if !isBlank(bytes[valueStart]) {
        break
      }
      valueStart &+= 1
    }
    var end = valueStart
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      if bytes[end] == UInt8(ascii: "\\") { return false }
      end &+= 1
    }
    offset = LineBreaks.nextLine(in: bytes, after: end)
    guard beginDocument(at: start) else { return true }
    add(from: start, to: keyEnd)
    add(from: valueStart, to: end)
    lastEnd = end
    return true
  }

  /// Whether a byte may end a key: a separator, a blank, the end of the line, or an escape that takes
  /// a closer look.
  @inline(__always)
  private func endsKey(_ byte: UInt8) -> Bool {
    let low: UInt64 =
      1 << 0x09 | 1 << 0x0A | 1 << 0x0C | 1 << 0x0D | 1 << 0x20 | 1 << 0x3A | 1 << 0x3D
    return byte < 64 ? low &>> UInt64(byte) & 1 == 1 : byte == UInt8(ascii: "\\")
  }

  private mutating func add(from start: Int, to end: Int) {
    let range = SourceRange(start: start, end: end)
    builder.scalar(.plain, range, text: range)
  }

  private mutating func beginDocument(at start: Int) -> Bool {
    if !isInDocument { isInDocument = builder.begin(.mapping, at: start) }
    return isInDocument
  }

  /// Joins lines as long as they end in an odd number of backslashes; nil if nothing is left.
  private mutating func readLogicalLine() -> LogicalLine? {
    var line = LogicalLine(at: offset)
    while offset < bytes.count {
      let end = LineBreaks.endOfLine(in: bytes, from: offset)
      var backslashes = 0
      while end - backslashes > offset, bytes[end - backslashes - 1] == UInt8(ascii: "\\") {
        backslashes += 1
      }
      let continues = backslashes % 2 == 1
      line.append(SourceRange(start: offset, end: continues ? end - 1 : end), of: bytes)
      offset = LineBreaks.nextLine(in: bytes, after: end)
      // A lone backslash begins no line yet: what follows may still be a comment. At the very end
      // of the file Java takes it for a line, though, and so for an empty key.
      guard continues else { break }
      if line.text.isEmpty { return end + 1 >= bytes.count ? line : nil }
      skipBlanks()
    }
    return line.text.isEmpty ? nil : line
  }

  private func parts(
    of text: UnsafeBufferPointer<UInt8>
  ) -> (key: Range<Int>, value: Range<Int>) {
    var index = 0
    while index < text.count, !isSeparator(text[index]), !isBlank(text[index]) {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let keyEnd = min(index, text.count)
    index = keyEnd
    var hasSeparator = false
    while index < text.count {
      if isSeparator(text[index]), !hasSeparator {
        hasSeparator = true
      } else if !isBlank(text[index]) {
        break
      }
      index += 1
    }
    return (0..<keyEnd, index..<text.count)
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":")
  }

  private mutating func add(_ part: Range<Int>, of line: LogicalLine) {
    let range = line.range(part)
    let text = unescape(part, of: line)
    if text.elementsEqual(bytes[range.start..<range.end]) {
      builder.scalar(.plain, range, text: range)
    } else {
      builder.scalar(.plain, range, cooked: text)
    }
  }

  private mutating func unescape(_ part: Range<Int>, of line: LogicalLine) -> [UInt8] {
    let (text, malformed) = PropertiesEscapes.undone(in: line.text[part])
    for escape in malformed {
      builder.report(.syntax, "`\\u` needs four hexadecimal digits", line.range(escape))
    }
    return text
  }
}
