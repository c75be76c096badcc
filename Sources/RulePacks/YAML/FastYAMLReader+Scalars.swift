extension FastYAMLReader {
  /// Reads a quoted scalar, or the first line of a plain one; goes to what stands behind it.
  @inline(__always)
  mutating func scanScalar() throws(GiveUp) -> Scalar {
    let start = offset
    let byte = text[start]
    if byte == 0x22 || byte == 0x27 {
      let scalar = try scanQuoted()
      skipBlanks()
      return scalar
    }
    guard beginsPlain(start) else { throw GiveUp() }
    let end = scanPlainLine()
    return Scalar(style: .plain, start: start, end: end, textStart: start, textCount: end &- start)
  }

  /// Whether a plain scalar of a block may begin here.
  @inline(__always)
  private func beginsPlain(_ offset: Int) -> Bool {
    switch text[offset] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x2D, 0x3A, 0x3F: !isBlank(offset &+ 1)
    default: beginsPlainAnywhere(text[offset])
    }
  }

  /// Whether a byte is no indicator and no blank.
  func beginsPlainAnywhere(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: false
    case 0x2D, 0x3A, 0x3F, 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: false
    case 0x23, 0x26, 0x2A, 0x21, 0x7C, 0x3E, 0x27, 0x22, 0x25, 0x40, 0x60: false
    default: true
    }
  }

  /// Goes over the text of a plain scalar on one line of a block, and the blanks behind it; returns
  /// where the text ends.
  @inline(__always)
  private mutating func scanPlainLine() -> Int {
    var next = offset
    while true {
      let word = ByteWord(text + next)
      let marks = word.marks(below: 0x21) | word.marks(of: 0x3A)
      guard marks != 0 else {
        next &+= 8
        continue
      }
      next &+= ByteWord.first(marks)
      if text[next] == 0x3A {
        if isBlank(next &+ 1) {
          offset = next
          return next
        }
        next &+= 1
        continue
      }
      offset = next
      skipBlanks()
      let byte = text[offset]
      if byte <= 0x20 || byte == 0x23 || isColon(offset) { return next }
      next = offset
    }
  }

  /// The same in a flow collection, whose brackets and commas end a scalar, too.
  mutating func scanFlowPlainLine() throws(GiveUp) -> Int {
    var next = offset
    while true {
      switch text[next] {
      case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D:
        offset = next
        return next
      case 0x3A:
        if isBlank(next &+ 1) {
          offset = next
          return next
        }
        // libyaml refuses these, though not all of them in every version.
        switch text[next &+ 1] {
        case 0x2C, 0x3F, 0x5B, 0x5D, 0x7B, 0x7D: throw GiveUp()
        default: next &+= 1
        }
      case 0x3F where isBlank(next &+ 1): throw GiveUp()
      case 0...0x20:
        offset = next
        skipBlanks()
        let byte = text[offset]
        if byte <= 0x20 || byte == 0x23 || isColon(offset) { return next }
        switch byte {
        case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: return next
        default: next = offset
        }
      default: next &+= 1
      }
    }
  }

  /// Joins the lines of a plain scalar; `offset` is at the first letter of its second line.
  mutating func joinLines(
    of first: Scalar, breaks: Int, isFlow: Bool
  ) throws(GiveUp) -> Scalar {
    var scalar = first
    scalar.isCooked = true
    scalar.textStart = cooked.count
    cook(from: first.start, to: first.end)
    var breaks = breaks
    while true {
      cookBreaks(breaks)
      let start = offset
      scalar.end = isFlow ? try scanFlowPlainLine() : scanPlainLine()
      guard scalar.end > start else { throw GiveUp() }
      cook(from: start, to: scalar.end)
      guard text[offset] == 0x0A || text[offset] == 0x0D else {
        // A colon here is an error, whatever stands behind it.
        guard text[offset] != 0x3A else { throw GiveUp() }
        if !isFlow { try endLine() }
        break
      }
      breaks = try skipLineBreaks()
      guard isFlow ? try goesOnInFlow() : goesOn() else { break }
    }
    scalar.textCount = cooked.count - scalar.textStart
    return scalar
  }

  @inline(__always)
  mutating func cook(from start: Int, to end: Int) {
    cooked.append(contentsOf: UnsafeBufferPointer(start: text + start, count: end - start))
  }

  /// Folds line breaks: one is a space, and of several the first goes.
  mutating func cookBreaks(_ count: Int) {
    if count == 1 {
      cooked.append(0x20)
    } else {
      cooked.append(contentsOf: repeatElement(0x0A, count: count - 1))
    }
  }
}
