import ConfigGuard
import RulePacks

/// Finds reads of the environment among the tokens of one program.
struct VariableFinder {
  let text: CodeText
  let language: SourceCodeLanguage
  var reads: [VariableRead] = []
  /// Words that stand for the whole environment in this program.
  var environments: Set<String> = []
  /// Functions that take a variable's name first and a default second, by what the program imports.
  var functions: Set<String> = []
  /// Modules whose members read the environment.
  var modules: Set<String> = []
  /// Classes whose instances read variables when they are called.
  var readerTypes: Set<String> = []

  /// Calls lie within calls, so that what is looked at of each has to be bounded.
  static let longestOperand = 64

  init(_ text: CodeText) {
    self.text = text
    language = text.language
  }

  mutating func find() -> [VariableRead] {
    prepare()
    for index in 0..<text.count {
      switch text.tokens[index].kind {
      case .word: findWord(at: index)
      case .string: findString(at: index)
      case .fragment, .number, .mark: break
      }
    }
    return reads.sorted { $0.nameRange.start < $1.nameRange.start }
  }

  private mutating func prepare() {
    switch language {
    case .python: readPythonImports()
    case .javascript: readJavaScriptImports()
    default: break
    }
  }

  private mutating func findWord(at index: Int) {
    switch language {
    case .python: findPython(at: index)
    case .javascript: findJavaScript(at: index)
    case .ruby: findRuby(at: index)
    case .java, .kotlin: findJava(at: index)
    case .swift: findSwift(at: index)
    case .go: findGo(at: index)
    case .rust: findRust(at: index)
    case .php: findPHP(at: index)
    }
    findOwnFunction(at: index)
  }

  private mutating func findString(at index: Int) {
    switch language {
    case .java, .kotlin: findPlaceholder(at: index)
    case .go: findTag(at: index)
    default: break
    }
  }

  // MARK: what all languages have in common

  /// A call with a variable's name as its first argument.
  ///
  /// - Parameters:
  ///   - start: Where the whole expression begins.
  ///   - open: The opening bracket.
  ///   - defaults: Whether the second argument stands in where the variable is not set.
  mutating func addCall(
    from start: Int, _ open: Int, defaults: Bool = false, isRequired: Bool = false,
    isMention: Bool = false, type: ValueType? = nil
  ) {
    guard text.isMark(open, "(") || text.isMark(open, "["), let close = text.partner(open) else {
      return
    }
    let arguments = text.arguments(open)
    guard let first = arguments.first, first.count == 1,
      let name = text.name(first.lowerBound)
    else { return }
    var read = VariableRead(name: name.text, nameRange: name.range, language: language)
    let hasDefault = arguments.dropFirst().contains { argument in
      argument == arguments[1] && defaults && !isKeyword(argument) || isDefault(argument)
    }
    read.isRequired = isRequired && !hasDefault
    read.isMention = isMention
    read.typeHint = type
    for argument in arguments.dropFirst() {
      read = withArgument(argument, of: read, isSecond: argument == arguments[1] && defaults)
    }
    add(read, from: start, to: close + 1)
  }

  /// A keyword argument, or the default that comes second.
  private func withArgument(
    _ argument: Range<Int>, of given: VariableRead, isSecond: Bool
  ) -> VariableRead {
    var read = given
    let first = argument.lowerBound
    if isKeyword(argument) {
      let value = first + 2..<argument.upperBound
      if isDefault(argument) {
        read.fallback = text.literal(value) ?? read.fallback
      } else if ["cast", "as", "type"].contains(text.word(first)) {
        read.typeHint = type(inWordsOf: value) ?? read.typeHint
      }
    } else if isSecond {
      read.fallback = text.literal(argument) ?? singleLiteral(in: argument)
    }
    return read
  }

  /// `name=value` or `name: value`.
  private func isKeyword(_ argument: Range<Int>) -> Bool {
    let mark = argument.lowerBound + 1
    return argument.count > 2 && text.kind(argument.lowerBound) == .word
      && (text.isMark(mark, "=") || text.isMark(mark, ":"))
  }

  private func isDefault(_ argument: Range<Int>) -> Bool {
    isKeyword(argument)
      && ["default", "defaultValue", "fallback"].contains(text.word(argument.lowerBound))
  }

  private func type(inWordsOf range: Range<Int>) -> ValueType? {
    for index in range.prefix(Self.longestOperand) {
      if let word = text.word(index), let type = CodeConversion.type(of: word) { return type }
    }
    return nil
  }

  mutating func add(_ given: VariableRead, from start: Int, to next: Int) {
    var read = given
    var context = ReadContext(text: text, start: start, next: next, earlier: reads)
    context.follow(&read)
    if let type = read.fallback.flatMap({ CodeConversion.type(ofLiteral: $0, in: text) }) {
      read.typeHint = read.typeHint ?? type
    }
    if read.fallback != nil { read.isRequired = false }
    reads.append(read)
  }

  /// A word that is given the whole environment stands for it.
  mutating func noteAlias(_ start: Int, _ next: Int) {
    guard text.isMark(start - 1, "="), !text.isMark(start - 2, "="),
      !text.isMark(next, "."), !text.isMark(next, "["), !text.isMark(next, "("),
      !text.isMark(next, "?"), !text.isMark(next, "!")
    else { return }
    var index = start - 2
    // A type may stand between the name and the value.
    if text.isMark(index, "]"), let open = text.partner(index) {
      index = open - 1
      if text.kind(index) == .word { index -= 1 }
    } else if text.isMark(index - 1, ":") {
      index -= 1
    } else if text.isMark(index, ">") {
      while index > 0, start - index < 16, !text.isMark(index, ":") { index -= 1 }
    }
    if text.isMark(index, ":") { index -= 1 }
    if let word = text.word(index), word != "_" { environments.insert(word) }
  }

  /// The one literal among words that only convert it: `String::from("x")`, `{ "x" }`.
  func singleLiteral(in range: Range<Int>) -> CodeFallback? {
    guard range.count <= Self.longestOperand else { return nil }
    var found: CodeFallback?
    for index in range {
      switch text.kind(index) {
      case .string, .number:
        guard found == nil, let literal = text.literal(index..<index + 1) else { return nil }
        found = literal
      case .word:
        guard let word = text.word(index), CodeConversion.isTransparent(word) else { return nil }
      case .mark:
        if text.isMark(index, "+") || text.isMark(index, ",") || text.isMark(index, "%") {
          return nil
        }
      case .fragment, nil: return nil
      }
    }
    return found
  }

  /// A program's own function that is named for what it does: `getEnv("NAME", "default")`.
  private mutating func findOwnFunction(at index: Int) {
    guard text.isMark(index + 1, "("), let word = text.word(index), word.utf8.count >= 5,
      word.utf8.count <= 32
    else { return }
    let plain = word.lowercased().filter { $0 != "_" }
    guard plain.contains("env"), Self.isOwnFunction(plain), !isDeclaration(index) else { return }
    guard let name = text.name(index + 2), name.text.utf8.count >= 2,
      name.text.utf8.allSatisfy({ !(0x61...0x7A).contains($0) }),
      reads.last?.nameRange != name.range
    else { return }
    let arguments = text.arguments(index + 1)
    guard arguments.first?.count == 1, arguments.count <= 3 else { return }
    var start = index
    while text.member(start - 1) == start, text.kind(start - 2) == .word { start -= 2 }
    // `envOr("NEW_NAME", "OLD_NAME")` asks for another variable.
    let isOther =
      arguments.count > 1
      && text.name(arguments[1].lowerBound).map {
        $0.text.utf8.contains(UInt8(ascii: "_")) && Self.isUpperCase($0.text)
      } ?? false
    addCall(
      from: start, index + 1, defaults: arguments.count == 2 && !isOther,
      isRequired: plain.hasPrefix("must") || plain.hasPrefix("require"),
      type: CodeConversion.type(inName: plain))
  }

  /// `getEnv`, `envOr`, `mustEnv`, `getEnvInt`, with letters in lower case.
  private static func isOwnFunction(_ plain: String) -> Bool {
    let starts = [
      "getenv", "envor", "mustenv", "requireenv", "requiredenv", "mustgetenv", "lookupenv",
      "readenv", "envdefault", "envwithdefault", "envvar", "fetchenv", "envstring", "envstr",
      "envint", "envbool", "loadenv", "fromenv", "getfromenv", "optionalenv", "envget",
    ]
    return starts.contains { plain.hasPrefix($0) }
  }

  /// Whether a function is made here and not called.
  private func isDeclaration(_ index: Int) -> Bool {
    ["def", "func", "function", "fn", "fun"].contains(text.word(index - 1))
  }
}
