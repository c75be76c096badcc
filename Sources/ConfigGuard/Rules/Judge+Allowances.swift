extension Judge {
  /// The contract's exceptions that speak of a finding, ended ones too.
  package func allowances(
    for draft: FindingDraft, at path: String
  ) -> [RuleSetting.Allowance] {
    guard let allowances = ruleSettings[draft.rule]?.allowances, !allowances.isEmpty else {
      return []
    }
    return allowances.filter { $0.holds(for: draft, at: path) }
  }

  /// A finding with what the contract answers to it; `path` is as the contract's globs see it.
  package func answered(_ draft: FindingDraft, at path: String) -> FindingDraft {
    var draft = draft
    for allowance in allowances(for: draft, at: path) { answer(&draft, by: allowance) }
    return draft
  }

  /// Gives a finding one of the answers of `allowances`, or says on it that this one has ended.
  package func answer(_ draft: inout FindingDraft, by allowance: RuleSetting.Allowance) {
    if let expires = allowance.expires, isOver(expires) {
      return draft.note(endOf: expires, at: allowance.place)
    }
    draft.answer =
      draft.answer
      ?? Answer(
        .contract, reason: allowance.reason, expires: allowance.expires, owner: allowance.owner,
        at: allowance.place)
  }
}

extension RuleSetting.Allowance {
  fileprivate func holds(for draft: FindingDraft, at file: String) -> Bool {
    if let path, !path.matches(file) { return false }
    if let key {
      // What a name in a mapping is called may be asked for with the names above it.
      let names = [draft.key, draft.keyPath].compactMap { $0 }
      guard names.contains(where: { Glob.name($0, matches: key) }) else { return false }
    }
    if let workload {
      guard let name = draft.workload, Glob.name(name, matches: workload) else { return false }
    }
    return true
  }
}
