import RulePacks

extension VariableFinder {
  mutating func findRust(at index: Int) {
    switch text.word(index) {
    case "env", "dotenv", "dotenvy":
      if text.isMark(index + 1, "="), text.isWord(index, "env") { return findArgument(at: index) }
      if text.isMark(index + 1, "!"), text.isWord(index, "env") {
        return addCall(from: index, index + 2, isRequired: true)
      }
      guard
        let open = text.path(index + 1, ":", ":", "var")
          ?? text.path(index + 1, ":", ":", "var_os")
      else { return }
      var start = index
      if text.marks(start - 2, "::") == start, text.kind(start - 3) == .word { start -= 3 }
      addCall(from: start, open)
    case "option_env": if text.isMark(index + 1, "!") { addCall(from: index, index + 2) }
    case "var":
      guard functions.contains("var"), !text.isMark(index - 1, "."), !text.isMark(index - 1, ":")
      else { return }
      addCall(from: index, index + 1)
    case "use":
      if text.path(index + 1, "std", ":", ":", "env", ":", ":", "var") != nil {
        functions.insert("var")
      }
    default: break
    }
  }

  /// `#[arg(env = "NAME", default_value = "x")]`.
  private mutating func findArgument(at index: Int) {
    guard let name = text.name(index + 2),
      let open = stride(from: index - 1, through: max(0, index - 64), by: -1).first(where: {
        text.isMark($0, "(") && (text.partner($0) ?? 0) > index
      }), text.isMark(open - 2, "["), text.isMark(open - 3, "#")
    else { return }
    var read = VariableRead(name: name.text, nameRange: name.range, language: language)
    for argument in text.arguments(open) where argument.count > 2 {
      let first = argument.lowerBound
      guard text.isWord(first, "default_value") || text.isWord(first, "default_value_t") else {
        continue
      }
      read.fallback = text.literal(first + 2..<argument.upperBound)
    }
    reads.append(read)
  }
}
