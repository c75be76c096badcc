import ConfigGuard
import RulePacks

/// Reads the pods of an object: each container is a workload.
struct PodReader {
  let root: NodeIndex
  /// The object that the pods are made by.
  let owner: ObjectName
  let isCustom: Bool

  func read(into reading: inout DocumentReading) {
    let tree = reading.tree
    let pods = PodFinder.pods(of: root, isCustom: isCustom, in: tree)
    let replicas = pods.isEmpty ? (nil, nil) : replicas(reading)
    for pod in pods {
      var surface = PodSurface(
        root, pod: pod, in: tree, isTemplate: reading.template != nil)
      for (list, isInitial) in PodFinder.containerLists {
        guard let containers = tree.value(list, in: pod) else { continue }
        for node in tree.items(of: containers) where tree.isMapping(node) {
          var workload = workload(node, replicas, reading)
          workload.keepsData = surface.keepsData(node)
          workload.isPublished = surface.isPublished(node)
          workload.isProbed = surface.isProbed(node)
          workload.isInitial =
            isInitial && tree.string("restartPolicy", in: node) != "Always"
          // Beside another owner it would be copied when it is changed.
          var container = ContainerReader(
            tree.target(of: node), workload: consume workload, owner: owner, in: tree)
          container.read(reading)
          reading.workloads.append(container.workload)
          for problem in container.problems {
            reading.report(problem.problem, in: problem.file)
          }
          CommandReader(tree.target(of: node), name: container.workload.name).read(into: &reading)
        }
      }
    }
    readTemplateMetadata(into: &reading)
  }

  private func workload(
    _ node: NodeIndex, _ replicas: (count: Int?, place: Place?), _ reading: DocumentReading
  ) -> Workload {
    let tree = reading.tree
    let own = tree.string("name", in: node) ?? "container"
    let range = KubernetesManifest.firstKey(of: node, in: tree)
    var workload = Workload(
      name: own == owner.name ? own : "\(owner.name)/\(own)", file: reading.file(of: node),
      range: range, format: KubernetesManifest.name)
    workload.kind = owner.kind
    workload.image = tree.string("image", in: node)
    workload.replicas = replicas.count
    workload.replicasPlace = replicas.place
    workload.mounts = (tree.value("volumeMounts", in: node).map { tree.items(of: $0) } ?? [])
      .compactMap { tree.string("mountPath", in: $0) }
    workload.setCommand(reading.command(["command", "args"], in: node))
    workload.stageHint = reading.stageHint
    return workload
  }

  /// Where else their number, or its upper bound, may stand.
  private static let numbers: [(path: [StaticString], key: StaticString)] = [
    (["spec", "template", "metadata", "annotations"], "autoscaling.knative.dev/maxScale"),
    (["spec", "template", "metadata", "annotations"], "autoscaling.knative.dev/max-scale"),
    (["metadata", "annotations"], "run.googleapis.com/maxScale"),
    (["spec", "template", "spec"], "parallelism"), (["spec"], "parallelism"),
    (["spec", "jobTemplate", "spec"], "parallelism"),
  ]

  /// How many there are; of what scales by itself, at most (knative.dev/docs/serving/autoscaling,
  /// cloud.google.com/run/docs/reference/yaml/v1).
  private func replicas(_ reading: DocumentReading) -> (count: Int?, place: Place?) {
    let tree = reading.tree
    if let spec = tree.value("spec", in: root), let count = tree.value("replicas", in: spec) {
      let text = reading.isTemplated(count) ? nil : tree.string("replicas", in: spec)
      return (text.flatMap { Int($0) }, reading.place(of: count))
    }
    for (path, key) in Self.numbers {
      guard let table = tree.node(at: path, from: root), let node = tree.value(key, in: table),
        let text = tree.string(key, in: table)
      else { continue }
      if let count = Int(text), count > 0 { return (count, reading.place(of: node)) }
    }
    return (nil, nil)
  }

  /// Labels and annotations of the pods, which agents in the cluster read.
  private func readTemplateMetadata(into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let spec = tree.value("spec", in: root) else { return }
    if let template = tree.value("template", in: spec) {
      KubernetesManifest.readMetadata(tree.value("metadata", in: template), into: &reading)
    }
    if let job = tree.value("jobTemplate", in: spec), let spec = tree.value("spec", in: job),
      let template = tree.value("template", in: spec)
    {
      KubernetesManifest.readMetadata(tree.value("metadata", in: template), into: &reading)
    }
  }
}
