import RulePacks

extension KustomizeBuild {
  /// `namespace`, `namePrefix`, `nameSuffix` and labels, which all objects are given.
  mutating func place(_ file: KustomizeFile, _ objects: inout KustomizeObjects) {
    if let node = file.value("namespace"), let namespace = file.text(of: node), !namespace.isEmpty {
      let place = file.node(namespace, at: node)
      objects.forEach { $0.move(to: namespace, place) }
    }
    if let node = file.value("namePrefix"), let prefix = file.text(of: node), !prefix.isEmpty {
      let place = file.node(node)
      objects.forEach { $0.rename(to: prefix + $0.name.name, affix: "\(prefix)…", place) }
    }
    if let node = file.value("nameSuffix"), let suffix = file.text(of: node), !suffix.isEmpty {
      let place = file.node(node)
      objects.forEach { $0.rename(to: $0.name.name + suffix, affix: "…\(suffix)", place) }
    }
    // They are what selectors ask for, and may say what a deployment is for.
    for item in file.items("labels") {
      if let pairs = file.tree.value("pairs", in: item) { label(pairs, file, &objects) }
    }
    if let pairs = file.value("commonLabels") { label(pairs, file, &objects) }
  }

  private mutating func label(
    _ pairs: NodeIndex, _ file: KustomizeFile, _ objects: inout KustomizeObjects
  ) {
    let labels = document.node(pairs, of: file.number).entries.filter { $0.value.isScalar }
    guard !labels.isEmpty else { return }
    work += labels.count * objects.list.count
    guard mayWork(pairs, file, &objects) else { return }
    objects.forEach { $0.label(labels) }
  }

  private static let scalable: Set<String> = [
    "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController",
  ]

  /// `replicas`: how many there are of something, by its name.
  mutating func scale(_ file: KustomizeFile, _ objects: inout KustomizeObjects) {
    for item in file.items("replicas") {
      guard let name = file.text("name", in: item),
        let count = file.tree.value("count", in: item), file.tree.isScalar(count)
      else {
        report(.syntax, "an item of `replicas` needs `name` and `count`", item, in: file)
        continue
      }
      var isFound = false
      for kind in Self.scalable.sorted() {
        for number in objects.numbers(ofKind: kind, named: name) {
          isFound = true
          guard var spec = objects[number].node["spec"], spec.isMapping else { continue }
          let value = file.node(count)
          spec["replicas"] = spec["replicas"].map { value.replacing($0) } ?? value
          objects[number].node["spec"] = spec
        }
      }
      if !isFound, !objects.isOpen {
        report(.patchUnmatched, "nothing that is there has this name and replicas", item, in: file)
      }
    }
  }

  private struct ImageChange {
    let order: Int
    let node: NodeIndex
    let newName: String?
    let newTag: String?
    let digest: String?
  }

  /// `images`: other names, tags and digests for the images of containers.
  mutating func replaceImages(_ file: KustomizeFile, _ objects: inout KustomizeObjects) {
    var changes: [String: [ImageChange]] = [:]
    for (order, item) in (file.items("images") + file.items("imageTags")).enumerated() {
      guard let name = file.text("name", in: item) else { continue }
      let change = ImageChange(
        order: order, node: item, newName: file.text("newName", in: item),
        newTag: file.text("newTag", in: item), digest: file.text("digest", in: item))
      changes[name, default: []].append(change)
    }
    guard !changes.isEmpty else { return }
    let document = document
    objects.forEach { object in
      KubernetesContainers.forEach(in: &object.node) { container in
        guard let image = container["image"], let text = document.text(of: image) else { return }
        let new = Self.image(text, changes)
        guard new != text else { return }
        var node = image
        node.content = .text(new)
        container["image"] = node
      }
    }
  }

  /// An image after all changes that are for it, each of which may lead to a later one.
  private static func image(_ text: String, _ changes: [String: [ImageChange]]) -> String {
    var (name, rest) = parts(of: text)
    var order = -1
    while let change = changes[name]?.first(where: { $0.order > order }) {
      order = change.order
      if let newName = change.newName, !newName.isEmpty { name = newName }
      let tag = change.newTag.flatMap { $0.isEmpty ? nil : ":" + $0 }
      let digest = change.digest.flatMap { $0.isEmpty ? nil : "@" + $0 }
      if tag != nil || digest != nil { rest = (tag ?? "") + (digest ?? "") }
    }
    return name + rest
  }

  /// The name of an image, and its tag and digest with their signs.
  private static func parts(of image: String) -> (name: String, rest: String) {
    let end = image.firstIndex(of: "@") ?? image.endIndex
    let head = image[..<end]
    guard let colon = head.lastIndex(of: ":"), !head[colon...].contains("/") else {
      return (String(head), String(image[end...]))
    }
    return (String(head[..<colon]), String(image[colon...]))
  }
}
