import RulePacks

extension RuleIndex {
  /// Whether rules may have something to say of a setting with a key around which no mapping stands,
  /// whatever expressions over keys say.
  package func asks(forVariable info: KeyInfo) -> Bool {
    if info.holdsLogin || info.isAskedFor { return true }
    let isChosen = info.candidates.contains {
      $0.pattern.context.isEmpty || $0.pattern.matches(info.words, ancestors: [])
    }
    if isChosen { return true }
    switch info.ownRole {
    case KeyRole.secret, KeyRole.possibleSecret, KeyRole.userName, KeyRole.secretName: return true
    case let role: return !(byRole[role] ?? []).isEmpty
    }
  }

  /// Whether an expression over keys chooses a setting.
  package func mayBeChosen(_ info: KeyInfo) -> Bool { !info.rules.isEmpty }

  /// Whether an expression over keys may choose a setting in which its rule finds something.
  package func mayBeChosen(
    _ info: KeyInfo, _ key: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    !info.rules.isEmpty && keyExpressions.maySpeak(ofKey: key, value: value)
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

  /// Whether a rule about every setting has anything to say of addresses of the web that hold
  /// neither a login nor parameters.
  package var judgesPlainAddresses: Bool {
    schemesOfInterest.map { !PlainValue.schemes.isDisjoint(with: $0) } ?? true
  }

  /// The schemes of addresses of which a rule about every setting may speak although they hold
  /// neither a login nor parameters; nil where it may speak of any.
  package var schemesOfInterest: Set<String>? {
    var schemes: Set<String> = []
    for number in forEverySetting {
      guard case .url(let test) = rules[number].check, test.password == nil, test.query.isEmpty
      else { continue }
      if test.schemes.isEmpty { return nil }
      schemes.formUnion(test.schemes)
    }
    return schemes
  }
}
