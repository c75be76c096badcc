package import RulePacks

extension Judge {
  /// All rules that look at a setting, with what each one said; judging asks the same questions and
  /// keeps the findings alone.
  package func considerations(
    of setting: Setting, in here: Surroundings
  ) -> [RuleConsideration] {
    let isEmptyExample = here.stage == .example && setting.value.isEmpty
    let inner = isEmptyExample ? [] : innerSecrets(of: setting)
    let role = role(of: setting, in: here)
    let ofRole = Set(index.byRole[role] ?? [])
    let ofEvery = Set(index.forEverySetting)
    let own = ruleNumbers(for: setting, role: role).map { number -> RuleConsideration in
      let rule = index.rules[number]
      let answer: RuleConsideration.Answer =
        if isEmptyExample {
          .emptyExample
        } else if isJudgedInside(number, inner) {
          .judgedInside
        } else if isPublishedToken(rule.check, inner) {
          .publishedToken
        } else {
          self.answer(of: rule, setting, role, here, outcome(of: rule, setting, role, here)) {
            draft(rule, $0, $1, setting, role, here)
          }
        }
      return RuleConsideration(
        rule: rule,
        cause: ofRole.contains(number) ? .role : ofEvery.contains(number) ? .every : .key,
        answer: answer)
    }
    return own + considerations(of: inner, of: setting, in: here)
  }

  private func considerations(
    of secrets: [InnerSecret], of setting: Setting, in here: Surroundings
  ) -> [RuleConsideration] {
    index.ofSecrets.sorted().flatMap { number in
      let rule = index.rules[number]
      return secrets.map { secret in
        let outcome = outcome(
          of: rule, secret.setting, KeyRole.secret, here, beside: secret.users)
        let answer = answer(of: rule, secret.setting, KeyRole.secret, here, outcome) {
          draft(rule, $0, $1, secret, of: setting, in: here)
        }
        return RuleConsideration(rule: rule, cause: .role, answer: answer, part: secret)
      }
    }
  }

  private func answer(
    of rule: Rule, _ setting: Setting, _ role: String, _ here: Surroundings,
    _ outcome: RuleOutcome, _ draft: (Severity, Violation) -> FindingDraft
  ) -> RuleConsideration.Answer {
    switch outcome {
    case .refused: refusal(of: rule, here)
    case .excepted: .excepted
    case .unmet: unmet(rule.condition) { verdict($0, setting, role, here) }
    case .passed: .passed
    case .violated(let severity, let violations): .violated(violations.map { draft(severity, $0) })
    }
  }

  /// Why a rule says nothing here, whatever it is asked about.
  package func refusal(of rule: Rule, _ here: Surroundings) -> RuleConsideration.Answer {
    if !rule.gates.contains(here.gate) { return .otherGate }
    if !isEnabled(rule, here.gate) { return .notSelected }
    return ruleSettings[rule.id]?.isOff == true ? .off : .silentInStage
  }

  /// The first part of a condition that keeps all of it from holding.
  package func unmet(
    _ condition: Condition?, _ verdict: (Condition) -> ConditionVerdict
  ) -> RuleConsideration.Answer {
    guard let condition else { return .passed }
    if case .all(let parts) = condition,
      let part = parts.first(where: { verdict($0) != .yes })
    {
      return unmet(part, verdict)
    }
    return .unmet(condition, verdict(condition))
  }

  /// Rules about whole environments that ask for a setting with this key.
  package func workloadConsiderations(
    of setting: Setting, in here: Surroundings, at place: Place
  ) -> [RuleConsideration] {
    index.workloadRules.compactMap { number in
      let rule = index.rules[number]
      guard
        rule.check.keys.contains(where: {
          $0.matches(setting.info, ancestors: setting.ancestors)
        })
      else { return nil }
      return RuleConsideration(
        rule: rule, cause: .environment, answer: answer(of: rule, number: number, here, at: place))
    }
  }

  private func answer(
    of rule: Rule, number: Int, _ here: Surroundings, at place: Place
  ) -> RuleConsideration.Answer {
    guard isEnabled(rule, here.gate), let severity = severity(rule, in: here.stage) else {
      return refusal(of: rule, here)
    }
    guard rule.condition.map({ holds($0, here) }) ?? true else {
      return unmet(rule.condition) { verdict($0, here) }
    }
    let planned = PlannedRule(rule, number: number, severity, nil, memory)
    let drafts = drafts(of: planned, here, at: place)
    return drafts.isEmpty ? .passed : .violated(drafts)
  }
}
