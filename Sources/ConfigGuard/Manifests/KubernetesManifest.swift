package import RulePacks

/// Kubernetes objects: what has a pod template runs; ConfigMaps, Secrets and annotations hold
/// settings. (API conventions: kubernetes.io/docs/reference/kubernetes-api.)
package enum KubernetesManifest: ManifestFormat {
  package static let name = "kubernetes"

  private static let containerLists: [StaticString] = [
    "containers", "initContainers", "ephemeralContainers",
  ]
  /// Where a pod's specification lies in the kinds that have one.
  private static let podPaths: [[StaticString]] = [
    ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"],
    // A job of Cloud Run wraps the execution in a template of its own.
    ["spec", "template", "spec", "template", "spec"], ["spec"],
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    tree.isMapping(root) && tree.string("apiVersion", in: root) != nil
      && tree.string("kind", in: root) != nil
  }

  /// The objects of a `List`, each one a document of its own; any other document itself.
  package static func objects(of root: NodeIndex, in tree: DocumentTree) -> [NodeIndex] {
    guard recognises(root, in: tree, path: ""),
      tree.string("kind", in: root)?.hasSuffix("List") == true,
      let items = tree.value("items", in: root), tree.isSequence(items)
    else { return [root] }
    return tree.items(of: items).map { tree.target(of: $0) }.filter { tree.isMapping($0) }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let kind = tree.string("kind", in: root) ?? ""
    reading.kind = kind
    let metadata = tree.value("metadata", in: root)
    let name = metadata.flatMap { tree.string("name", in: $0) } ?? kind.lowercased()
    if let hint = metadata.flatMap({ stageHint($0, tree) }) { reading.stageHint = hint }
    readAnnotations(metadata, into: &reading)
    switch kind {
    case "ConfigMap": readData(root, "data", isSecret: false, into: &reading)
    case "Secret":
      readSecret(root, into: &reading)
    default:
      readPods(root, kind: kind, name: name, into: &reading)
      if !isBuiltIn(tree.string("apiVersion", in: root) ?? "") {
        readCustomResource(root, into: &reading)
      }
    }
  }

  /// A namespace, or the label that says what the object is for.
  private static func stageHint(_ metadata: NodeIndex, _ tree: DocumentTree) -> String? {
    for key: StaticString in ["labels", "annotations"] {
      guard let table = tree.value(key, in: metadata) else { continue }
      for name: StaticString in ["env", "environment", "stage", "app.kubernetes.io/environment"] {
        if let text = tree.string(name, in: table) { return text }
      }
    }
    return tree.string("namespace", in: metadata)
  }

  private static func isBuiltIn(_ version: String) -> Bool {
    let group = version.split(separator: "/").count > 1 ? version.split(separator: "/")[0] : ""
    return group.isEmpty || !group.contains(".") || group.hasSuffix(".k8s.io")
  }

  private static func readAnnotations(_ metadata: NodeIndex?, into reading: inout DocumentReading) {
    guard let metadata, let annotations = reading.tree.entry("annotations", in: metadata) else {
      return
    }
    var walk = SettingWalk(reading, syntax: .none, below: [annotations.key])
    walk.visit(reading.tree.target(of: annotations.value))
    reading.settings += walk.settings
  }

  private static func readCustomResource(_ root: NodeIndex, into reading: inout DocumentReading) {
    guard let spec = reading.tree.entry("spec", in: root) else { return }
    // The containers' environments are read as workloads.
    let tree = reading.tree
    var walk = SettingWalk(reading, syntax: .none, below: [spec.key]) { key in
      tree.withText(of: key) { $0.elementsEqual("env".utf8) }
    }
    walk.visit(reading.tree.target(of: spec.value))
    reading.settings += walk.settings
  }

  private static func readData(
    _ root: NodeIndex, _ field: StaticString, isSecret: Bool, into reading: inout DocumentReading
  ) {
    guard let data = reading.tree.value(field, in: root) else { return }
    for entry in reading.tree.entries(of: data) {
      let name = reading.tree.text(of: reading.tree.target(of: entry.key))
      reportRefusal(of: entry.value, named: entry.key, into: &reading)
      guard
        var setting = reading.setting(
          key: entry.key, value: entry.value, keyPath: "\(field).\(name)", syntax: .none)
      else { continue }
      setting.isDeclaredSecret = isSecret
      reading.settings.append(setting)
    }
  }

  private static func readSecret(_ root: NodeIndex, into reading: inout DocumentReading) {
    readData(root, "stringData", isSecret: true, into: &reading)
    let first = reading.settings.count
    readData(root, "data", isSecret: true, into: &reading)
    for index in first..<reading.settings.count {
      let range = reading.settings[index].value.range
      reading.settings[index].isEncoded = true
      guard let text = Base64.decodedText(reading.settings[index].value.text) else { continue }
      reading.settings[index].value = reading.values.value(
        text, at: range, isExact: false, syntax: .none)
    }
  }

  private static func readPods(
    _ root: NodeIndex, kind: String, name: String, into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    guard
      let pod = podPaths.lazy.compactMap({ tree.node(at: $0, from: root) })
        .first(where: { pod in containerLists.contains { tree.value($0, in: pod) != nil } })
    else { return }
    let replicas = replicas(of: root, in: tree)
    for list in containerLists {
      guard let containers = tree.value(list, in: pod) else { continue }
      for container in tree.items(of: containers) where tree.isMapping(container) {
        let own = tree.string("name", in: container) ?? "container"
        var workload = Workload(
          name: own == name ? name : "\(name)/\(own)", file: reading.file,
          range: firstKey(of: container, in: tree), format: Self.name)
        workload.kind = kind
        workload.image = tree.string("image", in: container)
        workload.replicas = replicas
        workload.command = tree.joinedText(of: ["command", "args"], in: container)
        workload.stageHint = reading.stageHint
        readEnvironment(container, into: &workload, &reading)
        reading.workloads.append(workload)
      }
    }
  }

  /// How many there are; of what scales by itself, at most (knative.dev/docs/serving/autoscaling,
  /// cloud.google.com/run/docs/reference/yaml/v1).
  private static func replicas(of root: NodeIndex, in tree: DocumentTree) -> Int? {
    if let spec = tree.value("spec", in: root), let count = tree.string("replicas", in: spec) {
      return Int(count)
    }
    let places: [([StaticString], StaticString)] = [
      (["spec", "template", "metadata", "annotations"], "autoscaling.knative.dev/maxScale"),
      (["spec", "template", "metadata", "annotations"], "autoscaling.knative.dev/max-scale"),
      (["metadata", "annotations"], "run.googleapis.com/maxScale"),
      (["spec", "template", "spec"], "parallelism"),
    ]
    for (path, key) in places {
      guard let table = tree.node(at: path, from: root), let text = tree.string(key, in: table)
      else { continue }
      if let count = Int(text), count > 0 { return count }
    }
    return nil
  }

  private static func readEnvironment(
    _ container: NodeIndex, into workload: inout Workload, _ reading: inout DocumentReading
  ) {
    let tree = reading.tree
    if let sources = tree.value("envFrom", in: container), !tree.items(of: sources).isEmpty {
      workload.hasUnreadSources = true
    }
    guard let list = tree.value("env", in: container) else { return }
    for item in tree.items(of: list) where tree.isMapping(item) {
      guard let name = tree.value("name", in: item), tree.isScalar(name) else { continue }
      let key = tree.text(of: tree.target(of: name))
      let path = "\(workload.name).env.\(key)"
      if let value = tree.value("value", in: item) {
        reportRefusal(of: value, named: name, into: &reading)
        let known = workload
        let setting = reading.setting(
          key: name, value: value, keyPath: path, syntax: .kubernetes,
          lookup: { known.setting($0)?.value.literal })
        if let setting { workload.set(setting) }
      } else {
        let value = referenceValue(item, in: tree)
        workload.set(
          Setting(
            key: key, info: reading.keys.info(key), value: value, file: reading.file,
            keyRange: tree.textRange(of: name), keyPath: path))
      }
    }
  }

  /// Says so where the API takes a string and the text is read as something else.
  private static func reportRefusal(
    of value: NodeIndex, named key: NodeIndex, into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    let index = tree.target(of: value)
    let node = tree.nodes[index]
    var range = tree.textRange(of: index)
    let what: String
    switch node.kind {
    case .scalar:
      guard
        case .refused(let type) = ScalarTyping.kubernetes(
          tree.text(of: index), style: node.style, tag: tree.tag(of: index))
      else { return }
      what = type
    default:
      if isTemplateAction(node, in: tree) { return }
      what = node.kind == .mapping ? "a mapping" : "a list"
      range = tree.textRange(of: tree.target(of: key))
    }
    let name = PlainName.shown(tree.text(of: tree.target(of: key)))
    reading.problems.append(
      ReadingProblem(
        kind: .valueRefused, message: "\(name) is read as \(what), and only a string is taken here",
        range: range))
  }

  /// `{{ … }}`, which is filled in before the API sees the file, is a mapping to YAML.
  private static func isTemplateAction(_ node: DocumentNode, in tree: DocumentTree) -> Bool {
    let start = Int(node.start)
    return node.style == .flow && start + 1 < Int(node.end) && tree.bytes[start] == 0x7B
      && tree.bytes[start + 1] == 0x7B
  }

  private static func referenceValue(_ item: NodeIndex, in tree: DocumentTree) -> Value {
    let range = tree.nodes[tree.target(of: item)].range
    guard let source = tree.value("valueFrom", in: item),
      let entry = tree.entries(of: source).first
    else { return Value(form: .empty, text: "", effective: "", range: range, isExact: false) }
    let kind = tree.text(of: tree.target(of: entry.key))
    return Value(
      form: .reference(kind), text: "", effective: nil, range: tree.nodes[entry.key].range,
      isExact: false)
  }

  /// The first key of a mapping: the place of something that the mapping lacks.
  static func firstKey(of mapping: NodeIndex, in tree: DocumentTree) -> SourceRange {
    let index = tree.target(of: mapping)
    guard let entry = tree.writtenEntries(of: index).first else { return tree.nodes[index].range }
    return tree.nodes[entry.key].range
  }
}
