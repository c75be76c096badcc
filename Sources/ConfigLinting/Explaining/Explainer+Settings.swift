import ConfigGuard
import RulePacks

extension Explainer {
  /// A setting as it stands on a line.
  struct Touched {
    let judged: JudgingTrace.Judged
    let relation: ExplainedSetting.Relation
    /// What would be judged if nothing lay above it, of a line that was shadowed.
    var layer: Layer?
    var isJudged: Bool

    var setting: Setting { judged.setting }

    /// Whether it is no variable but what an image or a unit starts.
    var isCommand: Bool {
      judged.manner == .document && judged.reading.format == judged.here.format
        && FileReading.commandKeys[judged.here.format]?.contains(setting.key) == true
    }
  }

  /// Every setting that was judged, and those of the file that were not.
  var candidates: [(setting: Setting, judged: JudgingTrace.Judged, isJudged: Bool)] {
    var places: Set<PlacedKey> = []
    for judged in trace.settings {
      let setting = judged.setting
      places.insert(PlacedKey(key: setting.key, place: setting.place))
      for layer in setting.uses + setting.shadowed {
        places.insert(PlacedKey(key: setting.key, place: layer.place))
      }
    }
    var all = trace.settings.map { ($0.setting, $0, true) }
    guard let reading else { return all }
    let file = Surroundings(
      gate: .files, stage: reading.stage.stage, format: reading.format, file: reading.file,
      settings: reading.settings, contract: reading.context.contract)
    let others =
      reading.settings.map { ($0, file) }
      + reading.documents.flatMap { document in
        document.settings.map { ($0, document.surroundings) }
      }
      + reading.workloads.flatMap { workload in
        workload.environment.map {
          ($0, UnmaskedEnvironment(workload, reading.context).surroundings)
        }
      }
    for (setting, here) in others
    where places.insert(PlacedKey(key: setting.key, place: setting.place)).inserted {
      let judged = JudgingTrace.Judged(
        setting: setting, here: here, manner: .document, reading: reading)
      all.append((setting, judged, false))
    }
    return all
  }

  private struct PlacedKey: Hashable {
    let key: String
    let place: Place
  }

  /// Where a setting stands in this file: where it is held, used or replaced.
  func place(of setting: Setting) -> SourceRange? {
    if isHere(setting.file) {
      return setting.keyRange.isEmpty ? setting.value.range : setting.keyRange
    }
    let layers = setting.uses + setting.shadowed
    return layers.first { isHere($0.place.file) }?.place.range
  }

  func isHere(_ file: SourceFile) -> Bool { file.path == self.file.path }

  /// The settings that a line touches; with a column, those around it.
  func touched(by range: SourceRange, column: Int?, line: Int) -> [Touched] {
    let all = candidates.flatMap { candidate in
      touches(candidate.judged, candidate.isJudged, range)
    }
    guard let column, !all.isEmpty else { return all }
    let around = all.filter { touched in
      span(of: touched, on: range).map { span in
        let start = lines.location(of: max(span.start, range.start)).column
        let end = lines.location(of: min(span.end, range.end)).column
        return (start...max(start, end)).contains(column)
      } ?? false
    }
    return around.isEmpty ? all : around
  }

  private func touches(
    _ judged: JudgingTrace.Judged, _ isJudged: Bool, _ line: SourceRange
  ) -> [Touched] {
    let setting = judged.setting
    var found: [Touched] = []
    if isHere(setting.file), ranges(of: setting).contains(where: { overlaps($0, line) }) {
      found.append(Touched(judged: judged, relation: .held, isJudged: isJudged))
    } else if setting.uses.contains(where: {
      isHere($0.place.file) && overlaps($0.place.range, line)
    })
      || setting.written.contains(where: {
        isHere($0.file) && ranges(of: $0).contains { overlaps($0, line) }
      })
    {
      found.append(Touched(judged: judged, relation: .used, isJudged: isJudged))
    }
    for layer in setting.shadowed
    where isHere(layer.place.file) && overlaps(layer.place.range, line) && found.isEmpty {
      found.append(
        Touched(judged: judged, relation: .shadowed, layer: layer, isJudged: isJudged))
    }
    return found
  }

  /// The key and the value, all lines of it.
  private func ranges(of setting: Setting) -> [SourceRange] {
    var ranges = [setting.value.range]
    if !setting.keyRange.isEmpty { ranges.append(setting.keyRange) }
    let length = setting.value.text.utf8.count
    if length > setting.value.range.count, setting.value.text.utf8.contains(0x0A) {
      ranges.append(setting.file.bytes.block(at: setting.value.range.start, length))
    }
    return ranges
  }

  private func overlaps(_ range: SourceRange, _ line: SourceRange) -> Bool {
    range.start <= line.end && range.end >= line.start
      && (range.start < range.end ? range.end > line.start || line.isEmpty : true)
  }

  private func span(of touched: Touched, on line: SourceRange) -> SourceRange? {
    let setting = touched.setting
    switch touched.relation {
    case .shadowed: return touched.layer?.place.range
    case .used:
      return setting.uses.first {
        isHere($0.place.file) && overlaps($0.place.range, line)
      }?.place.range
    case .held:
      let ranges = ranges(of: setting).filter { overlaps($0, line) }
      guard let start = ranges.map(\.start).min(), let end = ranges.map(\.end).max() else {
        return nil
      }
      return SourceRange(start: start, end: end)
    }
  }

  /// One setting that several workloads get is explained once.
  func groups(of touched: [Touched]) -> [[Touched]] {
    struct Identity: Hashable {
      let key: String
      let place: Place
      let relation: ExplainedSetting.Relation
    }
    var positions: [Identity: Int] = [:]
    var groups: [[Touched]] = []
    for one in touched {
      let identity = Identity(
        key: one.setting.key, place: one.layer?.place ?? one.setting.place,
        relation: one.relation)
      if let position = positions[identity] {
        groups[position].append(one)
      } else {
        positions[identity] = groups.count
        groups.append([one])
      }
    }
    return groups
  }

  mutating func explain(
    _ group: [Touched], line: Int, _ explanation: LineExplanation
  ) -> ExplainedSetting {
    let first = group[0]
    let (setting, here) = (first.setting, first.judged.here)
    let context = first.judged.reading.context
    let describer = resolver.describer(for: context)
    let role = context.judge.role(of: setting, in: here)
    let value =
      first.layer.flatMap { describer.describe($0, of: setting, in: here) }
      ?? describer.describe(setting, in: here)
    let roles = context.index.roles(of: setting.info, ancestors: setting.ancestors)
    let isKey = screen.isKey(setting.key)
    let rules = rules(of: group, line: line, explanation)
    return ExplainedSetting(
      key: describer.name(setting.key), keyPath: describer.name(setting.keyPath),
      words: isKey ? setting.info.words.filter { screen.isKey($0) } : [],
      relation: first.relation, role: role,
      roleEvidence: screen.text(evidence(of: role, setting, here, context, roles.first)),
      otherRoles: roles.dropFirst().filter { $0.role != roles.first?.role }.map {
        ExplainedSetting.Role(name: $0.role, pattern: screen.text("\(prose: $0.pattern.text)"))
      },
      form: Self.form(of: first.layer?.value ?? setting.value), value: value,
      secretClass: secretClass(first, role, context),
      contract: contract(of: first, context),
      environments: group.map { environment(of: $0) }, rules: rules.listed,
      quietRules: rules.quiet,
      rulesOfSecrets: role == KeyRole.secret ? 0 : context.index.numberOfSecretRules)
  }

  private mutating func environment(of touched: Touched) -> ExplainedSetting.Environment {
    let here = touched.judged.here
    let describer = resolver.describer(for: touched.judged.reading.context)
    let steps = resolver.resolve(touched.setting, here, describer).steps
    let workload = here.workload
    return ExplainedSetting.Environment(
      workload: workload.map { describer.name($0.name) },
      location: resolver.location(
        workload?.file ?? here.file, workload?.range ?? SourceRange(at: 0)),
      stage: here.stage,
      stageEvidence: screen.text(workload?.stageEvidence ?? touched.judged.reading.stage.evidence),
      steps: steps, isJudged: touched.isJudged)
  }

  // MARK: words

  private func evidence(
    of role: String, _ setting: Setting, _ here: Surroundings, _ context: ProjectContext,
    _ decided: (role: String, pattern: KeyPattern)?
  ) -> ReportText {
    if let decided, decided.role == role {
      return "the words match \"\(prose: decided.pattern.text)\" of the vocabulary"
    }
    if here.contract?.variable(setting.key)?.isSecret == true {
      return "the contract says that it is a secret"
    }
    if role == KeyRole.none { return "no pattern of the vocabulary matches the words" }
    if setting.isDeclaredSecret { return "the document itself keeps it as a secret" }
    if let decided {
      return "the words say \(name: decided.role), and the value looks like a secret"
    }
    return "the value looks like a secret"
  }

  private static func form(of value: Value) -> String {
    switch value.form {
    case .literal: "literal"
    case .empty: "empty"
    case .passedThrough: "passed-through"
    case .reference: "reference"
    case .template: "template"
    case .encrypted: "encrypted"
    case .hash: "hash"
    }
  }

  private func secretClass(
    _ touched: Touched, _ role: String, _ context: ProjectContext
  ) -> ScreenedText? {
    let setting = touched.setting
    let value = touched.layer?.value ?? setting.value
    guard role == KeyRole.secret || setting.isDeclaredSecret, value.form == .literal,
      let text = value.literal
    else { return nil }
    let isCertain = touched.judged.here.contract?.variable(setting.key)?.isSecret == true
    let found = context.judge.classifier.classify(
      text, key: setting.key, names: context.judge.names(touched.judged.here),
      isCertain: isCertain)
    let words: ReportText =
      switch found {
      case .none: "no secret: a switch, a path or an address"
      case .token(let shape): "a token: \(prose: shape.name)"
      case .defaultValue: "a default that is published, or a name that stands beside it"
      case .placeholder: "a placeholder"
      case .weak: "one that can be guessed"
      case .opaque: "nothing that is known, so it has to be taken for a real one"
      }
    return screen.text(words)
  }

  private func contract(of touched: Touched, _ context: ProjectContext) -> ScreenedText {
    let setting = touched.setting
    let contract = touched.judged.here.contract ?? context.contract
    var words = declaration(of: setting.key, contract)
    guard contract?.variable(setting.key) != nil else { return screen.text(words) }
    let broken = Set(contractual(of: touched).map(\.rule))
    if let workload = touched.judged.here.workload, !context.isContractual(workload) {
      words += "; it does not speak of this workload"
    } else if !broken.isEmpty {
      words += "; not satisfied (\(prose: broken.sorted().joined(separator: ", ")))"
    } else {
      words +=
        setting.value.literal == nil && setting.value.form != .empty
        ? "; what the value comes to is not known here" : "; satisfied"
    }
    return screen.text(words)
  }

  /// What the contract objects to in a setting.
  func contractual(of touched: Touched) -> [FindingDraft] {
    trace.drafts.filter {
      $0.isContractual && $0.key == touched.setting.key
        && $0.place.file === touched.setting.file
        && $0.workload == touched.judged.here.workload?.name
    }
  }

  func declaration(of name: String, _ contract: Contract?) -> ReportText {
    guard let contract else { return "no contract holds for this file" }
    guard let variable = contract.variable(name) else {
      if contract.variables.contains(where: { $0.formerNames.contains(name) }) {
        return "a former name in \(path: contract.path)"
      }
      return "not declared in \(path: contract.path)"
    }
    var facts: [ReportText] = ["\(variable.type)"]
    switch variable.requirement {
    case .never: if !variable.requiredWhen.isEmpty { facts.append("required at times") }
    case .always: facts.append("required")
    case .stages(let stages):
      let list = stages.map { "\($0)" as ReportText }.joined(separator: " and ")
      facts.append("required in \(list)")
    }
    if variable.isSecret { facts.append("secret") }
    if variable.isDistinctAcrossStages { facts.append("different in each stage") }
    return "declared in \(path: contract.path): \(facts.joined(separator: ", "))"
  }
}
