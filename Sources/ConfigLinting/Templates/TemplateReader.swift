package import RulePacks

/// Reads templated YAML and JSON without rendering it.
package struct TemplateReader {
  /// Variants beside the first one.
  static let maximumVariants = 3

  let text: TemplateText
  /// How often the file may still be read.
  var budget: Int

  package static func read(_ bytes: SourceBytes) -> TemplateReading {
    var reader = TemplateReader(TemplateText(bytes))
    return reader.read()
  }

  init(_ text: TemplateText) {
    self.text = text
    // Small files may take more attempts; a large one costs as much as a few dozen megabytes.
    budget = max(8, min(64, (16 << 20) / max(1, text.source.count)))
  }

  private mutating func read() -> TemplateReading {
    var reading = TemplateReading(text: text)
    let whole = [SourceRange(start: 0, end: text.source.count)]
    if let plain = readPlain() {
      reading.variants = [TemplateVariant(tree: plain, newText: whole)]
      reading.problems = plain.problems.filter { !isExplained($0) }
      return reading
    }
    let definitions = text.blocks.blocks.filter(\.isDefinition).map(\.range)
    let result = readRepairing(TemplateChoices(dropped: definitions))
    reading.gaps = result.gaps
    reading.problems = result.problems + unclosedBlocks()
    reading.problems += result.tree.problems.filter { !isExplained($0) }
    reading.variants = [TemplateVariant(tree: result.tree, newText: whole)]
    if result.tree.documents.isEmpty, let gap = result.gaps.first {
      reading.skipReason = skipReason(gap)
    }
    addVariants(result, definitions, to: &reading)
    addDefinitions(definitions, to: &reading)
    return reading
  }

  /// The tree of a file that is YAML as it stands, with all of its actions inside scalars.
  private func readPlain() -> DocumentTree? {
    guard !text.actions.isEmpty else { return YAMLReader.read(text.source) }
    guard !beginsWithAction else { return nil }
    let tree = YAMLReader.read(text.source)
    guard !tree.problems.contains(where: { $0.kind == .syntax }) else { return nil }
    var next = 0
    for node in tree.nodes where node.kind == .scalar {
      while next < text.actions.count, text.actions[next].range.start < Int(node.start) {
        guard isInComment(text.actions[next].range.start) else { return nil }
        next += 1
      }
      while next < text.actions.count, text.actions[next].range.end <= Int(node.end) {
        // A control between the lines of a plain scalar is no part of it.
        if node.style == .plain, text.actions[next].kind != .output { return nil }
        next += 1
      }
    }
    while next < text.actions.count {
      guard isInComment(text.actions[next].range.start) else { return nil }
      next += 1
    }
    return tree
  }

  /// Whether the first text outside of comments is an action in braces, which lies in no scalar
  /// there; `<%= x %>` may well be one.
  private var beginsWithAction: Bool {
    let bytes = text.source.buffer
    var offset = text.source.hasByteOrderMark ? 3 : 0
    while offset < bytes.count {
      while offset < bytes.count, TemplateByte.isBlank(bytes[offset]) || bytes[offset] == 0x0D {
        offset += 1
      }
      guard offset < bytes.count else { return false }
      if bytes[offset] == UInt8(ascii: "#") {
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D {
          // Some letters beyond ASCII are line breaks to YAML.
          guard bytes[offset] < 0x80 else { return false }
          offset += 1
        }
      } else if bytes[offset] != 0x0A {
        return bytes[offset] == UInt8(ascii: "{")
          && text.actions.contains { $0.range.start == offset }
      }
      offset += 1
    }
    return false
  }

  private func isInComment(_ offset: Int) -> Bool {
    var start = offset
    let bytes = text.source.pointer
    // A comment's mark is looked for near by only, so that many actions on a line stay cheap.
    let limit = max(0, offset - 512)
    while start > limit, bytes[start - 1] != 0x0A {
      start -= 1
      if bytes[start] == UInt8(ascii: "#"), start == 0 || TemplateByte.isSpace(bytes[start - 1]) {
        return true
      }
    }
    return false
  }

  /// Whether a problem is none, since not both of its places need be written.
  func isExplained(_ problem: ReadingProblem) -> Bool {
    guard problem.kind == .duplicateKey, let first = problem.related else { return false }
    return text.containsAction(in: problem.range)
      || text.areAlternatives(first.start, problem.range.start)
      || mayBeginMapping(between: first.end, problem.range.start)
  }

  /// Whether an action writes lines less indented than the key at `end`, a new item perhaps.
  private func mayBeginMapping(between start: Int, _ end: Int) -> Bool {
    let column = indent(at: end)
    return text.actions(in: SourceRange(start: start, end: end)).contains { action in
      action.kind == .output && isFirstOnLine(action.range.start)
        && indent(at: action.range.start) < column
    }
  }

  private func isFirstOnLine(_ offset: Int) -> Bool {
    var start = offset
    let bytes = text.source.pointer
    while start > 0, TemplateByte.isBlank(bytes[start - 1]) { start -= 1 }
    return start == 0 || bytes[start - 1] == 0x0A
  }

  /// The blanks that the line of an offset begins with.
  private func indent(at offset: Int) -> Int {
    guard let line = text.line(at: offset) else { return 0 }
    var indent = text.lines[line].start
    while indent < offset, TemplateByte.isBlank(text.source.pointer[indent]) { indent += 1 }
    return indent - text.lines[line].start
  }

  private func unclosedBlocks() -> [ReadingProblem] {
    text.blocks.blocks.filter { $0.closer == nil && $0.engine != .erb }
      .prefix(ReadingLimits.problems).map { block in
        ReadingProblem(
          kind: .syntax, message: "this block of the template is never ended",
          range: text.actions[block.opener].range)
      }
  }

  private func skipReason(_ gap: TemplateGap) -> ReportText {
    let line = LineIndex(text.source).location(of: gap.range.start).line
    return "a template that is no YAML at line \(line): \(gap.reason)"
  }
}
