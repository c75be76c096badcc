import ConfigGuard
import RulePacks

extension SystemdUnitReader {
  mutating func addEnvironment(_ value: Range<Int>, of line: LogicalLine) {
    if value.isEmpty { return unit.environment.removeAll() }
    for word in words(in: value, of: line) {
      guard let separator = word.text.firstIndex(of: UInt8(ascii: "=")) else {
        report("`Environment=` takes assignments; this word has no `=`", line.range(word.range))
        continue
      }
      let name = word.text[..<separator]
      let written = line.range(word.range.lowerBound..<word.separator)
      guard isName(name) else {
        report("this is no name of an environment variable", written)
        continue
      }
      unit.environment.append(
        variable(
          String(decoding: name, as: UTF8.self), written,
          Array(word.text[(separator + 1)...]),
          line.range((word.separator + 1)..<word.range.upperBound)))
    }
  }

  private func isName(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, !(0x30...0x39 ~= first) else { return false }
    return name.allSatisfy { byte in
      0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
        || byte == UInt8(ascii: "_")
    }
  }

  private func variable(
    _ name: String, _ writtenName: SourceRange, _ text: [UInt8], _ writtenValue: SourceRange
  ) -> SystemdUnit.Variable {
    let (value, hasSpecifier) = SystemdWords.specifiersResolved(in: text)
    let (range, isExact) = exactRange(of: value, in: writtenValue)
    var nameRange = writtenName
    // A quote around the whole assignment opens before the name.
    if nameRange.count == name.utf8.count + 1,
      bytes[nameRange.start] == UInt8(ascii: "\"") || bytes[nameRange.start] == UInt8(ascii: "'")
    {
      nameRange.start += 1
    }
    return SystemdUnit.Variable(
      name: name, nameRange: nameRange, value: String(decoding: value, as: UTF8.self),
      valueRange: range, isExact: isExact, hasSpecifier: hasSpecifier)
  }

  /// Where the file holds a text byte for byte, with or without quotes around it.
  private func exactRange(
    of text: [UInt8], in written: SourceRange
  ) -> (SourceRange, isExact: Bool) {
    for (before, behind) in [(0, 0), (0, 1), (1, 1)] where written.count >= before + behind {
      let range = SourceRange(start: written.start + before, end: written.end - behind)
      guard range.count == text.count else { continue }
      if text.elementsEqual(bytes[range.start..<range.end]) { return (range, true) }
    }
    return (written, false)
  }

  mutating func addEnvironmentFile(_ entry: SystemdUnit.Entry) {
    if entry.value.isEmpty { return unit.environmentFiles.removeAll() }
    let isOptional = entry.value.utf8.first == UInt8(ascii: "-")
    let path =
      isOptional ? String(decoding: entry.value.utf8.dropFirst(), as: UTF8.self) : entry.value
    var range = entry.valueRange
    if isOptional { range.start += 1 }
    if path.utf8.first != UInt8(ascii: "/"), path.utf8.first != UInt8(ascii: "%") {
      report("systemd takes only an absolute path here", range)
    }
    unit.environmentFiles.append(
      SystemdUnit.EnvironmentFile(path: path, range: range, isOptional: isOptional))
  }

  mutating func names(in value: Range<Int>, of line: LogicalLine) -> [SystemdUnit.Item] {
    words(in: value, of: line).map { word in
      SystemdUnit.Item(
        text: String(decoding: word.text, as: UTF8.self), range: line.range(word.range))
    }
  }

  /// The words of a value; what is wrong with one is reported.
  private mutating func words(in value: Range<Int>, of line: LogicalLine) -> [SystemdWords.Word] {
    var words = SystemdWords(line.text, value)
    var result: [SystemdWords.Word] = []
    while let word = words.next() {
      if let escape = word.badEscape {
        report(
          "this escape sequence has no meaning; systemd ignores the rest of the line",
          line.range(escape))
      }
      guard word.isClosed else {
        report(
          "the quote is not closed; systemd ignores the rest of the line", line.range(word.range))
        break
      }
      result.append(word)
    }
    return result
  }
}
