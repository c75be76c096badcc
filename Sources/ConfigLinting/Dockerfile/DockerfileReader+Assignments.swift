import RulePacks

extension DockerfileReader {
  /// The variables that an `ENV` or `ARG` sets; none for other instructions.
  mutating func assignments(
    of instruction: Dockerfile.Instruction, _ arguments: Range<Int>, in line: LogicalLine
  ) -> [Dockerfile.Assignment] {
    switch instruction.name {
    case "ARG": return buildArguments(of: instruction, arguments, in: line)
    case "ENV": return environment(of: instruction, arguments, in: line)
    default: return []
    }
  }

  private func separator(in word: Range<Int>, of line: LogicalLine) -> Int? {
    line.text[word].firstIndex(of: UInt8(ascii: "="))
  }

  private mutating func buildArguments(
    of instruction: Dockerfile.Instruction, _ arguments: Range<Int>, in line: LogicalLine
  ) -> [Dockerfile.Assignment] {
    let words = DockerfileWords.quoted(arguments, of: line.text, file.escape)
    if words.isEmpty { report("`ARG` needs a name", instruction.nameRange) }
    return words.compactMap { word in
      guard let separator = separator(in: word, of: line) else {
        return assignment(word, nil, in: line, isArgument: true)
      }
      return assignment(
        word.lowerBound..<separator, (separator + 1)..<word.upperBound, in: line,
        isArgument: true)
    }
  }

  private mutating func environment(
    of instruction: Dockerfile.Instruction, _ arguments: Range<Int>, in line: LogicalLine
  ) -> [Dockerfile.Assignment] {
    let words = DockerfileWords.quoted(arguments, of: line.text, file.escape)
    guard let first = words.first else {
      report("`ENV` needs a name and a value", instruction.nameRange)
      return []
    }
    guard separator(in: first, of: line) != nil else {
      return oldAssignment(instruction, arguments, in: line).map { [$0] } ?? []
    }
    return words.compactMap { word in
      guard let separator = separator(in: word, of: line) else {
        report("this word has no `=`; each must be an assignment", line.range(word))
        return nil
      }
      return assignment(
        word.lowerBound..<separator, (separator + 1)..<word.upperBound, in: line,
        isArgument: false)
    }
  }

  /// The old form `ENV name value`, in which the value is the rest of the line.
  private mutating func oldAssignment(
    _ instruction: Dockerfile.Instruction, _ arguments: Range<Int>, in line: LogicalLine
  ) -> Dockerfile.Assignment? {
    let text = line.text
    let end = text[arguments].firstIndex(where: DockerfileReader.isSpace) ?? arguments.upperBound
    var start = end
    while start < arguments.upperBound, DockerfileReader.isSpace(text[start]) { start += 1 }
    guard start < arguments.upperBound else {
      report("`ENV` needs a name and a value", instruction.argumentsRange)
      return nil
    }
    return assignment(
      arguments.lowerBound..<end, start..<arguments.upperBound, in: line, isArgument: false)
  }

  private mutating func assignment(
    _ name: Range<Int>, _ value: Range<Int>?, in line: LogicalLine, isArgument: Bool
  ) -> Dockerfile.Assignment? {
    guard !name.isEmpty else {
      report("a name must stand before `=`", line.range(name.lowerBound..<(name.upperBound + 1)))
      return nil
    }
    let nameText = DockerfileText(line.text[name], file.escape)
    let written = line.range(name)
    if let problem = nameText.problem { report(problem, written) }
    guard let value else {
      return Dockerfile.Assignment(
        name: String(decoding: nameText.bytes, as: UTF8.self), nameRange: written, value: nil,
        valueRange: SourceRange(at: written.end), isExact: true, isArgument: isArgument,
        hasReference: false)
    }
    let text = DockerfileText(line.text[value], file.escape)
    if let problem = text.problem { report(problem, line.range(value)) }
    let (range, isExact) = exactRange(of: text.bytes, value, in: line)
    return Dockerfile.Assignment(
      name: String(decoding: nameText.bytes, as: UTF8.self), nameRange: written,
      value: String(decoding: text.bytes, as: UTF8.self), valueRange: range, isExact: isExact,
      isArgument: isArgument, hasReference: text.hasReference)
  }

  /// Where the file holds a text byte for byte, with or without quotes around it.
  private func exactRange(
    of text: [UInt8], _ value: Range<Int>, in line: LogicalLine
  ) -> (SourceRange, isExact: Bool) {
    let written = line.range(value)
    if text.elementsEqual(bytes[written.start..<written.end]) { return (written, true) }
    guard value.count >= 2 else { return (written, false) }
    let inner = line.range((value.lowerBound + 1)..<(value.upperBound - 1))
    let isQuoted = text.elementsEqual(bytes[inner.start..<inner.end])
    return isQuoted ? (inner, true) : (written, false)
  }
}
