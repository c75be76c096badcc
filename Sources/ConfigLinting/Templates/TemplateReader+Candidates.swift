import RulePacks

/// What may be tried where a masked text is no YAML, the least harmful first.
extension TemplateReader {
  func harmless(at offset: Int, _ current: Repaired) -> [Repair] {
    var repairs: [Repair] = []
    let around = blocks(near: offset)
    for block in around where isValue(block) { repairs.append(.word(block)) }
    for block in around where isDividable(block, current) { repairs.append(.divide(block)) }
    for line in linesWithActions(endingAt: offset, current) {
      if current.choices.modes[line] == nil {
        repairs += [.mode(line, .blanks), .mode(line, .words)]
      }
    }
    return repairs
  }

  /// Whether the block begins behind a key or dash and holds no keys or items of its own.
  func isValue(_ index: Int) -> Bool {
    let range = text.blocks.blocks[index].range
    guard range.count < 1024 else { return false }
    var offset = range.start - 1
    let bytes = text.source.pointer
    while offset > 0, TemplateByte.isBlank(bytes[offset]) { offset -= 1 }
    guard offset > 0, bytes[offset] == UInt8(ascii: ":") || bytes[offset] == UInt8(ascii: "-")
    else { return false }
    var previous: UInt8 = 0
    offset = range.start
    for action in text.actions(in: range) {
      while offset < action.range.start {
        let isMark = previous == UInt8(ascii: ":") || previous == UInt8(ascii: "-")
        if isMark, TemplateByte.isSpace(bytes[offset]) { return false }
        previous = bytes[offset]
        offset += 1
      }
      offset = action.range.end
      previous = 0
    }
    return true
  }

  func lossy(at offset: Int, _ current: Repaired) -> [Repair] {
    var repairs: [Repair] = []
    for block in blocks(near: offset) {
      let range = text.blocks.blocks[block].range
      // The larger half of a file is no price for one line.
      if text.blocks.blocks[block].isDefinition || range.count * 2 < text.source.count {
        repairs.append(.lose(range))
      }
    }
    for line in lines(endingAt: offset, current).prefix(3) {
      repairs.append(.lose(SourceRange(start: text.lines[line].start, end: text.lines[line].end)))
    }
    return repairs
  }

  /// The blocks around an offset, and those that end before it with little between.
  func blocks(near offset: Int) -> [Int] {
    var result = text.blocks.blocks(around: offset, limit: 4)
    var line = lineIndex(at: offset)
    var remaining = 6
    while line >= 0, remaining > 0 {
      for action in text.lines[line].actions.reversed().prefix(4)
      where text.actions[action].role == .closes {
        let block = text.blocks.blockOfAction[action]
        if block >= 0, !result.contains(block) { result.append(block) }
      }
      line -= 1
      remaining -= 1
    }
    result.sort {
      text.blocks.blocks[$0].range.count < text.blocks.blocks[$1].range.count
    }
    return Array(result.prefix(6))
  }

  func isDividable(_ index: Int, _ current: Repaired) -> Bool {
    let block = text.blocks.blocks[index]
    return block.branches.count > 1 && !block.isInline && !current.divided.contains(index)
  }

  /// The last lines with text up to an offset, the nearest first.
  func lines(endingAt offset: Int, _ current: Repaired) -> [Int] {
    var result: [Int] = []
    var line = lineIndex(at: offset)
    let bytes = current.tree.bytes.pointer
    while line >= 0, result.count < 4 {
      let range = text.lines[line]
      let isBlank = (range.start..<range.end).allSatisfy { TemplateByte.isSpace(bytes[$0]) }
      if !isBlank { result.append(line) }
      line -= 1
    }
    return result
  }

  func linesWithActions(endingAt offset: Int, _ current: Repaired) -> [Int] {
    let line = lineIndex(at: offset)
    var result = lines(endingAt: offset, current)
    if line >= 0, !result.contains(line) { result.insert(line, at: 0) }
    return result.filter { !text.lines[$0].actions.isEmpty }
  }

  func lineIndex(at offset: Int) -> Int { text.line(at: offset) ?? -1 }

  func endOfLine(at offset: Int) -> Int {
    let line = lineIndex(at: offset)
    return line >= 0 ? text.lines[line].end : offset
  }
}
