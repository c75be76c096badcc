import ConfigGuard
import RulePacks

/// Finds the actions of a file in one pass.
///
/// A mark that nothing closes is text. Every search that finds no closer is remembered, so that a
/// file full of openers costs no more than one with none.
struct TemplateScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var actions: [TemplateAction] = []
  /// Where to go on after an opener that began no action.
  var resume = 0
  var isExhausted: Set<UInt16> = []
  var unclosedQuotes: [UInt8: Range<Int>] = [:]

  /// The actions of a file, which must outlive the call only.
  static func actions(in source: SourceBytes) -> [TemplateAction] {
    guard mayHoldActions(source) else { return [] }
    var scanner = TemplateScanner(bytes: source.buffer)
    scanner.scan(source)
    return scanner.actions
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Whether `{{`, `{%` or `<%` stands anywhere.
  static func mayHoldActions(_ source: SourceBytes) -> Bool {
    var offset = 0
    while let mark = source.firstIndex(
      of: UInt8(ascii: "{"), or: UInt8(ascii: "<"), from: offset)
    {
      offset = mark + 1
      guard offset < source.count else { return false }
      let next = source.pointer[offset]
      if next == UInt8(ascii: "%") { return true }
      if next == UInt8(ascii: "{"), source.pointer[mark] == next { return true }
    }
    return false
  }

  @inline(__always)
  func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < bytes.count ? bytes[offset] : 0 }

  private mutating func scan(_ source: SourceBytes) {
    var next = 0
    while let offset = source.firstIndex(
      of: UInt8(ascii: "{"), or: UInt8(ascii: "<"), from: next), offset + 1 < bytes.count
    {
      resume = offset + 1
      switch (bytes[offset], bytes[offset + 1]) {
      case (UInt8(ascii: "{"), UInt8(ascii: "{")): scanBraces(at: offset)
      case (UInt8(ascii: "{"), UInt8(ascii: "%")): scanStatement(at: offset)
      case (UInt8(ascii: "{"), UInt8(ascii: "#")): scanHashComment(at: offset)
      case (UInt8(ascii: "<"), UInt8(ascii: "%")): scanERB(at: offset)
      default: break
      }
      next = max(resume, offset + 1)
    }
  }

  // MARK: - Go and Jinja

  private mutating func scanBraces(at start: Int) {
    let inner = skipTrim(from: start + 2)
    if byte(inner) == UInt8(ascii: "/"), byte(inner + 1) == UInt8(ascii: "*") {
      return scanGoComment(at: start, inner: inner)
    }
    guard TemplateShape.beginsAction(bytes, at: inner) else { return }
    guard let end = closer(UInt8(ascii: "}"), from: inner) else { return }
    // `${{ … }}` belongs to the runner of a workflow, which no template engine ever sees.
    if byte(start - 1) == UInt8(ascii: "$") { return resume = end }
    let expression = trimmed(from: inner, to: end - 2)
    guard !expression.isEmpty else { return }
    append(.output, .go, start, end, expression)
  }

  private mutating func scanGoComment(at start: Int, inner: Int) {
    guard let stop = find(UInt8(ascii: "*"), UInt8(ascii: "/"), from: inner + 2) else { return }
    var offset = stop
    while TemplateByte.isSpace(byte(offset)) { offset += 1 }
    if byte(offset) == UInt8(ascii: "-") { offset += 1 }
    guard byte(offset) == UInt8(ascii: "}"), byte(offset + 1) == UInt8(ascii: "}") else { return }
    append(.comment, .go, start, offset + 2, SourceRange(start: inner, end: stop))
  }

  private mutating func scanStatement(at start: Int) {
    let inner = skipTrim(from: start + 2)
    guard TemplateByte.isLetter(byte(inner)) else { return }
    guard let end = closer(UInt8(ascii: "%"), from: inner) else { return }
    let expression = trimmed(from: inner, to: end - 2)
    guard TemplateWords.isJinjaStatement(bytes, expression) else { return }
    append(.control, .jinja, start, end, expression)
    if TemplateWords.first(bytes, expression, is: "raw") { skipRaw(from: end) }
  }

  /// What stands in a raw block is text; only the tag that ends it is an action.
  private mutating func skipRaw(from start: Int) {
    var offset = start
    while let open = find(UInt8(ascii: "{"), UInt8(ascii: "%"), from: offset) {
      let inner = skipTrim(from: open)
      offset = open
      guard TemplateWords.first(bytes, SourceRange(start: inner, end: bytes.count), is: "endraw"),
        let end = closer(UInt8(ascii: "%"), from: inner)
      else { continue }
      append(.control, .jinja, open - 2, end, trimmed(from: inner, to: end - 2))
      return
    }
  }

  private mutating func scanHashComment(at start: Int) {
    // `${#name}` is a shell's length of a variable.
    guard byte(start - 1) != UInt8(ascii: "$"),
      let end = find(UInt8(ascii: "#"), UInt8(ascii: "}"), from: start + 2)
    else { return }
    append(.comment, .jinja, start, end, SourceRange(start: start + 2, end: end - 2))
  }

  // MARK: - ERB

  private mutating func scanERB(at start: Int) {
    guard byte(start + 2) != UInt8(ascii: "%"),
      let end = find(UInt8(ascii: "%"), UInt8(ascii: ">"), from: start + 2)
    else { return }
    var inner = start + 2
    var kind = TemplateAction.Kind.control
    switch byte(inner) {
    case UInt8(ascii: "="):
      kind = .output
      inner += 1
    case UInt8(ascii: "#"): kind = .comment
    case UInt8(ascii: "-"), UInt8(ascii: "_"): inner += 1
    default: break
    }
    append(kind, .erb, start, end, trimmed(from: inner, to: end - 2))
  }

  // MARK: - Parts

  private func skipTrim(from start: Int) -> Int {
    var offset = start
    let mark = byte(offset)
    let isTrim =
      mark == UInt8(ascii: "~") || mark == UInt8(ascii: "+")
      || mark == UInt8(ascii: "-") && !TemplateByte.isDigit(byte(offset + 1))
    if isTrim { offset += 1 }
    while offset < bytes.count, TemplateByte.isSpace(bytes[offset]) { offset += 1 }
    return offset
  }

  private func trimmed(from start: Int, to end: Int) -> SourceRange {
    var start = start
    var end = max(start, end)
    while start < end, TemplateByte.isSpace(bytes[start]) { start += 1 }
    if start < end, isTrim(bytes[end - 1]) { end -= 1 }
    while start < end, TemplateByte.isSpace(bytes[end - 1]) { end -= 1 }
    return SourceRange(start: start, end: end)
  }

  private func isTrim(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "~")
  }

  private mutating func append(
    _ kind: TemplateAction.Kind, _ engine: TemplateAction.Engine, _ start: Int, _ end: Int,
    _ expression: SourceRange
  ) {
    actions.append(
      TemplateAction(
        range: SourceRange(start: start, end: end), kind: kind, engine: engine, role: .none,
        expression: expression))
    resume = end
  }
}
