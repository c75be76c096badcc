import RulePacks

/// Looks for what a rule asks of the commands that a workload starts.
struct CommandCheck {
  /// One command with what may be its program: behind what only starts others.
  struct Command {
    var words: [StartWord]
    var programs: [Program]
    /// Whether a word begins as options do.
    var hasOptions = false
  }

  /// What may be the program of a command, with its names: each rule asks for them.
  struct Program {
    let index: Int
    let name: String
    /// Nil where the name has no version.
    let nameWithoutVersion: String?

    init(_ word: StartWord, at index: Int) {
      self.index = index
      name = String(word.programName)
      nameWithoutVersion = CommandCheck.withoutVersion(name)
    }

    func isOne(of names: [String]) -> Bool {
      names.contains(name) || nameWithoutVersion.map { names.contains($0) } ?? false
    }
  }

  /// What was found, and the words for it that the rule itself has.
  struct Match {
    var place: Place
    var isValue: Bool
    var arguments: [String: ReportText]
  }

  let values: ValueCheck

  /// The commands in a text; those of the list `command-carrier` only start others.
  static func commands(of words: [StartWord], carriers: Set<String>) -> [Command] {
    var commands: [Command] = []
    for word in words {
      if word.startsCommand || commands.isEmpty {
        commands.append(Command(words: [], programs: []))
      }
      commands[commands.count - 1].words.append(word)
    }
    for index in commands.indices {
      commands[index].programs = programs(of: commands[index].words, carriers)
      commands[index].hasOptions = commands[index].words.contains {
        $0.text.utf8.first == UInt8(ascii: "-")
      }
    }
    return commands
  }

  /// Each program is asked for with all words behind it.
  private static let mostPrograms = 16

  private static func programs(of words: [StartWord], _ carriers: Set<String>) -> [Program] {
    var found: [Program] = []
    // The word behind an option may be its value, and so may the one behind a user's name be.
    var mayBeValue = false
    for (index, word) in words.enumerated() where found.count < mostPrograms {
      if word.text.hasPrefix("-") {
        mayBeValue = word.valueRange == nil && !["-m", "-c", "-jar", "--"].contains(word.text)
        continue
      }
      if isAssignment(word.text) || word.text.first?.isNumber == true { continue }
      let program = Program(word, at: index)
      found.append(program)
      let name = program.name
      if carriers.contains(name)
        || program.nameWithoutVersion.map({ carriers.contains($0) }) ?? false
        || name.hasSuffix(".sh")
      {
        mayBeValue = ["gosu", "su-exec"].contains(name)
      } else if mayBeValue {
        mayBeValue = false
      } else {
        break
      }
    }
    return found
  }

  private static func isAssignment(_ text: String) -> Bool {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex else {
      return false
    }
    return text[..<equals].utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
    }
  }

  /// `python3.12` is `python3`, too.
  fileprivate static func withoutVersion(_ name: String) -> String? {
    guard name.utf8.contains(UInt8(ascii: ".")), let dot = name.lastIndex(of: "."),
      name[name.index(after: dot)...].allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return String(name[..<dot])
  }

  /// Where the first of several tests holds.
  func match(_ tests: [CommandTest], _ command: Command) -> Match? {
    for position in tests.indices
    where (command.hasOptions || !tests[position].asksForDash)
      && mayMatch(tests[position].programs, command)
    {
      if let match = match(tests, position, command) { return match }
    }
    return nil
  }

  /// Whether a test is one of the command's programs, or of any.
  private func mayMatch(_ programs: [String], _ command: Command) -> Bool {
    if programs.isEmpty { return true }
    for position in command.programs.indices where command.programs[position].isOne(of: programs) {
      return true
    }
    return false
  }

  // Tests by their places: each one that is handed on is copied.
  private func match(_ tests: [CommandTest], _ test: Int, _ command: Command) -> Match? {
    guard !tests[test].programs.isEmpty else { return match(tests, test, command.words[...], nil) }
    for program in command.programs.indices {
      guard command.programs[program].isOne(of: tests[test].programs) else { continue }
      let index = command.programs[program].index
      if let match = match(tests, test, command.words[(index + 1)...], command.words[index]) {
        return match
      }
    }
    return nil
  }

  private func match(
    _ tests: [CommandTest], _ test: Int, _ words: ArraySlice<StartWord>, _ program: StartWord?
  ) -> Match? {
    if !tests[test].without.isEmpty {
      for position in words.indices where tests[test].without.contains(words[position].text) {
        return nil
      }
    }
    // Without the option none of the words behind it matter.
    let names = tests[test].optionNames
    if !names.isEmpty, !words.contains(where: { Self.mayBegin($0.text, withOneOf: names) }) {
      return nil
    }
    var shown = program.map { [String($0.programName)] } ?? []
    var last = program
    var rest = words
    for word in tests[test].words {
      guard
        let index = rest.firstIndex(where: { found in
          word.isNext ? !found.text.hasPrefix("-") : word.texts.contains(found.text)
        }), word.texts.contains(rest[index].text)
      else { return nil }
      shown.append(rest[index].text)
      last = rest[index]
      rest = rest[(index + 1)...]
    }
    guard let option = tests[test].option else {
      return last.map { word in
        Match(
          place: Place(word.file, word.range), isValue: false,
          arguments: ["command": .prose(shown.joined(separator: " "))])
      }
    }
    return match(option, words, shown)
  }

  private func match(
    _ option: CommandTest.Option, _ words: ArraySlice<StartWord>, _ shown: [String]
  ) -> Match? {
    for index in words.indices
    where !option.isDashed || words[index].text.utf8.first == UInt8(ascii: "-") {
      for name in option.names {
        guard let found = value(of: name, at: index, in: words, option.test) else { continue }
        let text: ReportText = .prose((shown + [name]).joined(separator: " "))
        let place = Place(words[index].file, found.range)
        guard let test = option.test else {
          return Match(place: place, isValue: false, arguments: ["command": text])
        }
        // What a variable or a template gives is not known.
        guard !found.text.contains("$"), !found.text.contains("{{"),
          let violation = values.violations(test, text: found.text).first
        else { continue }
        let arguments = violation.arguments.merging(["command": text]) { $1 }
        return Match(place: place, isValue: found.isValue, arguments: arguments)
      }
    }
    return nil
  }

  private static func mayBegin(_ text: String, withOneOf names: [String]) -> Bool {
    names.contains { mayBegin(text, with: $0) }
  }

  /// False where the first bytes of two texts tell that one does not begin with the other.
  private static func mayBegin(_ text: String, with name: String) -> Bool {
    guard let first = text.utf8.first, let wanted = name.utf8.first else { return true }
    // Beyond ASCII, texts may be equal that have other bytes.
    return first == wanted || first >= 0x80 || wanted >= 0x80
  }

  /// The value of an option at a word; one that stands alone says `true`.
  private func value(
    of name: String, at index: Int, in words: ArraySlice<StartWord>, _ test: ValueTest?
  ) -> (text: String, range: SourceRange, isValue: Bool)? {
    guard Self.mayBegin(words[index].text, with: name), words[index].text.hasPrefix(name) else {
      return nil
    }
    let word = words[index]
    if word.text.utf8.count == name.utf8.count {
      guard test != nil, index + 1 < words.endIndex else { return ("true", word.range, false) }
      let next = words[index + 1]
      let isNumber = Double(next.text) != nil
      guard !next.text.hasPrefix("-") || isNumber,
        test?.isTruthy == nil || Truth(next.text) != nil
      else { return ("true", word.range, false) }
      return (next.text, next.range, true)
    }
    let rest = word.text.dropFirst(name.count)
    if rest.hasPrefix("=") {
      // Nothing has no place of its own.
      guard let range = word.valueRange, !range.isEmpty else {
        return (String(rest.dropFirst()), word.range, false)
      }
      return (String(rest.dropFirst()), range, true)
    }
    let isGlued =
      name.hasSuffix(":") || name.hasSuffix("=")
      || name.utf8.count == 2 && rest.first?.isNumber == true
    return isGlued ? (String(rest), word.range, true) : nil
  }
}

extension Judge {
  func commands(
    _ tests: [CommandTest], _ planned: PlannedRule, _ here: Surroundings
  ) -> [FindingDraft] {
    guard let workload = here.workload, !workload.commandParts.isEmpty else { return [] }
    let check = CommandCheck(values: valueCheck)
    var drafts: [FindingDraft] = []
    for command in commands(of: workload, here) {
      guard let match = check.match(tests, command) else { continue }
      var draft = FindingDraft(
        planned.rule, planned.severity, at: match.place, keyPath: "\(workload.name).command",
        key: "command",
        workload: workload.name, stage: here.stage, arguments: match.arguments)
      let rule = planned.rule
      let isPublic = rule.category.isAboutPublicValues && rule.showsValues
      draft.content = match.isValue ? (isPublic ? .publicValue : .value) : .name
      // Where the word has no place of its own, passwords may stand beside it.
      if match.place.holdsSeveralWords { draft.content = .value }
      drafts.append(draft)
    }
    return drafts
  }

  private func commands(of workload: Workload, _ here: Surroundings) -> [CommandCheck.Command] {
    if let known = here.shared.memory.commands { return known }
    let carriers =
      memory.commandCarriers ?? Set(index.vocabulary.lists["command-carrier"] ?? [])
    memory.commandCarriers = carriers
    let commands = CommandCheck.commands(of: workload.commandWords, carriers: carriers)
    here.shared.memory.commands = commands
    return commands
  }
}

extension Place {
  fileprivate var holdsSeveralWords: Bool { file.bytes.buffer(range).contains { $0 <= 0x20 } }
}
