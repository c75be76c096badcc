/// Converts libyaml's marks, which count code points (a byte-order mark is one), into byte offsets.
struct OffsetMap {
  private static let stride = 256
  private let bytes: SourceBytes
  /// Byte offset of every 256th code point; empty for a file that is ASCII throughout.
  private let checkpoints: [Int]

  init(_ bytes: SourceBytes, isASCII: Bool) {
    self.bytes = bytes
    guard !isASCII else {
      checkpoints = []
      return
    }
    var points: [Int] = []
    var seen = 0
    for offset in 0..<bytes.count where bytes.pointer[offset] & 0xC0 != 0x80 {
      if seen % OffsetMap.stride == 0 { points.append(offset) }
      seen += 1
    }
    checkpoints = points
  }

  @inline(__always)
  func offset(ofCodePoint index: Int) -> Int {
    if checkpoints.isEmpty { return min(index, bytes.count) }
    return scan(to: index)
  }

  private func scan(to index: Int) -> Int {
    let checkpoint = min(index / OffsetMap.stride, checkpoints.count - 1)
    var remaining = index - checkpoint * OffsetMap.stride
    var offset = checkpoints[checkpoint]
    while offset < bytes.count {
      if bytes.pointer[offset] & 0xC0 != 0x80 {
        if remaining == 0 { return offset }
        remaining -= 1
      }
      offset += 1
    }
    return bytes.count
  }
}
