import ConfigGuard
import RulePacks

/// A file that SOPS encrypts, and what stands in it in clear text all the same.
struct SOPSFile {
  private let rules: SOPSRules
  private let context: ProjectContext
  private(set) var problems: [ReadingProblem] = []

  // MARK: - Documents

  /// Nil for a document without the data that SOPS leaves in one.
  init?(_ root: NodeIndex, in tree: DocumentTree, _ context: ProjectContext) {
    guard tree.isMapping(root), let entry = tree.entry("sops", in: root),
      tree.isMapping(entry.value),
      tree.value("mac", in: entry.value) != nil
        || tree.value("lastmodified", in: entry.value) != nil
    else { return nil }
    self.context = context
    rules = SOPSRules(context.patterns) { name in
      tree.value(named: name, in: entry.value).flatMap { node in
        tree.isScalar(node) ? tree.text(of: tree.target(of: node)) : nil
      }
    }
    let code = tree.string("mac", in: entry.value)
    check(code: code, at: tree.textRange(of: tree.target(of: entry.key)))
    for own in tree.entries(of: root) where own.key != entry.key {
      visit(own.key, own.value, tree, path: [], ancestors: [])
    }
  }

  /// Items of lists have the keys of their list.
  private mutating func visit(
    _ key: NodeIndex, _ node: NodeIndex, _ tree: DocumentTree, path: [String],
    ancestors: [String]
  ) {
    guard path.count < ReadingLimits.depth else { return }
    let name = tree.text(of: tree.target(of: key))
    switch tree.nodes[node].kind {
    case .mapping:
      let words = ancestors + context.keys.info(name).words
      for entry in tree.entries(of: node) {
        visit(entry.key, entry.value, tree, path: path + [name], ancestors: words)
      }
    case .sequence:
      for item in tree.items(of: node) {
        visitItem(item, of: key, tree, path: path, ancestors: ancestors, depth: 0)
      }
    case .scalar:
      guard !tree.isNull(node) else { return }
      check(
        tree.text(of: node), at: tree.textRange(of: node), key: name, path: path + [name],
        ancestors: ancestors)
    default: break
    }
  }

  private mutating func visitItem(
    _ item: NodeIndex, of key: NodeIndex, _ tree: DocumentTree, path: [String],
    ancestors: [String], depth: Int
  ) {
    guard depth < ReadingLimits.depth else { return }
    if tree.nodes[item].kind == .sequence {
      for inner in tree.items(of: item) {
        visitItem(inner, of: key, tree, path: path, ancestors: ancestors, depth: depth + 1)
      }
    } else {
      visit(key, item, tree, path: path, ancestors: ancestors)
    }
  }

  // MARK: - Env files

  /// Nil for an env file without the data that SOPS leaves in one.
  init?(_ settings: [Setting], _ context: ProjectContext) {
    guard settings.contains(where: { $0.key == "sops_mac" || $0.key == "sops_lastmodified" })
    else { return nil }
    self.context = context
    rules = SOPSRules(context.patterns) { name in
      settings.first { $0.key == "sops_\(name)" }?.value.text
    }
    let code = settings.first { $0.key == "sops_mac" }
    let place = code ?? settings.first { $0.key == "sops_lastmodified" }
    if let place { check(code: code?.value.text, at: place.keyRange) }
    for setting in settings where !setting.key.hasPrefix("sops_") {
      check(
        setting.value.text, at: setting.value.range, key: setting.key, path: [setting.key],
        ancestors: [])
    }
  }

  // MARK: - Checks

  private mutating func check(code: String?, at range: SourceRange) {
    guard code.map(SOPSRules.isCiphertext) != true else { return }
    problems.append(
      ReadingProblem(
        kind: .codeMissing, message: "the encrypted file has no MAC that SOPS could check",
        range: range))
  }

  private mutating func check(
    _ text: String, at range: SourceRange, key: String, path: [String], ancestors: [String]
  ) {
    guard !text.isEmpty, !SOPSRules.isCiphertext(text) else { return }
    let shown = PlainName.shown(key)
    switch rules.covers(path) {
    case true?:
      problems.append(
        ReadingProblem(
          kind: .clearInEncrypted,
          message: "\(shown) stands in clear text among values that SOPS encrypts",
          range: range, key: key))
    case false? where isSecret(text, key: key, ancestors: ancestors):
      problems.append(
        ReadingProblem(
          kind: .leftOutOfEncrypted,
          message: "\(shown) is a secret, and `\(path: rules.name)` leaves it in clear text",
          range: range, key: key))
    case nil where isSecret(text, key: key, ancestors: ancestors):
      problems.append(
        ReadingProblem(
          kind: .leftOutOfEncrypted,
          message: "\(shown) is a secret, and SOPS leaves it in clear text", range: range,
          key: key))
    default: break
    }
  }

  private func isSecret(_ text: String, key: String, ancestors: [String]) -> Bool {
    let name = rules.plainName(key)
    guard
      context.index.role(of: context.keys.info(name), ancestors: ancestors) == KeyRole.secret
    else { return false }
    let value = context.values.value(
      text, at: SourceRange(at: 0), isExact: false, syntax: .platform)
    guard value.form == .literal else { return false }
    return context.judge.classifier.classify(text, key: name, names: []) != .none
  }
}

extension ProjectContext {
  var patterns: PatternCache { judge.patterns }
}
