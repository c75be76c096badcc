/// How many bits somebody has to guess who knows which kinds of characters are used.
package enum SecretStrength {
  /// Characters times the bits of one; what repeats or goes on counting adds nothing.
  package static func bits(of text: String) -> Int {
    let bytes = Array(text.utf8)
    var alphabet = 0
    let isHexadecimal = bytes.allSatisfy { HexadecimalDigits.digit($0) != nil }
    if isHexadecimal, bytes.contains(where: { $0 > 0x39 }) {
      alphabet = 16
    } else {
      if bytes.contains(where: { (0x30...0x39).contains($0) }) { alphabet += 10 }
      if bytes.contains(where: { (0x61...0x7A).contains($0) }) { alphabet += 26 }
      if bytes.contains(where: { (0x41...0x5A).contains($0) }) { alphabet += 26 }
      if bytes.contains(where: {
        $0 < 0x30 || (0x3A...0x40).contains($0) || $0 > 0x5A && $0 < 0x61 || $0 > 0x7A
      }) {
        alphabet += bytes.allSatisfy { "+/=-_".utf8.contains($0) || $0.isLetterOrDigit } ? 2 : 33
      }
    }
    var counted = 0
    for index in bytes.indices {
      guard index > 0 else {
        counted = 1
        continue
      }
      let step = Int(bytes[index]) - Int(bytes[index - 1])
      let before = index > 1 ? Int(bytes[index - 1]) - Int(bytes[index - 2]) : nil
      if step == 0 || abs(step) == 1 && step == before { continue }
      counted += 1
    }
    // The same text again is no second secret.
    for length in stride(from: 1, through: bytes.count / 2, by: 1)
    where bytes.count.isMultiple(of: length) && isRepetition(bytes, length) {
      counted = min(counted, length)
      break
    }
    return Int((Double(counted) * bitsOfOne(alphabet)).rounded(.down))
  }

  private static func isRepetition(_ bytes: [UInt8], _ length: Int) -> Bool {
    bytes.indices.allSatisfy { $0 < length || bytes[$0] == bytes[$0 - length] }
  }

  /// The binary logarithm, to two places, of the sizes that occur.
  private static func bitsOfOne(_ alphabet: Int) -> Double {
    guard alphabet > 1 else { return 0 }
    var power = 0
    while 1 << (power + 1) <= alphabet { power += 1 }
    // Between two powers the logarithm is nearly a straight line with a bulge of 0.086 at most.
    let rest = Double(alphabet) / Double(1 << power) - 1
    return Double(power) + rest * (1.3465 - 0.3465 * rest)
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & 0xDF)
  }
}
