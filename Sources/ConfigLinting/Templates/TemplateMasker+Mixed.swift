import RulePacks

/// Lines that hold text beside their actions.
extension TemplateMasker {
  mutating func maskMixed(_ line: TemplateLine, _ index: Int, _ live: ArraySlice<Int>) {
    switch choices.modes[index] {
    case .words: return live.forEach { fillWord($0) }
    case .blanks: return live.forEach { fillBlanks($0) }
    case nil: break
    }
    let comment = commentStart(of: line, live)
    let visible = live.prefix { actions[$0].range.start < comment ?? line.end }
    for action in live.dropFirst(visible.count) { fillWord(action) }
    var rest = maskLead(line, visible)
    if comment == nil { rest = maskTail(line, rest) }
    maskInner(rest, line, index, hasComment: comment != nil)
  }

  /// Masks the controls that stand before all text; gives the actions that remain.
  private mutating func maskLead(
    _ line: TemplateLine, _ live: ArraySlice<Int>
  ) -> ArraySlice<Int> {
    var offset = line.start
    var count = 0
    for action in live {
      let range = actions[action].range
      guard actions[action].kind != .output, isBlank(from: offset, to: range.start) else { break }
      offset = range.end
      count += 1
    }
    guard count > 0 else { return live }
    let lead = Set(live.prefix(count).map { blocks.blockOfAction[$0] }.filter { $0 >= 0 })
    let rest = live.dropFirst(count)
    let inner = rest.filter { lead.contains(blocks.blockOfAction[$0]) }
    let writesLines = startsEntry(line, from: offset)
    if !writesLines, inner.contains(where: { !isBlank(from: actions[$0].range.end, to: line.end) })
    {
      // `{{ if a }}x{{ else }}y{{ end }}` is one value.
      for action in live.prefix(count) { fillWord(action) }
      return rest
    }
    var indent = 0
    while TemplateByte.isBlank(source[line.start + indent]) { indent += 1 }
    let leadEnd = trimsBehind(offset) ? skipBlanks(from: offset, to: line.end) : offset
    fillBreaks(SourceRange(start: line.start, end: leadEnd), indent: indent)
    guard writesLines else { return rest }
    var remaining: [Int] = []
    for action in rest {
      let range = actions[action].range
      guard lead.contains(blocks.blockOfAction[action]), !isBlank(from: range.end, to: line.end)
      else {
        remaining.append(action)
        continue
      }
      let end = skipBlanks(from: range.end, to: line.end)
      fillBreaks(
        SourceRange(start: range.start, end: end), indent: min(indent, end - range.start - 1))
    }
    return remaining[...]
  }

  /// Masks the controls that stand behind all text and end no value that begins on the line.
  private mutating func maskTail(_ line: TemplateLine, _ live: ArraySlice<Int>) -> ArraySlice<Int> {
    var live = live
    var end = line.end
    while let action = live.last {
      let range = actions[action].range
      guard actions[action].kind != .output, isBlank(from: range.end, to: end) else { break }
      let block = blocks.blockOfAction[action]
      if block >= 0, blocks.blocks[block].opener != action,
        let first = live.first, blocks.blocks[block].opener >= first
      {
        break
      }
      fillBlanks(action)
      end = range.start
      live.removeLast()
    }
    return live
  }

  private mutating func maskInner(
    _ live: ArraySlice<Int>, _ line: TemplateLine, _ index: Int, hasComment: Bool
  ) {
    guard let first = live.first, let last = live.last else { return }
    let start = segmentStart(line, actions[first].range.start)
    let head = head(from: start, to: line.end)
    let tail = hasComment ? Int.max : tailStart(line, live)
    var before: Int?
    var offset = start
    for action in live {
      let range = actions[action].range
      var place = range.start - 1
      while place >= offset, TemplateByte.isSpace(text[place]) { place -= 1 }
      if place >= offset { before = place }
      offset = range.end
      if let before, action >= tail, endsWithHeader(from: start, before) {
        fillBreaks(range, indent: 0)
        continue
      }
      let isTail = action == last && action >= tail
      if fillsWord(action, before, start, head, isTail: isTail, index) {
        fillWord(action)
        before = range.end - 1
      } else {
        fillBlanks(action)
      }
    }
  }

  /// Whether an action on a line becomes a word; otherwise it leaves no trace.
  private mutating func fillsWord(
    _ action: Int, _ before: Int?, _ start: Int, _ head: (key: Int, dash: Int?), isTail: Bool,
    _ index: Int
  ) -> Bool {
    guard actions[action].kind == .output else {
      let block = blocks.blockOfAction[action]
      return actions[action].kind == .control && block >= 0 && blocks.blocks[block].isInline
    }
    guard isTail, let before else { return true }
    if text[before] == UInt8(ascii: ":"), before > head.key {
      return !isContinued(index, below: head.key - start, false)
    }
    if before == head.dash { return !isContinued(index, below: before - start, true) }
    let range = actions[action].range
    let isApart =
      TemplateByte.isSpace(text[range.start - 1]) || source[range.start + 2] == UInt8(ascii: "-")
    return !(isApart && writesLines(action))
  }
}
