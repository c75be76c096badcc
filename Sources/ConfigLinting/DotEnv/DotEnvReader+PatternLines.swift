import ConfigGuard
import RulePacks

/// As direnv reads: every line has to match one pattern as a whole, and lines are joined from one
/// that opens a quote to one that ends with it.
extension DotEnvReader {
  mutating func readPatternLines() {
    while offset < bytes.count {
      let start = offset
      var end = endOfAnyLine(from: start)
      if let mark = openedQuote(from: start, to: end) {
        guard let last = endOfJoinedLines(after: end, mark) else {
          report(
            "the quote that opens this value is not closed",
            SourceRange(start: start, end: end), refusing: true)
          offset = end + 1
          continue
        }
        end = last
        // Lines that are joined but do not match are passed over.
        if !readPatternLine(from: start, to: end) { drop(from: start, to: end) }
      } else if !readPatternLine(from: start, to: end) {
        report(
          "\(name: dialect.name) cannot read this line",
          trimmed(SourceRange(start: start, end: end)),
          refusing: true)
      }
      offset = end + 1
    }
  }

  /// The quote that begins the text behind the first separator, if it stands there only once.
  private func openedQuote(from start: Int, to end: Int) -> UInt8? {
    guard
      let separator = (start..<end).first(where: {
        bytes[$0] == UInt8(ascii: "=") || bytes[$0] == UInt8(ascii: ":")
      }), separator > start
    else { return nil }
    var index = separator + 1
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard index < end, quote(bytes[index]) != nil else { return nil }
    let mark = bytes[index]
    return (index + 1..<end).contains { bytes[$0] == mark } ? nil : mark
  }

  private func endOfJoinedLines(after start: Int, _ mark: UInt8) -> Int? {
    var end = start
    while end < bytes.count {
      let lineStart = end + 1
      guard lineStart < bytes.count else { return nil }
      end = endOfAnyLine(from: lineStart)
      let line = trimmedAnyway(SourceRange(start: lineStart, end: end))
      if !line.isEmpty, bytes[line.end - 1] == mark { return end }
    }
    return nil
  }

  // Here, unlike in the pattern, white space is Unicode's.
  private func trimmedAnyway(_ range: SourceRange) -> SourceRange {
    SourceRange(
      start: range.start, end: TextBytes.trimmedEnd(of: bytes, from: range.start, to: range.end))
  }

  private mutating func readPatternLine(from start: Int, to end: Int) -> Bool {
    let line = trimmed(SourceRange(start: start, end: end))
    guard !line.isEmpty else { return true }
    if bytes[line.start] == UInt8(ascii: "#") {
      comments.append(line)
      return !(line.start..<line.end).contains { isLineBreak(bytes[$0]) }
    }
    var keyStart = line.start
    var isExported = false
    if starts("export", at: line.start), line.start + 6 < line.end,
      whiteSpace(at: line.start + 6) > 0
    {
      let next = min(skippingWhiteSpace(from: line.start + 6), line.end)
      if next < line.end, isNameByte(bytes[next]) { (keyStart, isExported) = (next, true) }
    }
    var keyEnd = keyStart
    while keyEnd < line.end, isNameByte(bytes[keyEnd]) { keyEnd += 1 }
    guard keyEnd > keyStart, let valueStart = lineValue(after: keyEnd, to: end) else {
      return false
    }
    let key = SourceRange(start: keyStart, end: keyEnd)
    return readLineValue(key, from: valueStart, to: end, isExported: isExported)
  }

  private func lineValue(after keyEnd: Int, to end: Int) -> Int? {
    var index = skippingWhiteSpace(from: keyEnd)
    if index < end, bytes[index] == UInt8(ascii: "=") {
      index = skippingWhiteSpace(from: index + 1)
      return min(index, end)
    }
    guard keyEnd + 1 < end, bytes[keyEnd] == UInt8(ascii: ":"), whiteSpace(at: keyEnd + 1) > 0
    else {
      return nil
    }
    return keyEnd + 2
  }

  private mutating func readLineValue(
    _ key: SourceRange, from start: Int, to end: Int, isExported: Bool
  ) -> Bool {
    if start < end, quote(bytes[start]) != nil,
      let closing = lastQuote(of: start, to: end)
    {
      noteComment(from: closing + 1, to: end)
      add(SourceRange(start: start, end: closing + 1), to: key, isExported)
      return true
    }
    var valueEnd = start
    while valueEnd < end, bytes[valueEnd] != UInt8(ascii: "#"), whiteSpace(at: valueEnd) == 0 {
      valueEnd += 1
    }
    guard noteComment(from: valueEnd, to: end) else {
      // Behind a colon the value may begin after more white space, as a value that is empty does.
      let next = min(skippingWhiteSpace(from: start), end)
      guard next > start, bytes[start - 1] != UInt8(ascii: "=") else { return false }
      return readLineValue(key, from: next, to: end, isExported: isExported)
    }
    add(SourceRange(start: start, end: valueEnd), to: key, isExported)
    return true
  }

  private mutating func add(_ value: SourceRange, to key: SourceRange, _ isExported: Bool) {
    if value.count > 1, let quote = quote(bytes[value.start]),
      bytes[value.start] == bytes[value.end - 1]
    {
      let inner = SourceRange(start: value.start + 1, end: value.end - 1)
      let cooking = quote == .single ? DotEnvCooking.joinedLines : .joinedLinesAndEscapes
      add(key, inner, quote, cooking, isExported: isExported)
    } else {
      add(key, value, .none, .joinedLines, isExported: isExported)
    }
  }

  /// The last quote of the kind behind which nothing but a comment stands.
  private func lastQuote(of opening: Int, to end: Int) -> Int? {
    let mark = bytes[opening]
    let lastBreak = lastLineBreak(from: opening, to: end)
    var index = end
    while index > opening + 1 {
      index -= 1
      if bytes[index] == mark, comment(from: index + 1, to: end, after: lastBreak) != nil {
        return index
      }
    }
    return nil
  }

  private func lastLineBreak(from start: Int, to end: Int) -> Int {
    (start..<end).last { isLineBreak(bytes[$0]) } ?? -1
  }

  /// A comment to the end, which may be empty, or nil if there is something else.
  private func comment(from start: Int, to end: Int, after lastBreak: Int) -> SourceRange? {
    let index = min(skippingWhiteSpace(from: start), end)
    if index == end { return SourceRange(at: end) }
    guard bytes[index] == UInt8(ascii: "#"), index > lastBreak else { return nil }
    return SourceRange(start: index, end: end)
  }

  @discardableResult
  private mutating func noteComment(from start: Int, to end: Int) -> Bool {
    let lastBreak = lastLineBreak(from: start, to: end)
    guard let comment = comment(from: start, to: end, after: lastBreak) else { return false }
    if !comment.isEmpty { comments.append(comment) }
    return true
  }
}
