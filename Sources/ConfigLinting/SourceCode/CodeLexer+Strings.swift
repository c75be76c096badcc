import RulePacks

extension CodeLexer {
  private static let double = UInt8(ascii: "\"")
  private static let single = UInt8(ascii: "'")
  private static let backtick = UInt8(ascii: "`")
  private static let hash = UInt8(ascii: "#")
  /// Rust allows as many; a longer run begins no string.
  private static let mostHashes = 255

  /// The string that a quote begins.
  func stringOpening(at start: Int) -> CodeString? {
    let byte = bytes[start]
    switch language {
    case .python:
      return byte == Self.double || byte == Self.single ? python(from: start, quote: start) : nil
    case .javascript:
      switch byte {
      case Self.double, Self.single: return plain(at: start)
      case Self.backtick:
        var string = plain(at: start)
        string.interpolation = .dollarBrace
        string.spansLines = true
        return string
      default: return nil
      }
    case .ruby:
      guard byte == Self.double || byte == Self.single || byte == Self.backtick,
        last?.kind != .mark || last.map({ bytes[$0.start] != UInt8(ascii: "$") }) ?? true
          || last?.end != start
      else { return nil }
      var string = plain(at: start)
      string.spansLines = true
      if byte != Self.single { string.interpolation = .hashBrace }
      string.isPartial = byte == Self.backtick
      return string
    case .java: return byte == Self.double ? triple(at: start) ?? plain(at: start) : nil
    case .kotlin: return byte == Self.double ? kotlin(at: start) : nil
    case .swift: return byte == Self.double || byte == Self.hash ? swift(at: start) : nil
    case .go:
      guard byte == Self.double || byte == Self.backtick else { return nil }
      var string = plain(at: start)
      string.spansLines = byte == Self.backtick
      string.hasBackslash = byte == Self.double
      return string
    case .rust:
      guard byte == Self.double else { return nil }
      var string = plain(at: start)
      string.spansLines = true
      return string
    case .php: return php(at: start)
    }
  }

  private func plain(at start: Int) -> CodeString {
    CodeString(at: start, content: start + 1, closer: bytes[start])
  }

  /// A string with three quotes on each side, which may span lines.
  private func triple(at start: Int) -> CodeString? {
    let quote = bytes[start]
    guard byte(at: start + 1) == quote, byte(at: start + 2) == quote else { return nil }
    var string = CodeString(at: start, content: start + 3, closer: quote)
    string.count = 3
    string.spansLines = true
    return string
  }

  /// The string that letters before a quote belong to.
  func prefixedString(from start: Int, to index: Int) -> CodeString? {
    guard index < end, index - start <= 2 else { return nil }
    let letters = bytes[start..<index].map { $0 | 0x20 }
    switch language {
    case .python:
      guard bytes[index] == Self.double || bytes[index] == Self.single,
        letters.allSatisfy({ "rbuft".utf8.contains($0) })
      else { return nil }
      return python(from: start, quote: index)
    case .rust:
      guard letters.allSatisfy({ "rbc".utf8.contains($0) }) else { return nil }
      let isRaw = letters.contains(UInt8(ascii: "r"))
      var hashes = 0
      while isRaw, hashes < Self.mostHashes, byte(at: index + hashes) == Self.hash { hashes += 1 }
      guard byte(at: index + hashes) == Self.double else { return nil }
      var string = CodeString(at: start, content: index + hashes + 1, closer: Self.double)
      string.hashes = hashes
      string.hasBackslash = !isRaw
      string.spansLines = true
      return string
    default: return nil
    }
  }

  private func python(from start: Int, quote: Int) -> CodeString {
    var string = triple(at: quote) ?? plain(at: quote)
    string.start = start
    for letter in bytes[start..<quote].map({ $0 | 0x20 }) {
      switch letter {
      case UInt8(ascii: "r"): string.isRaw = true
      case UInt8(ascii: "f"), UInt8(ascii: "t"): string.interpolation = .brace
      case UInt8(ascii: "b"): string.isPartial = false
      default: break
      }
    }
    return string
  }

  private func kotlin(at start: Int) -> CodeString {
    var string = plain(at: start)
    if let raw = triple(at: start) {
      string = raw
      string.hasBackslash = false
    }
    string.interpolation = .dollarBrace
    string.expandsNames = true
    return string
  }

  private func swift(at start: Int) -> CodeString? {
    var hashes = 0
    while hashes < Self.mostHashes, byte(at: start + hashes) == Self.hash { hashes += 1 }
    let quote = start + hashes
    guard byte(at: quote) == Self.double else { return nil }
    var string = triple(at: quote) ?? plain(at: quote)
    string.start = start
    string.hashes = hashes
    string.hasBackslash = hashes == 0
    string.interpolation = .backslashParenthesis
    return string
  }

  private func php(at start: Int) -> CodeString? {
    switch bytes[start] {
    case Self.single, Self.double, Self.backtick:
      var string = plain(at: start)
      string.spansLines = true
      if bytes[start] != Self.single {
        string.interpolation = .braceDollar
        string.expandsNames = true
      }
      string.isPartial = bytes[start] == Self.backtick
      return string
    case UInt8(ascii: "<"):
      guard starts(with: "<<<", at: start) else { return nil }
      return heredoc(at: start, word: start + 3)
    default: return nil
    }
  }

  /// A string on lines of its own, up to a line with its word.
  func heredoc(at start: Int, word: Int) -> CodeString? {
    var index = word
    while byte(at: index) == 0x20 || byte(at: index) == 0x09 { index += 1 }
    let quote = byte(at: index)
    let isQuoted = quote == Self.single || quote == Self.double
    if isQuoted { index += 1 }
    let wordStart = index
    while index < end, Self.isWordByte(bytes[index]) { index += 1 }
    guard index > wordStart, !(0x30...0x39).contains(bytes[wordStart]) else { return nil }
    let terminator = SourceRange(start: wordStart, end: index)
    if isQuoted {
      guard byte(at: index) == quote else { return nil }
      index += 1
    }
    var string = CodeString(
      at: start, content: min(end, language == .php ? lineEnd(from: index) + 1 : index), closer: 0)
    string.terminator = terminator
    string.spansLines = true
    // Indentation is taken away, so the bytes are not the text.
    string.isPartial = true
    if quote != Self.single {
      string.interpolation = language == .php ? .braceDollar : .hashBrace
    } else {
      string.hasBackslash = false
    }
    return string
  }
}
