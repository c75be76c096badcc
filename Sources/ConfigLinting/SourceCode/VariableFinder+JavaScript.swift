import RulePacks

extension VariableFinder {
  /// Modules that have the environment under the name `env`.
  private static let environmentModules: Set<String> = [
    "process", "node:process", "bun", "$env/dynamic/private", "$env/dynamic/public",
  ]

  /// What bundlers add to a module's own environment.
  private static let ofBundler: Set<String> = ["MODE", "BASE_URL", "PROD", "DEV", "SSR"]

  mutating func readJavaScriptImports() {
    for index in 0..<text.count where text.isWord(index, "from") {
      guard let (module, _) = text.literal(at: index + 1), text.isMark(index - 1, "}"),
        let open = text.partner(index - 1)
      else { continue }
      for item in text.arguments(open) {
        guard Self.environmentModules.contains(module.text), text.isWord(item.lowerBound, "env"),
          let name = text.word(item.upperBound - 1)
        else { continue }
        environments.insert(name)
      }
    }
  }

  mutating func findJavaScript(at index: Int) {
    let first = text.tokens[index]
    let isMember = text.isMark(index - 1, ".")
    switch text.bytes[first.start] {
    case UInt8(ascii: "p"):
      guard text.isWord(index, "process"), let member = text.member(index + 1),
        text.isWord(member, "env")
      else { break }
      var start = index
      if isMember, text.kind(index - 2) == .word { start -= 2 }
      return findJavaScriptEnvironment(from: start, member + 1)
    case UInt8(ascii: "i"):
      guard !isMember, let next = text.path(index, "import", ".", "meta", ".", "env"),
        !Self.ofBundler.contains(text.word(next + 1) ?? "")
      else { break }
      return findJavaScriptEnvironment(from: index, next)
    case UInt8(ascii: "D"), UInt8(ascii: "B"):
      guard !isMember,
        let next = text.path(index, "Deno", ".", "env") ?? text.path(index, "Bun", ".", "env")
      else { break }
      return findJavaScriptEnvironment(from: index, next)
    default: break
    }
    guard !isMember, let word = text.word(index), environments.contains(word),
      !text.isMark(index + 1, ":")
    else { return }
    findJavaScriptEnvironment(from: index, index + 1)
  }

  private mutating func findJavaScriptEnvironment(from start: Int, _ next: Int) {
    if text.isMark(next, "[") {
      guard !isAssigned(next), !text.isWord(start - 1, "delete") else { return }
      addCall(from: start, next)
    } else if let member = text.member(next) {
      findMember(member, from: start)
    } else if text.isWord(start - 1, "in") {
      addMention(start - 2)
    } else if text.isMark(start - 1, "="), text.isMark(start - 2, "}"),
      let open = text.partner(start - 2)
    {
      addNames(in: open)
    } else {
      noteAlias(start, next)
    }
  }

  private mutating func findMember(_ member: Int, from start: Int) {
    // `env?.["X"]`
    if text.isMark(member, "[") { return addCall(from: start, member) }
    if text.isMark(member + 1, "(") {
      if text.isWord(member, "get") { addCall(from: start, member + 1) }
      if text.isWord(member, "has") { addCall(from: start, member + 1, isMention: true) }
      return
    }
    guard text.kind(member) == .word, !isAssignment(member + 1),
      !text.isWord(start - 1, "delete"),
      let name = text.name(in: text.tokens[member].content)
    else { return }
    add(
      VariableRead(name: name.text, nameRange: name.range, language: language), from: start,
      to: member + 1)
  }

  /// The names of `const { X, Y = "y" } = process.env`.
  private mutating func addNames(in open: Int) {
    for item in text.arguments(open) {
      let first = item.lowerBound
      guard text.kind(first) == .word, let name = text.name(in: text.tokens[first].content) else {
        continue
      }
      var read = VariableRead(name: name.text, nameRange: name.range, language: language)
      var index = first + 1
      if text.isMark(index, ":") { index += 2 }
      if text.isMark(index, "="), index + 1 < item.upperBound {
        read.fallback = text.literal(index + 1..<item.upperBound)
      }
      if let fallback = read.fallback {
        read.typeHint = CodeConversion.type(ofLiteral: fallback, in: text)
      }
      reads.append(read)
    }
  }
}
