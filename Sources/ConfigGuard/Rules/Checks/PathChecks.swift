package import RulePacks

extension Judge {
  /// Judges a document's nodes by the rules that name a path in its format.
  package func judgePaths(
    _ root: NodeIndex, in tree: DocumentTree, _ here: Surroundings
  ) -> [FindingDraft] {
    (index.pathRules[here.format] ?? []).flatMap { number -> [FindingDraft] in
      let rule = index.rules[number]
      guard case .path(let selector) = rule.scope, isEnabled(rule, here.gate),
        let severity = severity(rule, in: here.stage)
      else { return [] }
      let search = PathSearch(tree: tree, selector: selector, wantsAbsent: rule.check == .absent)
      return search.matches(from: root).compactMap { match in
        guard rule.condition.map({ holds($0, match, tree, here) }) ?? true,
          let violation = violation(of: rule.check, match, tree, here)
        else { return nil }
        let arguments = violation.arguments.merging(["path": "\(name: match.path)"]) { own, _ in own
        }
        var draft = FindingDraft(
          rule, severity, at: Place(here.file(of: match, in: tree), violation.range ?? match.range),
          keyPath: match.path, key: match.key, workload: nil, stage: here.stage,
          arguments: arguments)
        draft.content =
          violation.content
          ?? (rule.category.isAboutPublicValues && rule.showsValues ? .publicValue : .value)
        return draft
      }
    }
  }

  private func violation(
    of check: Check, _ match: PathMatch, _ tree: DocumentTree, _ here: Surroundings
  ) -> Violation? {
    guard check != .absent else { return Violation() }
    guard let node = match.node, let value = plainValue(node, tree, here) else {
      return nil
    }
    switch check {
    case .value(let test):
      return ValueCheck(patterns: patterns, lists: index.vocabulary).violations(test, value).first
    case .origins(let test):
      return OriginCheck(index.vocabulary, memory: patterns).violations(test, value).first
    default: return nil
    }
  }

  private func plainValue(
    _ node: NodeIndex, _ tree: DocumentTree, _ here: Surroundings
  ) -> Value? {
    let index = tree.target(of: node)
    guard tree.nodes[index].kind == .scalar,
      here.template?.containsAction(in: tree.nodes[index].range) != true
    else { return nil }
    let text = tree.text(of: index)
    return ValueReader(self.index.vocabulary, patterns).value(
      text, at: tree.textRange(of: index), isExact: !tree.nodes[index].isCooked, syntax: .platform)
  }

  /// A list of words, such as a command, as one text.
  private func joinedValue(
    _ node: NodeIndex, _ tree: DocumentTree, _ here: Surroundings
  ) -> Value? {
    let index = tree.target(of: node)
    guard tree.isSequence(index) else { return nil }
    let words = tree.items(of: index).compactMap { plainValue($0, tree, here)?.text }
    return Value(
      form: .literal, text: words.joined(separator: " "), effective: nil,
      range: tree.textRange(of: index), isExact: false)
  }

  private func holds(
    _ condition: Condition, _ match: PathMatch, _ tree: DocumentTree, _ here: Surroundings
  ) -> Bool {
    switch condition {
    case .all(let parts): return parts.allSatisfy { holds($0, match, tree, here) }
    case .any(let parts): return parts.contains { holds($0, match, tree, here) }
    case .not(let part): return !holds(part, match, tree, here)
    case .sibling(let key, let test):
      guard let node = tree.value(named: key, in: match.parent) else { return false }
      guard let test else { return true }
      guard let value = plainValue(node, tree, here) ?? joinedValue(node, tree, here) else {
        return false
      }
      return !ValueCheck(patterns: patterns, lists: index.vocabulary).violations(test, value)
        .isEmpty
    default: return holds(condition, here)
    }
  }
}

/// A place in a document that a path leads to, or where its last key is absent.
struct PathMatch {
  var node: NodeIndex?
  var parent: NodeIndex
  var range: SourceRange
  var path: String
  var key: String?
}

/// Follows a path selector through a document.
struct PathSearch {
  let tree: DocumentTree
  let selector: PathSelector
  let wantsAbsent: Bool

  func matches(from root: NodeIndex) -> [PathMatch] {
    var found: [PathMatch] = []
    var budget = 100_000
    descend(root, selector.steps[...], path: "", parent: root, key: nil, &found, &budget)
    return found
  }

  private func descend(
    _ node: NodeIndex, _ steps: ArraySlice<PathSelector.Step>, path: String, parent: NodeIndex,
    key: String?, _ found: inout [PathMatch], _ budget: inout Int
  ) {
    budget -= 1
    guard budget > 0 else { return }
    guard let step = steps.first else {
      guard !wantsAbsent else { return }
      let range = tree.textRange(of: tree.target(of: node))
      found.append(PathMatch(node: node, parent: parent, range: range, path: path, key: key))
      return
    }
    let rest = steps.dropFirst()
    switch step {
    case .key(let names):
      guard tree.isMapping(node) else { return }
      let entries = names.compactMap { name in
        tree.value(named: name, in: node).map { (name, $0) }
      }
      if entries.isEmpty, rest.isEmpty, wantsAbsent {
        found.append(
          PathMatch(
            node: nil, parent: node, range: KubernetesManifest.firstKey(of: node, in: tree),
            path: Self.join(path, names[0]), key: names[0]))
      }
      for (name, value) in entries {
        descend(
          value, rest, path: Self.join(path, name), parent: node, key: name, &found, &budget)
      }
    case .eachItem:
      for (number, item) in tree.items(of: node).enumerated() {
        // What stands beside an item is what stands beside its list.
        descend(item, rest, path: "\(path)[\(number)]", parent: parent, key: key, &found, &budget)
      }
    case .eachEntry:
      for entry in tree.entries(of: node) {
        let name = tree.text(of: tree.target(of: entry.key))
        descend(
          entry.value, rest, path: Self.join(path, name), parent: node, key: name, &found, &budget)
      }
    }
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }
}
