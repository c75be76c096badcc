import RulePacks

/// What a pod gives its containers beside their environment.
struct PodSurface {
  private let tree: DocumentTree
  private let reading: DocumentReading
  /// Volumes that are claimed, and outlive the pod.
  private var claimed: Set<String> = []

  init(_ root: NodeIndex, pod: NodeIndex, _ reading: DocumentReading) {
    tree = reading.tree
    self.reading = reading
    if let volumes = tree.value("volumes", in: pod) {
      for volume in tree.items(of: volumes)
      where tree.value("persistentVolumeClaim", in: volume) != nil {
        if let name = tree.string("name", in: volume) { claimed.insert(name) }
      }
    }
    if let templates = tree.node(at: ["spec", "volumeClaimTemplates"], from: root) {
      for template in tree.items(of: templates) {
        guard let metadata = tree.value("metadata", in: template),
          let name = tree.string("name", in: metadata)
        else { continue }
        claimed.insert(name)
      }
    }
  }

  /// Whether a container writes to a volume that outlives its pod; a template may add one.
  func keepsData(_ container: NodeIndex) -> Bool? {
    let mounts = tree.value("volumeMounts", in: container).map { tree.items(of: $0) } ?? []
    let keeps = mounts.contains { mount in
      guard let name = tree.string("name", in: mount), claimed.contains(name) else { return false }
      return tree.string("readOnly", in: mount) != "true"
    }
    return keeps ? true : reading.template == nil ? false : nil
  }

  /// Whether the container takes a port of its node; what Services do is not known here.
  func isPublished(_ container: NodeIndex) -> Bool? {
    let ports = tree.value("ports", in: container).map { tree.items(of: $0) } ?? []
    return ports.contains { tree.value("hostPort", in: $0) != nil } ? true : nil
  }

  /// Whether the kubelet asks the container if it works; a template may add a probe.
  func isProbed(_ container: NodeIndex) -> Bool? {
    let probes: [StaticString] = ["livenessProbe", "readinessProbe", "startupProbe"]
    if probes.contains(where: { tree.value($0, in: container) != nil }) { return true }
    return reading.template == nil ? false : nil
  }
}
