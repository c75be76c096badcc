import ConfigGuard
import RulePacks

/// Settles what each action is: engine, kind and its role among the blocks.
struct TemplateClassifier {
  let bytes: UnsafeBufferPointer<UInt8>

  static func classify(_ actions: [TemplateAction], in source: SourceBytes) -> [TemplateAction] {
    let classifier = TemplateClassifier(bytes: source.buffer)
    let isGo = classifier.isGo(actions)
    var result: [TemplateAction] = []
    result.reserveCapacity(actions.count)
    for var action in actions {
      // In a Go template Jinja's marks are text of whatever the template writes.
      if isGo, action.engine == .jinja { continue }
      if !isGo, action.engine == .go, action.kind != .comment { action.engine = .jinja }
      classifier.settle(&action, isBrace: source.buffer[action.range.start + 1] == 0x7B)
      action.defaults = TemplateDefaults.literals(of: action, in: source)
      result.append(action)
    }
    return result
  }

  /// Whether `{{` is Go's, by what is written between the marks.
  private func isGo(_ actions: [TemplateAction]) -> Bool {
    var hasStatement = false
    var looksLikeGo = false
    for action in actions {
      if action.engine == .jinja, action.kind == .control { hasStatement = true }
      guard action.engine == .go else { continue }
      if action.kind == .comment { return true }
      let word = TemplateWords.first(bytes, action.expression)
      if word == "end" || word == "else" { return true }
      if looksLikeGo { continue }
      let first = bytes[action.expression.start]
      looksLikeGo =
        first == UInt8(ascii: ".") || first == UInt8(ascii: "$") || first == UInt8(ascii: "`")
        || hasGoArguments(action.expression, after: word)
        || TemplateWords.first(bytes, action.expression, isOf: TemplateWords.goOpeners)
          && isBlank(action.expression, after: word)
    }
    return looksLikeGo && !hasStatement
  }

  private func isBlank(_ range: SourceRange, after word: String) -> Bool {
    let end = range.start + word.utf8.count
    return end < range.end && TemplateByte.isBlank(bytes[end])
  }

  /// Whether a word is followed by a blank and an argument, as only Go calls functions.
  private func hasGoArguments(_ range: SourceRange, after word: String) -> Bool {
    var offset = range.start + word.utf8.count
    guard !word.isEmpty, offset < range.end, TemplateByte.isBlank(bytes[offset]) else {
      return false
    }
    while offset < range.end, TemplateByte.isBlank(bytes[offset]) { offset += 1 }
    guard offset < range.end else { return false }
    let first = bytes[offset]
    return first == UInt8(ascii: ".") || first == UInt8(ascii: "$") || first == UInt8(ascii: "\"")
      || first == UInt8(ascii: "(") || first == UInt8(ascii: "`")
  }

  private func settle(_ action: inout TemplateAction, isBrace: Bool) {
    guard action.kind != .comment else { return }
    switch action.engine {
    case .go: settleGo(&action)
    case .jinja: if !isBrace { settleJinja(&action) }
    case .erb: settleERB(&action)
    }
  }

  private func settleGo(_ action: inout TemplateAction) {
    let range = action.expression
    if TemplateWords.first(bytes, range, isOf: TemplateWords.goOpeners) {
      action.kind = .control
      action.role = .opens(isDefinition: TemplateWords.first(bytes, range, is: "define"))
    } else if TemplateWords.first(bytes, range, is: "else") {
      action.kind = .control
      action.role = .divides
    } else if TemplateWords.first(bytes, range, is: "end") {
      action.kind = .control
      action.role = .closes
    } else if TemplateWords.first(bytes, range, isOf: TemplateWords.goPlain)
      || isGoAssignment(range)
    {
      action.kind = .control
    }
  }

  private func isGoAssignment(_ range: SourceRange) -> Bool {
    guard !range.isEmpty, bytes[range.start] == UInt8(ascii: "$") else { return false }
    var offset = range.start
    while offset < range.end, isNamePart(bytes[offset]) || TemplateByte.isBlank(bytes[offset]) {
      offset += 1
    }
    guard offset < range.end else { return false }
    if bytes[offset] == UInt8(ascii: "=") { return true }
    return bytes[offset] == UInt8(ascii: ":") && offset + 1 < range.end
      && bytes[offset + 1] == UInt8(ascii: "=")
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    TemplateByte.isLetter(byte) || TemplateByte.isDigit(byte) || byte == UInt8(ascii: "$")
      || byte == UInt8(ascii: ",")
  }

  private func settleJinja(_ action: inout TemplateAction) {
    let word = TemplateWords.first(bytes, action.expression)
    if word.hasPrefix("end") {
      action.role = .closes
    } else if TemplateWords.jinjaDividers.contains(word) {
      action.role = .divides
    } else if word == "set" {
      let assigns = bytes[action.expression.start..<action.expression.end].contains(0x3D)
      if !assigns { action.role = .opens(isDefinition: true) }
    } else if TemplateWords.jinjaOpeners.contains(word) {
      action.role = .opens(isDefinition: word == "macro")
    } else if word == "include" || word == "include_relative" {
      action.kind = .output
    }
  }

  private func settleERB(_ action: inout TemplateAction) {
    let range = action.expression
    guard !range.isEmpty else { return }
    let word = TemplateWords.first(bytes, range)
    let last = bytes[range.end - 1]
    if bytes[range.start] == UInt8(ascii: "}") {
      action.role = last == UInt8(ascii: "{") ? .divides : .closes
    } else if action.kind == .control, TemplateWords.erbOpeners.contains(word) {
      action.role = .opens(isDefinition: word == "def")
    } else if TemplateWords.erbDividers.contains(word) {
      action.role = .divides
    } else if word == "end" {
      action.role = .closes
    } else if last == UInt8(ascii: "{") || opensBlock(range) {
      action.role = .opens(isDefinition: false)
    }
  }

  /// Whether the expression ends with `do`, or with `do |name|` or `{ |name|`.
  private func opensBlock(_ range: SourceRange) -> Bool {
    var end = range.end
    if bytes[end - 1] == UInt8(ascii: "|") {
      end -= 1
      while end > range.start, bytes[end - 1] != UInt8(ascii: "|") { end -= 1 }
      end = max(range.start, end - 1)
      while end > range.start, TemplateByte.isBlank(bytes[end - 1]) { end -= 1 }
      if end > range.start, bytes[end - 1] == UInt8(ascii: "{") { return true }
    }
    guard end - range.start >= 3 else { return false }
    return bytes[end - 2] == UInt8(ascii: "d") && bytes[end - 1] == UInt8(ascii: "o")
      && TemplateByte.isSpace(bytes[end - 3])
  }
}
