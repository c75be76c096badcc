import RulePacks

/// Judging by plans: of each rule only what can differ from setting to setting is asked.
extension Judge {
  /// The rules that may speak of a setting here.
  func plan(
    for setting: Setting, _ role: String, _ here: Surroundings, isInner: Bool = false
  ) -> KeyPlan {
    memory.plans(setting.info).plan(
      here.lookup.situation(of: here, memory), role, isNested: !setting.ancestors.isEmpty,
      isInner: isInner, self)
  }

  /// What a rule that speaks here says of one setting with its value.
  func outcome(
    of choice: SettingPlan.Choice, _ setting: Setting, _ value: Value, _ role: String,
    _ here: Surroundings, _ inner: [InnerSecret] = [], beside users: [String] = []
  ) -> RuleOutcome {
    let rule = choice.rule
    if !inner.isEmpty, isPublishedToken(rule.rule.check, inner) { return .passed }
    guard choice.chooses(setting) else { return .excepted }
    if let condition = rule.condition,
      verdict(condition, setting, role, here) != .yes
    {
      return .unmet
    }
    let violations = violations(
      of: rule.rule.check, setting, value, role, here, beside: users)
    return violations.isEmpty ? .passed : .violated(rule.severity, violations)
  }

  /// Rules about whole environments by what announces them, besides keys.
  var workloadSigns: WorkloadSigns {
    if let known = memory.workloadSigns { return known }
    let made = index.workloadSigns
    memory.workloadSigns = made
    return made
  }

  /// The rules about whole environments that may speak here, in their order.
  func rules(forWorkload here: Surroundings) -> [PlannedRule] {
    let signs = workloadSigns
    let situation = here.lookup.situation(of: here, memory)
    var announced: [Int] = []
    if let text = here.workload?.image {
      let image = memory.image(text, signs)
      here.memory.image = image.identity
      announced += image.rules
    }
    if here.workload?.commandParts.isEmpty == false { announced += signs.ofCommands }
    let plans = here.lookup.plans(of: here.settings, memory)
    for position in plans.indices { plans[position].addWorkloadRules(to: &announced, index) }
    if here.settings.indices.contains(where: { !here.settings[$0].shadowed.isEmpty }) {
      announced += signs.ofShadowed
    }
    let always = situation.rulesForEveryWorkload(self)
    guard !announced.isEmpty else { return always }
    announced.sort()
    var planned = always
    for (position, number) in announced.enumerated()
    where position == 0 || announced[position - 1] != number {
      if let rule = situation.rule(number, self) { planned.append(rule) }
    }
    return planned.sorted { $0.number < $1.number }
  }
}
