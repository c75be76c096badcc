import RulePacks

extension VariableFinder {
  mutating func findJava(at index: Int) {
    let isMember = text.isMark(index - 1, ".")
    if text.isWord(index, "System"), let open = text.path(index + 1, ".", "getenv") {
      // `java.lang.System`
      guard !text.arguments(open).isEmpty else {
        guard let close = text.partner(open) else { return }
        return findJavaEnvironment(from: index, close + 1)
      }
      return addCall(from: index, open)
    }
    guard !isMember, let word = text.word(index) else { return }
    if environments.contains(word) || word == "dotenv" {
      findJavaEnvironment(from: index, index + 1)
    } else if word == "env" || word == "environment" {
      findProperty(from: index)
    }
  }

  private mutating func findJavaEnvironment(from start: Int, _ next: Int) {
    if text.isMark(next, "[") { return addCall(from: start, next) }
    guard let member = text.member(next) else { return noteAlias(start, next) }
    switch text.word(member) {
    case "get": addCall(from: start, member + 1, defaults: true)
    case "getValue": addCall(from: start, member + 1, isRequired: true)
    case "getOrDefault": addCall(from: start, member + 1, defaults: true)
    case "getOrElse":
      // Its second argument is a block.
      guard let close = text.partner(member + 1), text.isMark(close + 1, "{"),
        let end = text.partner(close + 1)
      else { return addCall(from: start, member + 1, defaults: true) }
      guard let name = text.name(member + 2) else { return }
      var read = VariableRead(name: name.text, nameRange: name.range, language: language)
      read.fallback = singleLiteral(in: close + 2..<end)
      add(read, from: start, to: end + 1)
    case "containsKey": addCall(from: start, member + 1, isMention: true)
    default: break
    }
  }

  /// Spring's own view of the environment also has properties, which have dots in their names.
  private mutating func findProperty(from index: Int) {
    guard let member = text.member(index + 1) else { return }
    let isRequired = text.isWord(member, "getRequiredProperty")
    guard isRequired || text.isWord(member, "getProperty"), let name = text.name(member + 2),
      Self.isUpperCase(name.text)
    else { return }
    addCall(from: index, member + 1, defaults: true, isRequired: isRequired)
  }

  static func isUpperCase(_ name: String) -> Bool {
    name.utf8.allSatisfy { !(0x61...0x7A).contains($0) }
  }

  /// `@Value("${NAME:default}")`, with a backslash before the dollar sign in Kotlin.
  mutating func findPlaceholder(at index: Int) {
    guard text.isMark(index - 1, "("), text.isWord(index - 2, "Value"),
      text.isMark(index - 3, "@")
    else { return }
    let content = text.tokens[index].content
    let bytes = text.bytes
    var start = content.start
    if start < content.end, bytes[start] == UInt8(ascii: "\\") { start += 1 }
    guard content.end - start > 3, bytes[start] == UInt8(ascii: "$"),
      bytes[start + 1] == UInt8(ascii: "{"), bytes[content.end - 1] == UInt8(ascii: "}")
    else { return }
    let inner = start + 2..<content.end - 1
    let colon = bytes[inner].firstIndex(of: UInt8(ascii: ":"))
    guard
      let name = text.name(
        in: SourceRange(start: inner.lowerBound, end: colon ?? inner.upperBound)),
      Self.isUpperCase(name.text)
    else { return }
    var read = VariableRead(name: name.text, nameRange: name.range, language: language)
    read.isRequired = colon == nil
    if let colon {
      let range = SourceRange(start: colon + 1, end: inner.upperBound)
      let fallback = String(decoding: bytes[range.start..<range.end], as: UTF8.self)
      // The default may be looked up in its turn.
      if !fallback.contains("${"), !fallback.contains("#{") {
        read.fallback = CodeFallback(text: fallback, range: range)
      }
    }
    reads.append(read)
  }
}
