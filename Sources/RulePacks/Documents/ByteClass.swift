/// A set of bytes that is asked for every byte of a text.
@usableFromInline
package struct ByteClass: Sendable {
  @usableFromInline let words: (UInt64, UInt64, UInt64, UInt64)

  package init(_ isMember: (UInt8) -> Bool) {
    func word(_ number: UInt8) -> UInt64 {
      (0..<64).reduce(0) { isMember(number << 6 | $1) ? $0 | 1 << UInt64($1) : $0 }
    }
    words = (word(0), word(1), word(2), word(3))
  }

  @inlinable @inline(__always)
  package func contains(_ byte: UInt8) -> Bool {
    let word =
      byte < 0x80 ? (byte < 0x40 ? words.0 : words.1) : (byte < 0xC0 ? words.2 : words.3)
    return word >> UInt64(byte & 0x3F) & 1 == 1
  }
}
