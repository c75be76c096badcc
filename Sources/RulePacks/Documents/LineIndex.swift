/// Turns byte offsets of one file into lines and columns.
///
/// A line ends at LF, CRLF or a lone CR. Columns count Unicode code points from 1, as the JSON
/// report promises; a byte-order mark at the start of the file takes no column.
package struct LineIndex: Sendable {
  private let bytes: SourceBytes
  private let lineStarts: [Int]
  /// How many code points begin in front of each block, so that long lines cost no more than others.
  private let pointsBefore: [Int]
  private static let blockSize = 4096

  package init(_ bytes: SourceBytes) {
    self.bytes = bytes
    var starts = [bytes.hasByteOrderMark ? 3 : 0]
    var offset = 0
    while offset < bytes.count {
      let byte = bytes.pointer[offset]
      offset += 1
      if byte == 0x0A {
        starts.append(offset)
      } else if byte == 0x0D, offset == bytes.count || bytes.pointer[offset] != 0x0A {
        starts.append(offset)
      }
    }
    lineStarts = starts
    var points = 0
    var before = [0]
    for end in stride(from: Self.blockSize, through: bytes.count, by: Self.blockSize) {
      points += Self.points(in: bytes, from: end - Self.blockSize, to: end)
      before.append(points)
    }
    pointsBefore = before
  }

  package var lineCount: Int { lineStarts.count }

  package func location(of offset: Int) -> SourceLocation {
    let clamped = min(max(offset, lineStarts[0]), bytes.count)
    let line = lineNumber(of: clamped)
    return SourceLocation(
      line: line, column: points(to: clamped) - points(to: lineStarts[line - 1]) + 1)
  }

  /// The line of an offset, which costs less than its column.
  package func line(of offset: Int) -> Int {
    lineNumber(of: min(max(offset, lineStarts[0]), bytes.count))
  }

  private func points(to offset: Int) -> Int {
    let block = offset / Self.blockSize
    return pointsBefore[block] + Self.points(in: bytes, from: block * Self.blockSize, to: offset)
  }

  /// The code points that begin in a range; bytes that go on with one are left out.
  private static func points(in bytes: SourceBytes, from start: Int, to end: Int) -> Int {
    var count = 0
    for index in start..<end where bytes.pointer[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The bytes of a line, counted from 1, without its line break.
  package func range(ofLine line: Int) -> SourceRange {
    precondition(line >= 1 && line <= lineStarts.count)
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes.pointer[end - 1] == 0x0A || bytes.pointer[end - 1] == 0x0D {
      end -= 1
    }
    return SourceRange(start: start, end: end)
  }

  private func lineNumber(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }
}
