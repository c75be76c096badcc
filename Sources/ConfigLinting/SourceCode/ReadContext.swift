import ConfigGuard
import RulePacks

/// What stands around a read: operators, methods and calls that add a default or a type.
struct ReadContext {
  let text: CodeText
  /// The first token of the expression.
  var start: Int
  /// The token behind it.
  var next: Int
  let earlier: [VariableRead]

  private static let mostSteps = 24
  private static let longestOperand = VariableFinder.longestOperand

  mutating func follow(_ read: inout VariableRead) {
    let first = (start, next)
    for _ in 0..<Self.mostSteps {
      if addDefault(&read) || addPostfix(&read) || addComparison(&read) { continue }
      if addTernary(&read) || climb(&read) { continue }
      break
    }
    addLater(&read, first)
  }

  private var language: SourceCodeLanguage { text.language }

  // MARK: operators

  /// `?? "x"`, `|| "x"`, `?: "x"`, `or "x"`.
  private mutating func addDefault(_ read: inout VariableRead) -> Bool {
    guard var operand = defaultOperator else { return false }
    if text.isMark(operand, "="), !text.isMark(operand + 1, "=") { operand += 1 }
    while let word = text.word(operand), ["try", "await"].contains(word) { operand += 1 }
    read.isRequired = false
    guard let (literal, end) = text.literal(at: operand), !isJoined(end) else {
      if text.isEnd(operand) { read.isRequired = true }
      return false
    }
    if read.fallback?.text.isEmpty ?? true { read.fallback = literal }
    next = end
    return true
  }

  /// The token behind an operator that gives a default.
  private var defaultOperator: Int? {
    switch language {
    case .python: text.isWord(next, "or") ? next + 1 : nil
    case .javascript: text.marks(next, "||") ?? text.marks(next, "??")
    case .ruby: text.marks(next, "||") ?? (text.isWord(next, "or") ? next + 1 : nil)
    case .kotlin: text.marks(next, "?:")
    case .swift: text.marks(next, "??")
    case .php: text.marks(next, "??") ?? text.marks(next, "?:")
    case .java, .go, .rust: nil
    }
  }

  /// Whether more text is added to a literal, so that it is only a part.
  private func isJoined(_ index: Int) -> Bool {
    if text.isMark(index, "+") || text.isMark(index, "%") { return true }
    if text.kind(index) == .string || text.kind(index) == .fragment { return true }
    return language == .php && text.isMark(index, ".")
  }

  /// `== "true"` and `in ("1", "true")` say that the text is on or off.
  private mutating func addComparison(_ read: inout VariableRead) -> Bool {
    if language == .python, text.isWord(next, "in"), text.kind(next + 1) == .mark,
      let (literal, _) = text.literal(at: next + 2), Self.isTruth(literal.text)
    {
      read.typeHint = read.typeHint ?? .bool
      return false
    }
    guard
      let operand = text.marks(next, "===") ?? text.marks(next, "!==") ?? text.marks(next, "==")
        ?? text.marks(next, "!="), let (literal, _) = text.literal(at: operand)
    else { return false }
    if Self.isTruth(literal.text) { read.typeHint = read.typeHint ?? .bool }
    return false
  }

  private static func isTruth(_ text: String) -> Bool {
    ["true", "false", "1", "0", "yes", "no", "on", "off"].contains(text.lowercased())
  }

  /// `X ? X : "x"`, where the same variable was asked for just before.
  private mutating func addTernary(_ read: inout VariableRead) -> Bool {
    guard text.isMark(next, ":"), text.isMark(start - 1, "?"),
      let last = earlier.last, last.name == read.name, start > 0,
      text.tokens[start].start - last.nameRange.end < 64,
      let (literal, end) = text.literal(at: next + 1), !isJoined(end)
    else { return false }
    read.fallback = read.fallback ?? literal
    next = end
    return true
  }

  // MARK: methods

  /// `.unwrap_or("x")`, `.to_i`, `!`, `as string`.
  private mutating func addPostfix(_ read: inout VariableRead) -> Bool {
    if addMark(&read) { return true }
    if language == .javascript, text.isWord(next, "as"), text.kind(next + 1) == .word {
      next += 2
      return true
    }
    guard let member = text.member(next), let word = text.word(member) else { return false }
    var end = member + 1
    if language == .rust, let open = text.marks(end, "::<"), let type = text.word(open) {
      read.typeHint = read.typeHint ?? CodeConversion.type(of: type)
      while end < text.count, end < open + 8, !text.isMark(end, ">") { end += 1 }
      end += 1
    }
    var arguments: Range<Int>?
    if text.isMark(end, "(") || text.isMark(end, "{"), let close = text.partner(end) {
      arguments = end + 1..<close
      end = close + 1
    }
    addMethod(word, arguments, to: &read)
    next = end
    return true
  }

  private mutating func addMark(_ read: inout VariableRead) -> Bool {
    switch language {
    case .swift, .javascript:
      guard text.isMark(next, "!"), text.isAdjacent(next), !text.isMark(next + 1, "=") else {
        return false
      }
      next += 1
    case .kotlin:
      guard let end = text.marks(next, "!!") else { return false }
      next = end
    case .rust:
      guard text.isMark(next, "?") else { return false }
      next += 1
    default: return false
    }
    read.isRequired = true
    return true
  }

  private func addMethod(
    _ word: String, _ arguments: Range<Int>?, to read: inout VariableRead
  ) {
    switch word {
    case "unwrap_or", "unwrap_or_else", "orElse", "orElseGet", "getOrElse", "or_else", "ifEmpty",
      "ifBlank", "getOrDefault":
      guard let arguments else { return }
      read.isRequired = false
      if read.fallback?.text.isEmpty ?? true {
        read.fallback = VariableFinder(text).singleLiteral(in: arguments) ?? read.fallback
      }
      if arguments.prefix(Self.longestOperand).contains(where: {
        text.isWord($0, "panic") || text.isWord($0, "exit")
      }) {
        read.isRequired = true
      }
    case "unwrap", "expect", "orElseThrow": if read.fallback == nil { read.isRequired = true }
    case "unwrap_or_default", "ok", "is_ok", "is_err", "is_some", "map_or", "nil":
      read.isRequired = false
    case "map", "flatMap", "and_then", "let", "compactMap":
      for index in (arguments ?? 0..<0).prefix(Self.longestOperand) {
        guard let word = text.word(index), let type = CodeConversion.type(of: word) else {
          continue
        }
        read.typeHint = read.typeHint ?? type
      }
    case "lower", "toLowerCase", "downcase", "lowercased", "trim", "strip": break
    default: read.typeHint = read.typeHint ?? CodeConversion.type(of: word)
    }
  }

  // MARK: calls around the read

  /// Takes in parentheses around the read, or a call of which it is the first argument.
  private mutating func climb(_ read: inout VariableRead) -> Bool {
    if language == .javascript, text.isMark(start - 1, "!"), text.isMark(start - 2, "!") {
      read.typeHint = read.typeHint ?? .bool
      return false
    }
    // `(int) getenv("X")`
    if language == .php, text.isMark(start - 1, ")"), text.isMark(start - 3, "("),
      let type = text.word(start - 2).flatMap({ CodeConversion.type(of: $0) })
    {
      read.typeHint = read.typeHint ?? type
      return false
    }
    guard text.isMark(start - 1, "("), let close = text.partner(start - 1) else { return false }
    let function = text.word(start - 2)
    let isCall = function.map { !["return", "if", "in", "or", "and", "not"].contains($0) } ?? false
    guard isCall, let function else {
      guard close == next, !text.isMark(start - 2, ")") else { return false }
      start -= 1
      next = close + 1
      return true
    }
    let isSecondDefault = ["Or", "requireNonNullElse", "firstNonNull"].contains(function)
    if isSecondDefault, text.isMark(next, ","), let (literal, end) = text.literal(at: next + 1),
      end == close
    {
      read.fallback = read.fallback ?? literal
    } else if let type = CodeConversion.type(of: function) {
      read.typeHint = read.typeHint ?? type
      guard close == next || text.isMark(next, ",") else { return false }
    } else {
      guard CodeConversion.isNeutral(function), close == next || text.isMark(next, ",") else {
        return false
      }
      if CodeConversion.requires(function) { read.isRequired = true }
    }
    start -= 2
    while text.member(start - 1) == start, text.kind(start - 2) == .word { start -= 2 }
    if text.isWord(start - 1, "new") { start -= 1 }
    next = close + 1
    return true
  }
}
