import ConfigGuard
import RulePacks

/// What rules ask of documents of one format, worked out once for all of them.
final class DocumentPlan {
  /// A rule that looks at paths.
  final class PlannedRule {
    let rule: Rule
    /// Its number among all rules.
    let number: Int
    let paths: [DocumentPath]
    /// The branches that the paths end in.
    let branches: [Int]
    /// The number of its condition, if it has one.
    let condition: Int?
    let isAboutOthers: Bool
    let wantsAbsent: Bool

    init(
      _ rule: Rule, _ number: Int, _ paths: [DocumentPath], branches: [Int], condition: Int?
    ) {
      self.rule = rule
      self.number = number
      self.paths = paths
      self.branches = branches
      self.condition = condition
      isAboutOthers = rule.condition?.isAboutOthers == true
      wantsAbsent = rule.check == .absent
    }
  }

  /// A question that rules ask of other documents, which this one may answer.
  struct PlannedQuery {
    let query: DocumentQuery
    let condition: Int?
    let branch: Int?
  }

  let rules: [PlannedRule]
  let queries: [PlannedQuery]
  let conditions: ConditionTable
  /// The rules about what stands there, by the branches that their paths end in.
  let rulesOfBranches: [[Int]]
  let walk: PathWalk
  private let judge: Judge
  /// Kinds that conditions speak of; all others are alike.
  private let kinds: [String: Int]
  @exclusivity(unchecked) private var selections: [(key: SelectionKey, made: RuleSelection)] = []

  /// There are few of them, and comparing costs less than hashing.
  private struct SelectionKey {
    let gate: Gate
    let stage: Stage
    let kind: Int
  }

  init(_ judge: Judge, format: String) {
    self.judge = judge
    var trie = PathTrie()
    var table = ConditionTable()
    var rules: [PlannedRule] = []
    for number in judge.index.pathRules[format] ?? [] {
      let rule = judge.index.rules[number]
      guard case .path(let selector) = rule.scope, judge.mayReport(rule) else { continue }
      let paths = selector.paths(in: format)
      rules.append(
        PlannedRule(
          rule, number, paths, branches: paths.map { trie.add($0) },
          condition: rule.condition.map { table.add($0, &trie) }))
    }
    queries = judge.documentQueries.map { query in
      PlannedQuery(
        query: query, condition: query.condition.map { table.add($0, &trie) },
        branch: query.path.map { trie.add($0) })
    }
    trie.seal()
    var rulesOfBranches: [[Int]] = Array(repeating: [], count: trie.branches.count)
    for (number, rule) in rules.enumerated() where !rule.wantsAbsent {
      for branch in rule.branches { rulesOfBranches[branch].append(number) }
    }
    var kinds: [String: Int] = [:]
    for case .kind(let names) in table.others {
      for name in names where kinds[name] == nil { kinds[name] = kinds.count }
    }
    self.rules = rules
    self.rulesOfBranches = rulesOfBranches
    self.kinds = kinds
    conditions = table
    walk = PathWalk(trie)
  }

  /// Whether the walk found all places that a path leads to, and a search would have found them.
  func isCovered(_ branch: Int) -> Bool {
    walk.isComplete && walk.cost(of: branch) < PathSearch.budget
  }

  /// What may be said of documents of a kind in a stage.
  func selection(_ here: Surroundings) -> RuleSelection {
    let key = SelectionKey(
      gate: here.gate, stage: here.stage, kind: here.kind.flatMap { kinds[$0] } ?? -1)
    for known in selections
    where known.key.kind == key.kind && known.key.stage == key.stage && known.key.gate == key.gate {
      return known.made
    }
    let made = RuleSelection(self, judge, here)
    selections.append((key, made))
    return made
  }
}

/// The rules of a plan that may say something in one stage about one kind of document.
final class RuleSelection {
  /// What each part of the plan's conditions comes to, where that is known already.
  let settled: ContiguousArray<ConditionVerdict?>
  /// What each rule's findings weigh; nil for a rule that says nothing here.
  let severities: [Severity?]
  /// Rules about what is absent, with the branches that lack something.
  let absences: [(rule: Int, branch: Int)]
  /// The questions that such a document may answer.
  let queries: [Int]

  fileprivate init(_ plan: DocumentPlan, _ judge: Judge, _ here: Surroundings) {
    let settled = plan.conditions.settled(judge, here)
    severities = plan.rules.map { planned in
      let verdict = planned.condition.map { settled[$0] } ?? .yes
      let mayHold = verdict != .no && (verdict != .unknown || planned.isAboutOthers)
      guard mayHold, judge.isEnabled(planned.rule, here.gate) else { return nil }
      return judge.severity(planned.rule, in: here.stage)
    }
    var absences: [(rule: Int, branch: Int)] = []
    for (number, rule) in plan.rules.enumerated()
    where rule.wantsAbsent && severities[number] != nil {
      absences += rule.branches.map { (number, $0) }
    }
    self.absences = absences
    queries = plan.queries.indices.filter { number in
      plan.queries[number].condition.map { settled[$0] != .no } ?? true
    }
    self.settled = settled
  }
}

extension Judge {
  /// Whether a rule says anything in any stage.
  fileprivate func mayReport(_ rule: Rule) -> Bool {
    Gate.allCases.contains { isEnabled(rule, $0) }
      && Stage.allCases.contains { severity(rule, in: $0) != nil }
  }
}
