import ConfigGuard
import RulePacks

/// As python-dotenv reads: a binding ends with its line, and a line that is none is passed over
/// with a warning.
extension DotEnvReader {
  mutating func readBindings() {
    while true {
      offset = skippingWhiteSpace(from: offset)
      guard offset < bytes.count else { return }
      readBinding()
    }
  }

  private mutating func readBinding() {
    let start = offset
    let isExported = skipExportBlanks()
    guard offset < bytes.count, bytes[offset] != UInt8(ascii: "#") else {
      finish(from: start)
      return
    }
    guard let key = bindingKey() else { return passOver(from: start) }
    offset = skippingBlanks(from: offset)
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "=") else {
      guard finish(from: start) else { return }
      return add(
        key, SourceRange(at: key.end), .none, .lineBreaks, isExported: isExported, hasValue: false)
    }
    offset = skippingBlanks(from: offset + 1)
    guard offset < bytes.count, let quote = quote(bytes[offset]) else {
      let value = unquotedValue()
      guard finish(from: start) else { return }
      return add(key, value, .none, .lineBreaks, isExported: isExported)
    }
    let opening = offset
    guard let closing = closingQuote(of: opening) else {
      report(
        "the quote that opens this value is not closed",
        SourceRange(start: opening, end: opening + 1), refusing: false)
      return passOver(from: start, isReported: true)
    }
    offset = closing + 1
    guard finish(from: start) else { return }
    add(
      key, SourceRange(start: opening + 1, end: closing), quote,
      quote == .single ? .pythonSingle : .pythonDouble, isExported: isExported)
  }

  private mutating func skipExportBlanks() -> Bool {
    guard starts("export", at: offset), offset + 6 < bytes.count, !isLineBreak(bytes[offset + 6]),
      whiteSpace(at: offset + 6) > 0
    else { return false }
    offset = skippingBlanks(from: offset + 6)
    return true
  }

  private mutating func bindingKey() -> SourceRange? {
    if bytes[offset] == UInt8(ascii: "'") {
      guard let closing = next(UInt8(ascii: "'"), from: offset + 1), closing > offset + 1 else {
        return nil
      }
      let key = SourceRange(start: offset + 1, end: closing)
      offset = closing + 1
      return key
    }
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "="),
      bytes[offset] != UInt8(ascii: "#"),
      whiteSpace(at: offset) == 0
    {
      offset += 1
    }
    return offset > start ? SourceRange(start: start, end: offset) : nil
  }

  /// A value to the end of its line or to white space before a number sign.
  private mutating func unquotedValue() -> SourceRange {
    let start = offset
    let end = endOfAnyLine(from: start)
    var index = start
    while index < end {
      let length = whiteSpace(at: index)
      if length > 0, index + length < end, bytes[index + length] == UInt8(ascii: "#") {
        comments.append(SourceRange(start: index + length, end: end))
        offset = end
        return SourceRange(start: start, end: trimmingEnd(from: start, to: index))
      }
      index += max(length, 1)
    }
    offset = end
    return SourceRange(start: start, end: trimmingEnd(from: start, to: end))
  }

  private func closingQuote(of opening: Int) -> Int? {
    let mark = bytes[opening]
    var lastEscaped: Int?
    var index = opening + 1
    while index < bytes.count, bytes[index] != mark {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == mark {
        lastEscaped = index + 1
        index += 1
      }
      index += 1
    }
    return index < bytes.count ? index : lastEscaped
  }

  /// Reads what may stand behind a binding; false where that makes it none.
  @discardableResult
  private mutating func finish(from start: Int) -> Bool {
    var index = skippingBlanks(from: offset)
    if index < bytes.count, bytes[index] == UInt8(ascii: "#") {
      let end = endOfAnyLine(from: index)
      comments.append(SourceRange(start: index, end: end))
      index = end
    }
    guard index == bytes.count || isLineBreak(bytes[index]) else {
      passOver(from: start)
      return false
    }
    offset = index
    return true
  }

  private mutating func passOver(from start: Int, isReported: Bool = false) {
    let end = endOfAnyLine(from: offset)
    if !isReported {
      report(
        "\(name: dialect.name) cannot read this line and passes over it",
        SourceRange(start: start, end: end), refusing: false)
    }
    drop(from: start, to: end)
    offset = end
  }
}
