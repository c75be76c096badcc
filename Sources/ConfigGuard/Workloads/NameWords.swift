/// The words of a name, taken apart where a sign stands that is no letter and no digit.
enum NameWords {
  /// Whether one of some words stands in a name of ASCII; nil for any other name.
  static func holds(_ name: String, _ words: [String]) -> Bool? {
    var name = name
    return name.withUTF8 { bytes -> Bool? in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      var start = 0
      for end in 0...bytes.count where end == bytes.count || !isPart(bytes[end]) {
        let word = bytes[start..<end]
        start = end + 1
        guard !word.isEmpty else { continue }
        let isFound = words.contains {
          $0.utf8.count == word.count && $0.utf8.elementsEqual(word.lazy.map(lowercased))
        }
        if isFound { return true }
      }
      return false
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
