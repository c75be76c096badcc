/// Tells secrets that a generator made from words that a person wrote to stand for one.
///
/// It decides whether a sample is a finding, so it calls a text random only where words are out of
/// the question. What may be shown is decided by `RandomText`, which errs to the other side.
enum GeneratedText {
  private static let shortest = 20
  private static let longest = 512
  private static let fewestCharacters = 10

  static func isWhole(_ written: String) -> Bool {
    let text = Array(written.trimmedASCII.utf8)
    guard (shortest...longest).contains(text.count), text.allSatisfy(isDigitOfKey),
      Set(text).count >= fewestCharacters, text.contains(where: isNumber),
      text.contains(where: isLetter), !isSequence(text)
    else { return false }
    // Words come in runs of letters, with numbers at their ends; keys change all the time.
    let changes = zip(text, text.dropFirst()).count { kind($0) != kind($1) }
    let inWords = wordLetters(in: text)
    return changes * 10 >= text.count * 3 && inWords * 2 < text.count
  }

  /// The letters of runs that are four long or longer: `secret`, `Secret`, `SECRET`.
  private static func wordLetters(in text: [UInt8]) -> Int {
    var total = 0
    var start = 0
    while start < text.count {
      var end = start + 1
      if isLetter(text[start]) {
        // A capital begins a word, and then the case stays the same.
        while end < text.count, isLetter(text[end]),
          isUpper(text[end]) == isUpper(text[end - 1])
            || end == start + 1 && isUpper(text[start]) && !isUpper(text[end])
        {
          end += 1
        }
        if end - start >= 4 { total += end - start }
      }
      start = end
    }
    return total
  }

  /// Most characters are the next ones of the alphabet or of the digits: `0123456789abcdef`.
  private static func isSequence(_ text: [UInt8]) -> Bool {
    let steps = zip(text, text.dropFirst()).count { abs(Int($0) - Int($1)) <= 1 }
    return steps * 2 > text.count
  }

  private static func isDigitOfKey(_ byte: UInt8) -> Bool {
    isLetter(byte) || isNumber(byte) || [0x2B, 0x2F, 0x3D, 0x2D, 0x5F, 0x2E].contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isNumber(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func kind(_ byte: UInt8) -> Int {
    if isNumber(byte) { return 0 }
    guard isLetter(byte) else { return 1 }
    return isUpper(byte) ? 2 : 3
  }
}
