import RulePacks

extension RuleIndex {
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
