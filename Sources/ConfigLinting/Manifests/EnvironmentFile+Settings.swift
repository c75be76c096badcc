package import ConfigGuard
package import RulePacks

extension EnvironmentFile {
  /// The settings of a .env file, and what was wrong with its text.
  package static func settings(
    of file: SourceFile, keys: KeyTable, values: ValueReader, dialect: DotEnvDialect = .compose,
    earlier: [String: String] = [:],
    environment: @escaping (String) -> String? = { _ in nil }
  ) -> (settings: [Setting], problems: [ReadingProblem]) {
    settings(
      of: DotEnvFile.parse(file.bytes, dialect: dialect), in: file, keys: keys, values: values,
      earlier: earlier, environment: environment)
  }

  /// - Parameter interest: Tells what is left out; nil where everything counts.
  static func settings(
    of parsed: DotEnvFile, in file: SourceFile, keys: KeyTable, values: ValueReader,
    interest: EnvironmentInterest? = nil, earlier: [String: String] = [:],
    environment: @escaping (String) -> String? = { _ in nil }
  ) -> (settings: [Setting], problems: [ReadingProblem]) {
    // What the same reader has from files before this one; a line here replaces it.
    var known = earlier
    var problems = parsed.problems
    problems += parsed.dropped.map { line in
      ReadingProblem(
        kind: .lineDropped,
        message: "\(name: parsed.dialect.name) passes over this line without a word",
        range: line)
    }
    var expanded = 0
    var settings: [Setting] = []
    var positions: [String: Int] = [:]
    let resolution = Self.resolution(of: parsed, environment, isAlone: interest != nil)
    // Only references ask for names.
    let isReferring = resolution != nil || parsed.entries.contains { $0.interpolation != nil }
    let names = isReferring ? EntryNames(parsed.entries) : nil
    var slips: NameSlips?
    // Whoever deploys with Kamal has the variables that its secrets refer to.
    let isFilledElsewhere = isOfKamal(file.path)
    for number in parsed.entries.indices {
      if let interest, interest.passesOver(parsed.entries[number]) { continue }
      let entry = parsed.entries[number]
      let info = entry.withKey { keys.info($0) }
      let key = entry.key
      let lookup = { (name: String) in
        environment(name) ?? known[name]
          ?? names?.value(of: name, before: number, passedOverBy: interest, values)
      }
      var value = self.value(of: entry, resolution, values, lookup)
      resolution?.replace(&value, of: key)
      if let interpolation = Self.references(in: entry, resolution) {
        let advice = ReferenceAdvice(
          isSet: { name in
            isFilledElsewhere || lookup(name) != nil
              || names?.first(of: name).map { $0 < number } ?? false
          },
          isSetLater: { $0 != key && names?.isSet($0) ?? false },
          meant: { name in
            if slips == nil, let names { slips = NameSlips(names) }
            return slips?.meant(by: name)
          })
        problems += advice.problems(in: interpolation, key: key, isSecret: info.holdsSecret)
      }
      if entry.interpolation != nil, let text = value.effective {
        expanded += text.utf8.count
        if expanded > expansionLimit {
          // Values that double from line to line would take all memory.
          value.effective = nil
          if problems.last?.kind != .limit {
            problems.append(
              ReadingProblem(
                kind: .limit, message: "the references of this file expand to too much text",
                range: entry.keyRange))
          }
        }
      }
      if isReferring, let text = value.literal { known[key] = text }
      var setting = Setting(
        key: key, info: info, value: value, file: file, keyRange: entry.keyRange, keyPath: key)
      if let earlier = positions[key] {
        // Every reader lets the last one win.
        setting.shadowed = [settings[earlier].layer]
        settings[earlier] = setting
      } else {
        positions[key] = settings.count
        settings.append(setting)
      }
    }
    if slips?.isExhausted == true {
      problems.append(
        ReadingProblem(
          kind: .limit,
          message:
            "so many names are alike here that not all were looked at for misspelt references",
          range: SourceRange(at: 0)))
    }
    return (settings, problems)
  }

  /// What another reader's references come to; those of Compose are looked up one by one.
  private static func resolution(
    of file: DotEnvFile, _ environment: (String) -> String?, isAlone: Bool
  ) -> DotEnvResolution? {
    switch file.dialect.expansion {
    case .none, .compose: nil
    case .shell: file.resolved(environment: environment)
    default: file.mayReplace(isAlone: isAlone) ? file.resolved(environment: environment) : nil
    }
  }

  /// The references in a value; those of other readers than Compose as Compose would write them.
  private static func references(
    in entry: DotEnvEntry, _ resolution: DotEnvResolution?
  ) -> Interpolation? {
    if let own = entry.interpolation { return own }
    guard let resolution, var text = entry.value, text.utf8.contains(0x24),
      text.utf8.count == entry.valueRange.count, resolution.values[entry.key] != text
    else { return nil }
    return text.withUTF8 { try? Interpolation.parse($0, at: entry.valueRange.start) }
  }

  /// Bytes that the references of one file may come to.
  private static let expansionLimit = 1 << 20

  private static func value(
    of entry: DotEnvEntry, _ resolution: DotEnvResolution?, _ values: ValueReader,
    _ lookup: (String) -> String?
  ) -> Value {
    guard let text = entry.value else {
      return Value(
        form: .passedThrough, text: "", effective: nil, range: entry.keyRange, isExact: false)
    }
    let isExact = text.utf8.count == entry.valueRange.count
    // A reader that replaces references leaves no text with a dollar sign as it was.
    let isReplaced = resolution.map { $0.values[entry.key] != text } ?? false
    let syntax: ReferenceSyntax =
      entry.interpolation != nil || isReplaced && text.utf8.contains(0x24) ? .compose : .none
    return values.value(
      text, at: entry.valueRange, isExact: isExact, syntax: syntax, lookup: lookup)
  }
}

extension DotEnvFile {
  /// Whether the text of a value may be another one in the environment that the file makes.
  ///
  /// - Parameter isAlone: There is nothing in the environment but what the file puts there.
  fileprivate func mayReplace(isAlone: Bool) -> Bool {
    dialect.prefersHost && !isAlone || problems.contains { $0.kind == .duplicateKey }
      || entries.contains { entry in
        !entry.hasValue || entry.written.contains { Self.mayBeReplaced($0) }
      }
  }

  private static func mayBeReplaced(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "\\")
      || byte == UInt8(ascii: "~")
  }
}

extension EntryNames {
  /// The value that references find of an entry that was left out.
  fileprivate func value(
    of name: String, before number: Int, passedOverBy interest: EnvironmentInterest?,
    _ values: ValueReader
  ) -> String? {
    guard let interest, let first = first(of: name), first < number,
      interest.passesOver(self[first]), let text = self[first].value
    else { return nil }
    return values.value(
      text, at: self[first].valueRange, isExact: true, syntax: .none
    ).literal
  }
}

extension DotEnvResolution {
  /// Puts what the reader makes of the last entry of a key into its value.
  fileprivate func replace(_ value: inout Value, of key: String) {
    if wouldRunCommand.contains(key) || undetermined.contains(key) {
      value.form = .reference("a command")
      value.effective = nil
    } else if case .reference = value.form {
      value.effective = unsetReferences.isEmpty ? values[key] : value.effective
    } else if value.form == .literal, let text = values[key] {
      value.effective = text
    }
  }
}
