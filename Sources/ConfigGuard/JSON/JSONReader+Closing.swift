import RulePacks

extension JSONReader {
  /// Closes what `byte` closes, and first what was left open inside of it.
  @inline(__always)
  mutating func close(_ byte: UInt8) {
    let isMapping = byte == UInt8(ascii: "}")
    if let comma {
      reportTrailingComma(comma)
      self.comma = nil
    }
    if let frame = open.last, frame.isMapping != isMapping {
      guard closeInner(isMapping) else { return }
    }
    offset += 1
    open.removeLast()
    builder.end(at: offset)
  }

  private mutating func reportTrailingComma(_ comma: Int) {
    guard dialect == .json else { return }
    // No guess is needed, so that this does not count as an error that could end the reading.
    builder.report(
      .syntax, "a trailing comma, which JSON does not have",
      SourceRange(start: comma, end: comma + 1))
  }

  /// Closes frames until one of the wanted kind is the innermost; false where there is none.
  private mutating func closeInner(_ isMapping: Bool) -> Bool {
    guard let inner = open.last,
      let match = open.lastIndex(where: { $0.isMapping == isMapping })
    else {
      report(
        isMapping ? "an array is closed with `]`" : "an object is closed with `}`",
        offset, offset + 1,
        related: open.last.map { SourceRange(start: $0.start, end: $0.start + 1) })
      // The other bracket was meant where nothing else is open that it could close.
      offset += 1
      open.removeLast()
      builder.end(at: offset)
      return false
    }
    report(
      inner.isMapping
        ? "the object is not closed before this" : "the array is not closed before this",
      offset, offset + 1, related: SourceRange(start: inner.start, end: inner.start + 1))
    while open.count > match + 1 {
      open.removeLast()
      builder.end(at: offset)
    }
    return true
  }

  /// Closes everything at the place that was reached: the end of the file, or one error too many.
  mutating func closeAll(_ expected: Expectation) {
    if offset >= count, let inner = open.last {
      report(
        inner.isMapping ? "the object is never closed" : "the array is never closed",
        inner.start, inner.start + 1)
    }
    if expected == .value { addNothing() }
    while !open.isEmpty {
      open.removeLast()
      builder.end(at: offset)
    }
  }
}
