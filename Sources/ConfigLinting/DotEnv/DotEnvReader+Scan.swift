import RulePacks

/// As dotenv reads with its option `fast`.
extension DotEnvReader {
  mutating func readScanned() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if isBlank(byte) || isLineBreak(byte) {
        offset += 1
      } else if starts("\u{FEFF}", at: offset) {
        offset += 3
      } else if byte == UInt8(ascii: "#") {
        offset = comment(from: offset)
      } else {
        readScannedLine()
      }
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func skippingTabs(from start: Int) -> Int {
    var index = start
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    return index
  }

  private mutating func comment(from start: Int) -> Int {
    let end = endOfAnyLine(from: start)
    comments.append(SourceRange(start: start, end: end))
    return end
  }

  private mutating func readScannedLine() {
    let start = offset
    let isExported =
      starts("export", at: start) && start + 6 < bytes.count && isBlank(bytes[start + 6])
    let keyStart = isExported ? skippingTabs(from: start + 6) : start
    var keyEnd = keyStart
    while keyEnd < bytes.count, isNameByte(bytes[keyEnd]) { keyEnd += 1 }
    let separator = skippingTabs(from: keyEnd)
    guard keyEnd > keyStart, separator < bytes.count, isSeparator(at: separator) else {
      offset = endOfAnyLine(from: keyEnd)
      return drop(from: start, to: offset)
    }
    let key = SourceRange(start: keyStart, end: keyEnd)
    offset = skippingTabs(from: separator + 1)
    guard offset < bytes.count, let quote = quote(bytes[offset]),
      let closing = closingMark(of: offset)
    else { return readScannedRest(key, isExported) }
    let value = SourceRange(start: offset + 1, end: closing)
    add(
      key, value, quote, quote == .double ? .lineBreaksAndEscapes : .lineBreaks,
      isExported: isExported)
    // Anything else behind the quote is looked at as a line of its own.
    offset = skippingTabs(from: closing + 1)
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "#") { offset = comment(from: offset) }
  }

  private func isSeparator(at index: Int) -> Bool {
    if bytes[index] == UInt8(ascii: "=") { return true }
    return bytes[index] == UInt8(ascii: ":") && index + 1 < bytes.count && isBlank(bytes[index + 1])
  }

  private mutating func readScannedRest(_ key: SourceRange, _ isExported: Bool) {
    let start = offset
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "#"), !isLineBreak(bytes[end]) { end += 1 }
    offset = end
    if end < bytes.count, bytes[end] == UInt8(ascii: "#") { offset = comment(from: end) }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    add(
      key, SourceRange(start: start, end: end), .none, .lineBreaks, isExported: isExported)
  }

  /// The closing quote; a backslash escapes it and another backslash.
  private func closingMark(of opening: Int) -> Int? {
    let mark = bytes[opening]
    var index = opening + 1
    while index < bytes.count, bytes[index] != mark {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let isEscape =
        bytes[index] == UInt8(ascii: "\\") && (next == mark || next == UInt8(ascii: "\\"))
      index += isEscape ? 2 : 1
    }
    return index < bytes.count ? index : nil
  }
}
