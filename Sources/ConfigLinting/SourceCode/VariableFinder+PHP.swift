import RulePacks

extension VariableFinder {
  mutating func findPHP(at index: Int) {
    switch text.word(index) {
    case "getenv": if isFunction(index) { addCall(from: index, index + 1) }
    case "env": if isFunction(index) { addCall(from: index, index + 1, defaults: true) }
    case "Env":
      if let open = text.path(index + 1, ":", ":", "get") {
        addCall(from: index, open, defaults: true)
      }
    case "$_ENV":
      guard !isAssigned(index + 1) else { return }
      let isMention = text.isMark(index - 1, "(") && text.isWord(index - 2, "isset")
      addCall(from: index, index + 1, isMention: isMention)
    default: break
    }
  }

  /// Whether a word is a function's name, and neither a method's nor a declaration's.
  private func isFunction(_ index: Int) -> Bool {
    // `=>` and `? … :` stand before calls, too.
    text.marks(index - 2, "->") == nil && text.marks(index - 2, "::") == nil
      && !text.isWord(index - 1, "function") && text.isMark(index + 1, "(")
  }
}
