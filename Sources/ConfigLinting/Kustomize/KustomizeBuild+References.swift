import RulePacks

extension KustomizeBuild {
  /// The fields of a container that name a ConfigMap or a Secret.
  private static let references = [
    ("configMapRef", "ConfigMap"), ("secretRef", "Secret"), ("configMapKeyRef", "ConfigMap"),
    ("secretKeyRef", "Secret"),
  ]

  /// Lets containers refer to objects by the names that these have in the end.
  mutating func fixReferences(in objects: inout KustomizeObjects) {
    guard objects.list.contains(where: { !$0.earlierNames.isEmpty }) else { return }
    let document = document
    let known = objects
    objects.forEach { object in
      let owner = object
      KubernetesContainers.forEach(in: &object.node) { container in
        for (list, wrapper) in [("envFrom", nil), ("env", "valueFrom")] {
          guard var table = container[list], case .sequence(var items) = table.content else {
            continue
          }
          for index in items.indices {
            Self.fix(&items[index], wrapper, of: owner, known, document)
          }
          table.content = .sequence(items)
          container[list] = table
        }
      }
    }
  }

  /// Calls what has containers by the name that the base gave it, which people and contracts know
  /// it by in every overlay; copies of one base keep the names that tell them apart.
  mutating func nameWorkloads(in objects: inout KustomizeObjects) {
    var counts: [KustomizeName: Int] = [:]
    for object in objects.list where !object.isDeleted {
      var name = object.originalName
      name.namespace = ""
      counts[name, default: 0] += 1
    }
    objects.forEach { object in
      var name = object.originalName
      name.namespace = ""
      guard counts[name] == 1, !["ConfigMap", "Secret"].contains(name.kind),
        object.name.name != name.name, var metadata = object.node["metadata"],
        var node = metadata["name"]
      else { return }
      node.content = .text(name.name)
      metadata["name"] = node
      object.node["metadata"] = metadata
    }
  }

  private static func fix(
    _ item: inout LayeredNode, _ wrapper: String?, of owner: KustomizeObject,
    _ objects: KustomizeObjects, _ document: LayeredDocument
  ) {
    if let wrapper {
      guard var inner = item[wrapper] else { return }
      fix(&inner, nil, of: owner, objects, document)
      item[wrapper] = inner
      return
    }
    for (field, kind) in references {
      guard var reference = item[field], var name = reference["name"],
        let text = document.text(of: name),
        let meant = referent(text, ofKind: kind, from: owner, objects), meant != text
      else { continue }
      name.content = .text(meant)
      reference["name"] = name
      item[field] = reference
    }
  }

  /// What an object is called in the end that another one of the same namespace refers to.
  private static func referent(
    _ name: String, ofKind kind: String, from owner: KustomizeObject, _ objects: KustomizeObjects
  ) -> String? {
    var found = objects.numbers(ofKind: kind, named: name).map { objects.list[$0] }.filter {
      $0.name.effectiveNamespace == owner.name.effectiveNamespace
    }
    // Of copies of one base each refers to its own.
    if found.count > 1 { found = found.filter { $0.affixes == owner.affixes } }
    return found.count == 1 ? found[0].name.name : nil
  }
}
