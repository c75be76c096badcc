import RulePacks

/// Reads a unit file line by line as systemd does.
///
/// systemd drops what it does not understand with a warning, or the whole file for a bad section
/// header; here each such place is reported and the reading goes on.
struct SystemdUnitReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private var offset: Int
  var unit: SystemdUnit
  private var section: String?

  init(_ source: SourceBytes) {
    bytes = source.buffer
    offset = source.hasByteOrderMark ? 3 : 0
    unit = SystemdUnit(source)
  }

  mutating func read() -> SystemdUnit {
    while offset < bytes.count {
      if let line = readLogicalLine() { take(line) }
    }
    unit.problems.sort { $0.range.start < $1.range.start }
    return unit
  }

  mutating func report(_ message: ReportText, _ range: SourceRange) {
    guard unit.problems.count < ReadingLimits.problems else { return }
    unit.problems.append(ReadingProblem(kind: .syntax, message: message, range: range))
  }

  /// Joins lines that end in a backslash that is not escaped; nil for a blank line.
  private mutating func readLogicalLine() -> LogicalLine? {
    var line = LogicalLine(at: offset)
    var isContinued = false
    while offset < bytes.count {
      let end = LineBreaks.endOfLine(in: bytes, from: offset)
      let written = SourceRange(start: offset, end: end)
      offset = LineBreaks.nextLine(in: bytes, after: end)
      let content = trimmed(written)
      if !content.isEmpty, isCommentMark(bytes[content.start]) {
        unit.comments.append(content)
        if !isContinued { return nil }
        continue
      }
      var backslashes = 0
      while end - backslashes > written.start, bytes[end - backslashes - 1] == UInt8(ascii: "\\") {
        backslashes += 1
      }
      let continues = backslashes % 2 == 1
      line.append(
        SourceRange(start: written.start, end: continues ? end - 1 : end), of: bytes)
      guard continues else { return line }
      line.append(0x20, for: SourceRange(start: end - 1, end: end))
      isContinued = true
    }
    return isContinued ? line : nil
  }

  private func isCommentMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")
  }

  private func trimmed(_ range: SourceRange) -> SourceRange {
    var range = range
    while !range.isEmpty, SystemdWords.isSeparator(bytes[range.start]) { range.start += 1 }
    while !range.isEmpty, SystemdWords.isSeparator(bytes[range.end - 1]) { range.end -= 1 }
    return range
  }

  private func trimmed(_ range: Range<Int>, of text: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, SystemdWords.isSeparator(text[start]) { start += 1 }
    while end > start, SystemdWords.isSeparator(text[end - 1]) { end -= 1 }
    return start..<end
  }

  private mutating func take(_ line: LogicalLine) {
    let text = line.text
    let content = trimmed(0..<text.count, of: text)
    guard !content.isEmpty else { return }
    if text[content.lowerBound] == UInt8(ascii: "[") { return beginSection(content, of: line) }
    guard let separator = text[content].firstIndex(of: UInt8(ascii: "=")) else {
      return report("an assignment needs `=`", line.range(content))
    }
    let key = trimmed(content.lowerBound..<separator, of: text)
    let value = trimmed((separator + 1)..<content.upperBound, of: text)
    guard !key.isEmpty else {
      return report("a key must stand before `=`", line.range(separator..<(separator + 1)))
    }
    if section == nil { report("an assignment must stand in a section", line.range(key)) }
    add(key: key, value: value, of: line)
  }

  private mutating func beginSection(_ header: Range<Int>, of line: LogicalLine) {
    var name = (header.lowerBound + 1)..<header.upperBound
    if line.text[header.upperBound - 1] == UInt8(ascii: "]") {
      name = name.lowerBound..<(name.upperBound - 1)
    } else {
      report("a section header must end in `]`", line.range(header))
      if let closing = line.text[name].firstIndex(of: UInt8(ascii: "]")) {
        name = name.lowerBound..<closing
      }
    }
    section = String(decoding: line.text[name], as: UTF8.self)
  }

  private mutating func add(key: Range<Int>, value: Range<Int>, of line: LogicalLine) {
    let range = line.range(value)
    let entry = SystemdUnit.Entry(
      section: section ?? "", key: String(decoding: line.text[key], as: UTF8.self),
      keyRange: line.range(key), value: String(decoding: line.text[value], as: UTF8.self),
      valueRange: range,
      isExact: line.text[value].elementsEqual(bytes[range.start..<range.end]))
    unit.entries.append(entry)
    guard section == "Service" else { return }
    switch entry.key {
    case "Environment": addEnvironment(value, of: line)
    case "EnvironmentFile": addEnvironmentFile(entry)
    case "ExecStart":
      if entry.value.isEmpty { return unit.execStart.removeAll() }
      unit.execStart.append(SystemdUnit.Item(text: entry.value, range: range))
    case "PassEnvironment":
      if entry.value.isEmpty { return unit.passEnvironment.removeAll() }
      unit.passEnvironment += names(in: value, of: line)
    case "UnsetEnvironment":
      if entry.value.isEmpty { return unit.unsetEnvironment.removeAll() }
      unit.unsetEnvironment += names(in: value, of: line)
    default: break
    }
  }
}
