import RulePacks

/// What a pod gives its containers beside their environment.
struct PodSurface {
  private let root: NodeIndex
  private let pod: NodeIndex
  private let tree: DocumentTree
  /// A template may give more than stands here.
  private let isTemplate: Bool
  /// Whether volumes outlive the pod, by their names; many a container has none of them.
  private lazy var volumes = outlivingVolumes()

  init(_ root: NodeIndex, pod: NodeIndex, in tree: DocumentTree, isTemplate: Bool) {
    self.root = root
    self.pod = pod
    self.tree = tree
    self.isTemplate = isTemplate
  }

  private func outlivingVolumes() -> [String: Bool] {
    var volumes: [String: Bool] = [:]
    for volume in tree.value("volumes", in: pod).map({ tree.items(of: $0) }) ?? [] {
      guard let name = tree.string("name", in: volume) else { continue }
      let kinds = tree.entries(of: volume).map { tree.text(of: tree.target(of: $0.key)) }
        .filter { $0 != "name" }
      volumes[name] = kinds.contains { !Self.passing.contains($0) }
      if kinds.isEmpty { volumes[name] = nil }
    }
    let templates = tree.node(at: ["spec", "volumeClaimTemplates"], from: root)
    for template in templates.map({ tree.items(of: $0) }) ?? [] {
      guard let metadata = tree.value("metadata", in: template),
        let name = tree.string("name", in: metadata)
      else { continue }
      volumes[name] = true
    }
    return volumes
  }

  /// Kinds of volumes that go with their pod, or that nothing writes to.
  private static let passing: Set<String> = [
    "emptyDir", "configMap", "secret", "projected", "downwardAPI", "ephemeral", "gitRepo", "image",
  ]

  /// Whether a container writes to a volume that outlives its pod; a template may add one.
  mutating func keepsData(_ container: NodeIndex) -> Bool? {
    let mounts = tree.value("volumeMounts", in: container).map { tree.items(of: $0) } ?? []
    var isKnown = !isTemplate
    for mount in mounts {
      guard let name = tree.string("name", in: mount), let outlives = volumes[name] else {
        isKnown = false
        continue
      }
      if outlives, tree.string("readOnly", in: mount) != "true" { return true }
    }
    return isKnown ? false : nil
  }

  /// Whether the container takes a port of its node; what Services do is not known here.
  func isPublished(_ container: NodeIndex) -> Bool? {
    let ports = tree.value("ports", in: container).map { tree.items(of: $0) } ?? []
    return ports.contains { tree.value("hostPort", in: $0) != nil } ? true : nil
  }

  /// Whether the kubelet asks the container if it works.
  ///
  /// A template may add a probe, and what names no port may have nothing to ask.
  func isProbed(_ container: NodeIndex) -> Bool? {
    let probes: [StaticString] = ["livenessProbe", "readinessProbe", "startupProbe"]
    if probes.contains(where: { tree.value($0, in: container) != nil }) { return true }
    let hasPorts = tree.value("ports", in: container) != nil
    return !isTemplate && hasPorts ? false : nil
  }
}
