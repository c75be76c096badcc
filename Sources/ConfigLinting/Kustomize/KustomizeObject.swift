import RulePacks

/// What Kustomize tells objects apart by.
struct KustomizeName: Hashable {
  var group = ""
  var version = ""
  var kind = ""
  var name = ""
  var namespace = ""

  /// No namespace means the one called `default`.
  var effectiveNamespace: String { namespace.isEmpty ? "default" : namespace }

  /// Whether two names are of one object.
  func isSame(as other: KustomizeName) -> Bool {
    name == other.name && kind == other.kind && group == other.group && version == other.version
      && effectiveNamespace == other.effectiveNamespace
  }
}

/// One Kubernetes object on its way through a kustomization.
struct KustomizeObject {
  var node: LayeredNode
  /// What it is called now.
  private(set) var name: KustomizeName
  /// What it was called before names and namespaces were changed, the oldest first.
  private(set) var earlierNames: [KustomizeName] = []
  /// Prefixes and suffixes that its name was given, which tell copies of one base apart.
  private(set) var affixes: [String] = []
  /// A patch took the object away; its number stays in use.
  var isDeleted = false
  /// Some of its keys come from files that were not read.
  var isOpen = false
  /// Whether Kustomize made the object out of literals and files.
  var isGenerated = false

  init?(_ node: LayeredNode, in document: LayeredDocument) {
    guard node.isMapping, let kind = Self.text("kind", of: node, document), !kind.isEmpty else {
      return nil
    }
    self.node = node
    var name = KustomizeName()
    name.kind = kind
    let parts = (Self.text("apiVersion", of: node, document) ?? "")
      .split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    name.group = parts.count == 2 ? String(parts[0]) : ""
    name.version = parts.last.map(String.init) ?? ""
    let metadata = node["metadata"]
    name.name = metadata.flatMap { Self.text("name", of: $0, document) } ?? ""
    name.namespace = metadata.flatMap { Self.text("namespace", of: $0, document) } ?? ""
    self.name = name
  }

  private static func text(
    _ key: String, of node: LayeredNode, _ document: LayeredDocument
  ) -> String? {
    node[key].flatMap { document.text(of: $0) }
  }

  /// All names by which patches and references may call it.
  var names: [KustomizeName] { [name] + earlierNames }

  /// The name that it came with.
  var originalName: KustomizeName { earlierNames.first ?? name }

  /// Kinds that are built into Kubernetes, whose lists Kustomize knows how to merge.
  var isBuiltIn: Bool { !name.group.contains(".") || name.group.hasSuffix(".k8s.io") }

  private static let clusterWide: Set<String> = [
    "Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition",
    "PersistentVolume", "StorageClass", "PriorityClass", "IngressClass", "APIService",
    "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "Node",
  ]

  /// Whether only the head of the object was read, as it declares a kind of objects.
  var isShell: Bool { name.kind == "CustomResourceDefinition" }

  /// Puts the object into another namespace, which `place` gives.
  mutating func move(to namespace: String, _ place: LayeredNode) {
    guard !Self.clusterWide.contains(name.kind), name.namespace != namespace else { return }
    remember()
    name.namespace = namespace
    setMetadata("namespace", place)
  }

  /// Gives the object another name; `affix` says what is new in it.
  mutating func rename(to newName: String, affix: String, _ place: LayeredNode) {
    guard !Self.keepsName.contains(name.kind), !name.name.isEmpty else { return }
    remember()
    name.name = newName
    affixes.append(affix)
    var node = place
    node.content = .text(newName)
    setMetadata("name", node)
  }

  private static let keepsName: Set<String> = [
    "Namespace", "CustomResourceDefinition", "APIService",
  ]

  private mutating func remember() {
    if earlierNames.last != name { earlierNames.append(name) }
  }

  private mutating func setMetadata(_ key: String, _ value: LayeredNode) {
    var metadata =
      node["metadata"] ?? LayeredNode(.mapping([]), origin: node.origin, index: node.index)
    guard metadata.isMapping else { return }
    metadata[key] = metadata[key].map { value.replacing($0) } ?? value
    node["metadata"] = metadata
  }

  /// Adds labels, or lets them replace those of the same keys.
  mutating func label(_ labels: [LayeredNode.Entry]) {
    var metadata =
      node["metadata"] ?? LayeredNode(.mapping([]), origin: node.origin, index: node.index)
    guard metadata.isMapping, let first = labels.first else { return }
    let known = metadata["labels"]?.entries ?? []
    metadata["labels"] = LayeredNode(
      .mapping(LayeredNode.merged(labels, over: known) { $0.replacing($1) }),
      origin: first.value.origin, index: first.value.index)
    node["metadata"] = metadata
  }
}

/// The objects of a kustomization in their order, with a way to find them by their names.
struct KustomizeObjects {
  private(set) var list: [KustomizeObject] = []
  /// Objects by kind and name, earlier names included.
  private var numbers: [Key: [Int]] = [:]
  /// Something that adds or changes objects was not read.
  var isOpen = false

  private struct Key: Hashable {
    let kind: String
    let name: String
  }

  subscript(number: Int) -> KustomizeObject {
    get { list[number] }
    set {
      let isRenamed = list[number].name != newValue.name
      list[number] = newValue
      if isRenamed { insert(newValue.name, number) }
    }
  }

  mutating func append(_ object: KustomizeObject) {
    list.append(object)
    for name in object.names { insert(name, list.count - 1) }
  }

  mutating func append(_ others: KustomizeObjects) {
    for object in others.list where !object.isDeleted { append(object) }
    isOpen = isOpen || others.isOpen
  }

  private mutating func insert(_ name: KustomizeName, _ number: Int) {
    let key = Key(kind: name.kind, name: name.name)
    if numbers[key]?.last != number { numbers[key, default: []].append(number) }
  }

  /// The objects of a kind that are called so, or once were.
  func numbers(ofKind kind: String, named name: String) -> [Int] {
    (numbers[Key(kind: kind, name: name)] ?? []).filter { !list[$0].isDeleted }
  }

  /// The objects that a name means.
  func numbers(of name: KustomizeName) -> [Int] {
    numbers(ofKind: name.kind, named: name.name).filter { number in
      list[number].names.contains { $0.isSame(as: name) }
    }
  }

  /// Changes all objects that are still there.
  mutating func forEach(_ body: (inout KustomizeObject) -> Void) {
    for number in list.indices where !list[number].isDeleted {
      var object = list[number]
      body(&object)
      self[number] = object
    }
  }
}
