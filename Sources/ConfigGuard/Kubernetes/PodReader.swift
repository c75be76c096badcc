import RulePacks

/// Reads the pods of an object: each container is a workload.
struct PodReader {
  let root: NodeIndex
  /// The object that the pods are made by.
  let owner: ObjectName
  let isCustom: Bool

  func read(into reading: inout DocumentReading) {
    let tree = reading.tree
    let replicas = replicas(in: tree)
    for pod in PodFinder.pods(of: root, isCustom: isCustom, in: tree) {
      for list in PodFinder.containerLists {
        guard let containers = tree.value(list, in: pod) else { continue }
        for node in tree.items(of: containers) where tree.isMapping(node) {
          var container = ContainerReader(
            tree.target(of: node), workload: workload(node, replicas, reading), owner: owner,
            reading)
          container.read()
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
    _ node: NodeIndex, _ replicas: Int?, _ reading: DocumentReading
  ) -> Workload {
    let tree = reading.tree
    let own = tree.string("name", in: node) ?? "container"
    let range = KubernetesManifest.firstKey(of: node, in: tree)
    var workload = Workload(
      name: own == owner.name ? own : "\(owner.name)/\(own)", file: reading.file(of: node),
      range: range, format: KubernetesManifest.name)
    workload.kind = owner.kind
    workload.image = tree.string("image", in: node)
    workload.replicas = replicas
    workload.setCommand(reading.command(["command", "args"], in: node))
    workload.stageHint = reading.stageHint
    return workload
  }

  /// How many there are; of what scales by itself, at most (knative.dev/docs/serving/autoscaling,
  /// cloud.google.com/run/docs/reference/yaml/v1).
  private func replicas(in tree: DocumentTree) -> Int? {
    if let spec = tree.value("spec", in: root), let count = tree.string("replicas", in: spec) {
      return Int(count)
    }
    let places: [([StaticString], StaticString)] = [
      (["spec", "template", "metadata", "annotations"], "autoscaling.knative.dev/maxScale"),
      (["spec", "template", "metadata", "annotations"], "autoscaling.knative.dev/max-scale"),
      (["metadata", "annotations"], "run.googleapis.com/maxScale"),
      (["spec", "template", "spec"], "parallelism"), (["spec"], "parallelism"),
      (["spec", "jobTemplate", "spec"], "parallelism"),
    ]
    for (path, key) in places {
      guard let table = tree.node(at: path, from: root), let text = tree.string(key, in: table)
      else { continue }
      if let count = Int(text), count > 0 { return count }
    }
    return nil
  }

  /// Labels and annotations of the pods, which agents in the cluster read.
  private func readTemplateMetadata(into reading: inout DocumentReading) {
    let paths: [[StaticString]] = [
      ["spec", "template", "metadata"], ["spec", "jobTemplate", "spec", "template", "metadata"],
    ]
    for path in paths {
      KubernetesManifest.readMetadata(
        reading.tree.node(at: path, from: root), into: &reading)
    }
  }
}
