package import RulePacks

/// A templated file: its actions, how they lie inside one another, and its text with each action
/// replaced by as many bytes of filler, so that a place in the one is a place in the other.
///
/// Line numbers are to be counted in `source`: filler may hold line breaks.
package final class TemplateText: Sendable {
  package let source: SourceBytes
  package let masked: SourceBytes
  /// In the order of the file; they never overlap.
  package let actions: [TemplateAction]
  let blocks: TemplateBlocks
  let lines: [TemplateLine]

  /// The text with its actions masked, or nil where it holds none.
  package static func mask(_ bytes: SourceBytes) -> TemplateText? {
    let text = TemplateText(bytes)
    return text.actions.isEmpty ? nil : text
  }

  init(_ bytes: SourceBytes) {
    source = bytes
    actions = TemplateClassifier.classify(TemplateScanner.actions(in: bytes), in: bytes)
    lines = actions.isEmpty ? [] : TemplateLine.lines(of: bytes, actions)
    var blocks = TemplateBlocks(actions, end: bytes.count)
    blocks.markInline(lines)
    self.blocks = blocks
    masked =
      actions.isEmpty
      ? bytes
      : TemplateMasker.mask(bytes, actions, blocks, lines, TemplateChoices())
  }

  /// The branches of all blocks, in the order in which they begin.
  package var branches: [TemplateBranch] { blocks.branches }

  /// The file's own text of a range of a masked tree.
  package func original(_ range: SourceRange) -> String { source.text(range) }

  /// The actions that touch a range.
  package func actions(in range: SourceRange) -> ArraySlice<TemplateAction> {
    let first = firstAction(endingAfter: range.start)
    var last = first
    while last < actions.count, actions[last].range.start < range.end { last += 1 }
    return actions[first..<last]
  }

  /// Whether what stands in a range is only known once the template is rendered.
  ///
  /// Controls at the range's edges do not count: the text between them is what is written.
  package func containsAction(in range: SourceRange) -> Bool { placeholder(at: range) != nil }

  /// The action that makes what stands in a range unknown: one that writes something, or else a
  /// control with text on both sides.
  package func placeholder(at range: SourceRange) -> TemplateAction? {
    let inside = actions(in: range)
    if let output = inside.first(where: { $0.kind == .output }) { return output }
    guard !inside.isEmpty else { return nil }
    var start = range.start
    var end = range.end
    while start < end, TemplateByte.isSpace(masked.pointer[start]) { start += 1 }
    while start < end, TemplateByte.isSpace(masked.pointer[end - 1]) { end -= 1 }
    return inside.indices.first { index in
      let action = inside[index]
      if start < action.range.start, action.range.end < end { return true }
      guard case .opens = action.role, range.contains(action.range) else { return false }
      let block = blocks.blocks[blocks.blockOfAction[index]]
      return block.isInline && block.range.end <= range.end
    }.map { actions[$0] }
  }

  /// The literals that may be written in a range: defaults, and what branches on one line hold.
  package func literals(in range: SourceRange) -> [TemplateLiteral] {
    var result: [TemplateLiteral] = []
    let first = firstAction(endingAfter: range.start)
    var index = first
    while index < actions.count, actions[index].range.start < range.end {
      result += actions[index].defaults
      if blocks.blockOfAction[index] >= 0, index + 1 < actions.count,
        actions[index + 1].range.end <= range.end, blocks.blockOfAction[index + 1] >= 0,
        actions[index].role != .closes,
        let literal = literal(between: actions[index].range.end, actions[index + 1].range.start)
      {
        result.append(literal)
      }
      index += 1
    }
    return result
  }

  /// The literals that stand in for what the actions of a text would write.
  static func defaults(in text: String) -> [(text: String, range: SourceRange)] {
    let bytes = SourceBytes(text)
    let literals = mask(bytes)?.literals(in: SourceRange(start: 0, end: bytes.count))
    return literals?.map { ($0.text, $0.range) } ?? []
  }

  /// Whether two places lie in branches of which not both need be written, so that the same key in
  /// both is no duplicate.
  package func areAlternatives(_ first: Int, _ second: Int) -> Bool {
    guard let one = blocks.branch(at: first), let other = blocks.branch(at: second) else {
      return false
    }
    let a = blocks.branches[one].range
    let b = blocks.branches[other].range
    return !(a.start <= second && second < a.end) && !(b.start <= first && first < b.end)
  }

  /// The line of an offset, of those in `lines`.
  func line(at offset: Int) -> Int? {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  private func firstAction(endingAfter offset: Int) -> Int {
    var low = 0
    var high = actions.count
    while low < high {
      let middle = (low + high) / 2
      if actions[middle].range.end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func literal(between start: Int, _ end: Int) -> TemplateLiteral? {
    var start = start
    var end = end
    let bytes = source.buffer
    while start < end, TemplateByte.isSpace(bytes[start]) { start += 1 }
    while start < end, TemplateByte.isSpace(bytes[end - 1]) { end -= 1 }
    if end - start >= 2, TemplateByte.isQuote(bytes[start]), bytes[end - 1] == bytes[start] {
      start += 1
      end -= 1
    }
    guard start < end else { return nil }
    let range = SourceRange(start: start, end: end)
    return TemplateLiteral(text: source.text(range), range: range)
  }
}
