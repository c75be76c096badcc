extension FastYAMLReader {
  /// Reads a quoted scalar and goes behind it.
  @inline(__always)
  mutating func scanQuoted() throws(GiveUp) -> Scalar {
    let start = offset
    let quote = text[start]
    var next = start + 1
    while true {
      let word = ByteWord(text + next)
      let marks = word.marks(of: quote) | word.marks(of: 0x5C) | word.marks(below: 0x20)
      guard marks != 0 else {
        next &+= 8
        continue
      }
      next &+= ByteWord.first(marks)
      let byte = text[next]
      if byte == quote {
        if quote == 0x27, text[next + 1] == 0x27 { break }
        offset = next + 1
        return Scalar(
          style: quote == 0x27 ? .single : .double, start: start, end: offset,
          textStart: start + 1, textCount: next - start - 1)
      }
      guard byte == 0x09 || byte == 0x5C && quote == 0x27 else { break }
      next &+= 1
    }
    return quote == 0x27 ? try scanEscapedSingle() : try scanEscapedDouble()
  }

  private mutating func scanEscapedSingle() throws(GiveUp) -> Scalar {
    let start = offset
    let textStart = cooked.count
    offset += 1
    while true {
      let byte = text[offset]
      if byte == 0x27 {
        offset += 1
        guard text[offset] == 0x27 else { break }
        cooked.append(0x27)
        offset += 1
      } else {
        try cookUnescaped(byte)
      }
    }
    return Scalar(
      style: .single, isCooked: true, start: start, end: offset, textStart: textStart,
      textCount: cooked.count - textStart)
  }

  private mutating func scanEscapedDouble() throws(GiveUp) -> Scalar {
    let start = offset
    let textStart = cooked.count
    offset += 1
    while text[offset] != 0x22 {
      let byte = text[offset]
      if byte == 0x5C {
        try cookEscape()
      } else {
        try cookUnescaped(byte)
      }
    }
    offset += 1
    return Scalar(
      style: .double, isCooked: true, start: start, end: offset, textStart: textStart,
      textCount: cooked.count - textStart)
  }

  /// Cooks one byte that is neither a quote nor a backslash, or the blanks and line breaks here.
  @inline(__always)
  private mutating func cookUnescaped(_ byte: UInt8) throws(GiveUp) {
    if byte > 0x20 {
      cooked.append(byte)
      offset += 1
      return
    }
    let start = offset
    skipBlanks()
    if text[offset] == 0x0A || text[offset] == 0x0D {
      // Blanks in front of a line break go.
      cookBreaks(try skipBreaksInQuotes())
    } else {
      guard offset > start else { throw GiveUp() }
      cook(from: start, to: offset)
    }
  }

  /// Goes over line breaks and blanks, and returns how many line breaks these were.
  private mutating func skipBreaksInQuotes() throws(GiveUp) -> Int {
    var count = 0
    while text[offset] == 0x0A || text[offset] == 0x0D {
      try skipLineBreak()
      count += 1
      skipBlanks()
    }
    if offset == lineStart, isMarker(offset) { throw GiveUp() }
    return count
  }

  private mutating func cookEscape() throws(GiveUp) {
    let escape = text[offset + 1]
    offset += 2
    switch escape {
    case 0x30: cooked.append(0x00)
    case 0x61: cooked.append(0x07)
    case 0x62: cooked.append(0x08)
    case 0x74, 0x09: cooked.append(0x09)
    case 0x6E: cooked.append(0x0A)
    case 0x76: cooked.append(0x0B)
    case 0x66: cooked.append(0x0C)
    case 0x72: cooked.append(0x0D)
    case 0x65: cooked.append(0x1B)
    case 0x20, 0x22, 0x2F, 0x5C: cooked.append(escape)
    case 0x4E: cook("\u{85}")
    case 0x5F: cook("\u{A0}")
    case 0x4C: cook("\u{2028}")
    case 0x50: cook("\u{2029}")
    case 0x78: cook(try scanHexadecimal(digits: 2))
    case 0x75: cook(try scanHexadecimal(digits: 4))
    case 0x55: cook(try scanHexadecimal(digits: 8))
    case 0x0A, 0x0D:
      // An escaped line break is nothing, and empty lines behind it are kept.
      offset -= 1
      let count = try skipBreaksInQuotes()
      cooked.append(contentsOf: repeatElement(0x0A, count: count - 1))
    default: throw GiveUp()
    }
  }

  private mutating func scanHexadecimal(digits: Int) throws(GiveUp) -> Unicode.Scalar {
    var value: UInt32 = 0
    for _ in 0..<digits {
      let byte = text[offset]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x61 + 10)
      default: throw GiveUp()
      }
      offset += 1
    }
    guard let scalar = Unicode.Scalar(value) else { throw GiveUp() }
    return scalar
  }

  private mutating func cook(_ scalar: Unicode.Scalar) {
    cooked.append(contentsOf: Character(scalar).utf8)
  }
}
