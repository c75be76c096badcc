import RulePacks

extension VariableFinder {
  mutating func findRuby(at index: Int) {
    guard text.isWord(index, "ENV"), !text.isMark(index - 1, ".") else { return }
    if text.isMark(index + 1, "[") {
      if !isAssigned(index + 1) { addCall(from: index, index + 1) }
      return
    }
    guard let member = text.member(index + 1) else { return }
    switch text.word(member) {
    case "fetch": findFetch(from: index, member + 1)
    case "key", "has_key", "include", "member":
      if text.isMark(member + 1, "?") { addCall(from: index, member + 2, isMention: true) }
    case "dig": addCall(from: index, member + 1)
    default: break
    }
  }

  /// `ENV.fetch("X", "x")`, `ENV.fetch("X") { "x" }`, both with or without parentheses.
  private mutating func findFetch(from start: Int, _ next: Int) {
    var read: VariableRead
    var end: Int
    if text.isMark(next, "("), let close = text.partner(next) {
      let arguments = text.arguments(next)
      guard let first = arguments.first, first.count == 1, let name = text.name(first.lowerBound)
      else { return }
      read = VariableRead(name: name.text, nameRange: name.range, language: language)
      if arguments.count == 2 { read.fallback = singleLiteral(in: arguments[1]) }
      read.isRequired = arguments.count == 1
      end = close + 1
    } else {
      guard let name = text.name(next) else { return }
      read = VariableRead(name: name.text, nameRange: name.range, language: language)
      end = next + 1
      read.isRequired = !text.isMark(end, ",")
      if !read.isRequired, let (literal, last) = text.literal(at: end + 1) {
        read.fallback = literal
        end = last
      }
    }
    if text.isMark(end, "{"), let close = text.partner(end) {
      read.isRequired = false
      read.fallback = singleLiteral(in: end + 1..<close)
      if text.isEnd(end + 1) { read.isRequired = true }
      end = close + 1
    }
    add(read, from: start, to: end)
  }
}
