import RulePacks

extension TOMLReader {
  @inline(__always)
  mutating func skipBlanks() {
    while offset < count, base[offset] == 0x20 || base[offset] == 0x09 { offset += 1 }
  }

  /// Goes to the next thing that is neither white space nor a comment, lines below included.
  mutating func skipBlankLines() {
    while offset < count {
      switch base[offset] {
      case 0x20, 0x09, 0x0A: offset += 1
      case 0x0D: skipCarriageReturn()
      case UInt8(ascii: "#"): skipComment()
      default: return
      }
    }
  }

  private mutating func skipCarriageReturn() {
    if offset + 1 == count || base[offset + 1] != 0x0A {
      report("a carriage return without a line feed ends no line", offset, offset + 1)
    }
    offset += 1
  }

  private mutating func skipComment() {
    let start = offset
    var fault: Int?
    while offset < count, base[offset] != 0x0A {
      if isControl(base[offset]), fault == nil, !endsLine(at: offset) { fault = offset }
      offset += 1
    }
    let end = offset > start && base[offset - 1] == 0x0D && offset < count ? offset - 1 : offset
    builder.comment(SourceRange(start: start, end: end))
    if let fault {
      report("a control character, which a comment must not hold", fault, fault + 1)
    }
  }

  /// Control characters apart from the tab.
  func isControl(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != 0x09) || byte == 0x7F }

  /// Whether a line ends here: with LF, CRLF or the file.
  func endsLine(at index: Int) -> Bool {
    guard index < count else { return true }
    if base[index] == 0x0A { return true }
    return base[index] == 0x0D && index + 1 < count && base[index + 1] == 0x0A
  }

  func endOfLine(from start: Int) -> Int {
    var index = start
    while !endsLine(at: index) { index += 1 }
    return index
  }

  /// Ends a statement: nothing but a comment may follow it on its line, which is said only where
  /// nothing else was wrong with it.
  mutating func finishLine(errorsBefore: Int) {
    guard !isAbandoned else { return }
    skipBlanks()
    if offset < count, base[offset] == UInt8(ascii: "#") { skipComment() }
    guard !endsLine(at: offset) else { return }
    if errors == errorsBefore {
      report("nothing more may stand on this line", offset, endOfMark(at: offset))
    }
    offset = endOfLine(from: offset)
  }
}
