package import ConfigGuard
package import RulePacks

/// A secret with the stage in which it is used.
package struct StagedSecret {
  package let setting: Setting
  package let stage: Stage
  package internal(set) var context: ProjectContext
  /// The format of the workload that has it.
  package var format = ""
}

/// Judges what only all files together show: secrets shared by stages, tracked secret files, an
/// example file that has grown old.
package struct ProjectJudge {
  package let readings: [FileReading]
  /// Env files that are a part of some workload's environment.
  package let consumed: Set<String>
  /// Looks for a file beside those that were read.
  package let load: (String) -> SiblingFile
  /// Paths of files that are judged as parts of others.
  package var parts: Set<String> = []

  /// What a rule has found, or asks of the secrets once all files are judged.
  package enum Comparison {
    case found([FindingDraft])
    case ofSecrets(Rule, ProjectContext, isDistinct: Bool)
  }

  /// What all files together show, as far as the secrets of all files are not needed.
  package func comparisons() -> [Comparison] {
    var comparisons: [Comparison] = []
    var seen: Set<ObjectIdentifier> = []
    for reading in readings where seen.insert(ObjectIdentifier(reading.context)).inserted {
      let context = reading.context
      // Several rules compare the same environments.
      var known: [ProjectUnit]?
      var held: [HoldingFile]?
      func holdingFiles() -> [HoldingFile] {
        if let held { return held }
        let found = self.holdingFiles(of: context)
        held = found
        return found
      }
      func units() -> [ProjectUnit] {
        if let known { return known }
        let made = self.units(of: context)
        known = made
        return made
      }
      if let rule = context.index.contractRules["distinct"],
        context.judge.isEnabled(rule, .files)
      {
        comparisons.append(.ofSecrets(rule, context, isDistinct: true))
      }
      for number in context.index.projectRules {
        let rule = context.index.rules[number]
        guard context.judge.isEnabled(rule, .files) else { continue }
        var drafts: [FindingDraft] = []
        switch rule.check {
        case .sameAcrossStages:
          comparisons.append(.ofSecrets(rule, context, isDistinct: false))
        case .trackedEnvFile(let what): drafts += trackedFiles(rule, context, what)
        case .plainBesideSealed: drafts += plainSecretsBesideSealed(rule, context)
        case .heldSecret(let kinds):
          drafts += secretFiles(rule, context, kinds, among: holdingFiles())
        case .exampleDrift(let what): drafts += exampleDrift(rule, context, what)
        case .resolution(let what): drafts += resolution(rule, context, what, among: units)
        case .connectionBudget(let budget):
          drafts += ConnectionBudgetJudge(self, rule, number, budget, context).drafts()
        default: break
        }
        comparisons.append(.found(drafts))
      }
    }
    return comparisons
  }

  /// Everything that was found, in the order of the rules.
  package func drafts(
    _ comparisons: [Comparison], _ secrets: [StagedSecret]
  ) -> [FindingDraft] {
    comparisons.flatMap { comparison in
      switch comparison {
      case .found(let drafts): drafts
      case .ofSecrets(let rule, let context, let isDistinct):
        sharedSecrets(rule, context, secrets) {
          self.isDistinct($0, context) == isDistinct
        }
      }
    }
  }

  func draft(
    _ rule: Rule, _ context: ProjectContext, _ place: Place, stage: Stage, key: String?,
    arguments: [String: ReportText]
  ) -> FindingDraft? {
    guard let severity = context.judge.severity(rule, in: stage) else { return nil }
    return FindingDraft(
      rule, severity, at: place, keyPath: key ?? rule.id, key: key, workload: nil, stage: stage,
      arguments: arguments)
  }

  /// Compares by a hash whose key is made anew for each process; no value is kept.
  private func sharedSecrets(
    _ rule: Rule, _ context: ProjectContext, _ secrets: [StagedSecret],
    among isWanted: (Setting) -> Bool
  ) -> [FindingDraft] {
    struct Identity: Hashable {
      let words: [String]
      let hash: Int
    }
    var groups: [Identity: [StagedSecret]] = [:]
    for secret in secrets where secret.context === context && Self.order(secret.stage) != nil {
      guard isWanted(secret.setting), secret.setting.value.form == .literal,
        let text = secret.setting.value.literal, !text.isEmpty,
        !isGuessable(text, secret.setting, context)
      else { continue }
      let identity = Identity(words: secret.setting.info.words, hash: text.hashValue)
      groups[identity, default: []].append(secret)
    }
    return groups.values.compactMap { group in
      let sorted = group.sorted { Self.precedes($0, $1) }
      guard let first = sorted.first,
        let other = sorted.first(where: {
          Self.order($0.stage) != Self.order(first.stage) && !Self.isOneLiteral($0, first)
        })
      else { return nil }
      var draft = draft(
        rule, context, first.setting.place,
        stage: first.stage, key: first.setting.key, arguments: ["other": "\(other.stage)"])
      var stages: Set<Int?> = [Self.order(first.stage)]
      for secret in sorted where stages.insert(Self.order(secret.stage)).inserted {
        draft?.related.append((secret.setting.place, "the same in \(secret.stage)"))
      }
      return draft
    }
  }

  /// Whether two profiles of one program have a secret from one line, which is in the clear anyway.
  private static func isOneLiteral(_ one: StagedSecret, _ other: StagedSecret) -> Bool {
    SettingLayers.isFormat(one.format) && one.setting.place == other.setting.place
  }

  /// What anybody guesses is wrong in every stage already, and says so there.
  private func isGuessable(
    _ text: String, _ setting: Setting, _ context: ProjectContext
  ) -> Bool {
    guard !isDistinct(setting, context) else { return false }
    switch context.judge.classifier.classify(text, key: setting.key, names: []) {
    case .placeholder, .weak, .defaultValue: return true
    case .none, .token, .opaque: return false
    }
  }

  private func isDistinct(_ setting: Setting, _ context: ProjectContext) -> Bool {
    context.contract?.variable(setting.key)?.isDistinctAcrossStages == true
  }

  private static func precedes(_ left: StagedSecret, _ right: StagedSecret) -> Bool {
    let (a, b) = (order(left.stage) ?? 9, order(right.stage) ?? 9)
    if a != b { return a < b }
    return (left.setting.file.path, left.setting.value.range.start)
      < (right.setting.file.path, right.setting.value.range.start)
  }

  /// Stages that must not share secrets; test and development may.
  private static func order(_ stage: Stage) -> Int? {
    switch stage {
    case .production: 0
    case .staging: 1
    case .development, .test: 2
    case .example, .unknown: nil
    }
  }

  /// Whether two stages must not share a secret.
  static func mustDiffer(_ left: Stage, _ right: Stage) -> Bool {
    guard let a = order(left), let b = order(right) else { return false }
    return a != b
  }

  private func trackedFiles(
    _ rule: Rule, _ context: ProjectContext, _ what: String
  ) -> [FindingDraft] {
    let state: Tracking = what == "not-ignored" ? .untracked : .tracked
    return readings.compactMap { reading in
      guard reading.context === context, reading.format == EnvironmentFile.name,
        reading.file.tracking == state, reading.stage.stage != .example
      else { return nil }
      let secrets = reading.settings.compactMap { setting in
        context.worth(of: setting).map { (setting: setting, isReal: $0) }
      }
      let real = secrets.first { $0.isReal }
      let secret = what == "holds-placeholders" ? secrets.first : real
      guard let secret, what != "holds-placeholders" || real == nil else { return nil }
      var finding = draft(
        rule, context, Place(reading.file, secret.setting.keyRange), stage: reading.stage.stage,
        key: nil, arguments: ["file": "\(path: reading.file.name)"])
      finding?.content = .name
      return finding
    }
  }

  /// Files that hold what `check: {secret-file: …}` asks for, where the rule's condition holds.
  private func secretFiles(
    _ rule: Rule, _ context: ProjectContext, _ kinds: [HeldSecretKind], among files: [HoldingFile]
  ) -> [FindingDraft] {
    files.compactMap { file in
      let reading = file.reading
      guard let held = file.held.first(where: { kinds.contains($0.kind) }) else { return nil }
      let here = Surroundings(
        gate: .files, stage: reading.stage.stage, format: reading.format, file: reading.file,
        settings: reading.settings, contract: context.contract)
      guard rule.condition.map({ context.judge.holds($0, here) }) ?? true else { return nil }
      var finding = draft(
        rule, context, Place(reading.file, held.range), stage: reading.stage.stage, key: nil,
        arguments: ["file": "\(path: reading.file.name)"])
      let isHeader = held.kind == .privateKey || held.kind == .encryptedKey
      if isHeader, reading.file.bytes.hasDashes(at: held.range) { finding?.content = .keyHeader }
      return finding
    }
  }

  /// A file that holds something of what such files are there for.
  private struct HoldingFile {
    let reading: FileReading
    let held: [HeldSecret]
  }

  private func holdingFiles(of context: ProjectContext) -> [HoldingFile] {
    var files: [HoldingFile] = []
    for reading in readings where reading.context === context {
      let held = reading.heldSecrets()
      if !held.isEmpty { files.append(HoldingFile(reading: reading, held: held)) }
    }
    return files
  }

  private func exampleDrift(
    _ rule: Rule, _ context: ProjectContext, _ what: String
  ) -> [FindingDraft] {
    guard let contract = context.contract, !contract.variables.isEmpty else { return [] }
    let files = readings.filter {
      $0.context === context && $0.format == EnvironmentFile.name
        && FilePath.folder(of: $0.file.path) == FilePath.folder(of: contract.path)
    }
    let examples = files.filter { $0.stage.stage == .example }
    guard let example = examples.first else {
      guard what == "example-missing", let file = files.first,
        case .missing = load(FilePath.join(FilePath.folder(of: contract.path), ".env.example"))
      else { return [] }
      let place = Place(file.file, SourceRange(at: 0))
      return [
        draft(rule, context, place, stage: file.stage.stage, key: nil, arguments: [:])
      ].compactMap { $0 }
    }
    guard what == "missing-in-example" else { return [] }
    let known = Set(example.settings.map(\.key))
    let missing = contract.variables.map(\.name).filter { !known.contains($0) }
    guard !missing.isEmpty else { return [] }
    return [
      draft(
        rule, context, Place(example.file, SourceRange(at: 0)), stage: .example, key: nil,
        arguments: [
          "problem": missing.map { "\(setting: $0)" as ReportText }.joined(separator: ", ")
        ])
    ].compactMap { $0 }
  }
}

extension SourceBytes {
  /// Whether a range is the line that a key begins with, and nothing of the key.
  fileprivate func hasDashes(at range: SourceRange) -> Bool {
    let text = buffer(range)
    return text.starts(with: "-----BEGIN ".utf8) && text.reversed().starts(with: "-----".utf8)
  }
}
