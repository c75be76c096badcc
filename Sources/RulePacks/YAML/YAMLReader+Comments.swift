extension YAMLReader {
  /// Takes the comments between what was read last and `end`, where the next token begins.
  ///
  /// Scalars are never scanned, and no other token of libyaml's has a `#` in it.
  @inline(__always)
  mutating func takeComments(upTo end: UInt32) {
    var offset = Int(gapStart)
    let end = Int(end)
    guard offset < end else { return }
    while offset < end {
      if bytes.pointer[offset] == 0x23 { offset = takeComment(at: offset, end: end) - 1 }
      offset += 1
    }
    gapStart = UInt32(end)
  }

  /// Goes on behind a scalar or another token that ends at `end`.
  @inline(__always)
  mutating func skipToken(to end: UInt32) {
    if end > gapStart { gapStart = end }
  }

  /// A block scalar's header may end in a comment, which lies inside the scalar's own marks.
  mutating func takeHeaderComment(from start: UInt32, to end: UInt32) {
    var lineEnd = Int(start)
    while lineEnd < Int(end), !isLineBreak(lineEnd) { lineEnd += 1 }
    takeComments(upTo: start)
    takeComments(upTo: UInt32(lineEnd))
  }

  /// Adds the comment that begins at `mark`; returns the offset behind it.
  private mutating func takeComment(at mark: Int, end: Int) -> Int {
    var next = mark
    while next < end, !isLineBreak(next) { next += 1 }
    tree.comments.append(SourceRange(start: mark, end: next))
    return next
  }

  private func isLineBreak(_ offset: Int) -> Bool {
    bytes.pointer[offset] == 0x0A || bytes.pointer[offset] == 0x0D
  }
}
