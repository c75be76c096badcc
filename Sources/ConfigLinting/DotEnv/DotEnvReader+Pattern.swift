import ConfigGuard
import RulePacks

/// Statements that match one pattern, as the readers built on a regular expression have it.
///
/// The pattern may begin at any line, may run over line breaks wherever it allows white space, and
/// leaves out what it does not match. The code takes the ways that the backtracking would take.
extension DotEnvReader {
  private struct Match {
    var key: SourceRange
    var value: SourceRange?
    var quote = DotEnvEntry.Quote.none
    /// The first byte of the value with its quotes.
    var first: UInt8?
    var comment: SourceRange?
    var end: Int
  }

  mutating func readPatterns() {
    while offset < bytes.count {
      let start = skippingWhiteSpace(from: offset)
      guard start < bytes.count else { break }
      if let match = exportedMatch(at: start) {
        add(match, isExported: true)
        offset = lineStart(after: match.end)
      } else if let match = match(at: start) {
        add(match, isExported: false)
        offset = lineStart(after: match.end)
      } else {
        let end = endOfPatternLine(from: start)
        if bytes[start] == UInt8(ascii: "#") {
          comments.append(SourceRange(start: start, end: end))
        } else {
          drop(from: start, to: end)
        }
        offset = lineStart(after: end)
      }
    }
  }

  private mutating func add(_ match: Match, isExported: Bool) {
    if let comment = match.comment { comments.append(comment) }
    let cooking: DotEnvCooking
    if dialect.escapes == .ruby {
      switch match.quote {
      case .double: cooking = .rubyDouble
      case .single: cooking = .lineBreaks
      default: cooking = .rubyUnquoted
      }
    } else {
      cooking = match.first == UInt8(ascii: "\"") ? .lineBreaksAndEscapes : .lineBreaks
    }
    let value = match.value ?? SourceRange(at: match.key.end)
    add(
      match.key, value, match.quote, cooking, isExported: isExported, hasValue: match.value != nil)
  }

  private func exportedMatch(at start: Int) -> Match? {
    guard starts("export", at: start), whiteSpace(at: start + 6) > 0 else { return nil }
    return match(at: skippingWhiteSpace(from: start + 6), isExported: true)
  }

  private func match(at start: Int, isExported: Bool = false) -> Match? {
    var end = start
    while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    guard end > start else { return nil }
    let key = SourceRange(start: start, end: end)
    let separator = skippingWhiteSpace(from: end)
    if separator < bytes.count, bytes[separator] == UInt8(ascii: "=") {
      return value(of: key, from: separator + 1, isExported: isExported)
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: ":"),
      case let blank = whiteSpace(at: end + 1), blank > 0
    {
      let isPair = starts("\r\n", at: end + 1)
      return value(of: key, from: end + 1 + (isPair ? 2 : blank), isExported: isExported)
    }
    guard dialect.allowsBareName, let tail = tail(from: end) else { return nil }
    return Match(key: key, value: nil, comment: tail.comment, end: tail.end)
  }

  private func value(of key: SourceRange, from start: Int, isExported: Bool) -> Match? {
    let opening = skippingWhiteSpace(from: start)
    if opening < bytes.count, let quote = quote(bytes[opening]),
      let (closing, tail) = closing(of: opening)
    {
      return Match(
        key: key, value: SourceRange(start: opening + 1, end: closing), quote: quote,
        first: bytes[opening], comment: tail.comment, end: tail.end)
    }
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "#"), !isLineBreak(bytes[end]) { end += 1 }
    guard let tail = tail(from: end) else { return nil }
    // For Ruby's reader there has to be something behind the separator if the word stands before.
    let hasValue = end > start || !(isExported && dialect.escapes == .ruby)
    let range = trimmed(SourceRange(start: start, end: end))
    var match = Match(
      key: key, value: hasValue ? range : nil, comment: tail.comment, end: tail.end)
    guard !range.isEmpty else { return match }
    match.first = bytes[range.start]
    if range.count >= 2, let quote = quote(bytes[range.start]),
      bytes[range.start] == bytes[range.end - 1]
    {
      match.quote = quote
      match.value = SourceRange(start: range.start + 1, end: range.end - 1)
    }
    return match
  }

  /// The closing quote: the first that no backslash stands before, or else the last escaped one
  /// that nothing but a comment follows.
  private func closing(
    of opening: Int
  ) -> (Int, tail: (comment: SourceRange?, end: Int))? {
    let mark = bytes[opening]
    var escaped: [Int] = []
    var index = opening + 1
    while index < bytes.count, bytes[index] != mark {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == mark {
        escaped.append(index + 1)
        index += 1
      }
      index += 1
    }
    if index < bytes.count, let tail = tail(from: index + 1) { return (index, tail) }
    for closing in escaped.reversed() {
      if let tail = tail(from: closing + 1) { return (closing, tail) }
    }
    return nil
  }

  /// What may follow a value: white space and a comment, up to the end of a line.
  private func tail(from start: Int) -> (comment: SourceRange?, end: Int)? {
    let end = skippingWhiteSpace(from: start)
    if end == bytes.count { return (nil, end) }
    if bytes[end] == UInt8(ascii: "#") {
      let endOfLine = endOfPatternLine(from: end)
      return (SourceRange(start: end, end: endOfLine), endOfLine)
    }
    var index = end
    while index > start {
      index -= 1
      if isLineBreak(bytes[index]) { return (nil, index) }
      if lineSeparator(at: index) { return (nil, index) }
    }
    return nil
  }

  /// JavaScript ends lines at U+2028 and U+2029, too.
  private func lineSeparator(at index: Int) -> Bool {
    dialect.whiteSpace == .javaScript && bytes[index] == 0xE2 && index + 2 < bytes.count
      && bytes[index + 1] == 0x80 && bytes[index + 2] | 1 == 0xA9
  }

  private func endOfPatternLine(from start: Int) -> Int {
    var index = start
    while index < bytes.count, !isLineBreak(bytes[index]), !lineSeparator(at: index) { index += 1 }
    return index
  }

  private func lineStart(after end: Int) -> Int {
    let end = endOfPatternLine(from: end)
    guard end < bytes.count else { return end }
    return end + (lineSeparator(at: end) ? 3 : 1)
  }
}
