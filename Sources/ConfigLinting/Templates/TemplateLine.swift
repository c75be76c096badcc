import RulePacks

/// A line of a template; an action that spans line breaks joins the lines that it touches.
struct TemplateLine: Sendable {
  var start: Int
  /// Before the line break.
  var end: Int
  /// The actions that stand on the line.
  var actions: Range<Int>

  static func lines(of source: SourceBytes, _ actions: [TemplateAction]) -> [TemplateLine] {
    let bytes = source.buffer
    var lines: [TemplateLine] = []
    var start = source.hasByteOrderMark ? 3 : 0
    var next = 0
    var offset = start
    var first = 0
    while offset <= bytes.count {
      if next < actions.count, offset == actions[next].range.start {
        offset = actions[next].range.end
        next += 1
        continue
      }
      if offset == bytes.count || bytes[offset] == 0x0A {
        let hasReturn = offset > start && bytes[offset - 1] == 0x0D
        lines.append(
          TemplateLine(start: start, end: hasReturn ? offset - 1 : offset, actions: first..<next))
        start = offset + 1
        first = next
      }
      offset += 1
    }
    return lines
  }
}

/// What the masker is to do other than usual, so that a text that is no YAML at first becomes so.
struct TemplateChoices: Sendable {
  enum LineMode: Sendable {
    /// Every action of the line becomes blanks.
    case blanks
    /// Every action of the line becomes a word.
    case words
  }

  /// Parts that are not written, in any order.
  var dropped: [SourceRange] = []
  /// Parts that are one value as a whole, whatever stands in them.
  var words: [SourceRange] = []
  var modes: [Int: LineMode] = [:]
  /// Whether each definition is a document of its own.
  var separatesDefinitions = false

  /// Whether nothing is to be done other than usual.
  var isUsual: Bool {
    dropped.isEmpty && words.isEmpty && modes.isEmpty && !separatesDefinitions
  }
}
