extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are the same, eight of them compared at a time.
  @inlinable @inline(__always)
  package func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    let (left, right) = (UnsafeRawBufferPointer(self), UnsafeRawBufferPointer(other))
    guard count >= 8 else {
      guard count >= 4 else {
        for offset in 0..<count where left[offset] != right[offset] { return false }
        return true
      }
      // Two loads that may have bytes in common take in all of them.
      return left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
        && left.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
          == right.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    }
    var offset = 0
    while offset < count {
      // The last eight may begin before the end of those in front.
      let start = Swift.min(offset, count - 8)
      guard
        left.loadUnaligned(fromByteOffset: start, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      else { return false }
      offset += 8
    }
    return true
  }
}
