import ConfigGuard
import RulePacks

extension ContractDifference {
  // MARK: groups

  mutating func compareGroups(_ old: [ContractGroup], _ new: [ContractGroup]) {
    var gone = old.filter { !new.contains($0) }
    for group in new where !old.contains(group) {
      // What has the same subject, or a variable in common, is the same group in another form.
      let position = gone.firstIndex { candidate in
        candidate.kind == group.kind && candidate.subject == group.subject
          && (group.subject != nil || !Set(candidate.names).isDisjoint(with: group.names))
      }
      guard let position else {
        add(.groups, .tightens, "the group \(group.words) is new")
        continue
      }
      let before = gone.remove(at: position)
      add(
        .groups, Self.effect(before, group), "the group \(group.words) was \(before.words)")
    }
    for group in gone { add(.groups, .loosens, "the group \(group.words) is removed") }
  }

  private static func effect(_ old: ContractGroup, _ new: ContractGroup) -> ContractEffect {
    let names: ContractEffect
    switch new.kind {
    case .oneOf: names = .demands(new.names, old.names)
    case .requires, .conflicts: names = .demands(old.names, new.names)
    case .exactlyOne, .allOrNone: names = Set(old.names) == Set(new.names) ? .none : .alters
    }
    return names + .stages(old.stages, new.stages)
      + .narrowing(old.condition, new.condition) { _, wide in wide == nil }.reversed
  }

  // MARK: comparisons

  mutating func compareComparisons(_ old: [ContractComparison], _ new: [ContractComparison]) {
    var gone = old.filter { !new.contains($0) }
    for comparison in new where !old.contains(comparison) {
      let position = gone.firstIndex {
        $0.left == comparison.left && $0.right == comparison.right
      }
      guard let position else {
        add(.compare, .tightens, "\(comparison.fullWords) is new")
        continue
      }
      let before = gone.remove(at: position)
      let signs = ContractEffect.narrowing(
        before.comparison, comparison.comparison, isWithin: Self.isWithin)
      add(
        .compare, signs + .stages(before.stages, comparison.stages),
        "\(comparison.fullWords) was \(before.fullWords)")
    }
    for comparison in gone { add(.compare, .loosens, "\(comparison.fullWords) is removed") }
  }

  /// Whether two numbers for which one sign holds are such for which another does.
  private static func isWithin(_ narrow: Comparison, _ wide: Comparison) -> Bool {
    [(1.0, 2.0), (2.0, 2.0), (2.0, 1.0)].allSatisfy {
      !narrow.holds($0.0, $0.1) || wide.holds($0.0, $0.1)
    }
  }
}

extension ContractGroup {
  /// As it is written in a contract.
  fileprivate var words: ReportText {
    var words: ReportText =
      "`\(kind)` of " + names.map { "\(setting: $0)" as ReportText }.joined(separator: ", ")
    if let subject { words += " when \(setting: subject) is set" }
    if let condition { words += " when \(condition.words)" }
    if let stages { words += ContractDifference.words(stages) }
    return words
  }
}

extension ContractComparison {
  fileprivate var fullWords: ReportText {
    "`\(words)`" + (stages.map { ContractDifference.words($0) } ?? "")
  }
}
