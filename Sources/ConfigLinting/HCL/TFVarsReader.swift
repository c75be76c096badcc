import ConfigGuard
package import RulePacks

/// Reads Terraform's variable files: the part of HCL that assigns literals to names.
///
/// What is more than a literal (a template, a reference, a call, an operator) becomes a plain scalar
/// with its written text.
package struct TFVarsReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private let tokens: [TFVarsToken]
  var builder: DocumentTreeBuilder
  private var next = 0
  private var isTooDeep = false

  package static func read(_ bytes: SourceBytes) -> DocumentTree {
    var scanner = TFVarsScanner(bytes)
    scanner.scan()
    var reader = TFVarsReader(bytes, scanner)
    reader.readAssignments()
    return reader.builder.finish()
  }

  private init(_ source: SourceBytes, _ scanner: TFVarsScanner) {
    bytes = source.buffer
    tokens = scanner.tokens
    builder = DocumentTreeBuilder(source)
    for comment in scanner.comments { builder.comment(comment) }
    for problem in scanner.problems { builder.report(.syntax, problem.message, problem.range) }
  }

  private mutating func readAssignments() {
    guard builder.begin(.mapping, at: 0) else { return }
    while !isTooDeep, skipNewlines() { readAssignment() }
    guard !isTooDeep else { return }
    builder.end(at: bytes.count)
    builder.endDocument()
  }

  /// What surrounds an expression, and so ends it.
  private enum Context {
    case file, object, list

    func ends(at kind: TFVarsToken.Kind) -> Bool {
      switch self {
      case .file: kind == .newline
      case .object: kind == .newline || kind == .comma || kind == .closing
      case .list: kind == .comma || kind == .closing
      }
    }
  }

  private func kind(_ number: Int) -> TFVarsToken.Kind {
    number < tokens.count ? tokens[number].kind : .newline
  }

  private mutating func skipNewlines() -> Bool {
    next = skipNewlines(from: next)
    return next < tokens.count
  }

  private func skipNewlines(from number: Int) -> Int {
    var number = number
    while number < tokens.count, tokens[number].kind == .newline { number += 1 }
    return number
  }

  private mutating func readAssignment() {
    let name = tokens[next]
    guard name.kind == .identifier, kind(next + 1) == .equals else { return skipStatement() }
    builder.scalar(.plain, name.range, text: name.range)
    next += 2
    readExpression(in: .file)
    if !isTooDeep, next < tokens.count, tokens[next].kind != .newline { skipStatement() }
  }

  /// Passes over a block or over what is no assignment at all.
  private mutating func skipStatement() {
    let first = tokens[next]
    var number = next
    while kind(number) == .identifier || kind(number) == .quoted { number += 1 }
    let isBlock =
      first.kind == .identifier && kind(number) == .opening
      && bytes[tokens[number].range.start] == UInt8(ascii: "{")
    let message: ReportText =
      isBlock ? "a block; variable files hold only assignments" : "an assignment is expected here"
    builder.report(.syntax, message, first.range)
    _ = skip { $0 == .newline }
  }

  /// Goes over tokens, and over brackets with what they hold, up to one that `isEnd` accepts.
  private mutating func skip(until isEnd: (TFVarsToken.Kind) -> Bool) -> SourceRange? {
    let start = next
    while next < tokens.count, !isEnd(tokens[next].kind) {
      next = (tokens[next].kind == .opening ? tokens[next].match : nil).map { $0 + 1 } ?? next + 1
    }
    var last = next - 1
    while last > start, tokens[last].kind == .newline { last -= 1 }
    guard next > start else { return nil }
    return SourceRange(start: tokens[start].range.start, end: tokens[last].range.end)
  }

  private mutating func readExpression(in context: Context) {
    guard next < tokens.count, !context.ends(at: tokens[next].kind) else {
      let place = tokens[next - 1].range.end
      builder.report(
        .syntax, "a value is missing", SourceRange(start: tokens[next - 1].range.start, end: place))
      return builder.scalar(.plain, SourceRange(at: place), text: SourceRange(at: place))
    }
    let token = tokens[next]
    var behind = (token.match ?? next) + 1
    if context == .list { behind = skipNewlines(from: behind) }
    if behind >= tokens.count || context.ends(at: tokens[behind].kind) {
      switch token.kind {
      case .quoted:
        next = behind
        return addString(token)
      case .heredoc:
        next = behind
        return addHeredoc(token)
      case .opening where isCollection(token): return readCollection(token)
      default: break
      }
    }
    if let range = skip(until: context.ends(at:)) {
      builder.scalar(.plain, range, text: range)
    }
  }

  /// Whether a bracket opens a list or an object of values, and no `for` expression.
  private func isCollection(_ token: TFVarsToken) -> Bool {
    guard let match = token.match, bytes[token.range.start] != UInt8(ascii: "(") else {
      return false
    }
    let first = skipNewlines(from: next + 1)
    let isFor =
      tokens[first].kind == .identifier && bytes[tokens[first].range.start] == UInt8(ascii: "f")
      && bytes[tokens[first].range.start..<tokens[first].range.end].elementsEqual("for".utf8)
    return !isFor || kind(first + 1) == .equals || kind(first + 1) == .colon
      || kind(first + 1) == .comma || first + 1 == match
  }

  private mutating func readCollection(_ token: TFVarsToken) {
    guard let match = token.match else { return }
    let isList = bytes[token.range.start] == UInt8(ascii: "[")
    guard builder.begin(isList ? .sequence : .mapping, .flow, at: token.range.start) else {
      isTooDeep = true
      return
    }
    next += 1
    while !isTooDeep, skipSeparators(before: match) {
      if isList {
        readExpression(in: .list)
      } else {
        readObjectEntry(before: match)
      }
    }
    guard !isTooDeep else { return }
    next = match + 1
    builder.end(at: tokens[match].range.end)
  }

  private mutating func skipSeparators(before match: Int) -> Bool {
    while next < match {
      guard tokens[next].kind == .newline || tokens[next].kind == .comma else { return true }
      next += 1
    }
    return false
  }

  private mutating func readObjectEntry(before match: Int) {
    let key = tokens[next]
    let isEndOfKey: (TFVarsToken.Kind) -> Bool = {
      [.equals, .colon, .comma, .newline, .closing].contains($0)
    }
    let behind = (key.match ?? next) + 1
    switch key.kind {
    case .quoted where isEndOfKey(kind(behind)):
      next = behind
      addString(key)
    default:
      guard let range = skip(until: isEndOfKey) else {
        builder.report(.syntax, "a key is missing", key.range)
        next += 1
        return
      }
      builder.scalar(.plain, range, text: range)
    }
    guard next < match, tokens[next].kind == .equals || tokens[next].kind == .colon else {
      builder.report(.syntax, "a key needs `=` or `:` and a value", key.range)
      let place = SourceRange(at: tokens[next - 1].range.end)
      return builder.scalar(.plain, place, text: place)
    }
    next += 1
    readExpression(in: .object)
  }
}
