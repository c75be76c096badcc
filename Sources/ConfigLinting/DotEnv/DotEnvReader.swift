import ConfigGuard
import RulePacks

/// Reads one file statement by statement, in one pass from its start to its end.
struct DotEnvReader {
  let source: SourceBytes
  private(set) var bytes: UnsafeBufferPointer<UInt8>
  let dialect: DotEnvDialect
  let names: NameClasses
  var offset = 0
  var entries: [DotEnvEntry] = []
  var comments: [SourceRange] = []
  var problems: [ReadingProblem] = []
  var dropped: [SourceRange] = []
  var isRefused = false
  /// The quote that was opened by the statement that ends on this line, if one did.
  var openingQuote: Int?

  init(_ source: SourceBytes, dialect: DotEnvDialect) {
    self.source = source
    self.dialect = dialect
    bytes = source.buffer
    names = NameClasses(dialect)
  }

  mutating func read() -> DotEnvFile {
    if bytes.count <= UInt32.max {
      readStatements()
    } else {
      problems.append(
        ReadingProblem(
          kind: .limit, message: "a file of 4 GiB or more is not read", range: SourceRange(at: 0)))
    }
    problems.sort { $0.range.start < $1.range.start }
    return DotEnvFile(
      dialect: dialect, entries: entries, comments: comments, problems: problems,
      dropped: dropped, isRefused: isRefused)
  }

  private mutating func readStatements() {
    checkText()
    checkLineLengths()
    if dialect.skipsByteOrderMark, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    entries.reserveCapacity(bytes.count / 32)
    switch dialect.layout {
    case .statements:
      let isPlain = dialect.nameRule == .lettersDigitsAndPunctuation && dialect.trimsBlanks
      while skipToStatement() {
        if !isPlain || !readPlainStatement() { readStatement() }
      }
    case .declarations: readDeclarations()
    case .pattern: readPatterns()
    case .scan: readScanned()
    case .assignments: readAssignments()
    case .assignmentLines: readAssignmentLines()
    case .lines: readLines()
    case .patternLines: readPatternLines()
    case .words: readWords()
    case .bindings: readBindings()
    case .unit: readUnitFile()
    case .shell: readShell()
    }
    reportDuplicates()
  }

  mutating func report(_ message: ReportText, _ range: SourceRange, refusing: Bool) {
    if refusing { isRefused = true }
    let related = openingQuote.map { SourceRange(start: $0, end: $0 + 1) }
    problems.append(
      ReadingProblem(kind: .syntax, message: message, range: range, related: related))
  }

  private mutating func checkText() {
    let (nul, invalid) = TextBytes.firstFaults(in: bytes)
    if let nul {
      report(
        "a NUL character cannot stand in an environment variable",
        SourceRange(start: nul, end: nul + 1), refusing: false)
    }
    if let invalid {
      report(
        "the text is not UTF-8", SourceRange(start: invalid, end: invalid + 1),
        refusing: dialect.refusesInvalidUTF8)
    }
  }

  private mutating func checkLineLengths() {
    guard let limit = dialect.maximumLineLength else { return }
    var start = 0
    while start < bytes.count {
      let end = endOfLine(from: start)
      if end - start > limit, dialect.stopsAtLongLine {
        report(
          "\(name: dialect.name) stops at a line of more than \(limit) bytes",
          SourceRange(start: start, end: end), refusing: false)
        drop(from: start, to: bytes.count)
        bytes = UnsafeBufferPointer(rebasing: bytes[..<start])
        return
      }
      if end - start > limit {
        report(
          "\(name: dialect.name) reads no line of more than \(limit) bytes",
          SourceRange(start: start, end: end), refusing: true)
      }
      start = end + 1
    }
  }

  func endOfLine(from start: Int) -> Int {
    let end = source.firstIndex(of: 0x0A, or: 0x0A, from: start) ?? bytes.count
    // A reader may stop in front of the end of the file.
    return max(start, min(end, bytes.count))
  }

  /// Goes to the next statement over white space and comments; false at the end of the file.
  private mutating func skipToStatement() -> Bool {
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\n"):
        openingQuote = nil
        offset += 1
      case 0x09...0x0D, 0x20: offset += 1
      case UInt8(ascii: "#"):
        let end = endOfLine(from: offset)
        addComment(from: offset, to: end)
        offset = end
      case 0x80...:
        guard let (scalar, length) = TextBytes.scalar(in: bytes, at: offset),
          TextBytes.isWhiteSpace(scalar)
        else { return true }
        offset += length
      default: return true
      }
    }
    return false
  }

  mutating func addComment(from start: Int, to end: Int) {
    let hasReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
    comments.append(SourceRange(start: start, end: hasReturn ? end - 1 : end))
  }

  /// Reads `NAME=word`, as most statements are; false where there is more to look at.
  private mutating func readPlainStatement() -> Bool {
    let names = Self.plainNames
    var index = offset
    while index < bytes.count, names.contains(bytes[index]) { index += 1 }
    guard index > offset, index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      return false
    }
    let key = SourceRange(start: offset, end: index)
    let start = index + 1
    index = source.firstIndex(below: 0x28, orBeyondASCIIFrom: start)
    while index < bytes.count,
      bytes[index] == UInt8(ascii: "%") || bytes[index] == UInt8(ascii: "&")
    {
      index = source.firstIndex(below: 0x28, orBeyondASCIIFrom: index + 1)
    }
    guard index == bytes.count || bytes[index] == UInt8(ascii: "\n") else { return false }
    offset = index
    add(key, SourceRange(start: start, end: index), .none, .verbatim)
    return true
  }

  private static let plainNames = ByteClass {
    $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
  }

  private mutating func readStatement() {
    let isExported = skipExport()
    guard let name = readName() else { return }
    switch name.ending {
    case .separator: readValue(of: name.range, isExported: isExported)
    case .lineBreak: add(bare: name.range, isExported: isExported)
    case .endOfFile:
      guard dialect.bareNameNeedsLineBreak else {
        return add(bare: name.range, isExported: isExported)
      }
      report(
        "\(name: dialect.name) takes a last line without a line break for a value without a name",
        name.range, refusing: false)
      offset = name.range.start
      readValue(of: SourceRange(at: offset), isExported: isExported)
    }
  }

  private mutating func skipExport() -> Bool {
    let word: StaticString = "export"
    let end = offset + word.utf8CodeUnitCount
    guard dialect.allowsExport, bytes[offset] == UInt8(ascii: "e"), end < bytes.count else {
      return false
    }
    for index in 0..<word.utf8CodeUnitCount where bytes[offset + index] != word.utf8Start[index] {
      return false
    }
    switch bytes[end] {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20: break
    default: return false
    }
    offset = end
    skipBlanks()
    return true
  }

  mutating func skipBlanks() {
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        guard bytes[offset] == 0x20 || bytes[offset] == 0x09 || 0x0B...0x0D ~= bytes[offset] else {
          return
        }
        offset += 1
      } else if let (scalar, length) = TextBytes.scalar(in: bytes, at: offset),
        TextBytes.isBlank(scalar)
      {
        offset += length
      } else {
        return
      }
    }
  }
}
