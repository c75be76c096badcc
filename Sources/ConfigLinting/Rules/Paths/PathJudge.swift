package import ConfigGuard
package import RulePacks

/// Judges documents by the rules that name paths in them.
package final class PathJudge {
  let judge: Judge
  private var plans: [String: DocumentPlan] = [:]
  /// The plan that was asked for last, and its format: a file's documents are mostly of one.
  // Nobody else is called while they are looked at.
  @exclusivity(unchecked) private var latest: DocumentPlan?
  @exclusivity(unchecked) private var latestFormat = ""

  package init(_ judge: Judge) { self.judge = judge }

  /// What one document shows.
  package struct Outcome {
    package var drafts: [FindingDraft] = []
    /// What is wrong only if other files hold this or that.
    package var pending: [PendingFinding] = []
    /// What rules that look at other documents have to know of this one.
    package var facts: [DocumentFact] = []
  }

  func plan(of format: String) -> DocumentPlan {
    if latestFormat == format, let latest { return latest }
    let plan = plans[format] ?? DocumentPlan(judge, format: format)
    plans[format] = plan
    latest = plan
    latestFormat = format
    return plan
  }

  /// Judges the nodes of a document.
  package func judge(
    _ root: NodeIndex, in tree: DocumentTree, _ here: Surroundings
  ) -> Outcome {
    let plan = plan(of: here.format)
    let trail = PathTrail(root, in: tree)
    plan.find(trail)
    let selection = plan.selection(here)
    let candidates = plan.candidates(selection)
    var outcome = Outcome()
    guard !candidates.isEmpty || !selection.queries.isEmpty else { return outcome }
    let conditions = PathConditions(judge, plan, selection, trail, here)
    for number in candidates {
      guard let severity = selection.severities[number] else { continue }
      let places = trail.places.count
      for match in plan.matches(of: number, trail) {
        switch judge.finding(of: plan.rules[number], severity, at: match, conditions) {
        case .found(let draft): outcome.drafts.append(draft)
        case .depends(let finding): outcome.pending.append(finding)
        case .unmet, .passed: continue
        }
      }
      trail.places.removeLast(trail.places.count - places)
    }
    for number in selection.queries {
      guard let fact = fact(plan.queries[number], plan, conditions) else { continue }
      outcome.facts.append(fact)
    }
    return outcome
  }
}

extension DocumentPlan {
  /// Finds what its paths lead to in a document.
  func find(_ trail: PathTrail) {
    walk.walk(trail)
    if !walk.isComplete { trail.places.removeLast(trail.places.count - 1) }
  }

  /// The rules to which something in the document may matter, in their order.
  func candidates(_ selection: RuleSelection) -> [Int] {
    guard walk.isComplete else { return Array(rules.indices) }
    var numbers: [Int] = []
    for branch in walk.branches {
      for number in rulesOfBranches[branch] where selection.severities[number] != nil {
        numbers.append(number)
      }
    }
    for absence in selection.absences
    where walk.isReached(walk.trie.branches[absence.branch].parent) {
      numbers.append(absence.rule)
    }
    guard numbers.count > 1 else { return numbers }
    numbers.sort()
    var last = -1
    return numbers.filter { number in
      defer { last = number }
      return number != last
    }
  }

  /// The places that a rule looks at, each one once.
  func matches(of number: Int, _ trail: PathTrail) -> [PathMatch] {
    let rule = rules[number]
    let cost = rule.branches.reduce(0) { $0 + walk.cost(of: $1) }
    guard walk.isComplete, cost < PathSearch.budget else {
      return PathSearch.matches(of: rule.paths, in: trail, wantsAbsent: rule.wantsAbsent)
    }
    var matches: [PathMatch] = []
    for (path, branch) in zip(rule.paths, rule.branches) {
      if rule.wantsAbsent {
        walk.forEachDeadEnd(of: branch, trail) {
          matches.append(PathMatch(trail: trail, place: $0, absentKey: path.lastKey))
        }
      } else {
        walk.forEachPlace(of: branch, trail) {
          matches.append(PathMatch(trail: trail, place: $0))
        }
      }
    }
    return rule.paths.count > 1 ? PathMatch.distinct(matches) : matches
  }
}
