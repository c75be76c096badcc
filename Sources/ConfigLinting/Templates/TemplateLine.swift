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
    // More bytes than most lines have.
    lines.reserveCapacity(bytes.count / 24)
    var start = source.hasByteOrderMark ? 3 : 0
    var next = 0
    var first = 0
    var end = source.endOfLine(from: start)
    while true {
      // A line goes on behind an action that begins on it.
      while next < actions.count, actions[next].range.start < end {
        if actions[next].range.end > end {
          end = source.endOfLine(from: actions[next].range.end)
        }
        next += 1
      }
      let hasReturn = end > start && bytes[end - 1] == 0x0D
      lines.append(
        TemplateLine(start: start, end: hasReturn ? end - 1 : end, actions: first..<next))
      guard end < bytes.count else { return lines }
      start = end + 1
      first = next
      end = source.endOfLine(from: start)
    }
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
