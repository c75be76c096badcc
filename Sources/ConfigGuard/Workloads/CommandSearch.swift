/// The words of a command, which may be a script of thousands of lines.
enum CommandSearch {
  private static let separators = " \t\n\"'[],;&|/="

  /// Whether one of the words stands in a command by itself.
  static func holds(_ command: String, _ words: [String]) -> Bool {
    var command = command
    if let found = command.withUTF8({ holds($0, words) }) { return found }
    let parts = command.split { separators.contains($0) }
    return words.contains { word in parts.contains { $0 == word } }
  }

  /// The same for a command of ASCII; nil for any other, since signs may belong together there.
  private static func holds(_ command: UnsafeBufferPointer<UInt8>, _ words: [String]) -> Bool? {
    let separators = ASCIISet(Self.separators)
    let beginnings = ASCIISet(words)
    var start = 0
    var isFound = false
    for offset in 0...command.count {
      let byte = offset < command.count ? command[offset] : 0x20
      // CR and LF are one character together.
      guard byte < 0x80, byte != 0x0D else { return nil }
      guard separators.contains(byte) else { continue }
      if start < offset, !isFound, beginnings.contains(command[start]) {
        let part = command[start..<offset]
        isFound = words.contains { $0.utf8.count == part.count && part.elementsEqual($0.utf8) }
      }
      start = offset + 1
    }
    return isFound
  }
}

/// Some bytes of ASCII.
private struct ASCIISet {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ characters: String) {
    for byte in characters.utf8 { insert(byte) }
  }

  /// The bytes that some words begin with.
  init(_ words: [String]) {
    for word in words {
      if let first = word.utf8.first { insert(first) }
    }
  }

  private mutating func insert(_ byte: UInt8) {
    if byte < 0x40 {
      low |= 1 << UInt64(byte)
    } else if byte < 0x80 {
      high |= 1 << UInt64(byte & 0x3F)
    }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    byte < 0x40 ? low >> UInt64(byte) & 1 != 0 : high >> UInt64(byte & 0x3F) & 1 != 0
  }
}
