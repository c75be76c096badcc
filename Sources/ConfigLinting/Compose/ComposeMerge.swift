import RulePacks

/// How one attribute of a service is laid over the same one of another file.
///
/// (The Compose Specification, "Merge and override".)
enum ComposeMergeRule {
  /// Mappings key by key, lists one after the other, anything else replaced.
  case plain
  /// A mapping, or a list of `KEY=value`, by its keys.
  case keyValues
  /// A mapping, or a list of names.
  case names
  case replaced
  /// One or many, one after the other; what is there already is kept once.
  case appended
  case environmentFiles
  case ports
  case volumes
  case mounts
  case logging
  case build
  case healthCheck
  case deployment

  static func ofService(_ attribute: String) -> ComposeMergeRule {
    switch attribute {
    case "environment", "labels", "annotations", "sysctls": .keyValues
    case "depends_on", "networks", "models": .names
    case "command", "entrypoint": .replaced
    case "env_file": .environmentFiles
    case "ports": .ports
    case "volumes", "devices": .volumes
    case "configs", "secrets": .mounts
    case "dns", "dns_opt", "dns_search", "tmpfs", "extra_hosts", "label_file", "expose", "cap_add",
      "cap_drop", "links", "profiles":
      .appended
    case "logging": .logging
    case "build": .build
    case "healthcheck": .healthCheck
    case "deploy": .deployment
    default: .plain
    }
  }

  /// The rule for a key below an attribute that has one of its own.
  func below(_ key: String) -> ComposeMergeRule {
    switch (self, key) {
    case (.build, "args"), (.build, "labels"), (.build, "additional_contexts"),
      (.deployment, "labels"):
      .keyValues
    case (.build, "tags"), (.build, "extra_hosts"): .appended
    case (.healthCheck, "test"): .replaced
    default: .plain
    }
  }
}

extension ComposeLoader {
  /// A service laid over another one; of another shape than a mapping, nothing is known.
  func mergedService(_ own: LayeredNode, over base: LayeredNode) -> LayeredNode {
    merged(own, over: base) { ComposeMergeRule.ofService($0) }
  }

  /// A config or a secret laid over another one.
  func mergedElement(_ own: LayeredNode, over base: LayeredNode) -> LayeredNode {
    merged(own, over: base, .plain)
  }

  private func merged(
    _ own: LayeredNode, over base: LayeredNode, rule: (String) -> ComposeMergeRule
  ) -> LayeredNode {
    if isReset(own) || isOverride(own) || isReset(base) { return own }
    guard own.isMapping, base.isMapping else { return document.isNull(own) ? base : own }
    var result = base
    result.content = .mapping(
      mergedEntries(own.entries, over: base.entries) { (name, own, base) in
        merged(own, over: base, rule(name))
      })
    return result
  }

  private func merged(
    _ own: LayeredNode, over base: LayeredNode, _ rule: ComposeMergeRule
  ) -> LayeredNode {
    if isReset(own) || isReset(base) { return own }
    if isOverride(own) || rule == .replaced { return own.replacing(base) }
    if document.isNull(own) { return base }
    guard work.entries < Self.mostMerged else { return own }
    switch rule {
    case .keyValues: return mergedKeyValues(own, base)
    case .names: return plainMerged(names(own), over: names(base), rule)
    case .build: return plainMerged(buildMapping(own), over: buildMapping(base), rule)
    case .logging:
      guard let driver = own["driver"].flatMap({ document.text(of: $0) }),
        let other = base["driver"].flatMap({ document.text(of: $0) }), driver != other
      else { return plainMerged(own, over: base, rule) }
      return own.replacing(base)
    case .appended, .environmentFiles, .ports, .volumes, .mounts:
      return appended(own, over: base, rule)
    case .plain, .healthCheck, .deployment, .replaced: return plainMerged(own, over: base, rule)
    }
  }

  private func plainMerged(
    _ own: LayeredNode, over base: LayeredNode, _ rule: ComposeMergeRule
  ) -> LayeredNode {
    if own.isMapping, base.isMapping { return merged(own, over: base) { rule.below($0) } }
    if own.isSequence, base.isSequence { return appended(own, over: base, .plain) }
    return own.replacing(base)
  }

  private func mergedKeyValues(
    _ own: LayeredNode, _ base: LayeredNode
  ) -> LayeredNode {
    let above = keyed(own)
    var result = keyed(base)
    result.content = .mapping(
      mergedEntries(above.entries, over: result.entries) { (_, own, base) in
        isReset(own) || isReset(base) ? own : own.replacing(base)
      })
    return result
  }

  private func mergedEntries(
    _ own: [LayeredNode.Entry], over base: [LayeredNode.Entry],
    _ merge: (_ name: String, _ own: LayeredNode, _ base: LayeredNode) -> LayeredNode
  ) -> [LayeredNode.Entry] {
    var result = base
    let isMany = base.count > Self.mostLookedThrough
    let positions =
      isMany
      ? Dictionary(base.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 }) : [:]
    for entry in own {
      let position =
        isMany ? positions[entry.name] : base.lastIndex { $0.name == entry.name }
      guard let position else {
        result.append(entry)
        continue
      }
      result[position] = LayeredNode.Entry(
        name: entry.name, key: entry.key,
        value: merge(entry.name, entry.value, result[position].value))
    }
    work.entries += result.count
    return result
  }

  private func appended(
    _ own: LayeredNode, over base: LayeredNode, _ rule: ComposeMergeRule
  ) -> LayeredNode {
    var items: [LayeredNode] = []
    var positions: [String: Int] = [:]
    for item in Self.list(base) + Self.list(own) where !isReset(item) {
      guard rule != .plain, let identity = identity(of: item, rule) else {
        items.append(item)
        continue
      }
      if let position = positions[identity] {
        items[position] = item
      } else {
        positions[identity] = items.count
        items.append(item)
      }
    }
    work.entries += items.count
    var result = base
    result.content = .sequence(items)
    return result
  }

  // MARK: shapes

  private static func list(_ node: LayeredNode) -> [LayeredNode] {
    node.isSequence ? node.items : [node]
  }

  /// A list of names as a mapping of them.
  private func names(_ node: LayeredNode) -> LayeredNode {
    guard node.isSequence else { return node }
    var result = node
    result.content = .mapping(
      node.items.compactMap { item in
        document.text(of: item).map { LayeredNode.Entry(name: $0, key: item, value: item) }
      })
    return result
  }

  /// `build: .` as the mapping that it stands for.
  private func buildMapping(_ node: LayeredNode) -> LayeredNode {
    guard node.isScalar, !document.isNull(node) else { return node }
    var result = node
    let key = LayeredNode(.text("context"), origin: node.origin, index: node.index)
    result.content = .mapping([LayeredNode.Entry(name: "context", key: key, value: node)])
    return result
  }

  func isReset(_ node: LayeredNode) -> Bool { document.tag(of: node) == "!reset" }
  func isOverride(_ node: LayeredNode) -> Bool { document.tag(of: node) == "!override" }

  /// What follows the instructions of tags: what is reset goes, the tags go.
  func withoutInstructions(_ node: LayeredNode) -> LayeredNode {
    guard hasInstructions else { return node }
    var result = node
    if isOverride(node) { result.isUntagged = true }
    switch node.content {
    case .mapping(let entries):
      result.content = .mapping(
        entries.compactMap { entry in
          guard !isReset(entry.value) else { return nil }
          return LayeredNode.Entry(
            name: entry.name, key: entry.key, value: withoutInstructions(entry.value))
        })
    case .sequence(let items):
      result.content = .sequence(items.filter { !isReset($0) }.map { withoutInstructions($0) })
    case .scalar, .text: break
    }
    return result
  }
}
