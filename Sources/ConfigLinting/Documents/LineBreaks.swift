import RulePacks

/// Where the lines of a file end, for readers that split at LF, CRLF and a lone CR.
enum LineBreaks {
  /// The end of the line that begins at or before `start`, its line break excluded.
  static func endOfLine(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }

  /// The start of the line behind a line that ends at `end`.
  static func nextLine(in bytes: UnsafeBufferPointer<UInt8>, after end: Int) -> Int {
    guard end < bytes.count else { return bytes.count }
    let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
    return end + (isPair ? 2 : 1)
  }

  /// A range without the blanks at both its ends.
  static func trimmed(
    _ range: SourceRange, in bytes: UnsafeBufferPointer<UInt8>
  ) -> SourceRange {
    var start = range.start
    var end = range.end
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return SourceRange(start: start, end: end)
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C
  }
}
