/// Converts libyaml's marks, which count code points, into byte offsets.
struct OffsetMap {
  private static let stride = 256
  private let bytes: SourceBytes
  /// Byte offset of every 256th code point; empty for a file that is ASCII throughout.
  private let checkpoints: [Int]
  private let markLength: Int

  init(_ bytes: SourceBytes, isASCII: Bool) {
    self.bytes = bytes
    markLength = bytes.hasByteOrderMark ? 3 : 0
    guard !isASCII else {
      checkpoints = []
      return
    }
    var points: [Int] = []
    var seen = 0
    for offset in markLength..<max(markLength, bytes.count)
    where bytes.pointer[offset] & 0xC0 != 0x80 {
      if seen % OffsetMap.stride == 0 { points.append(offset) }
      seen += 1
    }
    checkpoints = points
  }

  @inline(__always)
  func offset(ofCodePoint index: Int) -> Int {
    if checkpoints.isEmpty { return min(index + markLength, bytes.count) }
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
