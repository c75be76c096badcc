import RulePacks

extension VariableFinder {
  mutating func findSwift(at index: Int) {
    if let next = text.path(
      index, "ProcessInfo", ".", "processInfo", ".", "environment")
    {
      return findSwiftEnvironment(from: index, next)
    }
    guard !text.isMark(index - 1, "."), let word = text.word(index) else { return }
    switch word {
    case "getenv": addCall(from: index, index + 1)
    case "Environment":
      if let open = text.path(index + 1, ".", "get") ?? text.path(index + 1, ".", "require") {
        addCall(from: index, open, isRequired: text.isWord(open - 1, "require"))
      } else if text.isMark(index + 1, "("), let close = text.partner(index + 1) {
        findSwiftEnvironment(from: index, close + 1)
      }
    default:
      if environments.contains(word) { findSwiftEnvironment(from: index, index + 1) }
    }
  }

  private mutating func findSwiftEnvironment(from start: Int, _ next: Int) {
    if text.isMark(next, "[") {
      if !isAssigned(next) { addCall(from: start, next) }
    } else if text.isMark(next, "."), text.isMark(next + 2, "(") {
      switch text.word(next + 1) {
      case "get": addCall(from: start, next + 2)
      case "require": addCall(from: start, next + 2, isRequired: true)
      default: break
      }
    } else {
      noteAlias(start, next)
    }
  }
}
