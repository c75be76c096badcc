import ConfigGuard
import RulePacks

extension ContractDifference {
  /// What says which files the contract is for, and in which stage.
  mutating func compareSettings(_ old: Contract, _ new: Contract) {
    add(.asOf, .none, from: old.asOf, to: new.asOf) { $0.map { "\(name: $0)" } ?? "not set" }
    add(.defaultStage, .alters, from: old.defaultStage, to: new.defaultStage) {
      $0.map { "\($0)" } ?? "not set"
    }
    let stages = { (contract: Contract) in
      contract.stages.map { "\($0.stage.rawValue): \($0.glob.text)" }
    }
    compareOrdered(.stages, stages(old), stages(new), "files are of other stages")
    let dialects = { (contract: Contract) in
      contract.dialects.map { "\($0.glob.text): \($0.dialects.map(\.id).joined(separator: " "))" }
    }
    compareOrdered(
      .dialects, dialects(old), dialects(new), "env files are read by other programs")
    compareLoad(old.load, new.load)
    // What a prefix makes unknown is a warning.
    add(.prefixes, .none, from: old.prefixes, to: new.prefixes, of: "") { "\(name: $0)" }
    let ignored = { (contract: Contract) in contract.ignore.map(\.text) }
    add(.ignore, .demands(ignored(new), ignored(old)), from: ignored(old), to: ignored(new), of: "")
    { "`\(path: $0)`" }
    let known = { (contract: Contract) in contract.baseline.map { [$0] } ?? [] }
    // What is known fails nothing, but which findings these are is not in the contract.
    add(.baseline, .demands(known(new), known(old)), from: known(old), to: known(new), of: "") {
      "`\(path: $0)`"
    }
  }

  /// Lists of which the first entry that fits counts.
  private mutating func compareOrdered(
    _ field: ContractField, _ old: [String], _ new: [String], _ meaning: ReportText
  ) {
    guard old != new else { return }
    add(field, .alters, "`\(field)` has \(new.count) entries, had \(old.count): \(meaning)")
  }

  // MARK: rules

  mutating func compareRules(_ old: Contract, _ new: Contract) {
    add(.packs, .demands(old.packs, new.packs), from: old.packs, to: new.packs, of: "") {
      "\(path: $0)"
    }
    var names = old.ruleSettings.map(\.rule)
    names += new.ruleSettings.map(\.rule).filter { !names.contains($0) }
    for name in names {
      let before = old.ruleSettings.first { $0.rule == name } ?? RuleSetting(rule: name)
      let now = new.ruleSettings.first { $0.rule == name } ?? RuleSetting(rule: name)
      compare(before, now)
    }
  }

  /// How much a rule can refuse; nil is the rule's own severity.
  private enum Level: Hashable {
    case off
    case own
    case fixed(Severity)

    init(_ setting: RuleSetting) {
      self = setting.isOff ? .off : setting.severity.map { .fixed($0) } ?? .own
    }

    func isWithin(_ wide: Level) -> Bool {
      switch (self, wide) {
      case (_, .off), (.fixed(.error), _): true
      case (.fixed(let narrow), .fixed(let wide)): narrow >= wide
      default: false
      }
    }

    var words: ReportText {
      switch self {
      case .off: "off"
      case .own: "its own severity"
      case .fixed(let severity): "\(severity)"
      }
    }
  }

  private mutating func compare(_ old: RuleSetting, _ new: RuleSetting) {
    let rule: ReportText = "the rule \(name: new.rule)"
    let (before, now) = (Level(old), Level(new))
    if before != now {
      add(
        .rules, .narrowing(before, now) { $0.isWithin($1) },
        "\(rule) has \(now.words), had \(before.words)")
    }
    let parameters = { (setting: RuleSetting) in
      Dictionary(setting.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
    if parameters(old) != parameters(new) {
      add(.rules, .alters, "\(rule) has other parameters")
    }
    compareExceptions(old, new, rule)
  }

  private mutating func compareExceptions(
    _ old: RuleSetting, _ new: RuleSetting, _ rule: ReportText
  ) {
    struct Exception: Hashable {
      let path: String?
      let key: String?
      let workload: String?
    }
    /// The exceptions with their last days; one without a day never ends.
    func exceptions(_ setting: RuleSetting) -> [Exception: String] {
      Dictionary(
        setting.allowances.map { allowance in
          let exception = Exception(
            path: allowance.path?.text, key: allowance.key, workload: allowance.workload)
          return (exception, allowance.expires ?? "9999-12-31")
        }, uniquingKeysWith: { max($0, $1) })
    }
    let (before, now) = (exceptions(old), exceptions(new))
    let effect = ContractEffect.demands(Array(now.keys), Array(before.keys))
    if effect != .none {
      add(
        .rules, effect,
        "\(rule) has \(new.allowances.count) exceptions, had \(old.allowances.count)")
    }
    var days = ContractEffect.none
    for (exception, day) in before {
      if let other = now[exception] { days = days + ContractEffect.upperBound(day, other) }
    }
    if days != .none {
      add(.rules, days, "\(rule) has exceptions that end on another day")
      return
    }
    let reasons = { (setting: RuleSetting) in setting.allowances.map { [$0.reason, $0.owner] } }
    if effect == .none, reasons(old) != reasons(new) {
      add(.rules, .none, "\(rule) has exceptions for other reasons, or of other people")
    }
  }
}
