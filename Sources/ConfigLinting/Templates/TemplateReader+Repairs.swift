import RulePacks

extension TemplateReader {
  /// A reading with what had to be chosen so that it became one.
  struct Repaired {
    var tree: DocumentTree
    var choices: TemplateChoices
    /// Blocks of which only the first branch is in the tree.
    var divided: [Int] = []
    /// Parts that are in no tree.
    var lost: [SourceRange] = []
    var gaps: [TemplateGap] = []
    var problems: [ReadingProblem] = []

    var error: ReadingProblem? { tree.problems.first { $0.kind == .syntax } }
  }

  enum Repair {
    case divide(Int)
    case mode(Int, TemplateChoices.LineMode)
    /// Take a whole block for one value.
    case word(Int)
    case lose(SourceRange)
  }

  /// Reads the text, and where it is no YAML tries what else its actions may mean.
  ///
  /// Each step has to bring the reader further, and the steps are counted.
  mutating func readRepairing(_ choices: TemplateChoices) -> Repaired {
    var current = Repaired(tree: read(choices), choices: choices)
    while let error = current.error {
      let offset = error.range.start
      if let next = firstThatHelps(harmless(at: offset, current), current, offset)
        ?? bestThatHelps(lossy(at: offset, current), current, offset)
      {
        current = noting(error, next, current)
        continue
      }
      guard let next = losingDocument(at: offset, current) else { return giveUp(error, current) }
      current = noting(error, next, current)
    }
    return current
  }

  private mutating func read(_ choices: TemplateChoices) -> DocumentTree {
    budget -= 1
    if choices.isUsual { return YAMLReader.read(text.masked) }
    return YAMLReader.read(
      TemplateMasker.mask(text.source, text.actions, text.blocks, text.lines, choices))
  }

  private mutating func attempt(_ repair: Repair, on current: Repaired) -> Repaired {
    var next = current
    switch repair {
    case .divide(let block):
      next.divided.append(block)
      next.choices.dropped += text.blocks.blocks[block].branches.dropFirst()
        .map { text.branches[$0].range }
    case .mode(let line, let mode): next.choices.modes[line] = mode
    case .word(let block): next.choices.words.append(text.blocks.blocks[block].range)
    case .lose(let range):
      next.choices.dropped.append(range)
      next.lost.append(range)
    }
    next.tree = read(next.choices)
    return next
  }

  private mutating func firstThatHelps(
    _ repairs: [Repair], _ current: Repaired, _ offset: Int
  ) -> Repaired? {
    let end = endOfLine(at: offset)
    for repair in repairs where budget > 0 {
      let next = attempt(repair, on: current)
      guard let error = next.error, error.range.start <= end else { return next }
    }
    return nil
  }

  private mutating func bestThatHelps(
    _ repairs: [Repair], _ current: Repaired, _ offset: Int
  ) -> Repaired? {
    var best: Repaired?
    var reached = endOfLine(at: offset)
    for repair in repairs where budget > 0 {
      let next = attempt(repair, on: current)
      guard let error = next.error else { return next }
      if error.range.start > reached {
        reached = error.range.start
        best = next
      }
    }
    return best
  }

  // MARK: - What is lost

  /// Leaves out the document that an error is in.
  private mutating func losingDocument(at offset: Int, _ current: Repaired) -> Repaired? {
    guard budget > 0 else { return nil }
    let bytes = current.tree.bytes.pointer
    let isStart = { (line: TemplateLine) -> Bool in
      line.end - line.start >= 3 && (0..<3).allSatisfy { bytes[line.start + $0] == 0x2D }
    }
    let line = max(0, lineIndex(at: offset))
    var first = line
    while first > 0, !isStart(text.lines[first]) { first -= 1 }
    var last = line + 1
    while last < text.lines.count, !isStart(text.lines[last]) { last += 1 }
    let start = isStart(text.lines[first]) ? text.lines[first].start + 3 : 0
    let end = last < text.lines.count ? text.lines[last].start : text.source.count
    // Only what makes the file read further is left out on its own.
    guard start < end, start > 0 || end < text.source.count else { return nil }
    let next = attempt(.lose(SourceRange(start: start, end: end)), on: current)
    guard let error = next.error, error.range.start <= offset else { return next }
    return nil
  }

  private func giveUp(_ error: ReadingProblem, _ current: Repaired) -> Repaired {
    var result = current
    let rest = SourceRange(
      start: error.range.start, end: max(error.range.start, text.source.count))
    return noted(error, rest, &result)
  }

  /// Says of a step that lost a part what was lost and why.
  private func noting(_ error: ReadingProblem, _ next: Repaired, _ last: Repaired) -> Repaired {
    var result = next
    guard next.lost.count > last.lost.count, let range = next.lost.last else { return result }
    return noted(error, range, &result)
  }

  private func noted(
    _ error: ReadingProblem, _ range: SourceRange, _ result: inout Repaired
  ) -> Repaired {
    result.gaps.append(TemplateGap(range: range, reason: error.message))
    let line = lineIndex(at: error.range.start)
    let isNear = (max(0, line - 3)...max(0, line)).contains { index in
      index < text.lines.count && !text.lines[index].actions.isEmpty
    }
    // With no action near it the error is the file's own.
    if !isNear { result.problems.append(error) }
    return result
  }
}
