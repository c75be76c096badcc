import ConfigGuard
import RulePacks

/// Asks conditions of places in one document.
final class PathConditions {
  let trail: PathTrail
  let here: Surroundings
  let judge: Judge
  private let plan: DocumentPlan
  private let settled: ContiguousArray<ConditionVerdict?>
  /// Many places share what stands around them.
  private var answers: [Asked: ConditionVerdict] = [:]

  private struct Asked: Hashable {
    let question: Int
    let start: NodeIndex
  }

  private var tree: DocumentTree { trail.tree }

  init(
    _ judge: Judge, _ plan: DocumentPlan, _ selection: RuleSelection, _ trail: PathTrail,
    _ here: Surroundings
  ) {
    self.judge = judge
    self.plan = plan
    settled = selection.settled
    self.trail = trail
    self.here = here
  }

  /// What is left of a condition once the document has been asked.
  func open(_ number: Int, at match: PathMatch) -> OpenCondition {
    switch plan.conditions.parts[number] {
    case .all(let parts): return .all(parts.map { open($0, at: match) })
    case .any(let parts): return .any(parts.map { open($0, at: match) })
    case .not(let part): return .not(open(part, at: match))
    case .question: return .settled(verdict(number, at: match))
    case .other(let other):
      switch plan.conditions.others[other] {
      case .document(let query): return .document(question(query, match))
      case .workload(let condition): return .workload(condition, here.stage)
      default: return .settled(verdict(number, at: match))
      }
    }
  }

  /// The verdict as far as the document alone gives one.
  func verdict(_ number: Int, at match: PathMatch) -> ConditionVerdict {
    if let known = settled[number] { return known }
    switch plan.conditions.parts[number] {
    case .all(let parts): return .all(parts) { verdict($0, at: match) }
    case .any(let parts): return .any(parts) { verdict($0, at: match) }
    case .not(let part): return verdict(part, at: match).negated
    case .question(let number): return answer(number, at: match)
    case .other(let other): return judge.verdict(plan.conditions.others[other], here)
    }
  }

  private func answer(_ number: Int, at match: PathMatch) -> ConditionVerdict {
    let start: NodeIndex
    switch plan.conditions.questions[number].start {
    case .root: start = match.root
    case .parent: start = match.parent
    case .mapping:
      guard let mapping = match.start(of: plan.conditions.questions[number].path) else {
        return .no
      }
      start = mapping
    }
    let asked = Asked(question: number, start: start)
    if let known = answers[asked] { return known }
    let verdict = verdict(plan.conditions.questions[number], from: start)
    answers[asked] = verdict
    return verdict
  }

  private func verdict(_ question: PathQuestion, from start: NodeIndex) -> ConditionVerdict {
    if case .root(let branch) = question.start, plan.isCovered(branch) {
      return verdict(question.path, question.test, plan.walk.nodes(of: branch, trail)) {
        plan.walk.deadEnds(of: branch, trail)
      }
    }
    return verdict(question.path, question.test, from: start)
  }

  /// The same for a path that no plan has.
  func verdict(
    _ path: DocumentPath, _ test: ValueTest?, from start: NodeIndex
  ) -> ConditionVerdict {
    let found = PathSearch.nodes(at: path, from: start, in: trail)
    return verdict(path, test, found.nodes) { found.deadEnds }
  }

  private func verdict(
    _ path: DocumentPath, _ test: ValueTest?, _ nodes: [NodeIndex],
    _ deadEnds: () -> [NodeIndex]
  ) -> ConditionVerdict {
    var isOpen: Bool { mayHoldMore(deadEnds) }
    guard let test else { return !nodes.isEmpty ? .yes : isOpen ? .unknown : .no }
    if !test.listTests.isEmpty, path.isSpread {
      let deadEnds = deadEnds()
      guard !nodes.isEmpty || !deadEnds.isEmpty else { return .no }
      // An item that lacks the key has no value that could pass.
      var items = ListedTexts(texts: deadEnds.map { _ in nil }, hasUnknown: isOpen)
      for node in nodes { items.add(self.items(at: node)) }
      return test.isOnlyAboutLists ? judge.valueCheck.verdict(test.listTests, items) : .no
    }
    let verdict = ConditionVerdict.any(nodes) { self.verdict(test, at: $0) }
    return verdict == .no && isOpen ? .unknown : verdict
  }

  /// Whether a template may write the keys that mappings lack.
  func mayHoldMore(_ deadEnds: () -> [NodeIndex]) -> Bool {
    guard let template = here.template else { return false }
    return deadEnds().contains { template.mayAddKeys(to: $0, in: tree) }
  }

  private func verdict(_ test: ValueTest, at node: NodeIndex) -> ConditionVerdict {
    if !test.listTests.isEmpty {
      let lists = judge.valueCheck.verdict(test.listTests, items(at: node, isWhole: true))
      guard lists != .no, !test.isOnlyAboutLists else { return lists }
    }
    if isUnknown(node) { return .unknown }
    guard let value = judge.plainValue(node, tree, here) ?? judge.joinedValue(node, tree, here)
    else { return .no }
    // What a reference comes to is not known.
    if value.literal == nil, !value.isEmpty { return .unknown }
    return ConditionVerdict(!judge.valueCheck.violations(test, value).isEmpty)
  }

  /// What a place holds as items: those of a list, entries of a mapping, the one scalar.
  ///
  /// - Parameter isWhole: The place is a list of its own, so that a text is taken apart.
  func items(at node: NodeIndex, isWhole: Bool = false) -> ListedTexts {
    let target = tree.target(of: node)
    switch tree.nodes[target].kind {
    case .sequence:
      var result = ListedTexts()
      for item in tree.items(of: target) { result.add(items(of: item)) }
      result.hasUnknown =
        result.hasUnknown || here.template?.mayAddItems(to: target, in: tree) == true
      return result
    case .mapping:
      return ListedTexts(
        texts: tree.entries(of: target).map { _ in nil },
        hasUnknown: here.template?.mayAddKeys(to: target, in: tree) == true)
    default:
      guard isWhole else { return items(of: target) }
      guard !isUnknown(target), let value = judge.plainValue(target, tree, here) else {
        return ListedTexts(hasUnknown: true)
      }
      return ListedTexts(value)
    }
  }

  private func items(of item: NodeIndex) -> ListedTexts {
    let target = tree.target(of: item)
    guard tree.nodes[target].kind == .scalar else { return ListedTexts(texts: [nil]) }
    guard let text = judge.plainValue(target, tree, here)?.literalOrEmpty else {
      return ListedTexts(hasUnknown: true)
    }
    return ListedTexts(texts: [text])
  }

  private func isUnknown(_ node: NodeIndex) -> Bool {
    guard let template = here.template else { return false }
    return tree.isScalar(node)
      && template.containsAction(in: tree.nodes[tree.target(of: node)].range)
  }

  private func question(_ query: DocumentQuery, _ match: PathMatch) -> DocumentQuestion {
    DocumentQuestion(
      query: query, stage: here.stage,
      namespace: KubernetesManifest.statedNamespace(of: match.root, in: tree, here),
      value: query.sameAs.map { path in
        guard let start = match.start(of: path) else { return nil }
        return PathSearch.nodes(at: path, from: start, in: trail).nodes.first.flatMap {
          judge.plainValue($0, tree, here)?.literal
        }
      },
      asker: DocumentIdentity(here.file, at: tree.nodes[match.root].range))
  }
}

extension KubernetesManifest {
  /// The namespace that an object names for itself, if that is known.
  static func statedNamespace(
    of root: NodeIndex, in tree: DocumentTree, _ here: Surroundings
  ) -> String? {
    guard let node = tree.node(at: ["metadata", "namespace"], from: root), tree.isScalar(node),
      here.template?.containsAction(in: tree.nodes[tree.target(of: node)].range) != true
    else { return nil }
    let text = tree.text(of: tree.target(of: node))
    return text.isEmpty ? nil : text
  }
}
