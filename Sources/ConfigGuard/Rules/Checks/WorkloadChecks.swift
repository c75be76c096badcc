import RulePacks

extension Judge {
  /// Judges what only a whole environment can show: what is missing, what contradicts.
  package func judgeWorkload(_ here: Surroundings, at place: Place) -> [FindingDraft] {
    var found: [FindingDraft] = []
    for planned in rules(forWorkload: here) {
      planned._withUnsafeGuaranteedRef { planned in
        if let condition = planned.askedCondition,
          condition._withUnsafeGuaranteedRef({ verdict($0, nil, KeyRole.none, here) }) != .yes
        {
          return
        }
        found.append(anyOf: drafts(of: planned, here, at: place))
      }
    }
    return found
  }

  /// What a rule about whole environments finds in one for which its condition holds.
  func drafts(
    of planned: PlannedRule, _ here: Surroundings, at place: Place
  ) -> [FindingDraft] {
    let severity = planned.severity
    // A relation is copied when it is looked at, and has nothing to compare in most environments.
    if let asked = planned.relation,
      !here.lookup.mayPair(asked, here.settings, memory)
    {
      return []
    }
    switch planned.rule.check {
    case .requires(let keys):
      return requires(keys, planned.rule, severity, here, place)
    case .relation(let relation):
      return self.relation(relation, planned, here)
    case .command(let tests): return commands(tests, planned, here)
    case .twins(let keys, let suffix):
      return twins(keys, suffix, planned.rule, severity, here)
    case .resolution(.shadowed):
      return shadowed(planned.rule, severity, here)
    case .present:
      var draft = FindingDraft(
        planned.rule, severity, at: place, keyPath: planned.rule.id, key: nil,
        workload: here.workload?.name, stage: here.stage)
      draft.content = .name
      return [draft]
    default: return []
    }
  }

  private func requires(
    _ keys: [KeyPattern], _ rule: Rule, _ severity: Severity, _ here: Surroundings, _ place: Place
  ) -> [FindingDraft] {
    // Settings that were not read may hold what seems to be missing.
    guard here.workload?.hasUnreadSources != true else { return [] }
    let found = here.settings.filter { setting in
      keys.contains { $0.matches(setting.info, ancestors: setting.ancestors) }
    }
    guard !found.contains(where: { $0.value.isSupplied }) else { return [] }
    let shown = found.first
    var draft = FindingDraft(
      rule, severity, at: shown?.place ?? place, keyPath: rule.id, key: shown?.key,
      workload: here.workload?.name, stage: here.stage)
    // The name of the workload stands there, and no value.
    if shown == nil { draft.content = .name }
    return [draft]
  }

  private func twins(
    _ keys: [KeyPattern], _ suffix: String, _ rule: Rule, _ severity: Severity,
    _ here: Surroundings
  ) -> [FindingDraft] {
    here.settings.compactMap { setting in
      guard keys.contains(where: { $0.matches(setting.info, ancestors: setting.ancestors) }),
        setting.value.comesToSomething,
        let twin = here.workload?.setting(setting.key + suffix, embedded.keys, values),
        twin.value.comesToSomething
      else { return nil }
      var draft = FindingDraft(
        rule, severity, at: twin.place, keyPath: twin.keyPath, key: twin.key,
        workload: here.workload?.name, stage: here.stage,
        arguments: ["other": "\(setting: setting.key)"])
      draft.related = [(setting.place, "\(setting: setting.key) is set here")]
      return draft
    }
  }
}

extension Value {
  /// Whether there is a value, and not only a reference that comes to nothing (`${X:-}`).
  fileprivate var comesToSomething: Bool { isSupplied && effective?.isEmpty != true }
}
