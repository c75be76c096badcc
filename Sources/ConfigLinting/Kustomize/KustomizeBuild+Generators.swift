import RulePacks

/// One ConfigMap or Secret that a kustomization makes out of literals and files.
struct KustomizeGenerator {
  let node: NodeIndex
  let isSecret: Bool

  var kind: String { isSecret ? "Secret" : "ConfigMap" }
  /// Values are given as they are; a Secret's `data` would hold base64.
  var field: String { isSecret ? "stringData" : "data" }
}

extension KustomizeBuild {
  /// Adds what `configMapGenerator` and `secretGenerator` make, or lays it over what is there.
  mutating func generate(_ file: KustomizeFile, into objects: inout KustomizeObjects) {
    for (key, isSecret) in [("configMapGenerator", false), ("secretGenerator", true)] {
      guard let value = file.value(key) else { continue }
      guard file.tree.isSequence(value) else {
        report(.syntax, "\(quoted: key) has to be a list; Kustomize refuses it", value, in: file)
        continue
      }
      for item in file.tree.items(of: value) where file.tree.isMapping(item) {
        generate(KustomizeGenerator(node: item, isSecret: isSecret), file, into: &objects)
      }
    }
  }

  private mutating func generate(
    _ generator: KustomizeGenerator, _ file: KustomizeFile, into objects: inout KustomizeObjects
  ) {
    let tree = file.tree
    guard let nameNode = tree.value("name", in: generator.node),
      let name = file.text(of: nameNode), !name.isEmpty
    else {
      return report(.syntax, "a generator needs a `name`", generator.node, in: file)
    }
    guard files.count < Self.mostFiles else {
      objects.isOpen = true
      return report(.limit, "this kustomization reads too many files", generator.node, in: file)
    }
    var data = KustomizeData()
    readFiles(of: generator, file, into: &data)
    readLiterals(of: generator, file, into: &data)
    readContents(of: generator, file, into: &data)
    var metadata = [entry("name", file.node(name, at: nameNode))]
    if let place = tree.value("namespace", in: generator.node),
      let namespace = file.text(of: place), !namespace.isEmpty
    {
      metadata.append(entry("namespace", file.node(namespace, at: place)))
    }
    let place = file.node(generator.node)
    func mapping(_ entries: [LayeredNode.Entry]) -> LayeredNode {
      LayeredNode(.mapping(entries), origin: place.origin, index: place.index)
    }
    let node = mapping([
      entry("apiVersion", file.node("v1", at: nameNode)),
      entry("kind", file.node(generator.kind, at: nameNode)),
      entry("metadata", mapping(metadata)), entry(generator.field, mapping(data.entries)),
    ])
    guard var object = KustomizeObject(node, in: document) else { return }
    object.isOpen = data.isOpen
    object.isGenerated = true
    add(object, generator, file, into: &objects)
  }

  private func entry(_ name: String, _ value: LayeredNode) -> LayeredNode.Entry {
    LayeredNode.Entry(
      name: name, key: LayeredNode(.text(name), origin: value.origin, index: value.index),
      value: value)
  }

  /// Adds the object, or lays it over the one of its name, as `behavior` says.
  private mutating func add(
    _ object: KustomizeObject, _ generator: KustomizeGenerator, _ file: KustomizeFile,
    into objects: inout KustomizeObjects
  ) {
    let behavior = file.text("behavior", in: generator.node) ?? "create"
    let place = file.tree.value("behavior", in: generator.node) ?? generator.node
    let found = objects.numbers(of: object.name).first
    switch (behavior, found) {
    case ("merge", let number?), ("replace", let number?):
      var old = objects[number]
      old.node = laid(object.node, over: old.node, generator, merges: behavior == "merge")
      old.isOpen = object.isOpen || old.isOpen && behavior == "merge"
      objects[number] = old
    case ("merge", nil), ("replace", nil):
      // What is not read may have made the object.
      if !objects.isOpen {
        report(
          .patchUnmatched, "there is no \(name: generator.kind) of this name to \(name: behavior)",
          place,
          in: file)
      }
      objects.append(object)
    case (_, .some):
      report(
        .syntax,
        "there is a \(name: generator.kind) of this name already; `behavior` has to be merge or replace",
        place, in: file)
    default: objects.append(object)
    }
  }

  private func laid(
    _ new: LayeredNode, over old: LayeredNode, _ generator: KustomizeGenerator, merges: Bool
  ) -> LayeredNode {
    guard let data = new[generator.field] else { return old }
    var result = old
    let names = Set(data.entries.map(\.name))
    var replaced: [String: LayeredNode] = [:]
    for field in ["data", "stringData", "binaryData"] {
      guard var table = result[field], table.isMapping else { continue }
      for entry in table.entries where names.contains(entry.name) {
        replaced[entry.name] = entry.value
      }
      let kept = merges ? table.entries.filter { !names.contains($0.name) } : []
      table.content = .mapping(kept)
      result[field] = table
    }
    var table = result[generator.field] ?? data
    table.content = .mapping(
      (result[generator.field]?.entries ?? [])
        + data.entries.map { entry in
          var entry = entry
          if let below = replaced[entry.name] { entry.value = entry.value.replacing(below) }
          return entry
        })
    result[generator.field] = table
    return result
  }
}
