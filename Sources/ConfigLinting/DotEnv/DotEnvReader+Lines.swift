import ConfigGuard
import RulePacks

extension DotEnvReader {
  /// As Swift Configuration reads: a carriage return before a line feed is no line break, because
  /// both together are one character to it.
  mutating func readLines() {
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, !isLoneLineFeed(at: end) { end += 1 }
      readLine(trimmed(SourceRange(start: start, end: end)))
      start = end + 1
    }
  }

  private func isLoneLineFeed(at index: Int) -> Bool {
    bytes[index] == 0x0A && (index == 0 || bytes[index - 1] != 0x0D)
  }

  private mutating func readLine(_ line: SourceRange) {
    guard !line.isEmpty else { return }
    guard bytes[line.start] != UInt8(ascii: "#") else { return comments.append(line) }
    let equals = (line.start..<line.end).first { bytes[$0] == UInt8(ascii: "=") }
    guard let equals, equals > line.start else { return dropped.append(line) }
    let key = trimmed(SourceRange(start: line.start, end: equals))
    add(key, trimmed(SourceRange(start: equals + 1, end: line.end)), .none, .verbatim)
  }

  /// As Hummingbird reads: line breaks are white space like any other.
  mutating func readWords() {
    while true {
      offset = skippingWhiteSpace(from: offset)
      guard offset < bytes.count else { return }
      if bytes[offset] == UInt8(ascii: "#") {
        skipWordComment()
        continue
      }
      let key = word(from: offset, endsAtEquals: true)
      let equals = skippingWhiteSpace(from: key.end)
      guard equals < bytes.count, bytes[equals] == UInt8(ascii: "=") else {
        report("an equals sign must follow the name of a variable", key, refusing: true)
        offset = max(equals, key.start + 1)
        continue
      }
      let start = skippingWhiteSpace(from: equals + 1)
      guard start < bytes.count else {
        report("there is no value behind this name", key, refusing: true)
        return
      }
      noteSwallowedLine(of: key, from: equals + 1, to: start)
      readWord(key, at: start)
    }
  }

  private mutating func skipWordComment() {
    let start = offset
    while offset < bytes.count {
      let length = whiteSpace(at: offset)
      // Unicode's line breaks: those of ASCII, U+0085, U+2028 and U+2029.
      let isBreak =
        0x0A...0x0D ~= bytes[offset] || (length == 2 && bytes[offset + 1] == 0x85)
        || (length == 3 && bytes[offset + 1] == 0x80 && bytes[offset + 2] | 1 == 0xA9)
      if isBreak { break }
      offset += 1
    }
    comments.append(SourceRange(start: start, end: offset))
  }

  private func word(from start: Int, endsAtEquals: Bool) -> SourceRange {
    var end = start
    while end < bytes.count, whiteSpace(at: end) == 0 {
      if endsAtEquals, bytes[end] == UInt8(ascii: "=") { break }
      end += 1
    }
    return SourceRange(start: start, end: end)
  }

  private mutating func noteSwallowedLine(of key: SourceRange, from start: Int, to end: Int) {
    guard (start..<end).contains(where: { isLineBreak(bytes[$0]) }) else { return }
    report(
      "\(name: dialect.name) takes the next line for the value of this variable", key,
      refusing: false)
  }

  private mutating func readWord(_ key: SourceRange, at start: Int) {
    guard bytes[start] == UInt8(ascii: "\"") else {
      let value = word(from: start, endsAtEquals: false)
      offset = value.end
      return add(key, value, .none, .lowercasedName)
    }
    guard let closing = next(UInt8(ascii: "\""), from: start + 1) else {
      report(
        "the quote that opens this value is not closed",
        SourceRange(start: start, end: start + 1), refusing: true)
      offset = endOfLine(from: start)
      return
    }
    add(key, SourceRange(start: start + 1, end: closing), .double, .lowercasedName)
    offset = closing + 1
  }
}
