/// The searches for what ends an action, each of which looks at no byte twice.
extension TemplateScanner {
  /// The end of the action that `mark` and a brace close, searched outside strings and brackets.
  mutating func closer(_ mark: UInt8, from start: Int) -> Int? {
    let memo = UInt16(mark)
    guard !isExhausted.contains(memo) else { return nil }
    var offset = start
    var depth = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if (0x61...0x7A).contains(byte) {
        // Most of what stands in actions is letters, which mean nothing here.
        offset += 1
      } else if TemplateByte.isQuote(byte) {
        guard let end = endOfString(at: offset) else { return nil }
        offset = end
      } else if byte == mark, self.byte(offset + 1) == UInt8(ascii: "}"), depth == 0 || mark != 0x7D
      {
        resume = offset + 2
        return offset + 2
      } else if byte == UInt8(ascii: "{") {
        let next = self.byte(offset + 1)
        if next == UInt8(ascii: "{") || next == UInt8(ascii: "%") {
          resume = offset
          return nil
        }
        depth += 1
        offset += 1
      } else if byte == UInt8(ascii: "}") {
        guard depth > 0 else {
          resume = offset
          return nil
        }
        depth -= 1
        offset += 1
      } else {
        offset += 1
      }
    }
    isExhausted.insert(memo)
    return nil
  }

  /// The offset behind the string that begins here; only a raw string goes over line ends.
  mutating func endOfString(at start: Int) -> Int? {
    let quote = bytes[start]
    if let known = unclosedQuotes[quote], known.contains(start) { return nil }
    let isRaw = quote == UInt8(ascii: "`")
    var offset = start + 1
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == quote { return offset + 1 }
      if !isRaw, byte == 0x0A { break }
      offset += !isRaw && byte == UInt8(ascii: "\\") ? 2 : 1
    }
    unclosedQuotes[quote] = start..<max(start + 1, min(offset, bytes.count))
    return nil
  }

  /// The offset behind the next such pair of bytes.
  mutating func find(_ first: UInt8, _ second: UInt8, from start: Int) -> Int? {
    let memo = UInt16(first) << 8 | UInt16(second)
    guard !isExhausted.contains(memo) else { return nil }
    var offset = start
    while offset + 1 < bytes.count {
      if bytes[offset] == first, bytes[offset + 1] == second { return offset + 2 }
      offset += 1
    }
    isExhausted.insert(memo)
    return nil
  }
}
