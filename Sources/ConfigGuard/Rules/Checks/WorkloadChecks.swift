import RulePacks

extension Judge {
  /// Judges what only a whole environment can show: what is missing, what contradicts.
  package func judgeWorkload(_ here: Surroundings, at place: Place) -> [FindingDraft] {
    index.workloadRules.flatMap { number -> [FindingDraft] in
      let rule = index.rules[number]
      guard isEnabled(rule, here.gate), let severity = severity(rule, in: here.stage),
        rule.condition.map({ holds($0, here) }) ?? true
      else { return [] }
      switch rule.check {
      case .requires(let keys):
        return requires(keys, rule, severity, here, place)
      case .relation(let left, let comparison, let right):
        return relation(left, comparison, right, rule, severity, here)
      case .twins(let keys, let suffix):
        return twins(keys, suffix, rule, severity, here)
      case .resolution(.shadowed):
        return shadowed(rule, severity, here)
      case .present:
        var draft = FindingDraft(
          rule, severity, at: place, keyPath: rule.id, key: nil, workload: here.workload?.name,
          stage: here.stage)
        draft.content = .name
        return [draft]
      default: return []
      }
    }
  }

  private func requires(
    _ keys: [KeyPattern], _ rule: Rule, _ severity: Severity, _ here: Surroundings, _ place: Place
  ) -> [FindingDraft] {
    // Settings that were not read may hold what seems to be missing.
    guard here.workload?.hasUnreadSources != true else { return [] }
    let found = here.settings.filter { setting in
      keys.contains { $0.matches(setting.info.words, ancestors: setting.ancestors) }
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
      guard keys.contains(where: { $0.matches(setting.info.words, ancestors: setting.ancestors) }),
        setting.value.comesToSomething, let twin = here.workload?.setting(setting.key + suffix),
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

  private func relation(
    _ left: KeyPattern, _ comparison: Comparison, _ right: KeyPattern, _ rule: Rule,
    _ severity: Severity, _ here: Surroundings
  ) -> [FindingDraft] {
    func matching(_ pattern: KeyPattern) -> [(setting: Setting, number: Double)] {
      here.settings.compactMap { setting in
        guard pattern.matches(setting.info.words, ancestors: setting.ancestors),
          let number = setting.value.literal.flatMap({ Double($0.trimmedASCII) })
        else { return nil }
        return (setting, number)
      }
    }
    // Only settings of one family belong together: the same words but for the one compared.
    var families: [[String]: [(setting: Setting, number: Double)]] = [:]
    for candidate in matching(right) {
      for key in Self.families(of: candidate.setting) {
        families[key, default: []].append(candidate)
      }
    }
    return matching(left).flatMap { left in
      Self.families(of: left.setting).flatMap { families[$0] ?? [] }.filter { right in
        right.setting.info.words != left.setting.info.words
          && comparison.holds(left.number, right.number)
      }
      .map { right in
        var draft = FindingDraft(
          rule, severity, at: left.setting.place, keyPath: left.setting.keyPath,
          key: left.setting.key, workload: here.workload?.name, stage: here.stage,
          arguments: ["other": "\(setting: right.setting.key)"])
        draft.related = [(right.setting.place, "\(setting: right.setting.key) is set here")]
        draft.content = .number
        return draft
      }
    }
  }

  /// The words around a setting with each of its own words left open in turn.
  private static func families(of setting: Setting) -> [[String]] {
    setting.info.words.indices.map { index in
      var words = setting.info.words
      words[index] = "*"
      return setting.ancestors + [">"] + words
    }
  }
}

extension Value {
  /// Whether there is a value, and not only a reference that comes to nothing (`${X:-}`).
  fileprivate var comesToSomething: Bool { isSupplied && effective?.isEmpty != true }
}
