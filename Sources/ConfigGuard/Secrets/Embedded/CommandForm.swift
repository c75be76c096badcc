import RulePacks

/// Command lines: options, variables in front of programs, and what clients take as passwords.
extension EmbeddedScan {
  /// What is known of the command that is being read.
  struct CommandState {
    enum Pending {
      case option(String)
      case client(ClientOptions.Meaning)
      /// The next word is a command line itself.
      case script
    }

    var program: String?
    var pending: Pending?
    /// Whether words without an option in front may be pairs.
    var takesPairs: Bool
    var depth = 0
  }

  /// Reads a command line as a shell does.
  mutating func readCommand(_ text: EmbeddedText, _ range: Range<Int>) {
    var state = CommandState(takesPairs: isCommand)
    isInCommand = true
    defer { isInCommand = false }
    readScript(text, range, &state)
  }

  /// Reads the words of a command that its document writes as a list.
  mutating func readCommand(_ arguments: [Setting.Argument]) {
    var state = CommandState(takesPairs: true)
    isInCommand = true
    defer { isInCommand = false }
    for argument in arguments {
      guard argument.text.utf8.count <= EmbeddedReader.longest else { continue }
      let text = EmbeddedText(argument.text, at: argument.range, isExact: argument.isExact)
      if arguments.count == 1 {
        readScript(text, 0..<text.bytes.count, &state)
      } else {
        take(Self.word(0..<text.bytes.count, of: text), of: text, &state)
      }
    }
  }

  /// Reads words that were found inside of a text.
  mutating func readCommand(words: [EmbeddedValue], of text: EmbeddedText) {
    var state = CommandState(takesPairs: isCommand)
    isInCommand = true
    defer { isInCommand = false }
    for value in words {
      if value.isVerbatim {
        take(Self.word(value.range, of: text), of: text, &state)
      } else {
        let made = EmbeddedText(Array(value.text.utf8), from: value.range, of: text)
        take(Self.word(0..<made.bytes.count, of: made), of: made, &state)
      }
    }
  }

  /// Reads the items of any list; where some are unknown, no item says what the next one is.
  mutating func readList(_ items: [Value.Fallback], isWhole: Bool) {
    var state = CommandState(takesPairs: isCommand)
    for item in items where item.text.utf8.count <= EmbeddedReader.longest {
      let text = EmbeddedText(item.text, at: item.range, isExact: true)
      if isCommand || item.text.hasPrefix("-") || state.pending != nil {
        if !isWhole { state.pending = nil }
        isInCommand = true
        defer { isInCommand = false }
        take(Self.word(0..<text.bytes.count, of: text), of: text, &state)
      } else {
        let signs = TextSigns(item.text)
        if !signs.isDisjoint(with: .telling) { read(text, signs) }
      }
    }
  }

  private static func word(_ range: Range<Int>, of text: EmbeddedText) -> CommandWord {
    CommandWord(bytes: Array(text.bytes[range]), offsets: Array(range))
  }

  private mutating func readScript(
    _ text: EmbeddedText, _ range: Range<Int>, _ state: inout CommandState
  ) {
    var splitter = CommandSplitter(text, range)
    while let token = splitter.next() {
      switch token {
      case .word(let word): take(word, of: text, &state)
      case .end:
        state.program = nil
        state.pending = nil
      }
    }
  }

  // MARK: words

  private mutating func take(
    _ word: CommandWord, of text: EmbeddedText, _ state: inout CommandState
  ) {
    guard let first = word.bytes.first else {
      state.pending = nil
      return
    }
    if let pending = state.pending {
      state.pending = nil
      if takePending(pending, word, of: text, state) { return }
    }
    guard first == UInt8(ascii: "-"), word.bytes.count > 1 else {
      return takeBare(word, of: text, &state)
    }
    if let (meaning, start) = reader.clients.meaning(of: word.bytes, for: state.program) {
      guard let start else {
        if meaning != .none { state.pending = .client(meaning) }
        return
      }
      return takeClient(meaning, word, start, of: text)
    }
    takeOption(word, of: text, &state)
  }

  private mutating func takePending(
    _ pending: CommandState.Pending, _ word: CommandWord, of text: EmbeddedText,
    _ state: CommandState
  ) -> Bool {
    if case .script = pending {
      guard state.depth < Self.deepest, word.bytes.contains(0x20) else { return false }
      var inner = CommandState(takesPairs: state.takesPairs, depth: state.depth + 1)
      if let start = word.offsets.first, let end = word.offsets.last,
        end + 1 - start == word.bytes.count
      {
        readScript(text, start..<end + 1, &inner)
      } else {
        let range = (word.offsets.first ?? 0)..<(word.offsets.last ?? 0) + 1
        let made = EmbeddedText(word.bytes, from: range, of: text)
        readScript(made, 0..<made.bytes.count, &inner)
      }
      return true
    }
    guard word.bytes[0] != UInt8(ascii: "-") || word.isQuoted else { return false }
    switch pending {
    case .client(let meaning): takeClient(meaning, word, 0, of: text)
    case .option(let name): takeValue(of: name, word, 0..<word.bytes.count, of: text)
    case .script: break
    }
    return true
  }

  private mutating func takeClient(
    _ meaning: ClientOptions.Meaning, _ word: CommandWord, _ start: Int, of text: EmbeddedText
  ) {
    let part = start..<word.bytes.count
    switch meaning {
    case .password: keep("password", word.value(part), of: text)
    case .user: addUser(word.string(part))
    case .login:
      guard let colon = part.first(where: { word.bytes[$0] == 0x3A }) else { return }
      addUser(word.string(start..<colon))
      keep("password", word.value((colon + 1)..<part.upperBound), of: text)
    case .header: takeHeaderLine(word, part, of: text)
    case .none: break
    }
  }

  private mutating func takeHeaderLine(
    _ word: CommandWord, _ part: Range<Int>, of text: EmbeddedText
  ) {
    let value = word.value(part)
    if value.isVerbatim {
      _ = readHeader(text, value.range, path: [])
    } else {
      let made = EmbeddedText(Array(word.bytes[part]), from: value.range, of: text)
      _ = readHeader(made, 0..<made.bytes.count, path: [])
    }
  }

  /// `--name=value`, `-Dname=value`, or a name whose value is the next word.
  private mutating func takeOption(
    _ word: CommandWord, of text: EmbeddedText, _ state: inout CommandState
  ) {
    let isLong = word.bytes.count > 2 && word.bytes[1] == UInt8(ascii: "-")
    let isDefinition = word.bytes[1] == UInt8(ascii: "D") && word.bytes.count > 3 && !isLong
    let start = isLong || isDefinition ? 2 : 1
    guard let equals = word.bytes[start...].firstIndex(of: 0x3D) else {
      let name = word.string(start..<word.bytes.count)
      if !isLong, name.hasSuffix("c"), name.utf8.count <= 3 {
        state.pending = .script
      } else if isLong || name.utf8.count > 3 {
        state.pending = .option(name)
      }
      return
    }
    guard word.bytes[start..<equals].allSatisfy(Self.isNameByte) else { return }
    takeValue(
      of: word.string(start..<equals), word, (equals + 1)..<word.bytes.count, of: text)
  }

  /// Takes an option's value, which may be a pair itself: `--from-literal=key=value`.
  private mutating func takeValue(
    of name: String, _ word: CommandWord, _ part: Range<Int>, of text: EmbeddedText
  ) {
    let value = word.value(part)
    if let equals = part.first(where: { word.bytes[$0] == 0x3D }), equals > part.lowerBound,
      equals + 1 < part.upperBound, word.bytes[equals + 1] != 0x3D,
      word.bytes[part.lowerBound..<equals].allSatisfy(Self.isNameByte)
    {
      return takePairs(word, part, of: text)
    }
    if take(name, value, of: text) { return }
    look(into: value, of: text, path: [name], depth: 0)
  }

  /// `name=value`, or several with commas between them.
  private mutating func takePairs(
    _ word: CommandWord, _ part: Range<Int>, of text: EmbeddedText
  ) {
    var start = part.lowerBound
    for end in part.filter({ word.bytes[$0] == 0x2C }) + [part.upperBound] {
      defer { start = end + 1 }
      guard let equals = (start..<end).first(where: { word.bytes[$0] == 0x3D }), equals > start,
        word.bytes[start..<equals].allSatisfy(Self.isNameByte)
      else { continue }
      take(word.string(start..<equals), word.value((equals + 1)..<end), of: text)
    }
  }

  /// A program's name, or a variable in front of one.
  private mutating func takeBare(
    _ word: CommandWord, of text: EmbeddedText, _ state: inout CommandState
  ) {
    if let equals = word.bytes.firstIndex(of: 0x3D), equals > 0 {
      guard state.takesPairs, word.bytes[..<equals].allSatisfy(Self.isNameByte) else { return }
      take(
        word.string(0..<equals), word.value((equals + 1)..<word.bytes.count), of: text)
      return
    }
    if word.bytes.contains(0x3A), word.bytes.contains(0x2F) {
      return look(into: word.value(0..<word.bytes.count), of: text, path: [], depth: 0)
    }
    if word.bytes.elementsEqual("CMD-SHELL".utf8) {
      state.pending = .script
      return
    }
    guard word.bytes.count <= 120 else { return }
    let name = FilePath.name(of: word.string(0..<word.bytes.count))
    if reader.clients.isKnown(name) { state.program = name }
  }
}
