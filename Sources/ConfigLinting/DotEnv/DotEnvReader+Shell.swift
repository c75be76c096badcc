import RulePacks

/// As a shell reads, for as long as a file only sets variables: nothing is run.
extension DotEnvReader {
  /// One word of a command.
  struct ShellWord {
    var range: SourceRange
    /// The name before `=`, if the word is an assignment.
    var name: SourceRange?
    var valueStart = 0
    var isAppending = false
    /// Whether an array or one of its elements is set, which never reaches the environment.
    var isArray = false
  }

  struct ShellCommand {
    var range: SourceRange
    var words: [ShellWord] = []
    var hasRedirection = false
  }

  mutating func readShell() {
    var scanner = ShellScanner(bytes)
    do {
      while skipToCommand(), try readCommandList(&scanner) {}
    } catch {
      let range = SourceRange(start: error.offset, end: min(error.offset + 1, bytes.count))
      switch error.kind {
      case .unterminated:
        report("what begins here is not closed", range, refusing: true)
      case .unexpected:
        report("this character cannot stand here in a shell", range, refusing: true)
      case .tooDeep:
        isRefused = true
        problems.append(
          ReadingProblem(
            kind: .limit, message: "references stand in one another too deeply", range: range))
      }
      drop(from: max(offset, min(error.offset, bytes.count)), to: bytes.count)
    }
  }

  private mutating func skipToCommand() -> Bool {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A: offset += 1
      case UInt8(ascii: "\\") where offset + 1 < bytes.count && bytes[offset + 1] == 0x0A:
        offset += 2
      case UInt8(ascii: "#"):
        let end = endOfLine(from: offset)
        comments.append(SourceRange(start: offset, end: end))
        offset = end
      default: return true
      }
    }
    return false
  }

  /// Skips to the next word on the line.
  mutating func skipToWord() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09: offset += 1
      case UInt8(ascii: "\\") where offset + 1 < bytes.count && bytes[offset + 1] == 0x0A:
        offset += 2
      case UInt8(ascii: "#"):
        let end = endOfLine(from: offset)
        comments.append(SourceRange(start: offset, end: end))
        offset = end
      default: return
      }
    }
  }

  /// Reads the commands up to the end of a line; false where the reading has to stop.
  ///
  /// A shell looks at a line as a whole before it does any of it, so what is wrong anywhere on it
  /// keeps all of it from being done.
  private mutating func readCommandList(_ scanner: inout ShellScanner) throws(ShellError) -> Bool {
    var chain: [(command: ShellCommand, link: ShellLink)] = []
    var link = ShellLink.first
    while true {
      guard let command = try readCommand(&scanner) else { return false }
      let operation = readOperator()
      if command.words.isEmpty, !command.hasRedirection {
        let isEnd = operation == .lineEnd && (link == .first || link == .next)
        guard isEnd, !chain.isEmpty else {
          throw ShellError(kind: .unexpected, offset: min(offset, max(bytes.count - 1, 0)))
        }
      } else {
        chain.append((command, link))
      }
      switch operation {
      case .lineEnd:
        run(chain)
        noteBadSubstitutions(&scanner)
        return true
      case .next: link = .next
      case .background:
        // All that the operators join goes into the background together.
        let start = chain.lastIndex { $0.link == .first || $0.link == .next } ?? 0
        for index in start..<chain.count { chain[index].link = .pipe }
        link = .next
      case .pipe:
        if !chain.isEmpty { chain[chain.count - 1].link = .pipe }
        link = .pipe
        _ = skipToCommand()
      case .and, .or:
        link = operation == .and ? .and : .or
        _ = skipToCommand()
      case .unexpected: throw ShellError(kind: .unexpected, offset: offset)
      }
    }
  }

  private mutating func noteBadSubstitutions(_ scanner: inout ShellScanner) {
    for range in scanner.badSubstitutions {
      report("no shell can replace this reference", range, refusing: true)
    }
    scanner.badSubstitutions = []
  }

  private enum ShellOperator {
    case lineEnd
    case next
    case background
    case pipe
    case and
    case or
    case unexpected
  }

  private mutating func readOperator() -> ShellOperator {
    guard offset < bytes.count else { return .lineEnd }
    let byte = bytes[offset]
    let isDouble = offset + 1 < bytes.count && bytes[offset + 1] == byte
    switch byte {
    case 0x0A:
      offset += 1
      return .lineEnd
    case UInt8(ascii: ";"):
      if isDouble { return .unexpected }
      offset += 1
      return .next
    case UInt8(ascii: "&"):
      offset += isDouble ? 2 : 1
      return isDouble ? .and : .background
    case UInt8(ascii: "|"):
      offset += isDouble ? 2 : 1
      if !isDouble, offset < bytes.count, bytes[offset] == UInt8(ascii: "&") { offset += 1 }
      return isDouble ? .or : .pipe
    default: return .unexpected
    }
  }

  /// Reads the words of one command; nil after reporting that a program begins here.
  private mutating func readCommand(
    _ scanner: inout ShellScanner
  ) throws(ShellError) -> ShellCommand? {
    skipToWord()
    var command = ShellCommand(range: SourceRange(at: offset))
    while offset < bytes.count {
      let byte = bytes[offset]
      let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
      let isFirst = command.words.allSatisfy { $0.name == nil } && command.words.count <= 1
      if byte == UInt8(ascii: "("), isFirst {
        stopAtProgram(from: command.range.start)
        return nil
      }
      let isRedirection =
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
        || (byte == UInt8(ascii: "&") && next == UInt8(ascii: ">"))
      if isRedirection {
        guard try readRedirection(&scanner, &command) else { return nil }
      } else if ShellScanner.endsWord(byte) {
        break
      } else {
        let word = try readWord(&scanner)
        command.range.end = word.range.end
        let isNumber = source.buffer(word.range).allSatisfy(ShellScanner.isDigit)
        let isBeforeRedirection =
          offset < bytes.count
          && (bytes[offset] == UInt8(ascii: "<") || bytes[offset] == UInt8(ascii: ">"))
        if !(isNumber && isBeforeRedirection) { command.words.append(word) }
        if command.words.count == 1, word.name == nil, isCloser(word.range) {
          throw ShellError(kind: .unexpected, offset: word.range.start)
        }
        if command.words.count == 1, word.name == nil, isKeyword(word.range) {
          stopAtProgram(from: command.range.start)
          return nil
        }
      }
      skipToWord()
    }
    return command
  }

  mutating func stopAtProgram(from start: Int) {
    report(
      "a program begins here, and nothing from here on is read",
      SourceRange(start: start, end: endOfLine(from: start)), refusing: false)
    drop(from: start, to: bytes.count)
    offset = bytes.count
  }
}
