extension String {
  /// The bytes of the text, valid inside `body` only.
  ///
  /// Without a copy, which would be held and let go again for every look.
  @inlinable @inline(__always)
  package func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    if let result = try utf8.withContiguousStorageIfAvailable(body) { return result }
    // What another system has made may not have its bytes side by side.
    var text = self
    return try text.withUTF8(body)
  }
}
