/// Tells whether a text holds only what the fast reader may take for letters.
enum PrintableText {
  /// Whether all of it is UTF-8 without characters that libyaml refuses or takes for line breaks.
  ///
  /// ASCII's control characters, DEL apart, are left to the reader, which stops at them.
  static func isPrintable(_ bytes: SourceBytes) -> Bool {
    if isPlainASCII(bytes) { return true }
    let pointer = bytes.pointer
    var offset = bytes.hasByteOrderMark ? 3 : 0
    while offset < bytes.count {
      let byte = pointer[offset]
      if byte < 0x7F {
        offset += 1
        continue
      }
      let length = sequenceLength(pointer + offset)
      guard length > 0 else { return false }
      offset += length
    }
    return true
  }

  /// Whether all bytes are below DEL.
  private static func isPlainASCII(_ bytes: SourceBytes) -> Bool {
    let pointer = bytes.pointer
    var found: UInt64 = 0
    var offset = 0
    // The last load goes into the padding.
    while offset < bytes.count {
      let word = ByteWord(pointer + offset).bits
      found |= word | (word &+ 0x0101_0101_0101_0101)
      offset &+= 8
    }
    return found & 0x8080_8080_8080_8080 == 0
  }

  /// The length of the character at a byte from DEL on; 0 for what is not printable.
  private static func sequenceLength(_ pointer: UnsafePointer<UInt8>) -> Int {
    // Behind the last byte stand zeros, which continue nothing.
    let second = pointer[1]
    guard second & 0xC0 == 0x80 else { return 0 }
    switch pointer[0] {
    case 0xC2: return second >= 0xA0 ? 2 : 0
    case 0xC3...0xDF: return 2
    case 0xE0...0xEF:
      let third = pointer[2]
      guard third & 0xC0 == 0x80 else { return 0 }
      let value = UInt32(pointer[0] & 0xF) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
      switch value {
      case 0...0x7FF, 0x2028, 0x2029, 0xD800...0xDFFF, 0xFEFF, 0xFFFE, 0xFFFF: return 0
      default: return 3
      }
    case 0xF0...0xF4:
      guard pointer[2] & 0xC0 == 0x80, pointer[3] & 0xC0 == 0x80 else { return 0 }
      if pointer[0] == 0xF0 { return second >= 0x90 ? 4 : 0 }
      return pointer[0] == 0xF4 && second > 0x8F ? 0 : 4
    default: return 0
    }
  }
}
