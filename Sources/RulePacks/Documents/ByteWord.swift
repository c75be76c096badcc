/// Eight bytes that are looked at together.
///
/// Marks have the highest bit of each byte that is meant. Only the lowest mark is certain, and the
/// lowest is all that searches need.
struct ByteWord {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  let bits: UInt64

  @inline(__always)
  init(_ pointer: UnsafePointer<UInt8>) {
    bits = UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  func marks(of byte: UInt8) -> UInt64 {
    let difference = bits ^ (Self.ones &* UInt64(byte))
    return (difference &- Self.ones) & ~difference & Self.highs
  }

  /// Marks bytes below `limit`, which is at most 128.
  @inline(__always)
  func marks(below limit: UInt8) -> UInt64 {
    (bits &- (Self.ones &* UInt64(limit))) & ~bits & Self.highs
  }

  /// Marks bytes that are not ASCII, each for certain.
  @inline(__always)
  var marksBeyondASCII: UInt64 { bits & Self.highs }

  /// How many bytes at the start are `byte`.
  @inline(__always)
  func leading(_ byte: UInt8) -> Int {
    (bits ^ (Self.ones &* UInt64(byte))).trailingZeroBitCount >> 3
  }

  /// All of fewer than eight bytes, the first of them lowest.
  @inline(__always)
  static func bits(ofShort bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = raw.count
    // Two loads that may have bytes in common take in all of them.
    if count >= 4 {
      let first = UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self))
      let last = UInt32(
        littleEndian: raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return UInt64(first) | UInt64(last) << UInt64(8 * (count - 4))
    }
    var bits: UInt64 = 0
    for offset in 0..<count { bits |= UInt64(raw[offset]) << UInt64(8 * offset) }
    return bits
  }

  @inline(__always)
  static func first(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}

/// A block of bytes of which it is only asked whether something is in it, as in hardly any.
struct ByteBlock {
  static let size = 32
  private let first: SIMD16<UInt8>
  private let second: SIMD16<UInt8>

  @inline(__always)
  init(_ pointer: UnsafePointer<UInt8>) {
    let raw = UnsafeRawPointer(pointer)
    first = raw.loadUnaligned(as: SIMD16<UInt8>.self)
    second = raw.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
  }

  @inline(__always)
  func has(_ byte: UInt8, or other: UInt8) -> Bool {
    let (one, two) = (SIMD16(repeating: byte), SIMD16(repeating: other))
    return Self.isSet((first .== one) .| (first .== two) .| (second .== one) .| (second .== two))
  }

  @inline(__always)
  var hasNULOrBeyondASCII: Bool {
    // As numbers with a sign, both are less than one.
    let one = SIMD16<Int8>(repeating: 1)
    return Self.isSet(
      (unsafeBitCast(first, to: SIMD16<Int8>.self) .< one)
        .| (unsafeBitCast(second, to: SIMD16<Int8>.self) .< one))
  }

  @inline(__always)
  private static func isSet(_ mask: SIMDMask<SIMD16<Int8>>) -> Bool {
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return words[0] | words[1] != 0
  }
}
