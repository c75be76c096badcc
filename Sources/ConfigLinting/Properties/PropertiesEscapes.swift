import ConfigGuard

/// Undoes the escapes of Java's `.properties`.
enum PropertiesEscapes {
  /// The text that is meant, and where `\u` has no four digits behind it.
  static func undone(in written: ArraySlice<UInt8>) -> (text: [UInt8], malformed: [Range<Int>]) {
    var text: [UInt8] = []
    text.reserveCapacity(written.count)
    var malformed: [Range<Int>] = []
    var index = written.startIndex
    while index < written.endIndex {
      guard written[index] == UInt8(ascii: "\\"), index + 1 < written.endIndex else {
        if written[index] != UInt8(ascii: "\\") { text.append(written[index]) }
        index += 1
        continue
      }
      let escaped = written[index + 1]
      switch escaped {
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "u"):
        if let (scalar, length) = scalar(in: written, at: index) {
          text.append(contentsOf: String(scalar).utf8)
          index += length
          continue
        }
        malformed.append(index..<min(index + 6, written.endIndex))
        text.append(contentsOf: written[index...(index + 1)])
      default: text.append(escaped)
      }
      index += 2
    }
    return (text, malformed)
  }

  /// The code point of one escape, or of two that make a surrogate pair.
  private static func scalar(
    in written: ArraySlice<UInt8>, at index: Int
  ) -> (Unicode.Scalar, length: Int)? {
    guard let unit = unit(in: written, at: index) else { return nil }
    if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
    if unit < 0xDC00, let low = self.unit(in: written, at: index + 6), 0xDC00...0xDFFF ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    {
      return (scalar, 12)
    }
    // Half a pair is a character for Java but none for UTF-8.
    return ("\u{FFFD}", 6)
  }

  private static func unit(in written: ArraySlice<UInt8>, at index: Int) -> UInt32? {
    guard index + 6 <= written.endIndex, written[index] == UInt8(ascii: "\\"),
      written[index + 1] == UInt8(ascii: "u")
    else { return nil }
    return HexadecimalDigits.value(of: written[(index + 2)..<(index + 6)])
  }
}
