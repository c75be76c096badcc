import RulePacks

/// Judging by plans: of each rule only what can differ from setting to setting is asked.
extension Judge {
  /// The rules that may speak of a setting here.
  func plan(
    for setting: Setting, _ role: String, _ here: Surroundings, isInner: Bool = false
  ) -> SettingPlan {
    memory.plans(setting.info).plan(
      memory.situation(here), role, isNested: !setting.ancestors.isEmpty, isInner: isInner, self)
  }

  /// What a rule that speaks here says of one setting.
  func outcome(
    of choice: SettingPlan.Choice, _ setting: Setting, _ role: String, _ here: Surroundings,
    _ inner: [InnerSecret] = [], beside users: [String] = []
  ) -> RuleOutcome {
    let rule = choice.rule
    if !inner.isEmpty, isPublishedToken(rule.check, inner) { return .passed }
    guard choice.chooses(setting) else { return .excepted }
    if let condition = rule.condition,
      verdict(condition, here, { verdict($0, setting, role, here) }) != .yes
    {
      return .unmet
    }
    let violations = violations(of: rule.check, setting, role, here, beside: users)
    return violations.isEmpty ? .passed : .violated(rule.severity, violations)
  }

  /// Whether a planned condition holds; `other` tells of what no plan decides.
  func verdict(
    _ condition: PlannedCondition, _ here: Surroundings,
    _ other: (Condition) -> ConditionVerdict
  ) -> ConditionVerdict {
    switch condition {
    case .all(let parts): .all(parts) { verdict($0, here, other) }
    case .any(let parts): .any(parts) { verdict($0, here, other) }
    case .not(let part): verdict(part, here, other).negated
    case .setting(let question): ConditionVerdict(holds(question, here))
    case .other(let condition): other(condition)
    }
  }

  private func holds(_ question: SettingQuestion, _ here: Surroundings) -> Bool {
    here.lookup.holds(question, among: here.settings, self)
  }

  /// Whether a setting is what a question asks for under one of its keys.
  func answers(_ question: SettingQuestion, _ key: AskedPattern, _ setting: Setting) -> Bool {
    guard key.pattern.matches(setting.info.words, ancestors: setting.ancestors) else {
      return false
    }
    guard let test = question.test else { return setting.value.isSupplied }
    return passes(test, setting)
  }

  /// Rules about whole environments by what announces them.
  var workloadRules: WorkloadRuleIndex {
    if let known = memory.workloadRules { return known }
    let made = WorkloadRuleIndex(index, memory)
    memory.workloadRules = made
    return made
  }

  /// The rules about whole environments that may speak here, in their order.
  func rules(forWorkload here: Surroundings) -> [PlannedRule] {
    let rules = workloadRules
    let situation = memory.situation(here)
    var announced: [Int] = []
    if let text = here.workload?.image {
      let image = memory.image(text, rules)
      here.memory.image = image.identity
      announced += image.rules
    }
    if here.workload?.commandParts.isEmpty == false { announced += rules.ofCommands }
    var hasShadowed = false
    for position in here.settings.indices {
      announced += memory.plans(here.settings[position].info).workloadRules(rules)
      if !here.settings[position].shadowed.isEmpty { hasShadowed = true }
    }
    if hasShadowed { announced += rules.ofShadowed }
    let always = situation.rulesForEveryWorkload(self)
    guard !announced.isEmpty else { return always }
    let planned = Set(announced).compactMap { situation.rule($0, self) }
    return (planned + always).sorted { $0.number < $1.number }
  }
}
