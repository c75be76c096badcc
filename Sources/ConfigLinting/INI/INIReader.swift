package import RulePacks

/// Reads `.ini` and `.cfg` files of the kind that many readers share.
///
/// Lines are taken as Python's configparser takes them: the first `=` or `:` separates, an indented
/// line continues the value above it. What readers disagree about stays in the value.
package struct INIReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var builder: DocumentTreeBuilder
  private var offset: Int
  /// Section 0 is what stands above the first header.
  var sections: [INISection] = [INISection(name: SourceRange(at: 0))]
  /// In no order, since those behind values are found last.
  var comments: [SourceRange] = []
  private var sectionNumbers: [String: Int] = [:]
  private var current = 0
  /// The indentation of the entry that a deeper line continues; nil if there is none.
  private var indentation: Int?

  package static func read(_ bytes: SourceBytes) -> DocumentTree {
    var reader = INIReader(bytes)
    reader.readLines()
    reader.reportDuplicates()
    reader.emit()
    reader.comments.sort { $0.start < $1.start }
    for comment in reader.comments { reader.builder.comment(comment) }
    return reader.builder.finish()
  }

  private init(_ source: SourceBytes) {
    bytes = source.buffer
    builder = DocumentTreeBuilder(source, reportsDuplicates: false)
    offset = source.hasByteOrderMark ? 3 : 0
  }

  private mutating func readLines() {
    while offset < bytes.count {
      let end = LineBreaks.endOfLine(in: bytes, from: offset)
      let line = SourceRange(start: offset, end: end)
      offset = LineBreaks.nextLine(in: bytes, after: end)
      let content = LineBreaks.trimmed(line, in: bytes)
      if content.isEmpty {
        addBlankLine(at: line.end)
      } else if isCommentMark(bytes[content.start]) {
        comments.append(content)
      } else if let indentation, content.start - line.start > indentation {
        continueValue(with: content)
      } else if bytes[content.start] == UInt8(ascii: "[") {
        beginSection(content)
      } else {
        addEntry(content, indentation: content.start - line.start)
      }
    }
  }

  func isCommentMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")
  }

  private mutating func continueValue(with content: SourceRange) {
    let last = sections[current].entries.count - 1
    sections[current].entries[last].lines.append(content)
  }

  /// A blank line belongs to a value only if the value goes on behind it.
  private mutating func addBlankLine(at end: Int) {
    guard indentation != nil else { return }
    continueValue(with: SourceRange(at: end))
  }

  private mutating func beginSection(_ header: SourceRange) {
    indentation = nil
    let name = LineBreaks.trimmed(nameOfSection(header), in: bytes)
    let text = String(decoding: bytes[name.start..<name.end], as: UTF8.self)
    if let known = sectionNumbers[text] {
      current = known
    } else {
      sections.append(INISection(name: name))
      current = sections.count - 1
      sectionNumbers[text] = current
    }
  }

  /// What stands between the brackets of a header; what is wrong with it is reported.
  private mutating func nameOfSection(_ header: SourceRange) -> SourceRange {
    let start = header.start + 1
    var closing: Int?
    var isQuoted = false
    for index in start..<header.end {
      if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard bytes[index] == UInt8(ascii: "]") else { continue }
      if closing == nil || !isQuoted { closing = index }
      if !isQuoted { break }
    }
    guard let closing else {
      builder.report(.syntax, "a section header needs a closing `]`", header)
      return SourceRange(start: start, end: header.end)
    }
    let name = SourceRange(start: start, end: closing)
    let behind = LineBreaks.trimmed(
      SourceRange(start: closing + 1, end: header.end), in: bytes)
    if name.isEmpty {
      builder.report(
        .syntax, "a section header needs a name",
        SourceRange(start: header.start, end: closing + 1))
    } else if !behind.isEmpty {
      // What stands behind a mark is passed over, and some readers take it for a part of the name.
      if isCommentMark(bytes[behind.start]) {
        return name
      } else if bytes[header.end - 1] == UInt8(ascii: "]") {
        return SourceRange(start: start, end: header.end - 1)
      } else {
        builder.report(.syntax, "nothing may stand behind a section header", behind)
      }
    }
    return name
  }

  private mutating func addEntry(_ content: SourceRange, indentation: Int) {
    var separator = content.start
    while separator < content.end, bytes[separator] != UInt8(ascii: "="),
      bytes[separator] != UInt8(ascii: ":")
    {
      separator += 1
    }
    let key = LineBreaks.trimmed(
      SourceRange(start: content.start, end: separator), in: bytes)
    if key.isEmpty {
      builder.report(
        .syntax, "a key must stand before the separator",
        SourceRange(start: separator, end: separator + 1))
    }
    // A key without a value has none that could go on.
    self.indentation = separator < content.end ? indentation : nil
    guard separator < content.end else {
      return append(INIEntry(key: key, lines: [SourceRange(at: key.end)], hasValue: false))
    }
    let value = LineBreaks.trimmed(
      SourceRange(start: separator + 1, end: content.end), in: bytes)
    append(INIEntry(key: key, lines: [value], hasValue: true))
  }

  private mutating func append(_ entry: INIEntry) {
    sections[current].entries.append(entry)
  }
}

/// The entries under one name, wherever its headers stand.
struct INISection {
  var name: SourceRange
  var entries: [INIEntry] = []
}

/// A key and the lines of its value, the first of them behind the separator.
struct INIEntry {
  var key: SourceRange
  var lines: [SourceRange]
  var hasValue: Bool
}
