import RulePacks

/// Judging by plans: of each rule only what can differ from setting to setting is asked.
extension Judge {
  /// The rules that may speak of a setting here.
  func plan(
    for setting: Setting, _ role: String, _ here: Surroundings, isInner: Bool = false
  ) -> KeyPlan {
    let plans = memory.plans(setting.info)
    return here.lookup.situation(of: here, memory)._withUnsafeGuaranteedRef { situation in
      plans.plan(
        situation, role, isNested: !setting.ancestors.isEmpty, isInner: isInner, self)
    }
  }

  /// What a rule that speaks here says of one setting with its value.
  func outcome(
    of choice: SettingPlan.Choice, _ setting: Setting, _ value: Value, _ role: String,
    _ here: Surroundings, _ inner: [InnerSecret] = [], beside users: [String] = []
  ) -> RuleOutcome {
    if !inner.isEmpty, isPublishedToken(choice.rule.rule.check, inner) { return .passed }
    guard choice.chooses(setting) else { return .excepted }
    if let condition = choice.condition,
      condition._withUnsafeGuaranteedRef({ verdict($0, setting, role, here) }) != .yes
    {
      return .unmet
    }
    // Held meanwhile, so that its check is looked at in place.
    let rule = choice.rule
    let violations = violations(
      of: rule.rule.check, setting, value, role, here, beside: users)
    return violations.isEmpty ? .passed : .violated(rule.severity, violations)
  }

  /// Rules about whole environments by what announces them, besides keys.
  var workloadSigns: WorkloadSigns { sharedSigns.value }

  /// The same in one object, of which each part is looked at in place.
  private var sharedSigns: Shared<WorkloadSigns> {
    if let known = memory.workloadSigns { return known }
    let made = Shared(index.workloadSigns)
    memory.workloadSigns = made
    return made
  }

  /// The rules about whole environments that may speak here, in their order; the memory holds them.
  func rules(forWorkload here: Surroundings) -> [Unmanaged<PlannedRule>] {
    here.lookup.situation(of: here, memory)._withUnsafeGuaranteedRef {
      rules(forWorkload: here, $0)
    }
  }

  private func rules(
    forWorkload here: Surroundings, _ situation: Situation
  ) -> [Unmanaged<PlannedRule>] {
    let signs = sharedSigns
    var announced: [Int] = []
    if let image = image(in: here) { announced += image.rules }
    if here.workload?.commandParts.isEmpty == false { announced += signs.value.ofCommands }
    let plans = here.lookup.plans(of: here.settings, memory)
    for position in plans.indices { plans[position].addWorkloadRules(to: &announced, index) }
    if here.settings.indices.contains(where: { !here.settings[$0].shadowed.isEmpty }) {
      announced += signs.value.ofShadowed
    }
    let always = situation.rulesForEveryWorkload(self)
    guard !announced.isEmpty else { return always }
    announced.sort()
    var planned = always
    for (position, number) in announced.enumerated()
    where position == 0 || announced[position - 1] != number {
      if let rule = situation.rule(number, self) { planned.append(.passUnretained(rule)) }
    }
    planned.sort {
      $0._withUnsafeGuaranteedRef(\.number) < $1._withUnsafeGuaranteedRef(\.number)
    }
    return planned
  }
}
