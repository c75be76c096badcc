import RulePacks

extension ReadContext {
  /// What the next statement does where the variable was empty: `if secret == "" { secret = "x" }`.
  func addLater(_ read: inout VariableRead, _ first: (start: Int, next: Int)) {
    guard read.fallback == nil, !read.isRequired else { return }
    switch text.language {
    case .go: addGoStatement(&read)
    case .python: addPythonStatement(&read)
    case .swift: addGuard(&read, first.start)
    default: break
    }
  }

  /// The word that the read is given to.
  private var target: String? {
    if text.isMark(start - 1, "=") {
      let isShort = text.isMark(start - 2, ":") && text.language == .go
      let index = start - (isShort ? 3 : 2)
      // `value, ok := os.LookupEnv(…)`
      if text.isMark(index - 1, ","), let word = text.word(index - 2) { return word }
      return text.word(index)
    }
    return nil
  }

  private func addGoStatement(_ read: inout VariableRead) {
    guard let target else { return }
    var index = next
    if text.isMark(index, ";") { index += 1 } else if text.isWord(index, "if") { index += 1 }
    guard index > next else { return }
    let condition = index
    while index < text.count, index < condition + 8, !text.isMark(index, "{") { index += 1 }
    guard text.isMark(index, "{"), let close = text.partner(index) else { return }
    let isAboutTarget =
      text.word(condition) == target && text.marks(condition + 1, "==") != nil
      && text.literal(at: condition + 3)?.0.text.isEmpty == true
    let isNegated = text.isMark(condition, "!") && text.kind(condition + 1) == .word
    guard isAboutTarget || isNegated else { return }
    addBlock(index + 1..<close, target, to: &read)
  }

  private func addPythonStatement(_ read: inout VariableRead) {
    guard let target, text.isWord(next, "if") else { return }
    var body = next + 1
    if text.isWord(body, "not"), text.word(body + 1) == target {
      body += 2
    } else if text.word(body) == target, text.isWord(body + 1, "is"), text.isWord(body + 2, "None")
    {
      body += 3
    } else {
      return
    }
    guard text.isMark(body, ":") else { return }
    addBlock(body + 1..<min(text.count, body + 5), target, to: &read)
  }

  /// A block that gives the word a literal, or ends the program.
  private func addBlock(_ block: Range<Int>, _ target: String, to read: inout VariableRead) {
    let first = block.lowerBound
    if text.isEnd(first) {
      read.isRequired = true
      return
    }
    var literal = first
    if text.word(first) == target, text.isMark(first + 1, "=") {
      literal = first + 2
    } else if text.isWord(first, "return"), text.language == .go {
      literal = first + 1
    } else {
      return
    }
    guard let (found, end) = text.literal(at: literal), !text.isMark(end, "+") else { return }
    if text.language == .go, end != block.upperBound { return }
    read.fallback = found
  }

  /// `guard let value = …["X"] else { … }` goes on only with the variable.
  private func addGuard(_ read: inout VariableRead, _ start: Int) {
    guard text.isMark(start - 1, "="), text.kind(start - 2) == .word,
      text.isWord(start - 3, "let"), text.isWord(start - 4, "guard")
    else { return }
    read.isRequired = true
  }
}
