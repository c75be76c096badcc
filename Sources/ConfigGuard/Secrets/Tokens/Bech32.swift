/// The checksum of bech32 texts (BIP 173).
package enum Bech32 {
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
  static let digits = 6

  /// The six digits that belong at the end of a text, in the case that it is written in.
  package static func checksum(of text: [UInt8]) -> [UInt8]? {
    guard let separator = text.lastIndex(of: 0x31), separator > 0 else { return nil }
    let isUpper = text.contains { (0x41...0x5A).contains($0) }
    let lower = text.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    let part = lower[..<separator]
    var values = part.map { $0 >> 5 } + [0] + part.map { $0 & 31 }
    for byte in lower[(separator + 1)...] {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      values.append(UInt8(value))
    }
    let remainder = remainder(of: values + Array(repeating: 0, count: digits)) ^ 1
    return (0..<digits).map { index in
      let digit = alphabet[Int(remainder >> UInt32(5 * (digits - 1 - index)) & 31)]
      return isUpper && (0x61...0x7A).contains(digit) ? digit - 0x20 : digit
    }
  }

  private static func remainder(of values: [UInt8]) -> UInt32 {
    let generators: [UInt32] = [
      0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
    ]
    var result: UInt32 = 1
    for value in values {
      let top = result >> 25
      result = (result & 0x1FF_FFFF) << 5 ^ UInt32(value)
      for (index, generator) in generators.enumerated() where top >> UInt32(index) & 1 == 1 {
        result ^= generator
      }
    }
    return result
  }
}
