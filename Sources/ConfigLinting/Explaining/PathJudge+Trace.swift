import ConfigGuard
import RulePacks

extension PathJudge {
  /// Writes down what each rule that names a path made of the places that the path leads to; rules
  /// that found something are asked no less than those that did not.
  func trace(
    _ root: NodeIndex, in tree: DocumentTree, _ here: Surroundings, _ trace: JudgingTrace
  ) {
    guard here.file.path == trace.path || here.files.contains(where: { $0.path == trace.path })
    else { return }
    let plan = plan(of: here.format)
    let trail = PathTrail(root, in: tree)
    plan.find(trail)
    let conditions = PathConditions(judge, plan, plan.selection(here), trail, here)
    let planned = Dictionary(uniqueKeysWithValues: plan.rules.map { ($0.number, $0) })
    for number in judge.index.pathRules[here.format] ?? [] {
      let rule = judge.index.rules[number]
      guard case .path(let selector) = rule.scope else { continue }
      let paths = selector.paths(in: here.format)
      let matches = PathSearch.matches(
        of: paths, in: trail, wantsAbsent: rule.check == .absent)
      for match in matches {
        let answer = answer(of: rule, planned[number], at: match, conditions)
        trace.add(rule, match, here, answer)
      }
      guard rule.check == .absent else { continue }
      // Where the key is there nothing is absent, which is an answer, too.
      for match in PathSearch.matches(of: paths, in: trail, wantsAbsent: false) {
        trace.add(rule, match, here, .passed)
      }
    }
  }

  private func answer(
    of rule: Rule, _ planned: DocumentPlan.PlannedRule?, at match: PathMatch,
    _ conditions: PathConditions
  ) -> RuleConsideration.Answer {
    let here = conditions.here
    guard let planned, judge.isEnabled(rule, here.gate),
      let severity = judge.severity(rule, in: here.stage)
    else { return judge.refusal(of: rule, here) }
    switch judge.finding(of: planned, severity, at: match, conditions) {
    case .found(let draft): return .violated([draft])
    case .depends(let finding): return .violated([finding.draft])
    case .unmet: return judge.unmet(rule.condition) { conditions.verdict($0, at: match) }
    case .passed: return .passed
    }
  }
}

extension PathConditions {
  /// The verdict on any part of a condition.
  fileprivate func verdict(_ condition: Condition, at match: PathMatch) -> ConditionVerdict {
    switch condition {
    case .all(let parts): .all(parts) { verdict($0, at: match) }
    case .any(let parts): .any(parts) { verdict($0, at: match) }
    case .not(let part): verdict(part, at: match).negated
    case .sibling(let key, let test):
      verdict(DocumentPath(mapping: 1, steps: [.key([key])], text: key), test, from: match.parent)
    case .at(let path, let test):
      match.start(of: path).map { verdict(path, test, from: $0) } ?? .no
    default: judge.verdict(condition, here)
    }
  }
}
