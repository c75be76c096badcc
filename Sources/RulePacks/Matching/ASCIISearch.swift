/// Looks for a short text without regard to the case of ASCII letters.
enum ASCIISearch {
  /// - Parameter word: In lower case.
  static func finds(_ word: String, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var word = word
    return word.withUTF8 { finds($0, in: text) }
  }

  private static func finds(
    _ word: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let first = word.first, text.count >= word.count else { return word.isEmpty }
    var start = 0
    while start <= text.count - word.count {
      if lowercased(text[start]) == first {
        var offset = 1
        while offset < word.count, lowercased(text[start + offset]) == word[offset] { offset += 1 }
        if offset == word.count { return true }
      }
      start += 1
    }
    return false
  }

  @inline(__always)
  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
