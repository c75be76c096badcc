import ConfigGuard
import RulePacks

extension Judge {
  /// What a rule makes of a place.
  enum PathFinding {
    case found(FindingDraft)
    /// Other files decide.
    case depends(PendingFinding)
    case unmet
    case passed
  }

  func finding(
    of planned: DocumentPlan.PlannedRule, _ severity: Severity, at match: PathMatch,
    _ conditions: PathConditions
  ) -> PathFinding {
    let verdict = planned.condition.map { conditions.verdict($0, at: match) } ?? .yes
    guard verdict == .yes || verdict == .unknown && planned.isAboutOthers else { return .unmet }
    guard let violation = violation(of: planned.rule.check, match, conditions) else {
      return .passed
    }
    let draft = draft(planned.rule, severity, match, violation, conditions.here)
    guard verdict == .unknown, let condition = planned.condition else { return .found(draft) }
    return .depends(
      PendingFinding(draft: draft, condition: conditions.open(condition, at: match)))
  }

  private func draft(
    _ rule: Rule, _ severity: Severity, _ match: PathMatch, _ violation: Violation,
    _ here: Surroundings
  ) -> FindingDraft {
    let path = match.path
    var draft = FindingDraft(
      rule, severity, at: Place(here.file(of: match), violation.range ?? match.range),
      keyPath: path, key: match.key, workload: nil, stage: here.stage,
      arguments: violation.arguments.merging(["path": "\(name: path)"]) { own, _ in own })
    draft.content =
      violation.content
      ?? (rule.category.isAboutPublicValues && rule.showsValues ? .publicValue : .value)
    return draft
  }

  private func violation(
    of check: Check, _ match: PathMatch, _ conditions: PathConditions
  ) -> Violation? {
    let (tree, here) = (match.trail.tree, conditions.here)
    if check == .absent {
      // The template may write the key.
      let isOpen = here.template?.mayAddKeys(to: match.parent, in: tree) ?? false
      return isOpen ? nil : Violation()
    }
    guard let node = match.node else { return nil }
    if check == .present { return presence(node, match, tree) }
    if case .value(let test) = check, !test.listTests.isEmpty {
      let items = conditions.items(at: node, isWhole: true)
      guard valueCheck.verdict(test.listTests, items) == .yes else { return nil }
      if test.isOnlyAboutLists { return presence(node, match, tree) }
    }
    guard let value = plainValue(node, tree, here) else { return nil }
    switch check {
    case .value(var test):
      test.listTests = []
      return valueCheck.violations(test, value).first
    case .origins(let test):
      return OriginCheck(index.vocabulary, memory: patterns).violations(test, value).first
    default: return nil
    }
  }

  /// A scalar itself, or the key that leads to anything larger.
  private func presence(
    _ node: NodeIndex, _ match: PathMatch, _ tree: DocumentTree
  ) -> Violation {
    if tree.isScalar(node) { return Violation() }
    guard let key = match.keyNode.map({ tree.target(of: $0) }) else {
      return Violation(range: KubernetesManifest.firstKey(of: node, in: tree), content: .name)
    }
    return Violation(range: tree.textRange(of: key), content: .name)
  }

  func plainValue(
    _ node: NodeIndex, _ tree: DocumentTree, _ here: Surroundings
  ) -> Value? {
    let index = tree.target(of: node)
    guard tree.nodes[index].kind == .scalar,
      here.template?.containsAction(in: tree.nodes[index].range) != true
    else { return nil }
    let text = tree.text(of: index)
    return values.value(
      text, at: tree.textRange(of: index), isExact: !tree.nodes[index].isCooked, syntax: .platform)
  }

  /// A list of words, such as a command, as one text.
  func joinedValue(
    _ node: NodeIndex, _ tree: DocumentTree, _ here: Surroundings
  ) -> Value? {
    let index = tree.target(of: node)
    guard tree.isSequence(index) else { return nil }
    let words = tree.items(of: index).compactMap { plainValue($0, tree, here)?.text }
    return Value(
      form: .literal, text: words.joined(separator: " "), effective: nil,
      range: tree.textRange(of: index), isExact: false)
  }
}
