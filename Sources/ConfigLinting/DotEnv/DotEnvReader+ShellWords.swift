import RulePacks

/// The parts of a command.
extension DotEnvReader {
  mutating func readRedirection(
    _ scanner: inout ShellScanner, _ command: inout ShellCommand
  ) throws(ShellError) -> Bool {
    let start = offset
    command.hasRedirection = true
    while offset < bytes.count,
      bytes[offset] == UInt8(ascii: "<") || bytes[offset] == UInt8(ascii: ">")
        || bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "|")
    {
      offset += 1
    }
    let isDocument =
      offset - start == 2 && bytes[start] == UInt8(ascii: "<")
      && bytes[start + 1] == UInt8(ascii: "<")
    if isDocument {
      stopAtProgram(from: command.range.start)
      return false
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "(") {
      offset = try scanner.endOfParentheses(from: offset, depth: 0)
    } else {
      skipToWord()
      let end = try scanner.endOfWord(from: offset)
      guard end > offset else { throw ShellError(kind: .unexpected, offset: start) }
      offset = end
    }
    command.range.end = offset
    return true
  }

  mutating func readWord(_ scanner: inout ShellScanner) throws(ShellError) -> ShellWord {
    let start = offset
    var word = ShellWord(range: SourceRange(at: start))
    var index = start
    while index < bytes.count, ShellScanner.isNameByte(bytes[index]) { index += 1 }
    if index > start, !ShellScanner.isDigit(bytes[start]), index < bytes.count {
      let name = SourceRange(start: start, end: index)
      if bytes[index] == UInt8(ascii: "["), let closing = endOfSubscript(from: index) {
        word.isArray = true
        index = closing
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") {
        word.isAppending = true
        index += 1
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
        word.name = name
        word.valueStart = index + 1
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "(") {
          word.isArray = true
          offset = try scanner.endOfParentheses(from: index + 1, depth: 0)
          word.range.end = offset
          return word
        }
      }
    }
    offset = try scanner.endOfWord(from: word.name == nil ? start : word.valueStart)
    word.range.end = offset
    return word
  }

  private func endOfSubscript(from start: Int) -> Int? {
    var index = start
    while index < bytes.count, !ShellScanner.endsWord(bytes[index]) {
      if bytes[index] == UInt8(ascii: "]") { return index + 1 }
      index += 1
    }
    return nil
  }
}
