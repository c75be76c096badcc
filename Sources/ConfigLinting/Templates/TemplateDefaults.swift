import ConfigGuard
import RulePacks

/// The literals that an expression gives where no value does.
struct TemplateDefaults {
  private enum Token {
    case literal(SourceRange)
    case word(SourceRange)
    case mark(UInt8, SourceRange)
  }

  private let source: SourceBytes
  private let action: TemplateAction
  private var tokens: [Token] = []
  private var hasLiteral = false
  private var found: [TemplateLiteral] = []

  static func literals(of action: TemplateAction, in source: SourceBytes) -> [TemplateLiteral] {
    guard action.kind == .output, !action.expression.isEmpty else { return [] }
    var reader = TemplateDefaults(source: source, action: action)
    reader.split()
    // Whatever the words around it say, only a literal is one.
    if reader.hasLiteral { reader.collect() }
    return reader.found
  }

  private init(source: SourceBytes, action: TemplateAction) {
    self.source = source
    self.action = action
  }

  // MARK: - Tokens

  private mutating func split() {
    var offset = action.expression.start
    let end = action.expression.end
    let bytes = source.buffer
    while offset < end {
      let start = offset
      let byte = bytes[offset]
      if TemplateByte.isSpace(byte) {
        offset += 1
      } else if TemplateByte.isQuote(byte) {
        offset = endOfString(at: offset, before: end)
        tokens.append(.literal(SourceRange(start: start + 1, end: max(start + 1, offset - 1))))
        hasLiteral = true
      } else if isWordByte(byte) {
        while offset < end, isWordByte(bytes[offset]) { offset += 1 }
        let range = SourceRange(start: start, end: offset)
        let isLiteral = isPlainLiteral(range)
        if isLiteral { hasLiteral = true }
        tokens.append(isLiteral ? .literal(range) : .word(range))
      } else {
        offset += byte == UInt8(ascii: "|") && offset + 1 < end && bytes[offset + 1] == byte ? 2 : 1
        tokens.append(.mark(byte, SourceRange(start: start, end: offset)))
      }
    }
  }

  private func endOfString(at start: Int, before end: Int) -> Int {
    let bytes = source.buffer
    var offset = start + 1
    while offset < end, bytes[offset] != bytes[start] {
      offset += bytes[offset] == UInt8(ascii: "\\") && bytes[start] != UInt8(ascii: "`") ? 2 : 1
    }
    return min(offset + 1, end)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    TemplateByte.isLetter(byte) || TemplateByte.isDigit(byte) || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "@")
  }

  private func isPlainLiteral(_ range: SourceRange) -> Bool {
    if TemplateByte.isDigit(source[range.start]) {
      return source.buffer(range).allSatisfy { TemplateByte.isDigit($0) || $0 == UInt8(ascii: ".") }
    }
    let text = source.buffer(range)
    return text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8)
  }

  // MARK: - Forms

  private mutating func collect() {
    collectWhole()
    for index in tokens.indices {
      switch tokens[index] {
      case .word(let range): collect(at: index, word: source.text(range))
      case .mark(UInt8(ascii: "|"), let range) where range.count == 2:
        add(literal(at: index + 1))
      default: break
      }
    }
  }

  /// An expression that is one literal, with or without filters behind it.
  private mutating func collectWhole() {
    guard let first = literal(at: 0) else { return }
    if tokens.count == 1 { return add(first) }
    if case .mark(UInt8(ascii: "|"), let range) = tokens[1], range.count == 1 { return add(first) }
    if case .word(let range) = tokens[1], source.text(range) == "if" { add(first) }
  }

  private mutating func collect(at index: Int, word: String) {
    switch word {
    case "default", "d", "else":
      let isCalled = isMark(0x28, at: index + 1) || isMark(UInt8(ascii: "="), at: index + 1)
      add(literal(at: isCalled ? index + 2 : index + 1))
    case "coalesce", "or": addArguments(from: index + 1, limit: Int.max)
    case "ternary": addArguments(from: index + 1, limit: 2)
    case "getenv", "env.Getenv", "get_env", "keyOrDefault": collectFetch(from: index + 1)
    default: if word.hasSuffix("fetch") { collectFetch(from: index + 1) }
    }
  }

  /// `fetch("NAME", "literal")` and `fetch("NAME") { "literal" }`.
  private mutating func collectFetch(from start: Int) {
    var index = isMark(0x28, at: start) ? start + 1 : start
    guard literal(at: index) != nil else { return }
    index += 1
    if isMark(UInt8(ascii: ","), at: index) {
      return add(literal(at: index + 1))
    }
    if let next = literal(at: index) { return add(next) }
    if isMark(0x29, at: index) { index += 1 }
    if isMark(UInt8(ascii: "{"), at: index), isMark(UInt8(ascii: "}"), at: index + 2) {
      add(literal(at: index + 1))
    }
  }

  /// The literals among a call's own arguments, those of calls inside it passed over.
  private mutating func addArguments(from start: Int, limit: Int) {
    var index = start
    var depth = 0
    var seen = 0
    while index < tokens.count, seen < limit {
      switch tokens[index] {
      case .mark(0x28, _): depth += 1
      case .mark(0x29, _):
        depth -= 1
        if depth < 0 { return }
        if depth == 0 { seen += 1 }
      case .mark(UInt8(ascii: "|"), _): if depth == 0 { return }
      case .mark: break
      case .literal(let range):
        if depth == 0 {
          add(range)
          seen += 1
        }
      case .word:
        if depth == 0 { seen += 1 }
      }
      index += 1
    }
  }

  private func literal(at index: Int) -> SourceRange? {
    guard index < tokens.count, case .literal(let range) = tokens[index] else { return nil }
    return range
  }

  private func isMark(_ byte: UInt8, at index: Int) -> Bool {
    guard index < tokens.count, case .mark(byte, _) = tokens[index] else { return false }
    return true
  }

  private mutating func add(_ range: SourceRange?) {
    guard let range, found.last?.range != range,
      found.count < 16, !found.contains(where: { $0.range == range })
    else { return }
    found.append(TemplateLiteral(text: source.text(range), range: range))
  }
}
