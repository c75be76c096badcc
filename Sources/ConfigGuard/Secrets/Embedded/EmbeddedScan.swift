import RulePacks

/// Looks through one value, form by form, and gathers what it holds.
struct EmbeddedScan {
  /// Values inside values: a connection string in JSON in a command.
  static let deepest = 3

  let reader: EmbeddedReader
  let setting: Setting
  /// Words of the keys around the value, which decide with the name what it is.
  var ancestors: [String] { setting.ancestors + setting.info.words }
  private(set) var found = EmbeddedParts()
  private var seen: Set<SourceRange> = []
  /// What a dollar begins is the shell's.
  var isInCommand = false
  /// The document makes settings of the addresses in its commands, and those have rules already.
  let skipsLogins: Bool

  init(_ reader: EmbeddedReader, _ setting: Setting) {
    self.reader = reader
    self.setting = setting
    skipsLogins = setting.arguments != nil
  }

  func finished() -> EmbeddedParts {
    var found = found
    if !found.users.isEmpty { found.secrets += found.uncertain }
    return found
  }

  /// Whether the value is what a program is started with.
  var isCommand: Bool {
    switch setting.info.words.last {
    case "command", "commands", "cmd", "args", "arguments", "entrypoint", "test", "script", "exec":
      true
    default: false
    }
  }

  mutating func read(_ text: EmbeddedText, _ signs: TextSigns) {
    read(text, 0..<text.bytes.count, signs, path: [], depth: 0)
  }

  /// Reads a part of a text in the first form that it has.
  mutating func read(
    _ text: EmbeddedText, _ range: Range<Int>, _ signs: TextSigns, path: [String], depth: Int
  ) {
    let range = text.trimmed(range)
    guard depth < Self.deepest, !range.isEmpty else { return }
    if signs.contains(.bracket), readJSON(text, range, path: path, depth: depth) { return }
    if signs.contains(.encodedObject), readEncodedJSON(text, range, path: path, depth: depth) {
      return
    }
    if readHeader(text, range, path: path) { return }
    if !signs.contains(.blank), readAddress(text, range, signs, path: path, depth: depth) { return }
    if signs.contains([.equals, .semicolon]),
      readConnectionString(text, range, path: path, depth: depth)
    {
      return
    }
    if signs.contains(.equals), readCommaPairs(text, range, signs, path: path) { return }
    if signs.contains([.equals, .newline]), readLines(text, range, path: path) { return }
    if signs.contains([.equals, .blank]), readKeywords(text, range, path: path) { return }
    if isCommand || signs.contains(.option) && !isDescription && areOptions(text, range, signs) {
      readCommand(text, range)
      return
    }
    if setting.info.holdsLogin, depth == 0 { readLogins(text, range) }
  }

  /// Of several lines, only scripts and lists of options are commands; other files quote some.
  private func areOptions(_ text: EmbeddedText, _ range: Range<Int>, _ signs: TextSigns) -> Bool {
    guard signs.contains(.newline), !text.has("#!", at: range.lowerBound) else { return true }
    return text.parts(of: range, at: 0x0A).map { text.trimmed($0) }
      .allSatisfy { $0.isEmpty || text.bytes[$0.lowerBound] == UInt8(ascii: "-") }
  }

  /// Words about a program are no words to it.
  private var isDescription: Bool {
    reader.index.role(of: setting.info, ancestors: setting.ancestors) == "description"
  }

  // MARK: what was found

  /// Takes a name and its value; true where the value is a secret or a user's name.
  @discardableResult
  mutating func take(
    _ name: String, _ value: EmbeddedValue, of text: EmbeddedText, path: [String] = []
  ) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 120, !value.text.isEmpty else { return false }
    let role = reader.role(name, below: ancestors + path)
    if role == KeyRole.userName || reader.userKeys.contains(reader.keys.info(name).words) {
      found.users.append(value.text)
      return true
    }
    // Vague names stand inside of values for ids and sums as often as for secrets.
    let isPass = role != KeyRole.secret && name.lowercased() == "pass"
    guard role == KeyRole.secret || isPass else { return false }
    keep(isPass ? "password" : name, value, of: text, path: path, isCertain: !isPass)
    return true
  }

  /// Keeps a secret, whatever its name says.
  mutating func keep(
    _ name: String, _ value: EmbeddedValue, of text: EmbeddedText, path: [String] = [],
    isCertain: Bool = true
  ) {
    guard !value.text.isEmpty, !value.isQuiet else { return }
    guard !isInCommand || !value.hasShellVariable && !isMetavariable(value.text) else { return }
    let place = text.place(of: value.range)
    let isExact = text.base != nil && value.isVerbatim
    // Two forms may see one secret.
    guard text.base == nil || seen.insert(place).inserted else { return }
    let part = EmbeddedPart(
      name: name, path: path, text: value.text, range: place, isExact: isExact,
      isWhole: text.base == nil, source: text.source,
      offsets: text.sourceBase.map { base in
        base + value.range.lowerBound..<base + value.range.upperBound
      })
    if isCertain { found.secrets.append(part) } else { found.uncertain.append(part) }
  }

  /// `--password PASSWORD` says how a program is called.
  private func isMetavariable(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x5F || $0 == 0x2D }
      && reader.role(text, below: []) == KeyRole.secret
  }

  mutating func addUser(_ name: String) {
    if !name.isEmpty { found.users.append(name) }
  }

  /// `user:password`, or with another sign between them.
  mutating func takeLogin(
    _ text: EmbeddedText, _ range: Range<Int>, at separator: Int, path: [String] = []
  ) {
    addUser(text.string(range.lowerBound..<separator))
    keep(
      "password", EmbeddedValue((separator + 1)..<range.upperBound, of: text), of: text, path: path)
  }
}
