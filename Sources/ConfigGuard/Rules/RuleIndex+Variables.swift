import RulePacks

extension RuleIndex {
  /// Whether rules may have something to say of a setting with a key around which no mapping stands,
  /// whatever expressions over keys say.
  package func asks(forVariable info: KeyInfo) -> Bool {
    if info.holdsLogin || info.isAskedFor { return true }
    let isChosen = info.candidates.contains {
      $0.pattern.context.isEmpty || $0.pattern.matches(info, ancestors: [])
    }
    if isChosen { return true }
    switch info.ownRole {
    case KeyRole.secret, KeyRole.possibleSecret, KeyRole.userName, KeyRole.secretName: return true
    case let role: return !(byRole[role] ?? []).isEmpty
    }
  }

  /// Whether an expression over keys chooses a setting.
  package func mayBeChosen(_ info: KeyInfo) -> Bool { !info.rules.isEmpty }
}
