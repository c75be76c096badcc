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

  @inline(__always)
  static func first(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}
