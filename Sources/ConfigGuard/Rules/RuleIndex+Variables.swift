import RulePacks

extension RuleIndex {
  /// Whether a rule chooses settings with a key by its words, where nothing stands above it.
  func choosesAlone(_ words: [String], _ bits: WordBits, _ candidates: [Candidate]) -> Bool {
    candidates.contains { candidate in
      candidate.pattern.context.isEmpty
        || candidate.pattern.mayMatch(bits, isAlone: true)
          && candidate.pattern.matches(words, ancestors: [])
    }
  }

  /// The tests of rules that look at nothing but the values of settings; nil where one looks at more.
  func valueTests(of candidates: [Candidate]) -> [ValueTest]? {
    var tests: [ValueTest] = []
    for candidate in candidates {
      guard case .value(let test) = rules[candidate.rule].check else { return nil }
      tests.append(test)
    }
    return tests
  }

  /// Whether an expression over keys chooses a setting.
  package func mayBeChosen(_ info: KeyInfo) -> Bool { !info.rules.isEmpty }
}
