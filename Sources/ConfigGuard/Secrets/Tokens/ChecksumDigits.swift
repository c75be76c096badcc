import RulePacks

/// Writes checksums as tokens have them, and reads the bytes of tokens that are one blob.
enum ChecksumDigits {
  private static let base62 = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  private static let base66 = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~".utf8)
  private static let base36 = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
  private static let hex = Array("0123456789abcdef".utf8)
  private static let upperHex = Array("0123456789ABCDEF".utf8)
  private static let base32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
  private static let base64 = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let base64URL = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static func alphabet(_ encoding: TokenChecksum.Encoding) -> [UInt8] {
    switch encoding {
    case .base62: base62
    case .base66: base66
    case .base36: base36
    case .hex: hex
    case .upperHex: upperHex
    case .base32: base32
    case .base64: base64
    case .base64URL: base64URL
    }
  }

  /// The bits of one digit in an encoding of bytes.
  private static func bits(_ encoding: TokenChecksum.Encoding) -> Int {
    switch encoding {
    case .hex, .upperHex: 4
    case .base32: 5
    default: 6
    }
  }

  /// The digits of a number, with the alphabet's zeros in front up to `width`.
  static func text(
    of number: UInt64, _ encoding: TokenChecksum.Encoding, width: Int
  ) -> [UInt8] {
    let alphabet = alphabet(encoding)
    let base = UInt64(alphabet.count)
    var digits: [UInt8] = []
    var rest = number
    while rest > 0 {
      digits.append(alphabet[Int(rest % base)])
      rest /= base
    }
    while digits.count < width { digits.append(alphabet[0]) }
    return digits.reversed()
  }

  /// The digits of bytes, without padding.
  static func text(of bytes: [UInt8], _ encoding: TokenChecksum.Encoding) -> [UInt8] {
    let alphabet = alphabet(encoding)
    let width = bits(encoding)
    var digits: [UInt8] = []
    var held: UInt32 = 0
    var count = 0
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      count += 8
      while count >= width {
        count -= width
        digits.append(alphabet[Int(held >> UInt32(count)) & (1 << width - 1)])
      }
      held &= 1 << UInt32(count) - 1
    }
    if count > 0 {
      digits.append(alphabet[Int(held << UInt32(width - count)) & (1 << width - 1)])
    }
    return digits
  }

  /// The whole bytes that digits stand for, or nil where a byte is no digit.
  static func bytes(of digits: [UInt8], _ encoding: TokenChecksum.Encoding) -> [UInt8]? {
    let width = bits(encoding)
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, digit) in alphabet(encoding).enumerated() { values[Int(digit)] = UInt8(value) }
    var bytes: [UInt8] = []
    var held: UInt32 = 0
    var count = 0
    for digit in digits {
      let value = values[Int(digit)]
      guard value != 0xFF else { return nil }
      held = held << UInt32(width) | UInt32(value)
      count += width
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(count)))
        held &= 1 << UInt32(count) - 1
      }
    }
    return bytes
  }
}
