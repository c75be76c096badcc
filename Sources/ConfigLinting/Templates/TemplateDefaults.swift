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
  private var found: [TemplateLiteral] = []

  static func literals(of action: TemplateAction, in source: SourceBytes) -> [TemplateLiteral] {
    guard action.kind == .output, !action.expression.isEmpty else { return [] }
    var reader = TemplateDefaults(source: source, action: action)
    // Most expressions are looked at once, and nothing is made of them.
    guard reader.mayGiveLiterals() else { return [] }
    var tokens: [Token] = []
    reader.forEachToken { tokens.append($0) }
    reader.tokens = tokens
    reader.collect()
    return reader.found
  }

  /// Whether there is a literal, and it stands first or some word or sign makes it a default.
  private func mayGiveLiterals() -> Bool {
    guard mayHoldLiterals else { return false }
    var isFirst = true
    var hasLiteral = false
    var hasReason = false
    forEachToken { token in
      switch token {
      case .literal:
        hasLiteral = true
        if isFirst { hasReason = true }
      case .word(let range): if !hasReason { hasReason = keyword(range) != nil }
      case .mark(let byte, let range):
        if byte == UInt8(ascii: "|"), range.count == 2 { hasReason = true }
      }
      isFirst = false
    }
    return hasLiteral && hasReason
  }

  /// Whether there is a quote, a digit, or the end of `true` or `false`.
  private var mayHoldLiterals: Bool {
    let bytes = source.buffer(action.expression)
    for (offset, byte) in bytes.enumerated() {
      if TemplateByte.isDigit(byte) || TemplateByte.isQuote(byte) { return true }
      if byte == UInt8(ascii: "e"), offset >= 3 {
        let last = bytes[offset - 1]
        if last == UInt8(ascii: "u") || last == UInt8(ascii: "s") { return true }
      }
    }
    return false
  }

  private init(source: SourceBytes, action: TemplateAction) {
    self.source = source
    self.action = action
  }

  // MARK: - Tokens

  @inline(__always)
  private func forEachToken(_ body: (Token) -> Void) {
    var offset = action.expression.start
    let end = action.expression.end
    let bytes = source.buffer
    while offset < end {
      let start = offset
      let byte = bytes[offset]
      if isWordByte(byte) {
        while offset < end, isWordByte(bytes[offset]) { offset += 1 }
        let range = SourceRange(start: start, end: offset)
        body(isPlainLiteral(range) ? .literal(range) : .word(range))
      } else if TemplateByte.isSpace(byte) {
        offset += 1
      } else if TemplateByte.isQuote(byte) {
        offset = endOfString(at: offset, before: end)
        body(.literal(SourceRange(start: start + 1, end: max(start + 1, offset - 1))))
      } else {
        offset += byte == UInt8(ascii: "|") && offset + 1 < end && bytes[offset + 1] == byte ? 2 : 1
        body(.mark(byte, SourceRange(start: start, end: offset)))
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
    return isWord(range, "true") || isWord(range, "false")
  }

  private func isWord(_ range: SourceRange, _ word: StaticString) -> Bool {
    range.count == word.utf8CodeUnitCount
      && TemplateWords.first(source.buffer, range, is: word)
  }

  // MARK: - Forms

  private mutating func collect() {
    collectWhole()
    for index in tokens.indices {
      switch tokens[index] {
      case .word(let range): if let keyword = keyword(range) { collect(at: index, keyword) }
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

  /// What a word says of the literals behind it.
  private enum Keyword {
    case otherwise
    case arguments(limit: Int)
    case fetch
  }

  private static let keywords: [(word: StaticString, keyword: Keyword)] = [
    ("default", .otherwise), ("d", .otherwise), ("else", .otherwise),
    ("coalesce", .arguments(limit: Int.max)), ("or", .arguments(limit: Int.max)),
    ("ternary", .arguments(limit: 2)), ("getenv", .fetch), ("env.Getenv", .fetch),
    ("get_env", .fetch), ("keyOrDefault", .fetch),
  ]

  private func keyword(_ range: SourceRange) -> Keyword? {
    // Most words are paths, and those do not even begin like one of these.
    guard source[range.end - 1] == UInt8(ascii: "h") || mayBeKeyword(source[range.start]) else {
      return nil
    }
    if let row = Self.keywords.first(where: { isWord(range, $0.word) }) { return row.keyword }
    let isFetch =
      source.buffer(range).suffix(5).elementsEqual("fetch".utf8)
      && source.text(range).hasSuffix("fetch")
    return isFetch ? .fetch : nil
  }

  private func mayBeKeyword(_ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "c"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "g"),
      UInt8(ascii: "k"), UInt8(ascii: "o"), UInt8(ascii: "t"):
      true
    default: false
    }
  }

  private mutating func collect(at index: Int, _ keyword: Keyword) {
    switch keyword {
    case .otherwise:
      let isCalled = isMark(0x28, at: index + 1) || isMark(UInt8(ascii: "="), at: index + 1)
      add(literal(at: isCalled ? index + 2 : index + 1))
    case .arguments(let limit): addArguments(from: index + 1, limit: limit)
    case .fetch: collectFetch(from: index + 1)
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
