/// Reads numbers in hexadecimal digits, as escapes have them.
package enum HexadecimalDigits {
  /// The number of at most eight digits, or nil if any byte is no digit.
  package static func value(of digits: ArraySlice<UInt8>) -> UInt32? {
    guard 1...8 ~= digits.count else { return nil }
    var value: UInt32 = 0
    for byte in digits {
      guard let digit = digit(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  /// The value of one digit in either case.
  package static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 0x30)
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
      UInt32(byte & 0xDF - 0x37)
    default: nil
    }
  }

  /// Two small digits for each byte.
  package static func text(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
  }
}
