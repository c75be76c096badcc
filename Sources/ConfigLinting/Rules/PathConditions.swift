import ConfigGuard
import RulePacks

/// Asks conditions of a place in a document.
struct PathConditions {
  private let judge: Judge
  private let tree: DocumentTree
  private let here: Surroundings
  /// Many places share what stands around them.
  private let memory = Memory()

  private final class Memory {
    var verdicts: [Question: ConditionVerdict] = [:]
  }

  private struct Question: Hashable {
    let path: DocumentPath
    let test: ValueTest?
    let start: NodeIndex
  }

  init(_ judge: Judge, _ tree: DocumentTree, _ here: Surroundings) {
    self.judge = judge
    self.tree = tree
    self.here = here
  }

  /// What is left of a condition once the document has been asked.
  func open(_ condition: Condition, at match: PathMatch) -> OpenCondition {
    switch condition {
    case .all(let parts): .all(parts.map { open($0, at: match) })
    case .any(let parts): .any(parts.map { open($0, at: match) })
    case .not(let part): .not(open(part, at: match))
    case .document(let query): .document(question(query, match))
    case .workload(let other): .workload(other, here.stage)
    default: .settled(verdict(condition, at: match))
    }
  }

  /// The verdict as far as the document alone gives one.
  func verdict(_ condition: Condition, at match: PathMatch) -> ConditionVerdict {
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

  private func verdict(
    _ path: DocumentPath, _ test: ValueTest?, from start: NodeIndex
  ) -> ConditionVerdict {
    let question = Question(path: path, test: test, start: start)
    if let known = memory.verdicts[question] { return known }
    var search = PathSearch(tree)
    search.follow(path, from: start)
    let verdict = verdict(search, path, test)
    memory.verdicts[question] = verdict
    return verdict
  }

  private func verdict(
    _ search: PathSearch, _ path: DocumentPath, _ test: ValueTest?
  ) -> ConditionVerdict {
    let nodes = search.found.compactMap(\.node)
    let isOpen =
      here.template.map { text in
        search.deadEnds.contains { text.mayAddKeys(to: $0, in: tree) }
      } ?? false
    guard let test else { return nodes.isEmpty ? (isOpen ? .unknown : .no) : .yes }
    let check = ValueCheck(patterns: judge.patterns, lists: judge.index.vocabulary)
    if !test.listTests.isEmpty, path.isSpread {
      guard !nodes.isEmpty || !search.deadEnds.isEmpty else { return isOpen ? .unknown : .no }
      // An item that lacks the key has no value that could pass.
      var items = ListedTexts(texts: search.deadEnds.map { _ in nil }, hasUnknown: isOpen)
      for node in nodes { items.add(self.items(at: node)) }
      return test.isOnlyAboutLists ? check.verdict(test.listTests, items) : .no
    }
    let verdict = ConditionVerdict.any(nodes) { self.verdict(test, at: $0, check) }
    return verdict == .no && isOpen ? .unknown : verdict
  }

  private func verdict(
    _ test: ValueTest, at node: NodeIndex, _ check: ValueCheck
  ) -> ConditionVerdict {
    if !test.listTests.isEmpty {
      let lists = check.verdict(test.listTests, items(at: node, isWhole: true))
      guard lists != .no, !test.isOnlyAboutLists else { return lists }
    }
    if isUnknown(node) { return .unknown }
    guard let value = judge.plainValue(node, tree, here) ?? judge.joinedValue(node, tree, here)
    else { return .no }
    // What a reference comes to is not known.
    if value.literal == nil, !value.isEmpty { return .unknown }
    return ConditionVerdict(!check.violations(test, value).isEmpty)
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
    let range = tree.nodes[tree.target(of: node)].range
    return tree.isScalar(node) && here.template?.containsAction(in: range) == true
  }

  private func question(_ query: DocumentQuery, _ match: PathMatch) -> DocumentQuestion {
    DocumentQuestion(
      query: query, stage: here.stage,
      namespace: KubernetesManifest.statedNamespace(of: match.root, in: tree, here),
      value: query.sameAs.map { path in
        var search = PathSearch(tree)
        guard let start = match.start(of: path) else { return nil }
        search.follow(path, from: start)
        return search.found.first?.node.flatMap { judge.plainValue($0, tree, here)?.literal }
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
