extension FastYAMLReader {
  /// Which line breaks at the end of a block scalar belong to it.
  private enum Chomping { case clip, strip, keep }

  /// Adds a literal or folded scalar and goes to the start of the line behind it.
  mutating func readBlockScalar() throws(GiveUp) {
    let start = offset
    let isFolded = text[start] == 0x3E
    let (chomping, increment) = try readBlockHeader()
    let textStart = cooked.count
    var indent = increment == 0 ? 0 : max(level.column, 0) + increment
    var emptyLines = try skipEmptyLines(indent: &indent)
    var hasBreak = false
    var beganBlank = false
    while offset - lineStart == indent, text[offset] != 0 {
      let beginsBlank = text[offset] == 0x20 || text[offset] == 0x09
      if hasBreak {
        if !isFolded || beganBlank || beginsBlank {
          cooked.append(0x0A)
        } else if emptyLines == 0 {
          cooked.append(0x20)
        }
      }
      cooked.append(contentsOf: repeatElement(0x0A, count: emptyLines))
      beganBlank = beginsBlank
      let end = lineEnd(from: offset)
      cook(from: offset, to: end)
      offset = end
      hasBreak = text[offset] != 0
      if hasBreak { try skipLineBreak() } else { lineStart = offset }
      emptyLines = try skipEmptyLines(indent: &indent)
    }
    if hasBreak, chomping != .strip { cooked.append(0x0A) }
    if chomping == .keep { cooked.append(contentsOf: repeatElement(0x0A, count: emptyLines)) }
    offset = lineStart
    append(
      Scalar(
        style: isFolded ? .folded : .literal, isCooked: true, start: start, end: offset,
        textStart: textStart, textCount: cooked.count - textStart))
  }

  /// Reads the first line of a block scalar; an increment of 0 is one that is not given.
  private mutating func readBlockHeader() throws(GiveUp) -> (Chomping, increment: Int) {
    var chomping: Chomping?
    var increment: Int?
    offset += 1
    while true {
      switch text[offset] {
      case 0x2B where chomping == nil: chomping = .keep
      case 0x2D where chomping == nil: chomping = .strip
      case 0x31...0x39 where increment == nil: increment = Int(text[offset]) - 0x30
      default:
        try endLine()
        // The column of a file that ends here is no indentation.
        lineStart = offset
        return (chomping ?? .clip, increment ?? 0)
      }
      offset += 1
    }
  }

  /// Goes over empty lines and the indentation of the next one; returns how many lines these were.
  ///
  /// An indentation of 0 is one that is not known yet, and is found out.
  private mutating func skipEmptyLines(indent: inout Int) throws(GiveUp) -> Int {
    var count = 0
    var deepest = 0
    while true {
      while text[offset] == 0x20, indent == 0 || offset - lineStart < indent { offset += 1 }
      let column = offset - lineStart
      deepest = max(deepest, column)
      if text[offset] == 0x09, indent == 0 || column < indent { throw GiveUp() }
      guard text[offset] == 0x0A || text[offset] == 0x0D else { break }
      try skipLineBreak()
      count += 1
    }
    if indent == 0 { indent = max(deepest, level.column + 1, 1) }
    return count
  }
}
