/// Tells secrets that a generator made from words that a person wrote to stand for one.
///
/// It decides whether a sample is a finding, so it asks for more than `Randomness` does: the length
/// of a key, its alphabet, and letters and digits that do not just follow one another.
package enum GeneratedText {
  private static let shortest = 20
  private static let longest = 512
  private static let fewestCharacters = 10

  package static func isWhole(_ written: String) -> Bool {
    let text = written.trimmedASCII
    let bytes = Array(text.utf8)
    guard (shortest...longest).contains(bytes.count), bytes.allSatisfy(isOfKey),
      Set(bytes).count >= fewestCharacters, bytes.contains(where: isNumber),
      bytes.contains(where: isLetter), !isSequence(bytes)
    else { return false }
    return Randomness.looksRandom(text)
  }

  /// Most characters are the next ones of the alphabet or of the digits: `0123456789abcdef`.
  private static func isSequence(_ text: [UInt8]) -> Bool {
    let steps = zip(text, text.dropFirst()).count { abs(Int($0) - Int($1)) <= 1 }
    return steps * 2 > text.count
  }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    isLetter(byte) || isNumber(byte) || [0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x5F].contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
  private static func isNumber(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
