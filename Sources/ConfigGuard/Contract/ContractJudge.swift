package import RulePacks

/// Judges an environment by the service's own contract.
///
/// Every violation goes under a built-in rule id, found by what the rule says it checks.
package struct ContractJudge {
  private let judge: Judge
  private let contract: Contract
  private let variables: [ContractVariable]

  package init(_ judge: Judge, _ contract: Contract, names: [String]? = nil) {
    self.judge = judge
    self.contract = contract
    variables =
      names.map { names in contract.variables.filter { names.contains($0.name) } }
      ?? contract.variables
  }

  /// All violations of an environment that is meant to be whole.
  package func judge(_ here: Surroundings, absentAt place: Place, isWhole: Bool) -> [FindingDraft] {
    var drafts: [FindingDraft] = []
    let settings = Dictionary(here.settings.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    for variable in variables {
      let setting = settings[variable.name]
      if let setting, Self.isGiven(setting) {
        drafts += judge(variable, setting, here)
      } else if setting != nil, variable.allowsEmpty {
        continue
      } else if isWhole, variable.requirement.holds(in: here.stage) {
        drafts += [
          missing(
            variable, at: setting?.place ?? place, here, isEmpty: setting != nil)
        ].compactMap { $0 }
      }
    }
    let names = Set(variables.map(\.name))
    for group in contract.groups
    where group.stages?.contains(here.stage) ?? true
      && names.isSuperset(of: group.names + (group.subject.map { [$0] } ?? []))
    {
      if isWhole, let draft = judge(group, settings, here, place) { drafts.append(draft) }
    }
    for comparison in contract.comparisons
    where names.isSuperset(of: [comparison.left, comparison.right]) {
      if let draft = judge(comparison, settings, here) { drafts.append(draft) }
    }
    return drafts
  }

  /// Whether a setting has a value, here or elsewhere; blanks are none.
  private static func isGiven(_ setting: Setting) -> Bool {
    setting.value.isSupplied && setting.value.literal.map { !$0.trimmedASCII.isEmpty } ?? true
  }

  /// Values only: for files that are no whole environment.
  package func judge(_ setting: Setting, _ here: Surroundings) -> [FindingDraft] {
    guard let variable = variables.first(where: { $0.name == setting.key }),
      setting.value.isSupplied
    else { return [] }
    return judge(variable, setting, here)
  }

  private func judge(
    _ variable: ContractVariable, _ setting: Setting, _ here: Surroundings
  ) -> [FindingDraft] {
    guard let text = setting.value.literal else { return [] }
    var drafts: [FindingDraft?] = []
    // What a secret may be must not be told, whoever says that it is one.
    let isSecret =
      setting.isDeclaredSecret || judge.role(of: setting, in: here) == KeyRole.secret
    func violation(_ check: String, _ arguments: [String: ReportText] = [:]) {
      drafts.append(draft(check, setting, here, arguments))
    }
    if variable.sentinels.contains(text) { violation("sentinel") }
    if !variable.type.accepts(text) {
      violation("type", ["expected": variable.type.expectation])
      return drafts.compactMap { $0 }
    }
    if let minimum = variable.minimumLength, text.unicodeScalars.count < minimum {
      violation(
        variable.isSecret ? "secret-length" : "length",
        ["expected": "at least \(minimum) characters"])
    }
    if !variable.choices.isEmpty, !variable.choices.contains(text) {
      let choices = variable.choices.map { ReportText.declared($0) }.joined(separator: ", ")
      violation("one-of", ["expected": isSecret ? "the contract's values" : choices])
    }
    if let pattern = variable.pattern, !judge.patterns.matchesWhole(pattern, text) {
      let shown = ReportText.pattern(pattern, otherwise: "that the contract gives")
      violation("pattern", ["expected": isSecret ? "that the contract gives" : shown])
    }
    if let expected = outsideRange(variable, text) { violation("range", ["expected": expected]) }
    drafts += urlViolations(variable, setting, text, here)
    return drafts.compactMap { $0 }
  }

  private func outsideRange(_ variable: ContractVariable, _ text: String) -> ReportText? {
    guard variable.minimum != nil || variable.maximum != nil, let number = Double(text) else {
      return nil
    }
    if let minimum = variable.minimum, number < minimum {
      return "at least \(Self.plain(minimum))"
    }
    if let maximum = variable.maximum, number > maximum {
      return "at most \(Self.plain(maximum))"
    }
    return nil
  }

  private static func plain(_ number: Double) -> ReportText {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }

  private func urlViolations(
    _ variable: ContractVariable, _ setting: Setting, _ text: String, _ here: Surroundings
  ) -> [FindingDraft?] {
    guard !variable.schemes.isEmpty || !variable.query.isEmpty else { return [] }
    guard let url = URLParts(text) else {
      return [draft("type", setting, here, ["expected": ValueType.url.expectation])]
    }
    var drafts: [FindingDraft?] = []
    if !variable.schemes.isEmpty, !variable.schemes.contains(url.scheme) {
      let schemes = variable.schemes.map { ReportText.declared($0) }.joined(separator: ", ")
      drafts.append(draft("url", setting, here, ["expected": "the scheme \(schemes)"]))
    }
    for (name, allowed) in variable.query.sorted(by: { $0.key < $1.key }) {
      let given = url.parameters.last { $0.name == name }?.value
      if let given, allowed.isEmpty || allowed.contains(given) { continue }
      let values = allowed.map { ReportText.declared($0) }.joined(separator: " or ")
      drafts.append(
        draft("url", setting, here, ["expected": "`\(name: name)=\(values)` in its query"]))
    }
    return drafts
  }

  private func judge(
    _ group: ContractGroup, _ settings: [String: Setting], _ here: Surroundings, _ place: Place
  ) -> FindingDraft? {
    let isSet = { (name: String) in settings[name].map { Self.isGiven($0) } ?? false }
    let set = group.names.filter(isSet)
    let names = Self.list(group.names)
    let problem: ReportText?
    switch group.kind {
    case .oneOf: problem = set.isEmpty ? "none of \(names) is set; at least one must be" : nil
    case .exactlyOne:
      problem =
        set.count == 1
        ? nil : "exactly one of \(names) must be set; \(set.count) are"
    case .allOrNone:
      let missing = Self.list(group.names.filter { !isSet($0) })
      problem =
        set.isEmpty || set.count == group.names.count
        ? nil : "\(names) belong together; missing: \(missing)"
    case .requires:
      let missing = group.names.filter { !isSet($0) }
      let subject = group.subject ?? ""
      problem =
        isSet(subject) && !missing.isEmpty
        ? "\(setting: subject) is set and needs \(Self.list(missing))" : nil
    }
    guard let problem else { return nil }
    return draft(
      "group", at: place, here, key: nil, keyPath: group.names.joined(separator: ", "),
      ["problem": problem])
  }

  private func judge(
    _ comparison: ContractComparison, _ settings: [String: Setting], _ here: Surroundings
  ) -> FindingDraft? {
    func number(_ name: String) -> (value: Double, setting: Setting?)? {
      if let setting = settings[name], setting.value.isSupplied {
        return setting.value.literal.flatMap { Double($0.trimmedASCII) }.map { ($0, setting) }
      }
      return contract.variable(name)?.defaultValue.flatMap { Double($0) }.map { ($0, nil) }
    }
    guard let left = number(comparison.left), let right = number(comparison.right),
      let setting = left.setting ?? right.setting,
      !comparison.comparison.holds(left.value, right.value)
    else { return nil }
    let problem: ReportText =
      "\(setting: comparison.left) must be \(comparison.comparison) \(setting: comparison.right)"
    var result = draft("compare", setting, here, ["problem": problem])
    if left.setting != nil, let other = right.setting {
      result?.related.append((other.place, "\(setting: comparison.right) is set here"))
    }
    return result
  }

  private static func list(_ names: [String]) -> ReportText {
    names.map { "\(setting: $0)" as ReportText }.joined(separator: ", ")
  }

  private func missing(
    _ variable: ContractVariable, at place: Place, _ here: Surroundings, isEmpty: Bool
  ) -> FindingDraft? {
    let check = variable.isSecret ? "required-secret" : "required"
    var arguments: [String: ReportText] = ["problem": isEmpty ? "is empty" : "is not set"]
    arguments["description"] = variable.description.map { " (\(prose: $0))" } ?? ""
    var draft = draft(
      check, at: place, here, key: variable.name, keyPath: variable.name, arguments)
    // The name of the workload stands there, and no value.
    if !isEmpty { draft?.content = .name }
    return draft
  }

  private func draft(
    _ check: String, _ setting: Setting, _ here: Surroundings, _ arguments: [String: ReportText]
  ) -> FindingDraft? {
    var result = draft(
      check, at: setting.place, here, key: setting.key, keyPath: setting.keyPath, arguments)
    result?.related = setting.uses.map { ($0.place, "used here") }
    return result
  }

  private func draft(
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
