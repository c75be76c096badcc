/// Bytes that this process packed, for as long as something reads them.
final class PackedBytes: @unchecked Sendable {
  // Nobody writes them after the initialiser.
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ packed: [UInt8]) {
    bytes = .allocate(capacity: max(packed.count, 1))
    _ = bytes.initialize(from: packed)
  }

  deinit { bytes.deallocate() }

  var unpacker: Unpacker { Unpacker(UnsafePointer(bytes.baseAddress!), of: self) }
}

extension Packable {
  /// The value as it is read when it was built in: what it defers is made on demand.
  package var packed: Self {
    var packer = Packer()
    packer.add(self)
    var unpacker = PackedBytes(packer.bytes).unpacker
    return Self(from: &unpacker)
  }
}
