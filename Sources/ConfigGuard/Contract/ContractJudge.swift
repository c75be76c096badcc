package import RulePacks

/// Judges an environment by the service's own contract.
///
/// Every violation goes under a built-in rule id, found by what the rule says it checks.
package struct ContractJudge {
  let judge: Judge
  let contract: Contract
  let variables: ContractVariables
  /// Variables by their former names.
  private let successors: [String: String]

  /// `contract` is what holds for the service, as `Contract.scoped(to:)` gives it.
  package init(_ judge: Judge, _ contract: Contract) {
    self.judge = judge
    self.contract = contract
    variables = contract.variables
    var successors: [String: String] = [:]
    for variable in contract.variables {
      for name in variable.formerNames { successors[name] = variable.name }
    }
    self.successors = successors
  }

  /// What a whole environment is under the contract.
  package struct Verdict {
    package var drafts: [FindingDraft] = []
    package var values = EnvironmentValues()
  }

  /// All violations of an environment; what is missing is reported of one that is whole.
  package func judge(_ here: Surroundings, absentAt place: Place, isWhole: Bool) -> Verdict {
    var verdict = Verdict()
    let settings = ContractSettings(here.settings, variables)
    let probes = probes(here.gate)
    for variable in variables {
      if let setting = settings[variable.name] {
        let (drafts, value) = judge(variable, setting, here, probes)
        verdict.drafts += drafts
        verdict.values.set(variable.name, value, isGiven: setting.value.literal != nil)
        verdict.drafts += judgeNames(of: variable, settings, here)
        continue
      }
      let empty = settings.written(variable.name)
      if empty != nil, variable.allowsEmpty {
        verdict.values.set(
          variable.name, try? TypedValue("", as: variable.type), isGiven: false)

      } else if isWhole, let reason = requirement(of: variable, settings, here.stage) {
        let draft = missing(
          variable, at: empty?.place ?? place, settings, here, reason, isEmpty: empty != nil)
        if let draft { verdict.drafts.append(draft) }
      } else if let text = variable.defaultValue {
        verdict.values.set(
          variable.name, variable.reading(of: text, probes).value,
          isGiven: false)
      }
    }
    if isWhole {
      for group in contract.groups where group.stages?.contains(here.stage) ?? true {
        if let draft = judge(group, settings, here, place) { verdict.drafts.append(draft) }
      }
    }
    for comparison in contract.comparisons
    where comparison.stages?.contains(here.stage) ?? true {
      if let draft = judge(comparison, settings, here) { verdict.drafts.append(draft) }
    }
    verdict.drafts += judgeUnknownNames(settings, here)
    return verdict
  }

  /// Values only: for files that are no whole environment.
  package func judge(_ setting: Setting, _ here: Surroundings) -> [FindingDraft] {
    let name = successors[setting.key] ?? setting.key
    guard let variable = variables[name], setting.value.isSupplied else { return [] }
    var drafts = judge(variable, setting, here, probes(here.gate)).drafts
    if name != setting.key || variable.deprecation != nil {
      drafts += [deprecated(setting, variable, here)].compactMap { $0 }
    }
    return drafts
  }

  private func judge(
    _ variable: ContractVariable, _ setting: Setting, _ here: Surroundings, _ probes: ValueProbes
  ) -> (drafts: [FindingDraft], value: TypedValue?) {
    guard let text = setting.value.literal else { return ([], nil) }
    // What a secret may be must not be told, whoever says that it is one.
    let isSecret =
      setting.isDeclaredSecret || variable.isSecret
      || judge.role(of: setting, in: here) == KeyRole.secret
    var drafts: [FindingDraft?] = []
    if variable.sentinels.contains(text) { drafts.append(draft("sentinel", setting, here, [:])) }
    let reading = variable.reading(of: text, probes)
    for fault in reading.faults {
      let hidesExpectation = isSecret && (fault.check == "one-of" || fault.check == "pattern")
      let otherwise: ReportText =
        fault.check == "one-of" ? "the contract's values" : "that the contract gives"
      let found = isSecret ? nil : fault.found.map { "; \($0)" as ReportText }
      drafts.append(
        draft(
          fault.check, setting, here,
          [
            "expected": hidesExpectation ? otherwise : fault.expected, "found": found ?? "",
          ]))
    }
    return (drafts.compactMap { $0 }, reading.faults.isEmpty ? reading.value : nil)
  }

  /// Made once for many variables.
  private func probes(_ gate: Gate) -> ValueProbes {
    ValueProbes(
      matches: { [patterns = judge.patterns] in patterns.matchesWhole($0, $1) },
      isKnownPassword: { [classifier = judge.classifier] password, user, key in
        let names = OwnerNames(users: user.map { [$0] } ?? [])
        switch classifier.classify(password, key: key, names: names, isCertain: true) {
        case .placeholder, .defaultValue, .weak: return true
        case .none, .token, .opaque: return false
        }
      },
      // Files are judged elsewhere than where the service runs.
      target: gate == .process
        ? { path in
          guard let status = try? Platform.status(of: path) else { return nil }
          switch status.kind {
          case .regular: return .file
          case .directory: return .directory
          default: return .any
          }
        } : nil)
  }

  func draft(
    _ check: String, _ setting: Setting, _ here: Surroundings, _ arguments: [String: ReportText]
  ) -> FindingDraft? {
    var result = draft(
      check, at: setting.place, here, key: setting.key, keyPath: setting.keyPath, arguments)
    result?.related = setting.uses.map { ($0.place, "used here") }
    return result
  }

  func draft(
    _ check: String, at place: Place, _ here: Surroundings, key: String?, keyPath: String,
    _ arguments: [String: ReportText]
  ) -> FindingDraft? {
    guard let rule = judge.index.contractRules[check], judge.isEnabled(rule, here.gate),
      let severity = judge.severity(rule, in: here.stage)
    else { return nil }
    var draft = FindingDraft(
      rule, severity, at: place, keyPath: keyPath, key: key, workload: here.workload?.name,
      stage: here.stage, arguments: arguments)
    draft.isContractual = true
    return draft
  }
}

/// What the variables of a contract are in one environment.
package struct EnvironmentValues: Sendable {
  private var values: [String: TypedValue] = [:]
  private var given: Set<String> = []
  private var refused: Set<String> = []

  package init() {}

  package var count: Int { values.count }

  /// The value that is as the contract says, or the contract's default; nil if there is none.
  package subscript(name: String) -> TypedValue? { values[name] }

  /// Whether something is set that is not as the contract says; no default may take its place.
  package func isRefused(_ name: String) -> Bool { refused.contains(name) }

  /// Whether the value is that of the environment, and no default.
  func isGiven(_ name: String) -> Bool { given.contains(name) }

  mutating func set(_ name: String, _ value: TypedValue?, isGiven: Bool) {
    values[name] = value
    if isGiven { given.insert(name) }
    if value == nil, isGiven { refused.insert(name) }
  }
}

/// The settings of an environment by the names of a contract's variables.
struct ContractSettings {
  let all: [Setting]
  private let byName: [String: Setting]
  private let variables: ContractVariables

  init(_ settings: [Setting], _ variables: ContractVariables) {
    all = settings
    byName = Dictionary(settings.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    self.variables = variables
  }

  /// What is written under a name, be it empty.
  func written(_ name: String) -> Setting? { byName[name] }

  /// What gives a variable its value, under its name or a former one; empty text gives none.
  subscript(name: String) -> Setting? {
    if let setting = byName[name], Self.isGiven(setting) { return setting }
    for former in variables[name]?.formerNames ?? [] {
      if let setting = byName[former], Self.isGiven(setting) { return setting }
    }
    return nil
  }

  /// Whether a setting has a value, here or elsewhere; blanks are none.
  static func isGiven(_ setting: Setting) -> Bool {
    setting.value.isSupplied && setting.value.literal.map { !$0.trimmedASCII.isEmpty } ?? true
  }

  /// What a variable is; nil if that is not known here.
  private func text(of name: String) -> String? {
    if let setting = self[name] { return setting.value.literal }
    return variables[name]?.defaultValue
  }

  /// Whether all terms hold; of values that are held elsewhere nobody knows.
  func holds(_ condition: ContractCondition) -> Bool {
    condition.terms.allSatisfy { term in
      if term.values.isEmpty { return self[term.name] != nil }
      guard let text = text(of: term.name) else { return false }
      if term.values.contains(text) { return true }
      guard variables[term.name]?.type == .bool, let truth = Truth(text) else { return false }
      return term.values.contains { Truth($0) == truth }
    }
  }

  /// The number of a variable, or of its default; nil where it has none here.
  func magnitude(of name: String) -> Double? {
    guard let type = variables[name]?.type else { return nil }
    let text = self[name].map { $0.value.literal } ?? variables[name]?.defaultValue
    return text.flatMap { try? TypedValue($0.trimmedASCII, as: type) }?.magnitude
  }
}

extension Comparison {
  package func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .equal: left == right
    case .notEqual: left != right
    }
  }
}
