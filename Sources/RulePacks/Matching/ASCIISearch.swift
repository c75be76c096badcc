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
    guard let first = word.first, let base = text.baseAddress, text.count >= word.count else {
      return word.isEmpty
    }
    let last = text.count - word.count
    var start = 0
    while start <= last {
      // Eight bytes at a time as long as there are eight.
      if start + 8 <= text.count {
        let bytes = ByteWord(base + start)
        let marks = bytes.marks(of: first) | bytes.marks(of: uppercased(first))
        guard marks != 0 else {
          start += 8
          continue
        }
        start += ByteWord.first(marks)
        guard start <= last else { return false }
      }
      if stands(word, at: base + start) { return true }
      start += 1
    }
    return false
  }

  private static func stands(
    _ word: UnsafeBufferPointer<UInt8>, at place: UnsafePointer<UInt8>
  ) -> Bool {
    var offset = 0
    while offset < word.count, lowercased(place[offset]) == word[offset] { offset += 1 }
    return offset == word.count
  }

  @inline(__always)
  private static func uppercased(_ byte: UInt8) -> UInt8 {
    (0x61...0x7A).contains(byte) ? byte & 0xDF : byte
  }

  @inline(__always)
  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
