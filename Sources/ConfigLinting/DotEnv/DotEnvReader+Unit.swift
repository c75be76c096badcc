import RulePacks

/// As systemd reads an `EnvironmentFile=`.
extension DotEnvReader {
  mutating func readUnitFile() {
    guard !bytes.contains(0) else {
      isRefused = true
      return
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x20 || byte == 0x09 || isLineBreak(byte) {
        offset += 1
      } else if byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") {
        skipUnitComment()
      } else {
        readUnitLine()
      }
    }
  }

  /// A backslash before the line break is of no effect, as of version 254.
  private mutating func skipUnitComment() {
    let start = offset
    offset = endOfAnyLine(from: offset)
    comments.append(SourceRange(start: start, end: offset))
  }

  private mutating func readUnitLine() {
    let start = offset
    var equals = start + 1
    while equals < bytes.count, bytes[equals] != UInt8(ascii: "="), !isLineBreak(bytes[equals]) {
      equals += 1
    }
    guard equals < bytes.count, bytes[equals] == UInt8(ascii: "=") else {
      offset = equals
      return drop(from: start, to: equals)
    }
    let value = unitValue(from: equals + 1)
    let key = unitTrimmed(SourceRange(start: start, end: equals))
    guard isIdentifier(key) else {
      return dropped.append(SourceRange(start: start, end: max(value.range.end, equals + 1)))
    }
    let cooking: DotEnvCooking
    switch value.quote {
    case .single: cooking = .unitSingle
    case .double: cooking = .unitDouble
    default: cooking = .unit
    }
    add(key, value.range, value.quote, cooking)
  }

  private func unitTrimmed(_ range: SourceRange) -> SourceRange {
    var end = range.end
    while end > range.start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return SourceRange(start: range.start, end: end)
  }

  /// Goes over a value and leaves the offset at the line break behind it.
  ///
  /// The range is that of the text in the quotes if one pair of them is all there is.
  private mutating func unitValue(
    from start: Int
  ) -> (range: SourceRange, quote: DotEnvEntry.Quote) {
    var state = UnitText.start
    var first = start
    while first < bytes.count, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
    var quotes = 0
    var lastQuote = first
    var index = first
    var end = first
    while index < bytes.count {
      let byte = bytes[index]
      let isPlain = state == .start || state == .unquoted
      if isPlain, isLineBreak(byte) { break }
      let before = state
      state = state.next(byte)
      if before == .start, state == .singleQuoted || state == .doubleQuoted { quotes += 1 }
      if state == .start, before != .start { lastQuote = index }
      if !isPlain || (byte != 0x20 && byte != 0x09) || state == .escaped { end = index + 1 }
      index += 1
    }
    offset = index
    if state != .start, state != .unquoted, state != .escaped {
      report(
        "the quote that opens this value is not closed", SourceRange(start: first, end: first + 1),
        refusing: false)
      end = index
    }
    if quotes == 1, state == .start, end == lastQuote + 1, quote(bytes[first]) != nil {
      let quote: DotEnvEntry.Quote = bytes[first] == UInt8(ascii: "'") ? .single : .double
      return (SourceRange(start: first + 1, end: lastQuote), quote)
    }
    return (SourceRange(start: first, end: end), .none)
  }
}

/// Where the reading of a value of a unit's environment file stands.
enum UnitText {
  /// Before the value or behind a closing quote, where white space is passed over.
  case start
  case unquoted
  case escaped
  case singleQuoted
  case doubleQuoted
  case doubleQuotedEscape

  func next(_ byte: UInt8) -> UnitText {
    switch (self, byte) {
    case (.start, UInt8(ascii: "'")): .singleQuoted
    case (.start, UInt8(ascii: "\"")): .doubleQuoted
    case (.start, UInt8(ascii: "\\")), (.unquoted, UInt8(ascii: "\\")): .escaped
    case (.start, 0x20), (.start, 0x09): .start
    case (.start, _), (.unquoted, _), (.escaped, _): .unquoted
    case (.singleQuoted, UInt8(ascii: "'")), (.doubleQuoted, UInt8(ascii: "\"")): .start
    case (.doubleQuoted, UInt8(ascii: "\\")): .doubleQuotedEscape
    case (.singleQuoted, _): .singleQuoted
    case (.doubleQuoted, _), (.doubleQuotedEscape, _): .doubleQuoted
    }
  }
}

extension DotEnvText {
  /// The value of an entry that systemd reads; a value in one pair of quotes comes without them.
  static func unit(
    _ written: UnsafeBufferPointer<UInt8>, quote: DotEnvEntry.Quote = .none
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(written.count)
    var state = UnitText.start
    switch quote {
    case .single: state = .singleQuoted
    case .double: state = .doubleQuoted
    default: break
    }
    // Where blanks begin that are dropped unless more text follows.
    var blanks: Int?
    for byte in written {
      let before = state
      state = state.next(byte)
      switch (before, state) {
      case (.start, .start), (_, .escaped), (_, .doubleQuotedEscape), (.start, .singleQuoted),
        (.start, .doubleQuoted), (.singleQuoted, .start), (.doubleQuoted, .start):
        if state == .escaped { blanks = nil }
        continue
      case (.escaped, _):
        if byte == 0x0A || byte == 0x0D { continue }
      case (.doubleQuotedEscape, _):
        if byte == 0x0A { continue }
        if !"\"\\`$".utf8.contains(byte) { text.append(UInt8(ascii: "\\")) }
      case (.unquoted, _), (.start, .unquoted):
        if byte != 0x20, byte != 0x09 {
          blanks = nil
        } else if blanks == nil {
          blanks = text.count
        }
      default: break
      }
      text.append(byte)
    }
    if state == .unquoted, let blanks { text.removeSubrange(blanks...) }
    return text
  }
}
