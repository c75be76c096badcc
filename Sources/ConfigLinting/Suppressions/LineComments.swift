import RulePacks

/// Comments of texts that no reader takes apart.
enum LineComments {
  /// Lines that begin with one of the marks.
  static func ofLines(_ source: SourceBytes, marks: String) -> [SourceRange] {
    let marks = Set(marks.utf8)
    var comments: [SourceRange] = []
    var offset = source.hasByteOrderMark ? 3 : 0
    while offset < source.count {
      let end = LineBreaks.endOfLine(in: source.buffer, from: offset)
      let content = LineBreaks.trimmed(
        SourceRange(start: offset, end: end), in: source.buffer)
      if !content.isEmpty, marks.contains(source[content.start]) { comments.append(content) }
      offset = LineBreaks.nextLine(in: source.buffer, after: end)
    }
    return comments
  }
}
