/// Looks at UTF-8 text byte by byte.
package enum TextBytes {
  /// The offsets of the first NUL and of the first byte that is not UTF-8.
  package static func firstFaults(
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> (nul: Int?, invalid: Int?) {
    var nul: Int?
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index < bytes.count {
      if index + 8 <= bytes.count {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let highBits: UInt64 = 0x8080_8080_8080_8080
        let zeros = (word &- 0x0101_0101_0101_0101) & ~word
        if (word | zeros) & highBits == 0 {
          index += 8
          continue
        }
      }
      if bytes[index] < 0x80 {
        if bytes[index] == 0, nul == nil { nul = index }
        index += 1
        continue
      }
      guard let (_, length) = scalar(in: bytes, at: index) else { return (nul, index) }
      index += length
    }
    return (nul, nil)
  }

  /// The code point at an offset and the number of its bytes, or nil if it is not UTF-8.
  package static func scalar(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (Unicode.Scalar, length: Int)? {
    let first = bytes[index]
    let length: Int
    var code: UInt32
    switch first {
    case 0..<0x80: return (Unicode.Scalar(first), 1)
    case 0xC2..<0xE0: (length, code) = (2, UInt32(first & 0x1F))
    case 0xE0..<0xF0: (length, code) = (3, UInt32(first & 0x0F))
    case 0xF0..<0xF5: (length, code) = (4, UInt32(first & 0x07))
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for next in bytes[(index + 1)..<(index + length)] {
      guard next & 0xC0 == 0x80 else { return nil }
      code = code << 6 | UInt32(next & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard code >= least, let scalar = Unicode.Scalar(code) else { return nil }
    return (scalar, length)
  }

  /// Where the text ends without the white space at its end.
  package static func trimmedEnd(
    of bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    var end = end
    while end > start {
      var first = end - 1
      while first > start, end - first < 4, bytes[first] & 0xC0 == 0x80 { first -= 1 }
      guard let (scalar, length) = scalar(in: bytes, at: first), first + length == end,
        isWhiteSpace(scalar)
      else { break }
      end = first
    }
    return end
  }

  /// White space as Unicode has it, line breaks among it.
  package static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0: true
    case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// The white space that Compose allows around names.
  package static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0: true
    default: false
    }
  }

  package static func isLetterOrNumber(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
