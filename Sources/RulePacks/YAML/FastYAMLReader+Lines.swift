extension FastYAMLReader {
  @inline(__always)
  mutating func skipSpaces() {
    while text[offset] == 0x20 {
      let count = ByteWord(text + offset).leading(0x20)
      offset &+= count
      if count < 8 { return }
    }
  }

  @inline(__always)
  mutating func skipBlanks() {
    while text[offset] == 0x20 || text[offset] == 0x09 { offset &+= 1 }
  }

  /// Whether the line holds nothing more than a comment; the end of the file ends a line, too.
  @inline(__always)
  func endsLine(_ offset: Int) -> Bool {
    let byte = text[offset]
    return byte == 0x0A || byte == 0x23 || byte == 0x0D || byte == 0
  }

  /// Whether an indicator in front of `offset` stands alone.
  @inline(__always)
  func isBlank(_ offset: Int) -> Bool { text[offset] <= 0x20 }

  @inline(__always)
  func isDash(_ offset: Int) -> Bool { text[offset] == 0x2D && isBlank(offset &+ 1) }

  @inline(__always)
  func isColon(_ offset: Int) -> Bool { text[offset] == 0x3A && isBlank(offset &+ 1) }

  /// Whether `---` or `...` stands at the start of a line.
  @inline(__always)
  func isMarker(_ offset: Int) -> Bool {
    let byte = text[offset]
    guard byte == 0x2D || byte == 0x2E else { return false }
    return text[offset &+ 1] == byte && text[offset &+ 2] == byte && isBlank(offset &+ 3)
  }

  /// Goes to the start of the next line; only a comment may be left on this one.
  @inline(__always)
  mutating func endLine() throws(GiveUp) {
    skipBlanks()
    if text[offset] == 0x23 { takeComment() }
    if text[offset] == 0 {
      guard offset == bytes.count else { throw GiveUp() }
      return
    }
    try skipLineBreak()
  }

  @inline(__always)
  mutating func skipLineBreak() throws(GiveUp) {
    if text[offset] == 0x0A {
      offset &+= 1
    } else {
      guard text[offset] == 0x0D, text[offset &+ 1] == 0x0A else { throw GiveUp() }
      offset &+= 2
    }
    lineStart = offset
  }

  /// Goes over a line break, the empty lines behind it and the indentation of the first line that
  /// is not empty; returns how many line breaks these were.
  @inline(__always)
  mutating func skipLineBreaks() throws(GiveUp) -> Int {
    var count = 0
    repeat {
      try skipLineBreak()
      skipSpaces()
      count &+= 1
    } while text[offset] == 0x0A || text[offset] == 0x0D
    // Behind a line break, libyaml takes a tab for an error in some places.
    guard text[offset] != 0x09 else { throw GiveUp() }
    return count
  }

  /// Takes the comment at `offset` and goes to the end of its line.
  mutating func takeComment() {
    let start = offset
    offset = lineEnd(from: offset)
    comments.append(SourceRange(start: start, end: offset))
  }

  /// The first byte from `start` on that no line has in it.
  @inline(__always)
  func lineEnd(from start: Int) -> Int {
    var end = start
    while true {
      let marks = ByteWord(text + end).marks(below: 0x20)
      guard marks != 0 else {
        end &+= 8
        continue
      }
      end &+= ByteWord.first(marks)
      guard text[end] == 0x09 else { return end }
      end &+= 1
    }
  }
}
