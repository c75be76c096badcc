/// A name that keys of a file are compared with, most of which differ in the first bytes.
struct SoughtName {
  let bytes: UnsafeBufferPointer<UInt8>
  /// The first eight bytes, fewer of a shorter name.
  private let head: UInt64
  /// Which bits of eight bytes are those of the head.
  private let mask: UInt64

  var count: Int { bytes.count }

  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    guard bytes.count < 8 else {
      head = UInt64(
        littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self))
      mask = .max
      return
    }
    head = ByteWord.bits(ofShort: bytes)
    mask = 1 << UInt64(8 * bytes.count) - 1
  }

  /// Whether the name stands somewhere in the bytes of a file, which go on for eight more.
  @inline(__always)
  func stands(at place: UnsafePointer<UInt8>) -> Bool {
    guard (ByteWord(place).bits ^ head) & mask == 0 else { return false }
    var offset = 8
    while offset < bytes.count {
      // The last eight may begin before the end of those in front.
      let start = min(offset, bytes.count - 8)
      let rest = UnsafeRawBufferPointer(bytes)
        .loadUnaligned(fromByteOffset: start, as: UInt64.self)
      guard ByteWord(place + start).bits == UInt64(littleEndian: rest) else { return false }
      offset += 8
    }
    return true
  }
}
