import RulePacks

/// Questions about the text of one line.
extension TemplateMasker {
  /// Whether the action that ends here takes the blanks behind it away.
  func trimsBehind(_ end: Int) -> Bool { source[end - 3] == UInt8(ascii: "-") }

  func skipBlanks(from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end, TemplateByte.isBlank(text[offset]) { offset += 1 }
    return offset
  }

  func isBlank(from start: Int, to end: Int) -> Bool {
    var offset = start
    while offset < end {
      if !TemplateByte.isSpace(text[offset]) { return false }
      offset += 1
    }
    return true
  }

  /// The first action of those with nothing but actions behind them on the line.
  func tailStart(_ line: TemplateLine, _ live: ArraySlice<Int>) -> Int {
    var end = line.end
    var first = Int.max
    for action in live.reversed() {
      guard isBlank(from: actions[action].range.end, to: end) else { break }
      first = action
      end = actions[action].range.start
    }
    return first
  }

  func segmentStart(_ line: TemplateLine, _ offset: Int) -> Int {
    var start = offset
    while start > line.start, text[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// Whether the text begins an item or holds a key, or begins a document.
  func startsEntry(_ line: TemplateLine, from start: Int) -> Bool {
    var first = start
    while first < line.end, TemplateByte.isSpace(text[first]) { first += 1 }
    guard first < line.end else { return false }
    if text[first] == UInt8(ascii: "-") {
      let next = first + 1 < line.end ? text[first + 1] : 0x20
      if TemplateByte.isBlank(next) || next == UInt8(ascii: "-") { return true }
    }
    return hasKey(line, from: start)
  }

  /// Where the key behind a line's dashes begins, and the last of these dashes.
  func head(from start: Int, to end: Int) -> (key: Int, dash: Int?) {
    var offset = start
    var dash: Int?
    while offset < end, TemplateByte.isBlank(text[offset]) { offset += 1 }
    while offset + 1 < end, text[offset] == UInt8(ascii: "-"),
      TemplateByte.isBlank(text[offset + 1])
    {
      dash = offset
      offset += 1
      while offset < end, TemplateByte.isBlank(text[offset]) { offset += 1 }
    }
    return (offset, dash)
  }

  /// Whether the text ends with the header of a block scalar or is a document's start.
  func endsWithHeader(from start: Int, _ last: Int) -> Bool {
    if last - start == 2, text[start...last].allSatisfy({ $0 == UInt8(ascii: "-") }) { return true }
    var offset = last
    while offset > start,
      TemplateByte.isDigit(text[offset]) || text[offset] == UInt8(ascii: "-")
        || text[offset] == UInt8(ascii: "+")
    {
      offset -= 1
    }
    let isMark = text[offset] == UInt8(ascii: "|") || text[offset] == UInt8(ascii: ">")
    return isMark && offset > start && TemplateByte.isBlank(text[offset - 1])
  }

  /// Whether the action's last function begins what it writes with a line break.
  func writesLines(_ action: Int) -> Bool {
    let range = actions[action].expression
    var start = range.end
    while start > range.start, source[start - 1] != UInt8(ascii: "|") { start -= 1 }
    guard start > range.start else { return false }
    while start < range.end, TemplateByte.isSpace(source[start]) { start += 1 }
    return TemplateWords.first(source, SourceRange(start: start, end: range.end), is: "nindent")
  }

  /// Where a comment begins on the line, outside quotes and actions.
  func commentStart(of line: TemplateLine, _ live: ArraySlice<Int>) -> Int? {
    let hasMark = text.withUnsafeBufferPointer { text in
      UnsafeBufferPointer(rebasing: text[line.start..<line.end]).contains(UInt8(ascii: "#"))
    }
    // Most lines have none.
    guard hasMark else { return nil }
    var offset = line.start
    var next = live.startIndex
    var quote: UInt8 = 0
    var previous: UInt8 = 0
    while offset < line.end {
      if next < live.endIndex, offset == actions[live[next]].range.start {
        if actions[live[next]].kind == .output { previous = UInt8(ascii: "_") }
        offset = actions[live[next]].range.end
        next += 1
        continue
      }
      let byte = text[offset]
      if quote != 0 {
        if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { offset += 1 }
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        switch previous {
        case 0, 0x3A, 0x2D, 0x2C, 0x5B, 0x7B: quote = byte
        default: break
        }
      } else if byte == UInt8(ascii: "#") {
        if offset == line.start || TemplateByte.isSpace(text[offset - 1]) { return offset }
      }
      if !TemplateByte.isSpace(byte) { previous = byte }
      offset += 1
    }
    return nil
  }
}
