import RulePacks

extension JSONReader {
  /// Adds what the escape at a backslash means to the text, and returns the place behind it.
  mutating func readEscape(at start: Int) -> Int {
    guard start + 1 < count else {
      text.append(base[start])
      return start + 1
    }
    switch base[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(base[start + 1])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): return readCodePoint(at: start)
    default:
      report("this escape does not exist in JSON", start, start + 2)
      text.append(base[start])
      return start + 1
    }
    return start + 2
  }

  private mutating func readCodePoint(at start: Int) -> Int {
    guard let first = codeUnit(at: start) else {
      report("four hexadecimal digits must follow `\\u`", start, start + 2)
      text.append(base[start])
      return start + 1
    }
    let end = start + 6
    if first & 0xFC00 == 0xD800, let second = codeUnit(at: end), second & 0xFC00 == 0xDC00 {
      append(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))
      return end + 6
    }
    if first & 0xF800 == 0xD800 {
      report("half of a surrogate pair, which is no character", start, end)
      append(0xFFFD)
    } else {
      append(first)
    }
    return end
  }

  /// The number in an escape `\uXXXX`, or nil where none stands there.
  private func codeUnit(at start: Int) -> UInt32? {
    guard start + 6 <= count, base[start] == UInt8(ascii: "\\"),
      base[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for byte in source.buffer[(start + 2)..<(start + 6)] {
      guard let digit = HexadecimalDigits.digit(byte) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  private mutating func append(_ code: UInt32) {
    guard let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else { return }
    text.append(contentsOf: encoded)
  }
}
