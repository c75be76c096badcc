/// What a backslash and the characters after it stand for.
enum PatternEscape {
  case symbol(UInt32)
  case set(SymbolSet)
  case assertion(PatternAssertion)
}

extension PatternParser {
  /// Reads `*`, `+`, `?` or a bounded repeat; a brace that opens no repeat is left as a literal.
  mutating func parseBounds() throws(PatternError) -> RepeatBounds? {
    if skip("*") { return RepeatBounds(minimum: 0, maximum: nil) }
    if skip("+") { return RepeatBounds(minimum: 1, maximum: nil) }
    if skip("?") { return RepeatBounds(minimum: 0, maximum: 1) }
    let start = position
    guard skip("{") else { return nil }
    let minimum = parseNumber()
    var maximum = minimum
    if skip(",") { maximum = parseNumber() }
    guard skip("}") else {
      position = start
      return nil
    }
    guard let minimum else {
      // Engines disagree on `{,m}`: some repeat, some take it literally.
      if maximum != nil {
        throw PatternError(message: "a bounded repeat needs its lower bound", offset: start)
      }
      position = start
      return nil
    }
    if let maximum, maximum < minimum {
      throw PatternError(message: "the bounds of this repeat are out of order", offset: start)
    }
    return RepeatBounds(minimum: minimum, maximum: maximum)
  }

  private mutating func parseNumber() -> Int? {
    var number: Int?
    while let digit = peek()?.value, (0x30...0x39).contains(digit) {
      // Capped far above the limit on a pattern's size, so long digit runs cannot overflow.
      number = min((number ?? 0) * 10 + Int(digit - 0x30), 1_000_000)
      position += 1
    }
    return number
  }

  mutating func parseEscape() throws(PatternError) -> PatternEscape {
    let start = position
    position += 1
    guard let scalar = peek() else {
      throw PatternError(message: "a pattern cannot end in a backslash", offset: start)
    }
    position += 1
    switch scalar {
    case "d": return .set(.digit)
    case "D": return .set(SymbolSet.digit.complement)
    case "w": return .set(.word)
    case "W": return .set(SymbolSet.word.complement)
    case "s": return .set(.space)
    case "S": return .set(SymbolSet.space.complement)
    case "b": return .assertion(.wordBoundary)
    case "B": return .assertion(.notWordBoundary)
    case "t": return .symbol(0x09)
    case "n": return .symbol(0x0A)
    case "r": return .symbol(0x0D)
    case "x": return .symbol(try parseHexadecimal(at: start))
    case "0"..."9", "k", "g":
      throw PatternError(message: "back-references are not supported", offset: start)
    case "p", "P":
      throw PatternError(message: "Unicode properties are not supported", offset: start)
    default:
      guard scalar.isASCII, !scalar.properties.isAlphabetic, scalar.value >= 0x20 else {
        throw PatternError(message: "this escape is not supported", offset: start)
      }
      return .symbol(scalar.value)
    }
  }

  private mutating func parseHexadecimal(at start: Int) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<2 {
      guard let scalar = peek(), let digit = Character(scalar).hexDigitValue, scalar.isASCII else {
        throw PatternError(message: "\\x needs two hexadecimal digits", offset: start)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  /// Reads a bracketed class; its case is folded before it is negated, as `(?i)[^a]` expects.
  mutating func parseClass() throws(PatternError) -> SymbolSet {
    let start = position
    position += 1
    let isNegated = skip("^")
    guard peek() != "]" else {
      throw PatternError(message: "a class cannot be empty or open with a bare ]", offset: start)
    }
    var ranges: [ClosedRange<UInt32>] = []
    while !skip("]") {
      guard peek() != nil else {
        throw PatternError(message: "this class is never closed", offset: start)
      }
      ranges += try parseClassItem()
    }
    let set = SymbolSet(ranges)
    let folded = ignoresCase ? set.ignoringASCIICase : set
    return isNegated ? folded.complement : folded
  }

  private mutating func parseClassItem() throws(PatternError) -> [ClosedRange<UInt32>] {
    let start = position
    let first = try parseClassMember()
    guard peek() == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
      switch first {
      case .symbol(let symbol): return [symbol...symbol]
      case .set(let set): return set.ranges
      case .assertion: return []
      }
    }
    position += 1
    guard case .symbol(let lower) = first, case .symbol(let upper) = try parseClassMember() else {
      throw PatternError(message: "a range needs a character at both ends", offset: start)
    }
    guard lower <= upper else {
      throw PatternError(message: "the ends of this range are out of order", offset: start)
    }
    return [lower...upper]
  }

  private mutating func parseClassMember() throws(PatternError) -> PatternEscape {
    let start = position
    guard scalars[position] == "\\" else {
      if skip("[:") {
        throw PatternError(message: "POSIX classes are not supported", offset: start)
      }
      position += 1
      return .symbol(scalars[start].value)
    }
    let escape = try parseEscape()
    if case .assertion = escape {
      throw PatternError(message: "a class cannot hold a word boundary", offset: start)
    }
    return escape
  }

  func refusedGroup(at start: Int) -> PatternError {
    let opening = String(String.UnicodeScalarView(scalars[start...].prefix(4)))
    let message: ReportText =
      switch opening {
      case let text where text.hasPrefix("(?=") || text.hasPrefix("(?!"):
        "look-ahead is not supported"
      case let text where text.hasPrefix("(?<=") || text.hasPrefix("(?<!"):
        "look-behind is not supported"
      case let text where text.hasPrefix("(?>"): "atomic groups are not supported"
      case "(?P=": "back-references are not supported"
      case let text where text.hasPrefix("(?<") || text.hasPrefix("(?P"):
        "named groups are not supported"
      case "(?i)": "(?i) is only supported at the start of the pattern"
      default: "this kind of group is not supported"
      }
    return PatternError(message: message, offset: start)
  }
}
