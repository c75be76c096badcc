import RulePacks

extension ContractJudge {
  /// Why a variable is required here; nil if it is not.
  func requirement(
    of variable: ContractVariable, _ settings: ContractSettings, _ stage: Stage
  ) -> ReportText? {
    if variable.requirement.holds(in: stage) { return "" }
    guard stage != .example,
      let condition = variable.requiredWhen.first(where: { settings.holds($0) })
    else { return nil }
    return " because of \(condition.words(in: variables))"
  }

  func missing(
    _ variable: ContractVariable, at place: Place, _ settings: ContractSettings,
    _ here: Surroundings, _ reason: ReportText, isEmpty: Bool
  ) -> FindingDraft? {
    let check = variable.isSecret ? "required-secret" : "required"
    var problem: ReportText = isEmpty ? "is empty" : "is not set"
    let meant = isEmpty ? nil : slip(of: variable.name, in: settings)
    if let meant { problem += "; \(quoted: meant.key) is, and may be meant" }
    var draft = draft(
      check, at: place, here, key: variable.name, keyPath: variable.name,
      [
        "problem": problem, "reason": reason,
        "description": variable.description.map { " (\(prose: $0))" } ?? "",
      ])
    // The name of the workload stands there, and no value.
    if !isEmpty { draft?.content = .name }
    if let meant {
      draft?.related.append((Place(meant.file, meant.keyRange), "this name is nearly the same"))
    }
    return draft
  }

  /// A name in the environment that is this one but for a slip of the pen.
  private func slip(of name: String, in settings: ContractSettings) -> Setting? {
    let words = NearMiss.words(of: name)
    return settings.all.first { setting in
      variables[setting.key] == nil && NearMiss.isSlip(NearMiss.words(of: setting.key), of: words)
    }
  }

  func judge(
    _ group: ContractGroup, _ settings: ContractSettings, _ here: Surroundings, _ place: Place
  ) -> FindingDraft? {
    if let condition = group.condition, !settings.holds(condition) { return nil }
    let set = group.names.filter { settings[$0] != nil }
    let names = Self.list(group.names)
    let missing = Self.list(group.names.filter { settings[$0] == nil })
    let when = group.condition.map { " because of \($0.words(in: variables))" as ReportText } ?? ""
    let problem: ReportText?
    switch group.kind {
    case .oneOf:
      problem = set.isEmpty ? "none of \(names) is set; at least one must be\(when)" : nil
    case .exactlyOne:
      problem =
        set.count == 1 ? nil : "exactly one of \(names) must be set\(when); \(set.count) are"
    case .allOrNone:
      problem =
        set.isEmpty || set.count == group.names.count
        ? nil : "\(names) belong together\(when); missing: \(missing)"
    case .requires:
      let subject = group.subject
      let isAsked = subject.map { settings[$0] != nil } ?? true
      if !isAsked || set.count == group.names.count {
        problem = nil
      } else if let subject {
        problem = "\(setting: subject) is set and needs \(missing)\(when)"
      } else {
        problem = "missing: \(missing)\(when)"
      }
    case .conflicts:
      let others = Self.list(set)
      if let subject = group.subject {
        problem =
          settings[subject] != nil && !set.isEmpty
          ? "\(setting: subject) is set and rules out \(others)\(when)" : nil
      } else {
        problem = set.count > 1 ? "\(others) rule one another out\(when)" : nil
      }
    }
    guard let problem else { return nil }
    return draft(
      "group", at: place, here, key: nil, keyPath: group.names.joined(separator: ", "),
      ["problem": problem])
  }

  func judge(
    _ comparison: ContractComparison, _ settings: ContractSettings, _ here: Surroundings
  ) -> FindingDraft? {
    let value = { (name: String) in settings.magnitude(of: name) }
    let set = comparison.names.compactMap { settings[$0] }
    guard let setting = set.first, comparison.names.allSatisfy({ value($0) != nil }) else {
      return nil
    }
    let problem: ReportText
    if let left = comparison.left.value(value), let right = comparison.right.value(value) {
      guard !comparison.comparison.holds(left, right) else { return nil }
      problem =
        "\(comparison.left.words) must be \(comparison.comparison) \(comparison.right.words)"
    } else {
      problem = "`\(comparison.words)` cannot be worked out: it divides by zero or is too large"
    }
    var result = draft("compare", setting, here, ["problem": problem])
    for other in set.dropFirst() where other.key != setting.key {
      result?.related.append((other.place, "\(setting: other.key) is set here"))
    }
    return result
  }

  static func list(_ names: [String]) -> ReportText {
    names.map { "\(setting: $0)" as ReportText }.joined(separator: ", ")
  }
}

extension ContractCondition {
  /// The condition for a message, with the values that are no secrets.
  func words(in variables: ContractVariables) -> ReportText {
    terms.map { term in
      let variable = variables[term.name]
      // What has a type or a list of choices is told apart from a secret that nobody marked.
      let isOpen = variable.map {
        !$0.isSecret && ($0.type != .string || !$0.choices.isEmpty)
      }
      guard isOpen == true, !term.values.isEmpty else { return "\(setting: term.name)" }
      let values = term.values.map { ReportText.declared($0) }.joined(separator: " or ")
      return "\(setting: term.name) = \(values)" as ReportText
    }.joined(separator: " and ")
  }

  /// The names alone.
  package var words: ReportText {
    terms.map { "\(setting: $0.name)" as ReportText }.joined(separator: " and ")
  }
}
