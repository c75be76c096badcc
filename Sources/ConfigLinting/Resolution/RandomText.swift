import ConfigGuard

/// Tells words that people choose from text that a generator made.
///
/// It decides what may be shown, so it calls a word random rather than the other way round.
enum RandomText {
  /// Words shorter than this hold too few letters to tell.
  private static let shortest = 8
  private static let longestNumber = 16

  /// Whether any part of a text looks as if it were a key, a token or a generated password.
  static func isIn(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if hasPasswordSigns(bytes) || isUUID(bytes) || isMixedThroughout(bytes) { return true }
    let parts = bytes.split { !isWord($0) }
    // Keys are often printed in groups: `A1B2-C3D4-E5F6`.
    if parts.count(where: { isMixed($0) }) >= 3 { return true }
    return parts.contains { isRandom($0) }
  }

  private static func isRandom(_ part: ArraySlice<UInt8>) -> Bool {
    guard part.count >= shortest else { return false }
    let digits = part.count(where: isDigit)
    if digits == part.count { return digits >= longestNumber }
    let changes = zip(part, part.dropFirst()).count { isDigit($0) != isDigit($1) }
    if changes >= 3 { return true }
    let hasUpper = part.contains { (0x41...0x5A).contains($0) }
    let hasLower = part.contains { (0x61...0x7A).contains($0) }
    if digits > 0, changes >= 2, hasUpper, hasLower { return true }
    if part.count >= longestNumber, digits > 2 { return true }
    return part.split(whereSeparator: isDigit).contains { LetterPairs.areRare(in: $0) }
  }

  /// Letters and digits in turn, as in a group of a printed key.
  private static func isMixed(_ part: ArraySlice<UInt8>) -> Bool {
    guard part.count >= 4 else { return false }
    return zip(part, part.dropFirst()).count { isDigit($0) != isDigit($1) } >= 2
  }

  /// Letters of both cases and digits in turn, whatever separates them: the URL's form of base64.
  private static func isMixedThroughout(_ bytes: [UInt8]) -> Bool {
    let letters = bytes.filter(isWord)
    guard letters.count >= 10, !bytes.contains(where: { [0x20, 0x2E, 0x2F].contains($0) }),
      letters.contains(where: { (0x41...0x5A).contains($0) }),
      letters.contains(where: { (0x61...0x7A).contains($0) })
    else { return false }
    return zip(letters, letters.dropFirst()).count { isDigit($0) != isDigit($1) } >= 3
  }

  /// Base64, or letters, digits and signs without a blank between them.
  private static func hasPasswordSigns(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= shortest, !bytes.contains(0x20) else { return false }
    let isBase64 = bytes.allSatisfy { isWord($0) || [0x2B, 0x2F, 0x3D, 0x2D, 0x5F].contains($0) }
    if isBase64, bytes.count >= longestNumber, bytes.contains(0x2B) || bytes.last == 0x3D {
      return true
    }
    // What passwords have and names, addresses, versions and dates have not.
    let signs = Array("!#$%^&~?|<>\\".utf8)
    return bytes.contains { signs.contains($0) } && bytes.contains(where: isDigit)
      && bytes.contains { isWord($0) && !isDigit($0) }
  }

  /// Some services take a UUID as their key (RFC 9562 gives the form).
  private static func isUUID(_ bytes: [UInt8]) -> Bool {
    bytes.count == 36
      && bytes.indices.allSatisfy { index in
        [8, 13, 18, 23].contains(index)
          ? bytes[index] == 0x2D : HexadecimalDigits.digit(bytes[index]) != nil
      }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
  }
}

/// Which pairs of letters follow one another in English and in technical words.
enum LetterPairs {
  /// For each first letter a bit for each second one; counted over 40,000 words, these pairs make up
  /// 85 of 100 that occur there and are 31 of 100 that could.
  private static let common: [UInt32] = [
    0x11e_bd4e, 0x012_4911, 0x01e_4d91, 0x006_4919, 0x0ae_b97d, 0x002_4931, 0x006_0111,
    0x000_4111, 0x22e_f87f, 0x000_0000, 0x000_0010, 0x11c_4919, 0x004_c111, 0x03c_617d,
    0x07e_f94e, 0x00e_c911, 0x010_0000, 0x11e_795d, 0x01c_c995, 0x11e_c9b5, 0x00e_b913,
    0x000_0111, 0x000_0111, 0x008_0000, 0x000_8000, 0x000_0010,
  ]
  private static let shortest = 8

  /// Whether fewer than half of the pairs are such pairs: so are 83 of 100 random words of eight
  /// letters, 95 of 24 letters, and one of 100 real words.
  static func areRare(in letters: some Collection<UInt8>) -> Bool {
    guard letters.count >= shortest else { return false }
    let numbers = letters.map { Int($0 | 0x20) - 0x61 }
    // Letters beyond ASCII say nothing here.
    guard numbers.allSatisfy(common.indices.contains) else { return false }
    let known = zip(numbers, numbers.dropFirst()).count { common[$0] >> UInt32($1) & 1 == 1 }
    return known * 2 < numbers.count - 1
  }
}
