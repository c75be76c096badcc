import RulePacks

/// Lays a patch over an object the way Kustomize does it: mappings are merged, lists of things with
/// names too, everything else is replaced (kubernetes/community, "Strategic Merge Patch").
struct StrategicMerge {
  private let document: LayeredDocument
  /// Only of kinds that are built into Kubernetes is it known which lists are merged.
  private let mergesLists: Bool
  /// Entries and items that were looked through, which is what a patch costs.
  private(set) var work = 0

  init(_ document: LayeredDocument, mergesLists: Bool) {
    self.document = document
    self.mergesLists = mergesLists
  }

  private static let directive = "$patch"

  /// What tells the items of a list apart, by the list's name; the first key that an item has.
  private static let mergeKeys: [String: [String]] = [
    "containers": ["name"], "initContainers": ["name"], "ephemeralContainers": ["name"],
    "env": ["name"], "volumes": ["name"], "imagePullSecrets": ["name"], "secrets": ["name"],
    "ports": ["containerPort", "port"], "volumeMounts": ["mountPath"],
    "volumeDevices": ["devicePath"], "hostAliases": ["ip"], "webhooks": ["name"],
    "topologySpreadConstraints": ["topologyKey"], "conditions": ["type"],
    "ownerReferences": ["uid"], "resourceClaims": ["name"],
  ]

  /// The object with the patch over it; nil where the patch takes it away.
  mutating func merged(_ patch: LayeredNode, over base: LayeredNode) -> LayeredNode? {
    merged(patch, over: base, named: "")
  }

  private mutating func merged(
    _ patch: LayeredNode, over base: LayeredNode, named name: String
  ) -> LayeredNode? {
    if document.isNull(patch) { return nil }
    switch (patch.content, base.content) {
    case (.mapping(let own), .mapping(let below)):
      switch instruction(in: own) {
      case "delete": return nil
      case "replace": return clean(patch)?.replacing(base)
      default: break
      }
      var result = base
      result.content = .mapping(
        mergedEntries(own.filter { $0.name != Self.directive }, over: below))
      return result
    case (.sequence(let own), .sequence(let below)):
      guard mergesLists, let keys = Self.mergeKeys[name] else {
        return clean(patch)?.replacing(base)
      }
      return mergedItems(own, over: below, keys, patch, base)
    case (.mapping, _), (.sequence, _): return clean(patch)?.replacing(base)
    default: return patch.replacing(base)
    }
  }

  /// The order of the base is kept: what a mapping starts with is where it is said to stand.
  private mutating func mergedEntries(
    _ own: [LayeredNode.Entry], over base: [LayeredNode.Entry]
  ) -> [LayeredNode.Entry] {
    work += own.count + base.count
    let patches = Dictionary(own.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    var known: Set<String> = []
    var result: [LayeredNode.Entry] = []
    for entry in base {
      known.insert(entry.name)
      guard let patch = patches[entry.name] else {
        result.append(entry)
        continue
      }
      guard let value = merged(patch.value, over: entry.value, named: entry.name) else { continue }
      // A new text stands beside its key; of what is merged the base says where it is.
      let isNew = value.isScalar && document.text(of: value) != document.text(of: entry.value)
      result.append(
        LayeredNode.Entry(name: entry.name, key: isNew ? patch.key : entry.key, value: value))
    }
    for entry in own where !known.contains(entry.name) {
      guard let value = clean(entry.value) else { continue }
      result.append(LayeredNode.Entry(name: entry.name, key: entry.key, value: value))
    }
    return result
  }

  /// What the patch names comes first, in its order; then the rest of the base.
  private mutating func mergedItems(
    _ own: [LayeredNode], over base: [LayeredNode], _ keys: [String], _ patch: LayeredNode,
    _ below: LayeredNode
  ) -> LayeredNode? {
    let orders = own.filter { isInstruction($0) }
    let items = own.filter { !isInstruction($0) }
    if let order = orders.first.flatMap({ instruction(in: $0.entries) }) {
      if order == "delete" { return nil }
      if order == "replace" {
        var result = patch
        result.content = .sequence(items.compactMap { clean($0) })
        return result.replacing(below)
      }
    }
    work += own.count + base.count
    var positions: [String: Int] = [:]
    for (position, item) in base.enumerated() {
      if let key = key(of: item, keys) { positions[key] = position }
    }
    var used: Set<Int> = []
    var result: [LayeredNode] = []
    for item in items {
      if let key = key(of: item, keys), let position = positions[key] {
        guard used.insert(position).inserted else { continue }
        if let merged = merged(item, over: base[position], named: "") { result.append(merged) }
      } else if let item = clean(item) {
        result.append(item)
      }
    }
    for (position, item) in base.enumerated() where !used.contains(position) {
      result.append(item)
    }
    var list = below
    list.content = .sequence(result)
    return list
  }

  private func key(of item: LayeredNode, _ keys: [String]) -> String? {
    for key in keys {
      guard let text = item[key].flatMap({ document.text(of: $0) }) else { continue }
      guard key == "containerPort" || key == "port" else { return text }
      return text + "/" + (item["protocol"].flatMap { document.text(of: $0) } ?? "TCP")
    }
    return nil
  }

  /// What a patch adds where there was nothing: without instructions and without what is null.
  private func clean(_ node: LayeredNode) -> LayeredNode? {
    if document.isNull(node) { return nil }
    var result = node
    switch node.content {
    case .mapping(let entries):
      if instruction(in: entries) == "delete" { return nil }
      result.content = .mapping(
        entries.compactMap { entry in
          guard entry.name != Self.directive, let value = clean(entry.value) else { return nil }
          return LayeredNode.Entry(name: entry.name, key: entry.key, value: value)
        })
    case .sequence(let items):
      result.content = .sequence(items.filter { !isInstruction($0) }.compactMap { clean($0) })
    case .scalar, .text: break
    }
    return result
  }

  private func instruction(in entries: [LayeredNode.Entry]) -> String? {
    entries.first { $0.name == Self.directive }.flatMap { document.text(of: $0.value) }
  }

  /// Whether an item of a list says what to do with the list.
  private func isInstruction(_ item: LayeredNode) -> Bool {
    item.entries.count == 1 && item.entries[0].name == Self.directive
  }
}
