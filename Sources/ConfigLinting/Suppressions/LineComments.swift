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

  /// What a shell passes over, by its quotes and here-documents; nothing of a script is run.
  static func ofShell(_ source: SourceBytes) -> [SourceRange] {
    var scanner = ShellComments(source)
    return scanner.read()
  }
}

/// Goes over a script just far enough to tell its comments from its texts.
///
/// Where it is wrong about a quote it takes more for text than there is, so that no text becomes a
/// comment by it.
private struct ShellComments {
  private let bytes: SourceBytes
  private var offset = 0
  private var comments: [SourceRange] = []
  /// Words that end here-documents which begin on the next line.
  private var waiting: [(word: [UInt8], isIndented: Bool)] = []

  init(_ bytes: SourceBytes) { self.bytes = bytes }

  mutating func read() -> [SourceRange] {
    if bytes.hasByteOrderMark { offset = 3 }
    var isWordStart = true
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\\"): offset += 2
      case UInt8(ascii: "'"): skipText(to: byte, escapes: false)
      case UInt8(ascii: "\""), UInt8(ascii: "`"): skipText(to: byte, escapes: true)
      case UInt8(ascii: "#") where isWordStart:
        let end = LineBreaks.endOfLine(in: bytes.buffer, from: offset)
        comments.append(SourceRange(start: offset, end: end))
        offset = end
      case UInt8(ascii: "<") where isHereDocument: readHereDocumentWord()
      case 0x0A:
        offset += 1
        skipHereDocuments()
      default: offset += 1
      }
      isWordStart = Self.separators.contains(byte) || byte == 0x0A
    }
    return comments
  }

  private static let separators = Set(" \t\r;&|()".utf8)

  private mutating func skipText(to quote: UInt8, escapes: Bool) {
    offset += 1
    while offset < bytes.count, bytes[offset] != quote {
      offset += escapes && bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    offset += 1
  }

  private var isHereDocument: Bool {
    offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "<")
      && !(offset + 2 < bytes.count && bytes[offset + 2] == UInt8(ascii: "<"))
      && !(offset > 0 && bytes[offset - 1] == UInt8(ascii: "<"))
  }

  private mutating func readHereDocumentWord() {
    offset += 2
    let isIndented = offset < bytes.count && bytes[offset] == UInt8(ascii: "-")
    if isIndented { offset += 1 }
    while offset < bytes.count, LineBreaks.isBlank(bytes[offset]) { offset += 1 }
    var word: [UInt8] = []
    while offset < bytes.count, bytes[offset] > 0x20, !Self.separators.contains(bytes[offset]),
      bytes[offset] != UInt8(ascii: "<"), bytes[offset] != UInt8(ascii: ">")
    {
      if !Set("'\"\\".utf8).contains(bytes[offset]) { word.append(bytes[offset]) }
      offset += 1
    }
    // `1 << 2` in arithmetic is a shift.
    let isName = word.first.map { $0 | 0x20 >= 0x61 || $0 == 0x5F } ?? false
    if isName { waiting.append((word, isIndented)) }
  }

  private mutating func skipHereDocuments() {
    for (word, isIndented) in waiting {
      while offset < bytes.count {
        let end = LineBreaks.endOfLine(in: bytes.buffer, from: offset)
        var start = offset
        while isIndented, start < end, bytes[start] == 0x09 { start += 1 }
        offset = LineBreaks.nextLine(in: bytes.buffer, after: end)
        if bytes.buffer(SourceRange(start: start, end: end)).elementsEqual(word) { break }
      }
    }
    waiting = []
  }
}
