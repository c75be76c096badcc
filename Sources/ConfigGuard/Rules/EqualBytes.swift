extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are the same, eight of them compared at a time.
  @inline(__always)
  func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    let (left, right) = (UnsafeRawBufferPointer(self), UnsafeRawBufferPointer(other))
    guard count >= 8 else {
      for offset in 0..<count where left[offset] != right[offset] { return false }
      return true
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

extension String {
  /// Whether a text has the same bytes; equal texts may differ in them.
  func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    var (text, other) = (self, other)
    return text.withUTF8 { text in other.withUTF8 { text.hasSameBytes(as: $0) } }
  }
}
