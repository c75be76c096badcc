import ConfigGuard
package import RulePacks

/// Kubernetes objects: what has a pod template runs; ConfigMaps, Secrets and annotations hold
/// settings. (API conventions: kubernetes.io/docs/reference/kubernetes-api.)
package enum KubernetesManifest: ManifestFormat {
  package static let name = "kubernetes"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    tree.isMapping(root) && tree.scalar("apiVersion", in: root) != nil
      && tree.scalar("kind", in: root) != nil
  }

  /// The objects of a `List`, each one a document of its own; any other document itself.
  package static func objects(of root: NodeIndex, in tree: DocumentTree) -> [NodeIndex] {
    items(ofList: root, in: tree) ?? [root]
  }

  /// The objects of a `List`; nil for any other document.
  static func items(ofList root: NodeIndex, in tree: DocumentTree) -> [NodeIndex]? {
    guard tree.isMapping(root), let kind = tree.scalar("kind", in: root),
      tree.text(of: kind, endsIn: "List"), tree.scalar("apiVersion", in: root) != nil,
      let items = tree.value("items", in: root), tree.isSequence(items)
    else { return nil }
    return tree.items(of: items).map { tree.target(of: $0) }.filter { tree.isMapping($0) }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let kind = tree.string("kind", in: root) ?? ""
    reading.kind = kind
    let metadata = tree.value("metadata", in: root)
    reading.hasVaultPlugin = VaultPlugin.fillsIn(metadata, in: tree)
    let name = metadata.flatMap { tree.string("name", in: $0) } ?? kind.lowercased()
    if let hint = metadata.flatMap({ stageHint($0, tree) }) { reading.stageHint = hint }
    readMetadata(metadata, into: &reading)
    let namespace = metadata.flatMap { node in
      tree.value("namespace", in: node).flatMap { reading.isTemplated($0) ? nil : $0 }
    }
    let owner = ObjectName(
      kind: kind, namespace: namespace.map { tree.text(of: tree.target(of: $0)) } ?? "",
      name: name)
    let objects = ConfigurationObjectReader(
      root: root, metadata: metadata, namespace: owner.namespace)
    objects.read(kind, into: &reading)
    if kind == ConfigurationObject.configMap || kind == ConfigurationObject.secret { return }
    readScaler(root, owner, into: &reading)
    DeclaredDatabase.readCluster(root, owner, into: &reading)
    let isCustom = !isBuiltIn(tree.string("apiVersion", in: root) ?? "")
    PodReader(root: root, owner: owner, isCustom: isCustom).read(into: &reading)
    if isCustom { readCustomResource(root, into: &reading) }
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

  static func isBuiltIn(_ version: String) -> Bool {
    let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    let bytes = version.utf8
    // The name of a group that is not built in has a dot.
    guard bytes.contains(slash), bytes.contains(dot) else { return true }
    let named = bytes.drop { $0 == slash }
    let group = named.prefix { $0 != slash }
    // Without a version behind it the text is no group.
    guard named.dropFirst(group.count).contains(where: { $0 != slash }) else { return true }
    return !group.contains(dot)
      || group.suffix(coreGroups.utf8.count).elementsEqual(coreGroups.utf8)
  }

  private static let coreGroups = ".k8s.io"

  /// Annotations hold settings; labels hold what a rule finds under any name.
  static func readMetadata(_ metadata: NodeIndex?, into reading: inout DocumentReading) {
    guard let metadata else { return }
    let tree = reading.tree
    if let annotations = tree.entry("annotations", in: metadata) {
      reading.settings += reading.settings(
        under: tree.target(of: annotations.value), syntax: .none, below: [annotations.key])
    }
    guard let labels = tree.value("labels", in: metadata), !reading.hints.isEmpty else { return }
    let hints = reading.hints
    tree.forEachEntry(of: labels) { key, value in
      guard hints.contains(tree.nodes[tree.target(of: value)].range) else { return true }
      let name = tree.text(of: tree.target(of: key))
      let setting = reading.setting(
        key: key, value: value, keyPath: "labels.\(name)", syntax: .none)
      if let setting { reading.settings.append(setting) }
      return true
    }
  }

  /// What sets the number of pods: a HorizontalPodAutoscaler, or a ScaledObject of KEDA.
  private static func readScaler(
    _ root: NodeIndex, _ owner: ObjectName, into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    let most: StaticString
    switch owner.kind {
    case "HorizontalPodAutoscaler": most = "maxReplicas"
    case "ScaledObject": most = "maxReplicaCount"
    default: return
    }
    guard let spec = tree.value("spec", in: root), let bound = tree.value(most, in: spec),
      let count = tree.string(most, in: spec).flatMap({ Int($0) }),
      let target = tree.value("scaleTargetRef", in: spec),
      let name = tree.value("name", in: target), tree.isScalar(name), !reading.isTemplated(name)
    else { return }
    let scaled = ObjectName(
      kind: tree.string("kind", in: target) ?? "Deployment", namespace: owner.namespace,
      name: tree.text(of: tree.target(of: name)))
    reading.kubernetes.scalers.append(
      KubernetesScaler(target: scaled, most: count, place: reading.place(of: bound)))
  }

  private static func readCustomResource(_ root: NodeIndex, into reading: inout DocumentReading) {
    guard let spec = reading.tree.entry("spec", in: root) else { return }
    // The containers' environments are read as workloads.
    let tree = reading.tree
    let keepsElsewhere = SecretPointer.isGroup(tree.string("apiVersion", in: root) ?? "")
    reading.settings += reading.settings(
      under: tree.target(of: spec.value), syntax: .none, below: [spec.key],
      skipping: { key in
        tree.withText(of: key) { $0.elementsEqual("env".utf8) }
          || keepsElsewhere && SecretPointer.isKey(key, in: tree)
      })
  }

  /// Says so where the API takes a string and the text is read as something else.
  static func reportRefusal(
    of value: NodeIndex, named key: NodeIndex, into reading: inout DocumentReading
  ) {
    guard let problem = refusal(of: value, named: key, reading) else { return }
    reading.report(problem, at: value)
  }

  static func refusal(
    of value: NodeIndex, named key: NodeIndex, _ reading: DocumentReading
  ) -> ReadingProblem? {
    let tree = reading.tree
    let index = tree.target(of: value)
    let node = tree.nodes[index]
    var range = tree.textRange(of: index)
    let what: ReportText
    switch node.kind {
    case .scalar:
      guard node.tag != 0 || !tree.isText(index),
        case .refused(let type) = ScalarTyping.kubernetes(
          tree.text(of: index), style: node.style, tag: tree.tag(of: index))
      else { return nil }
      what = type
    default:
      if isTemplateAction(index, in: tree) { return nil }
      what = node.kind == .mapping ? "a mapping" : "a list"
      if reading.file(of: key) === reading.file(of: value) {
        range = tree.textRange(of: tree.target(of: key))
      }
    }
    let name = PlainName.shown(tree.text(of: tree.target(of: key)))
    return ReadingProblem(
      kind: .valueRefused, message: "\(name) is read as \(what), and only a string is taken here",
      range: range)
  }

  /// Whether the API reads a scalar without a tag as a string.
  static func takes(_ value: NodeIndex, in tree: DocumentTree) -> Bool {
    tree.isText(value)
      || ScalarTyping.kubernetes(tree.text(of: value), style: tree.nodes[value].style, tag: nil)
        == .string
  }

  /// `{{ … }}`, which is filled in before the API sees the file, is a mapping to YAML.
  private static func isTemplateAction(_ index: NodeIndex, in tree: DocumentTree) -> Bool {
    let node = tree.nodes[index]
    // Of a tree that was made of several files, the text is in one of the others.
    let (bytes, start) = (tree.bytes(of: index), Int(node.start))
    return node.style == .flow && start + 1 < min(Int(node.end), bytes.count)
      && bytes[start] == 0x7B && bytes[start + 1] == 0x7B
  }

  /// The first key of a mapping: the place of something that the mapping lacks.
  static func firstKey(of mapping: NodeIndex, in tree: DocumentTree) -> SourceRange {
    let index = tree.target(of: mapping)
    let node = tree.nodes[index]
    guard case .mapping = node.kind, node.childCount > 0 else { return node.range }
    return tree.nodes[index + 1].range
  }
}
