import RulePacks

/// Replaces actions by filler of the same length.
///
/// Controls become line breaks, which no place in YAML minds and which carry no indentation;
/// output becomes a word where a value is due and line breaks where it writes whole lines.
struct TemplateMasker {
  let source: UnsafeBufferPointer<UInt8>
  let actions: [TemplateAction]
  let blocks: TemplateBlocks
  let lines: [TemplateLine]
  let choices: TemplateChoices
  var text: [UInt8]
  private var isDropped: [Bool]
  /// The actions that are left, in the order of the file.
  private var live: [Int] = []
  /// For each line the next one that has content, or the number of lines.
  var nextContent: [Int] = []
  /// What text outside of its actions each line has; filler takes the place of blanks only.
  private var ownText: [OwnText] = []
  var lastContent = -1
  // Many lines of actions may ask for the same line, which may be long.
  var knownPending: (line: Int, pending: (column: Int, isDash: Bool)?) = (-1, nil)
  var knownShape: (line: Int, shape: Shape) = (-1, Shape())

  /// How a line of text begins.
  struct Shape {
    var indent = 0
    var startsWithDash = false
    var hasKey = false
  }

  private enum OwnText {
    case none
    case comment
    case content
  }

  static func mask(
    _ source: SourceBytes, _ actions: [TemplateAction], _ blocks: TemplateBlocks,
    _ lines: [TemplateLine], _ choices: TemplateChoices
  ) -> SourceBytes {
    var masker = TemplateMasker(source, actions, blocks, lines, choices)
    masker.drop()
    masker.findContent()
    masker.maskLines()
    if choices.separatesDefinitions { masker.separateDefinitions() }
    return SourceBytes(masker.text)
  }

  private init(
    _ source: SourceBytes, _ actions: [TemplateAction], _ blocks: TemplateBlocks,
    _ lines: [TemplateLine], _ choices: TemplateChoices
  ) {
    self.source = source.buffer
    self.actions = actions
    self.blocks = blocks
    self.lines = lines
    self.choices = choices
    text = Array(source.buffer)
    isDropped = Array(repeating: false, count: actions.count)
  }

  // MARK: - Whole lines

  private mutating func drop() {
    replace(choices.words, by: UInt8(ascii: "_"))
    replace(choices.dropped, by: 0x0A)
    live = actions.indices.filter { !isDropped[$0] }
  }

  private mutating func replace(_ ranges: [SourceRange], by filler: UInt8) {
    var end = 0
    var next = 0
    for range in ranges.sorted(by: { $0.start < $1.start }) {
      let start = max(range.start, end)
      guard start < range.end else { continue }
      for offset in start..<range.end { text[offset] = filler }
      end = range.end
      while next < actions.count, actions[next].range.start < start { next += 1 }
      while next < actions.count, actions[next].range.end <= end {
        isDropped[next] = true
        next += 1
      }
    }
  }

  /// Puts a document's start in the place of each mark around a definition.
  private mutating func separateDefinitions() {
    for block in blocks.blocks where block.isDefinition {
      for action in [block.opener, block.closer ?? block.opener] {
        let range = actions[action].range
        fillBreaks(range, indent: 0)
        for offset in range.start + 1..<range.start + 4 { text[offset] = UInt8(ascii: "-") }
      }
    }
  }

  private mutating func findContent() {
    var nextContent = Array(repeating: lines.count, count: lines.count + 1)
    var ownText = Array(repeating: OwnText.none, count: lines.count)
    text.withUnsafeBufferPointer { text in
      var next = lines.count
      for index in lines.indices.reversed() {
        nextContent[index] = next
        guard let first = Self.firstText(of: lines[index], in: text, actions) else { continue }
        let isComment = text[first] == UInt8(ascii: "#")
        ownText[index] = isComment ? .comment : .content
        if !isComment { next = index }
      }
    }
    self.nextContent = nextContent
    self.ownText = ownText
  }

  /// The first byte of a line's own text.
  func firstText(of line: TemplateLine) -> Int? {
    text.withUnsafeBufferPointer { Self.firstText(of: line, in: $0, actions) }
  }

  @inline(__always)
  private static func firstText(
    of line: TemplateLine, in text: UnsafeBufferPointer<UInt8>, _ actions: [TemplateAction]
  ) -> Int? {
    var offset = line.start
    var next = line.actions.lowerBound
    // No byte is an action's where there is none.
    var action = next < line.actions.upperBound ? actions[next].range.start : -1
    while offset < line.end {
      if offset == action {
        offset = actions[next].range.end
        next += 1
        action = next < line.actions.upperBound ? actions[next].range.start : -1
      } else if TemplateByte.isSpace(text[offset]) {
        offset += 1
      } else {
        return offset
      }
    }
    return nil
  }

  private mutating func maskLines() {
    let live = live
    var first = 0
    for (index, line) in lines.enumerated() {
      var end = first
      while end < live.count, live[end] < line.actions.upperBound { end += 1 }
      if first < end {
        if ownText[index] != .none {
          maskMixed(line, index, live[first..<end])
        } else {
          maskActionsOnly(line, index, live[first..<end])
        }
        first = end
      }
      if ownText[index] == .content { lastContent = index }
    }
  }

  /// A line of actions writes lines of its own, or else the value that the line before waits for.
  private mutating func maskActionsOnly(_ line: TemplateLine, _ index: Int, _ live: ArraySlice<Int>)
  {
    let mode = choices.modes[index]
    if mode == .words {
      for action in live { fillWord(action) }
      lastContent = index
      return
    }
    var place: (action: Int, indent: Int)?
    if mode == nil, lastContent >= 0,
      let pending = pendingColumn(),
      !isContinued(index, below: pending.column, pending.isDash),
      let action = live.first(where: { actions[$0].kind == .output })
    {
      place = (action, pending.column + 1)
    }
    for offset in line.start..<line.end { text[offset] = 0x0A }
    guard let place else { return }
    let range = actions[place.action].range
    let wordStart = max(range.start, line.start + 1 + place.indent)
    guard range.end - wordStart >= 4 else { return }
    for offset in wordStart - place.indent..<wordStart { text[offset] = 0x20 }
    fillWord(place.action, from: wordStart)
    lastContent = index
  }

  // MARK: - Filler

  mutating func fillWord(_ action: Int, from start: Int? = nil) {
    let range = actions[action].range
    for offset in (start ?? range.start)..<range.end { text[offset] = UInt8(ascii: "_") }
    // Words differ, so that two actions are never the same key.
    var number = action
    var offset = range.end - 1
    while number > 0, offset > (start ?? range.start) {
      let digit = UInt8(number % 26)
      text[offset] = UInt8(ascii: "a") + digit
      number /= 26
      offset -= 1
    }
  }

  mutating func fillBlanks(_ action: Int) {
    for offset in actions[action].range.start..<actions[action].range.end { text[offset] = 0x20 }
  }

  /// Line breaks, and `indent` blanks behind the last one.
  mutating func fillBreaks(_ range: SourceRange, indent: Int) {
    for offset in range.start..<range.end {
      text[offset] = range.end - offset <= indent ? 0x20 : 0x0A
    }
  }
}
