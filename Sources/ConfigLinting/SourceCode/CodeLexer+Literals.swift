import RulePacks

extension CodeLexer {
  /// Reads a literal that is neither string nor number: a regular expression, a character.
  mutating func readOtherLiteral() -> Bool {
    let byte = bytes[offset]
    switch language {
    case .javascript, .swift:
      guard byte == UInt8(ascii: "/") else { return false }
      return readExpression()
    case .ruby: return readRubyLiteral(byte)
    case .java, .kotlin, .go:
      guard byte == UInt8(ascii: "'") else { return false }
      readCharacter()
    case .rust:
      guard byte == UInt8(ascii: "'") else { return false }
      return readRustCharacter()
    case .python, .php: return false
    }
    return true
  }

  /// Whether an operand may stand here, and not an operator.
  private var expectsValue: Bool {
    guard let last else { return true }
    switch last.kind {
    case .string, .fragment, .number: return false
    case .word: return isKeyword(last)
    case .mark:
      switch bytes[last.start] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return false
      default: return true
      }
    }
  }

  private static let keywords: Set<String> = [
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "do",
    "else", "yield", "await", "if", "unless", "when", "and", "or", "not", "while", "until", "then",
    "elsif", "try", "where", "let", "is",
  ]

  private func isKeyword(_ token: CodeToken) -> Bool {
    token.end - token.start <= 10
      && Self.keywords.contains(String(decoding: bytes[token.start..<token.end], as: UTF8.self))
  }

  // MARK: regular expressions

  private mutating func readExpression() -> Bool {
    let next = byte(at: offset + 1)
    guard offset >= noExpressionBefore, expectsValue, next != UInt8(ascii: ">") else {
      return false
    }
    // `</name>` closes an element of a page.
    if let last, last.kind == .mark, bytes[last.start] == UInt8(ascii: "<"), last.end == offset {
      return false
    }
    if language == .swift, next == 0x20 || next == 0x09 { return false }
    return readExpression(spansLines: false)
  }

  private mutating func readExpression(spansLines: Bool) -> Bool {
    var index = offset + 1
    var isClass = false
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isClass = true
      case UInt8(ascii: "]"): isClass = false
      case UInt8(ascii: "/"):
        if !isClass {
          add(.fragment, to: index + 1)
          return true
        }
      case 0x0A:
        if !spansLines {
          noExpressionBefore = index
          return false
        }
      default: break
      }
      index += 1
    }
    noExpressionBefore = end
    return false
  }

  // MARK: characters

  /// A character of one line; `'` in other places is passed over.
  private mutating func readCharacter() {
    var index = offset + 1
    while index < end, bytes[index] != 0x0A, index - offset < 16 {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if bytes[index] == UInt8(ascii: "'") { return add(.fragment, to: index + 1) }
      index += 1
    }
    addMark()
  }

  /// `'a'` is a character, `'a` names a lifetime.
  private mutating func readRustCharacter() -> Bool {
    if byte(at: offset + 1) == UInt8(ascii: "\\") {
      readCharacter()
      return true
    }
    var index = offset + 2
    while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
    guard byte(at: index) == UInt8(ascii: "'") else { return false }
    add(.fragment, to: index + 1)
    return true
  }

  // MARK: Ruby

  private mutating func readRubyLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"):
      guard offset >= noExpressionBefore else { return false }
      if expectsValue { return readExpression(spansLines: true) }
      return isArgument && readExpression(spansLines: false)
    case UInt8(ascii: "%"):
      guard expectsValue || isArgument else { return false }
      return readPercentLiteral()
    case UInt8(ascii: "<"): return readRubyHeredoc()
    case UInt8(ascii: "?"):
      let next = self.byte(at: offset + 1)
      guard expectsValue, next > 0x20, !Self.isWordByte(self.byte(at: offset + 2)) else {
        return false
      }
      add(.fragment, to: min(end, offset + 2))
      return true
    default: return false
    }
  }

  /// Whether what follows a word belongs to a call without parentheses: `puts /x/`, not `a / b`.
  private var isArgument: Bool {
    guard let last, last.kind == .word, last.end < offset else { return false }
    let next = byte(at: offset + 1)
    return next != 0x20 && next != 0x09 && next != UInt8(ascii: "=") && next != 0x0A
  }

  /// `%w[a b]`, `%q(text)`, `%(text)`.
  private mutating func readPercentLiteral() -> Bool {
    var index = offset + 1
    let letter = byte(at: index)
    if "wWiIqQrsx".utf8.contains(letter) { index += 1 }
    let opener = byte(at: index)
    guard opener > 0x20, opener < 0x80, !Self.isWordByte(opener), opener != UInt8(ascii: "="),
      opener != UInt8(ascii: ","), opener != UInt8(ascii: ")")
    else { return false }
    let closers: [UInt8: UInt8] = [0x28: 0x29, 0x5B: 0x5D, 0x7B: 0x7D, 0x3C: 0x3E]
    let closer = closers[opener]
    var string = CodeString(at: offset, content: index + 1, closer: closer ?? opener)
    string.opener = closer == nil ? 0 : opener
    string.spansLines = true
    string.isPartial = "wWiIrsx".utf8.contains(letter)
    if !"wiqs".utf8.contains(letter) { string.interpolation = .hashBrace }
    offset = string.contentStart
    readString(string)
    return true
  }

  private static let mostWaiting = 64

  /// `<<~WORD` begins a string on the next line.
  private mutating func readRubyHeredoc() -> Bool {
    guard starts(with: "<<") else { return false }
    let sign = byte(at: offset + 2)
    let isMarked = sign == UInt8(ascii: "~") || sign == UInt8(ascii: "-")
    let word = offset + (isMarked ? 3 : 2)
    let first = byte(at: word)
    let isQuote = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    guard isQuote || (isMarked ? Self.isWordByte(first) : (0x41...0x5A).contains(first)),
      isMarked || expectsValue || isArgument, let string = heredoc(at: offset, word: word)
    else { return false }
    if waiting.count < Self.mostWaiting { waiting.append(string) }
    add(.fragment, to: string.contentStart)
    return true
  }
}
