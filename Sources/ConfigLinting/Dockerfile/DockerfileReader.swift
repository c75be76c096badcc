import RulePacks

/// Joins the lines of a Dockerfile and hands on its instructions.
struct DockerfileReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var offset: Int
  var file = Dockerfile()
  private var seenDirectives: Set<String> = []
  private var mayBeDirective = true

  init(_ source: SourceBytes) {
    bytes = source.buffer
    offset = source.hasByteOrderMark ? 3 : 0
  }

  mutating func read() -> Dockerfile {
    while offset < bytes.count {
      guard let line = readLogicalLine() else { continue }
      take(line)
    }
    file.problems.sort { $0.range.start < $1.range.start }
    return file
  }

  mutating func report(_ message: ReportText, _ range: SourceRange) {
    guard file.problems.count < ReadingLimits.problems else { return }
    file.problems.append(ReadingProblem(kind: .syntax, message: message, range: range))
  }

  /// The next line of the file without its line break; only LF ends a line here.
  mutating func nextLine() -> SourceRange {
    let start = offset
    var end = start
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    offset = min(end + 1, bytes.count)
    while end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(start: start, end: end)
  }

  static func isSpace(_ byte: UInt8) -> Bool { 0x09...0x0D ~= byte || byte == 0x20 }

  private func contentStart(of line: SourceRange) -> Int {
    var start = line.start
    while start < line.end, DockerfileReader.isSpace(bytes[start]) { start += 1 }
    return start
  }

  /// Joins lines that end in the escape character; nil for blank lines and comments.
  private mutating func readLogicalLine() -> LogicalLine? {
    var line = LogicalLine(at: offset)
    var isContinued = false
    while offset < bytes.count {
      let written = nextLine()
      let start = contentStart(of: written)
      if start < written.end, bytes[start] == UInt8(ascii: "#") {
        addComment(SourceRange(start: start, end: written.end))
        if !isContinued { return nil }
        continue
      }
      mayBeDirective = false
      if start == written.end {
        if !isContinued { return nil }
        continue
      }
      // Only the first line loses the blanks that it begins with.
      let content = SourceRange(start: isContinued ? written.start : start, end: written.end)
      guard let end = endBeforeEscape(of: content) else {
        line.append(content, of: bytes)
        return line
      }
      line.append(SourceRange(start: content.start, end: end), of: bytes)
      isContinued = true
    }
    return isContinued ? line : nil
  }

  /// Where a line ends whose last character is the escape character, if that is not escaped itself.
  private func endBeforeEscape(of line: SourceRange) -> Int? {
    var end = line.end
    while end > line.start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard end > line.start, bytes[end - 1] == file.escape else { return nil }
    if end - 1 > line.start, bytes[end - 2] == file.escape { return nil }
    return end - 1
  }

  private mutating func addComment(_ comment: SourceRange) {
    file.comments.append(comment)
    if mayBeDirective { mayBeDirective = readDirective(comment) }
  }

  /// Whether a comment is one of the directives that may stand at the top of the file.
  private mutating func readDirective(_ comment: SourceRange) -> Bool {
    let content = trimmed(SourceRange(start: comment.start + 1, end: comment.end))
    let text = bytes[content.start..<content.end]
    guard let separator = text.firstIndex(of: UInt8(ascii: "=")) else { return false }
    let key = trimmed(SourceRange(start: content.start, end: separator))
    let value = trimmed(SourceRange(start: separator + 1, end: content.end))
    let name = String(decoding: bytes[key.start..<key.end], as: UTF8.self).lowercased()
    guard ["syntax", "escape", "check"].contains(name), !value.isEmpty else { return false }
    guard seenDirectives.insert(name).inserted else {
      report("the directive \(quoted: name) is given twice", comment)
      return true
    }
    guard name == "escape" else { return true }
    let mark = bytes[value.start]
    if value.count == 1, mark == UInt8(ascii: "\\") || mark == UInt8(ascii: "`") {
      file.escape = mark
    } else {
      report("the escape character is a backslash or a backquote", value)
    }
    return true
  }

  private func trimmed(_ range: SourceRange) -> SourceRange {
    var range = range
    while !range.isEmpty, DockerfileReader.isSpace(bytes[range.start]) { range.start += 1 }
    while !range.isEmpty, DockerfileReader.isSpace(bytes[range.end - 1]) { range.end -= 1 }
    return range
  }
}
