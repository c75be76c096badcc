import ConfigGuard
import RulePacks

/// One line as a reader sees it: the parts of several lines of the file, joined.
struct LogicalLine {
  /// Where a part begins in the text and in the file.
  private struct Part {
    var textStart: Int
    var fileStart: Int
  }

  private(set) var text: [UInt8] = []
  private var parts: [Part] = []
  private var lastEnd = 0

  init(at offset: Int) {
    lastEnd = offset
  }

  /// A line that stands in the file as it is meant.
  init(_ range: SourceRange, of bytes: UnsafeBufferPointer<UInt8>) {
    append(range, of: bytes)
  }

  mutating func append(_ range: SourceRange, of bytes: UnsafeBufferPointer<UInt8>) {
    parts.append(Part(textStart: text.count, fileStart: range.start))
    text.append(contentsOf: bytes[range.start..<range.end])
    lastEnd = range.end
  }

  /// Adds a byte that stands for the file's bytes at `range`.
  mutating func append(_ byte: UInt8, for range: SourceRange) {
    parts.append(Part(textStart: text.count, fileStart: range.start))
    text.append(byte)
    lastEnd = range.end
  }

  /// The place in the file of the byte at `index`; behind the last byte, the end of the line.
  func offset(of index: Int) -> Int {
    guard index < text.count, let part = part(at: index) else { return lastEnd }
    return part.fileStart + index - part.textStart
  }

  /// The place in the file just behind the byte before `index`.
  func endOffset(of index: Int) -> Int {
    guard index > 0, index <= text.count, part(at: index - 1) != nil else {
      return offset(of: index)
    }
    return index == text.count ? lastEnd : offset(of: index - 1) + 1
  }

  /// Where a stretch of the text stands, from its first byte to its last.
  func range(_ range: Range<Int>) -> SourceRange {
    guard !range.isEmpty else { return SourceRange(at: endOffset(of: range.lowerBound)) }
    let start = offset(of: range.lowerBound)
    return SourceRange(start: start, end: max(start, endOffset(of: range.upperBound)))
  }

  private func part(at index: Int) -> Part? {
    guard !parts.isEmpty else { return nil }
    var low = 0
    var high = parts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if parts[middle].textStart <= index { low = middle } else { high = middle }
    }
    return parts[low]
  }
}
