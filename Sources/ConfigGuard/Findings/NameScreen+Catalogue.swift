package import RulePacks

extension NameScreen {
  /// The screen of a run: it knows the tokens of every project's packs.
  package init(_ classifiers: [SecretClassifier]) {
    self.init(
      holdsToken: { text in
        // By their places: each one that is taken out is copied.
        classifiers.indices.contains { !classifiers[$0].tokens(in: text).isEmpty }
      },
      looksRandom: { Randomness.looksRandom($0) })
  }

  /// The screen for what is said before any project is known.
  package static var builtin: NameScreen {
    let rules = BuiltinPacks.prepared
    return NameScreen([
      SecretClassifier(rules.set.vocabulary, rules.tokens, PatternCache(), now: nil)
    ])
  }
}
