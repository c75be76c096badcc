import RulePacks

extension DockerfileReader {
  private static let known: Set<String> = [
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL",
    "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
  ]
  private static let withHeredocs: Set<String> = ["ADD", "COPY", "RUN", "ONBUILD"]

  /// Takes one instruction apart and adds it to its stage.
  mutating func take(_ line: LogicalLine) {
    let text = line.text
    var content = 0..<text.count
    while let last = text[content].last, DockerfileReader.isSpace(last) {
      content = content.lowerBound..<(content.upperBound - 1)
    }
    while let first = text[content].first, DockerfileReader.isSpace(first) {
      content = (content.lowerBound + 1)..<content.upperBound
    }
    guard !content.isEmpty else { return }
    let wordEnd = text[content].firstIndex(where: DockerfileReader.isSpace) ?? content.upperBound
    let word = content.lowerBound..<wordEnd
    let name = String(decoding: text[word], as: UTF8.self).uppercased()
    let (flags, arguments) = split(wordEnd..<content.upperBound, of: text)
    let range = line.range(arguments)
    var instruction = Dockerfile.Instruction(
      name: name, nameRange: line.range(word), range: line.range(content),
      arguments: String(decoding: text[arguments], as: UTF8.self), argumentsRange: range,
      isExact: text[arguments].elementsEqual(bytes[range.start..<range.end]),
      flags: flags.map { line.range($0) }, heredocs: [])
    guard DockerfileReader.known.contains(name) else {
      // Behind a line that lacks its continuation, the word may be a value.
      return report("this word is no instruction", instruction.nameRange)
    }
    if DockerfileReader.withHeredocs.contains(name) {
      readHeredocs(of: arguments, in: line, into: &instruction)
    }
    add(instruction, arguments, of: line)
  }

  /// Parts the `--name=value` words in front from the arguments.
  private func split(
    _ rest: Range<Int>, of text: [UInt8]
  ) -> (flags: [Range<Int>], arguments: Range<Int>) {
    var flags: [Range<Int>] = []
    var index = rest.lowerBound
    while true {
      while index < rest.upperBound, DockerfileReader.isSpace(text[index]) { index += 1 }
      guard index + 1 < rest.upperBound, text[index] == UInt8(ascii: "-"),
        text[index + 1] == UInt8(ascii: "-")
      else { break }
      let start = index
      index = DockerfileWords.endOfWord(in: text, from: index, to: rest.upperBound, file.escape)
      flags.append(start..<index)
      // A bare `--` ends the flags.
      if index - start == 2 { break }
    }
    while index < rest.upperBound, DockerfileReader.isSpace(text[index]) { index += 1 }
    return (flags, index..<rest.upperBound)
  }

  private mutating func add(
    _ instruction: Dockerfile.Instruction, _ arguments: Range<Int>, of line: LogicalLine
  ) {
    if instruction.name == "FROM" { beginStage(instruction, arguments, of: line) }
    guard !file.stages.isEmpty else {
      guard instruction.name == "ARG" else {
        return report("only `ARG` may stand before the first `FROM`", instruction.nameRange)
      }
      file.globalArguments += assignments(of: instruction, arguments, in: line)
      return
    }
    let assignments = assignments(of: instruction, arguments, in: line)
    file.stages[file.stages.count - 1].instructions.append(instruction)
    file.stages[file.stages.count - 1].assignments += assignments
  }

  private mutating func beginStage(
    _ instruction: Dockerfile.Instruction, _ arguments: Range<Int>, of line: LogicalLine
  ) {
    let words = DockerfileWords.blankSeparated(arguments, of: line.text)
    let texts = words.map { String(decoding: line.text[$0], as: UTF8.self) }
    var stage = Dockerfile.Stage(
      name: nil, image: texts.first ?? "",
      imageRange: words.first.map { line.range($0) } ?? instruction.argumentsRange)
    if texts.count == 3, texts[1].lowercased() == "as" {
      stage.name = texts[2].lowercased()
      if !isStageName(texts[2].lowercased()) {
        report("this is no name of a stage", line.range(words[2]))
      }
    } else if texts.count != 1 {
      report(
        "`FROM` takes an image, or an image, `AS` and a name",
        texts.isEmpty ? instruction.nameRange : instruction.argumentsRange)
    }
    file.stages.append(stage)
  }

  private func isStageName(_ name: String) -> Bool {
    guard let first = name.utf8.first, 0x61...0x7A ~= first else { return false }
    return name.utf8.allSatisfy { byte in
      0x61...0x7A ~= byte || 0x30...0x39 ~= byte || [0x2D, 0x5F, 0x2E].contains(byte)
    }
  }

  private mutating func readHeredocs(
    of arguments: Range<Int>, in line: LogicalLine, into instruction: inout Dockerfile.Instruction
  ) {
    for heredoc in DockerfileWords.heredocs(in: line.text, arguments) {
      let start = offset
      var isClosed = false
      while offset < bytes.count {
        var written = nextLine()
        if heredoc.dropsTabs {
          while !written.isEmpty, bytes[written.start] == 0x09 { written.start += 1 }
        }
        let lineStart = lastLineStart(before: written)
        guard bytes[written.start..<written.end].elementsEqual(heredoc.name) else { continue }
        instruction.heredocs.append(SourceRange(start: start, end: lineStart))
        instruction.range.end = written.end
        isClosed = true
        break
      }
      guard !isClosed else { continue }
      report("this heredoc is not closed", line.range(heredoc.range))
      instruction.heredocs.append(SourceRange(start: start, end: bytes.count))
      instruction.range.end = bytes.count
    }
  }

  /// Where the line begins whose tabs may have been dropped.
  private func lastLineStart(before line: SourceRange) -> Int {
    var start = line.start
    while start > 0, bytes[start - 1] == 0x09 { start -= 1 }
    return start
  }
}
