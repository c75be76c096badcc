import RulePacks

/// What the lines around an action say of what it writes.
extension TemplateMasker {
  /// Whether the next line with text belongs below a key or dash at `column`.
  mutating func isContinued(_ index: Int, below column: Int, _ isDash: Bool) -> Bool {
    let next = nextContent[index]
    guard next < lines.count else { return false }
    if knownShape.line != next { knownShape = (next, shape(of: lines[next])) }
    let shape = knownShape.shape
    if shape.indent == column { return shape.startsWithDash && !isDash }
    return shape.indent > column && (shape.startsWithDash || shape.hasKey)
  }

  private func shape(of line: TemplateLine) -> Shape {
    guard let first = firstText(of: line) else { return Shape() }
    var indent = 0
    while line.start + indent < line.end, TemplateByte.isBlank(source[line.start + indent]) {
      indent += 1
    }
    let startsWithDash =
      text[first] == UInt8(ascii: "-")
      && (first + 1 >= line.end || TemplateByte.isBlank(text[first + 1]))
    return Shape(
      indent: indent, startsWithDash: startsWithDash, hasKey: hasKey(line, from: line.start))
  }

  /// Whether the line's own text has a key: a colon with a blank or nothing behind it.
  func hasKey(_ line: TemplateLine, from start: Int) -> Bool {
    var next = line.actions.lowerBound
    var offset = line.start
    while offset < line.end {
      if next < line.actions.upperBound, offset == actions[next].range.start {
        offset = actions[next].range.end
        next += 1
        continue
      }
      if offset >= start, text[offset] == UInt8(ascii: ":"),
        offset + 1 >= line.end || TemplateByte.isSpace(text[offset + 1])
      {
        return true
      }
      offset += 1
    }
    return false
  }

  mutating func pendingColumn() -> (column: Int, isDash: Bool)? {
    if knownPending.line != lastContent {
      knownPending = (lastContent, pendingColumn(of: lines[lastContent]))
    }
    return knownPending.pending
  }

  /// The column of the key or dash at the end of a line that waits for its value.
  private func pendingColumn(of line: TemplateLine) -> (column: Int, isDash: Bool)? {
    var end = line.end
    while end > line.start, TemplateByte.isSpace(text[end - 1]) { end -= 1 }
    guard end > line.start else { return nil }
    let last = text[end - 1]
    guard last == UInt8(ascii: ":") || last == UInt8(ascii: "-") else { return nil }
    var start = end
    while start > line.start, text[start - 1] != 0x0A { start -= 1 }
    var offset = start
    while offset < end, TemplateByte.isBlank(text[offset]) { offset += 1 }
    while offset + 1 < end, text[offset] == UInt8(ascii: "-"),
      TemplateByte.isBlank(text[offset + 1])
    {
      offset += 1
      while offset < end, TemplateByte.isBlank(text[offset]) { offset += 1 }
    }
    if last == UInt8(ascii: ":") { return (offset - start, false) }
    return offset == end - 1 ? (offset - start, true) : nil
  }
}
