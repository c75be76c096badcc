/// Looks for a short text without regard to the case of ASCII letters.
enum ASCIISearch {
  /// - Parameter word: In lower case.
  static func finds(_ word: String, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let word = word.utf8
    guard let first = word.first, text.count >= word.count else { return word.isEmpty }
    for start in 0...text.count - word.count where lowercased(text[start]) == first {
      if text[start...].lazy.map(lowercased).starts(with: word) { return true }
    }
    return false
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
