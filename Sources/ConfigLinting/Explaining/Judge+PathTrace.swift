import ConfigGuard
import RulePacks

extension Judge {
  /// Writes down what each rule that names a path made of the places that the path leads to; rules
  /// that found something are asked no less than those that did not.
  func tracePaths(
    _ root: NodeIndex, in tree: DocumentTree, _ here: Surroundings, _ trace: JudgingTrace
  ) {
    guard here.file.path == trace.path || here.files.contains(where: { $0.path == trace.path })
    else { return }
    let conditions = PathConditions(self, tree, here)
    for number in index.pathRules[here.format] ?? [] {
      let rule = index.rules[number]
      guard case .path(let selector) = rule.scope else { continue }
      let paths = selector.paths(in: here.format)
      let matches = PathSearch.matches(
        of: paths, from: root, in: tree, wantsAbsent: rule.check == .absent)
      for match in matches {
        trace.add(rule, match, in: tree, here, answer(of: rule, at: match, tree, here, conditions))
      }
      guard rule.check == .absent else { continue }
      // Where the key is there nothing is absent, which is an answer, too.
      for match in PathSearch.matches(of: paths, from: root, in: tree, wantsAbsent: false) {
        trace.add(rule, match, in: tree, here, .passed)
      }
    }
  }

  private func answer(
    of rule: Rule, at match: PathMatch, _ tree: DocumentTree, _ here: Surroundings,
    _ conditions: PathConditions
  ) -> RuleConsideration.Answer {
    guard isEnabled(rule, here.gate), let severity = severity(rule, in: here.stage) else {
      return refusal(of: rule, here)
    }
    switch finding(of: rule, severity, at: match, tree, here, conditions) {
    case .found(let draft): return .violated([draft])
    case .depends(let finding): return .violated([finding.draft])
    case .unmet: return unmet(rule.condition) { conditions.verdict($0, at: match) }
    case .passed: return .passed
    }
  }
}
