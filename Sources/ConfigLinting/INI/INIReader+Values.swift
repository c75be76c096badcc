import RulePacks

extension INIReader {
  /// Writes out the sections as a tree, in the order in which their names were first given.
  mutating func emit() {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard builder.begin(.mapping, at: start) else { return }
    for entry in sections[0].entries { emit(entry) }
    for section in sections.dropFirst() {
      builder.scalar(.plain, section.name, text: section.name)
      let start = section.name.end
      guard builder.begin(.mapping, at: start) else { return }
      var end = start
      for entry in section.entries {
        emit(entry)
        end = max(end, endOfEntry(entry))
      }
      builder.end(at: end)
    }
    builder.end(at: bytes.count)
    builder.endDocument()
  }

  /// The end of the last line that is not blank.
  private func endOfEntry(_ entry: INIEntry) -> Int {
    entry.lines.last { !$0.isEmpty }?.end ?? entry.key.end
  }

  private mutating func emit(_ entry: INIEntry) {
    builder.scalar(.plain, entry.key, text: entry.key)
    var lines = entry.lines
    while lines.count > 1, lines[lines.count - 1].isEmpty { lines.removeLast() }
    guard lines.count > 1 else { return emitLine(lines[0]) }
    let start = lines.first { !$0.isEmpty }?.start ?? lines[0].start
    var text: [UInt8] = []
    for (number, line) in lines.enumerated() {
      if number > 0 { text.append(0x0A) }
      text.append(contentsOf: bytes[line.start..<line.end])
    }
    builder.scalar(
      .plain, SourceRange(start: start, end: lines[lines.count - 1].end), cooked: text)
  }

  private mutating func emitLine(_ value: SourceRange) {
    guard let quoted = quotedPart(of: value) else {
      return builder.scalar(.plain, value, text: value)
    }
    let isSingle = bytes[quoted.start] == UInt8(ascii: "'")
    builder.scalar(
      isSingle ? .single : .double, quoted,
      text: SourceRange(start: quoted.start + 1, end: quoted.end - 1))
    let behind = LineBreaks.trimmed(SourceRange(start: quoted.end, end: value.end), in: bytes)
    if !behind.isEmpty, isCommentMark(bytes[behind.start]) { comments.append(behind) }
  }

  /// The quotes around the whole value, if nothing or only a comment stands behind them.
  ///
  /// Escapes are left as they are, since readers disagree about them, but an escaped quote closes
  /// nothing.
  private func quotedPart(of value: SourceRange) -> SourceRange? {
    guard value.count >= 2 else { return nil }
    let mark = bytes[value.start]
    guard mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") else { return nil }
    if let tripled = tripleQuotedPart(of: value, mark) { return tripled }
    var index = value.start + 1
    while index < value.end, bytes[index] != mark {
      index += bytes[index] == UInt8(ascii: "\\") && mark == UInt8(ascii: "\"") ? 2 : 1
    }
    // A path like "C:\" ends in a backslash that escapes nothing.
    if index >= value.end, bytes[value.end - 1] == mark { index = value.end - 1 }
    guard index > value.start, index < value.end else { return nil }
    let quoted = SourceRange(start: value.start, end: index + 1)
    let behind = SourceRange(start: quoted.end, end: value.end)
    let rest = LineBreaks.trimmed(behind, in: bytes)
    let isComment = rest.start > behind.start && !rest.isEmpty && isCommentMark(bytes[rest.start])
    return rest.isEmpty || isComment ? quoted : nil
  }

  /// Grafana's `"""value"""`: the innermost quotes of it.
  private func tripleQuotedPart(of value: SourceRange, _ mark: UInt8) -> SourceRange? {
    guard mark == UInt8(ascii: "\""), value.count >= 6 else { return nil }
    for index in 0..<3
    where bytes[value.start + index] != mark || bytes[value.end - 1 - index] != mark {
      return nil
    }
    return SourceRange(start: value.start + 2, end: value.end - 2)
  }

  /// Reports the keys that one section gives again, but for those that make a list.
  mutating func reportDuplicates() {
    for section in sections where section.entries.count > 1 {
      var first: [String: SourceRange] = [:]
      for entry in section.entries where !entry.key.isEmpty {
        let name = String(decoding: bytes[entry.key.start..<entry.key.end], as: UTF8.self)
        guard let earlier = first.updateValue(entry.key, forKey: name) else { continue }
        first[name] = earlier
        guard !makesList(name) else { continue }
        builder.report(
          .duplicateKey, "\(PlainName.shown(name)) is given twice in one section", entry.key,
          related: earlier)
      }
    }
  }

  /// PHP loads every `extension` and every `name[]`.
  private func makesList(_ name: String) -> Bool {
    name == "extension" || name == "zend_extension" || name.hasSuffix("[]")
  }
}
