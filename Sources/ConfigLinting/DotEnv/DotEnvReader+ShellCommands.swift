import RulePacks

/// How a command hangs together with the one before it.
enum ShellLink {
  case first
  case next
  case and
  case or
  /// Both run in processes of their own.
  case pipe
}

/// What commands set.
extension DotEnvReader {
  private static let keywords: Set<String> = [
    "if", "for", "while", "until", "case", "select", "function", "{", "[[", "!", "time", "coproc",
    "return", "exit", "exec",
  ]

  /// The words that only end what another has begun.
  private static let closers: Set<String> = [
    "then", "else", "elif", "fi", "do", "done", "esac", "}",
  ]

  private static let declarations: Set<String> = ["export", "readonly", "declare", "typeset"]

  func isKeyword(_ range: SourceRange) -> Bool {
    range.count <= 8 && DotEnvReader.keywords.contains(source.text(range))
  }

  func isCloser(_ range: SourceRange) -> Bool {
    range.count <= 4 && DotEnvReader.closers.contains(source.text(range))
  }

  private func isDeclaration(_ range: SourceRange) -> Bool {
    range.count <= 8 && DotEnvReader.declarations.contains(source.text(range))
  }

  /// Adds what a line of commands sets, as far as that is certain without running any of them.
  mutating func run(_ chain: [(command: ShellCommand, link: ShellLink)]) {
    // What is known of the command before: it succeeded, it did not, or neither.
    var succeeded: Bool? = true
    for (command, link) in chain {
      switch link {
      case .first, .next: break
      case .and, .or:
        let wanted = link == .and
        guard succeeded == wanted else {
          if succeeded == nil {
            report(
              "whether this is done depends on a command", command.range, refusing: false)
          } else {
            drop(from: command.range.start, to: command.range.end)
          }
          continue
        }
      case .pipe:
        report(
          "this would run in a process of its own and set nothing", command.range, refusing: false)
        succeeded = nil
        continue
      }
      succeeded = set(command) ? true : nil
    }
  }

  /// Adds the variables of one command; false if it is something else.
  private mutating func set(_ command: ShellCommand) -> Bool {
    if command.hasRedirection {
      report("this line would open a file", command.range, refusing: false)
    }
    if let first = command.words.first, first.name == nil, isDeclaration(first.range),
      let variables = declared(command.words.dropFirst())
    {
      for word in variables { add(word, isExported: true) }
      return true
    }
    guard command.words.allSatisfy({ $0.name != nil }) else {
      report("this line would run a command", command.range, refusing: false)
      return false
    }
    for word in command.words { add(word, isExported: false) }
    return true
  }

  /// The words if all are names or assignments.
  private func declared(_ words: ArraySlice<ShellWord>) -> ArraySlice<ShellWord>? {
    words.allSatisfy { $0.name != nil || isIdentifier($0.range) } ? words : nil
  }

  private mutating func add(_ word: ShellWord, isExported: Bool) {
    guard let name = word.name else {
      return add(
        word.range, SourceRange(at: word.range.end), .none, .shell, isExported: isExported,
        hasValue: false)
    }
    guard !word.isArray else { return dropped.append(word.range) }
    let value = SourceRange(start: word.valueStart, end: word.range.end)
    if word.isAppending {
      return add(name, value, .none, .shellAppending, isExported: isExported)
    }
    guard let quote = onlyQuote(of: value) else {
      return add(name, value, .none, .shell, isExported: isExported)
    }
    let inner = SourceRange(start: value.start + 1, end: value.end - 1)
    add(
      name, inner, quote, quote == .single ? .verbatim : .shellDouble, isExported: isExported)
  }

  /// The quotes of a value that is all in one pair of them.
  private func onlyQuote(of value: SourceRange) -> DotEnvEntry.Quote? {
    guard value.count >= 2, let quote = quote(bytes[value.start]) else { return nil }
    var scanner = ShellScanner(bytes)
    let end = try? scanner.endOfPart(from: value.start, inDoubleQuotes: false, depth: 0)
    return end == value.end ? quote : nil
  }
}
