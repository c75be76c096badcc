import RulePacks

extension RuleIndex {
  /// Whether rules may have something to say of settings with a key because of the key alone.
  package func asks(for info: KeyInfo) -> Bool {
    if info.isOfInterest { return true }
    switch info.ownRole {
    // Names of users are what is guessed first, and a long name of a secret is none.
    case KeyRole.userName, KeyRole.secretName: return true
    case let role: return !(byRole[role] ?? []).isEmpty
    }
  }

  /// Whether the rules about every setting look for addresses and tokens alone, both of which are
  /// found when the bytes of a file are searched.
  package var seeksNothingUnannounced: Bool {
    forEverySetting.allSatisfy { number in
      switch rules[number].check {
      case .url, .token: true
      default: false
      }
    }
  }
}
