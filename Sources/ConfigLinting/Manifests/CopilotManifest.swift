import ConfigGuard
package import RulePacks

/// AWS Copilot: a service or job, its sidecars, and what its environments change
/// (aws.github.io/copilot-cli/docs/manifest/overview).
package enum CopilotManifest: ManifestFormat {
  package static let name = "copilot-manifest"

  private static let types: Set<String> = [
    "Load Balanced Web Service", "Backend Service", "Worker Service",
    "Request-Driven Web Service", "Static Site", "Scheduled Job",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), tree.string("name", in: root) != nil else { return false }
    return tree.string("type", in: root).map { types.contains($0) } ?? false
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let name = tree.string("name", in: root) ?? "service"
    var service = reading.workload(name, at: root)
    service.kind = tree.string("type", in: root)
    // Add-ons of the service and of its environment hand on their outputs.
    service.hasUnreadSources = true
    apply(root, path: "", to: &service, &reading)
    reading.workloads.append(service)
    let sidecars = addSidecars(of: root, to: service, path: "", known: [:], &reading)
    if let environments = tree.value("environments", in: root) {
      for entry in tree.entries(of: environments) where tree.isMapping(entry.value) {
        let environment = tree.text(of: tree.target(of: entry.key))
        var workload = service
        workload.name = "\(name) (\(environment))"
        workload.range = tree.nodes[entry.key].range
        workload.stageHint = environment
        let path = "environments.\(environment)."
        apply(entry.value, path: path, to: &workload, &reading)
        reading.workloads.append(workload)
        _ = addSidecars(of: entry.value, to: workload, path: path, known: sidecars, &reading)
      }
    }
    reading.readRest(of: root)
  }

  private static func apply(
    _ node: NodeIndex, path: String, to workload: inout Workload, _ reading: inout DocumentReading
  ) {
    let tree = reading.tree
    if let image = tree.value("image", in: node) {
      if tree.value("build", in: image) != nil { workload.isBuiltHere = true }
      if let location = tree.string("location", in: image) {
        workload.image = location
        workload.isBuiltHere = false
      } else if tree.isScalar(image) {
        workload.image = tree.text(of: tree.target(of: image))
      }
    }
    let command = reading.command(["entrypoint", "command"], in: node)
    if !command.isEmpty { workload.setCommand(command) }
    workload.replicas = count(of: node, reading) ?? workload.replicas
    let variables = reading.copilotTable("variables", in: node, path: path)
    let secrets = reading.copilotSecrets(of: node, path: path)
    for setting in variables + secrets { workload.set(setting) }
  }

  /// `count: 3`, `count: {range: 1-10}` and `count: {range: {min: 1, max: 10}}`.
  private static func count(of node: NodeIndex, _ reading: DocumentReading) -> Int? {
    let tree = reading.tree
    if let count = reading.count("count", in: node) { return count }
    guard let count = tree.value("count", in: node), let range = tree.value("range", in: count)
    else { return nil }
    if tree.isMapping(range) { return reading.count("max", in: range) }
    return tree.text(of: tree.target(of: range)).split(separator: "-").last.flatMap { Int($0) }
  }

  private static func addSidecars(
    of node: NodeIndex, to service: Workload, path: String, known: [String: Workload],
    _ reading: inout DocumentReading
  ) -> [String: Workload] {
    let tree = reading.tree
    guard let sidecars = tree.value("sidecars", in: node) else { return known }
    var found = known
    for entry in tree.entries(of: sidecars) where tree.isMapping(entry.value) {
      let name = tree.text(of: tree.target(of: entry.key))
      var workload = known[name] ?? reading.workload(name, at: entry.value)
      workload.name = "\(service.name)/\(name)"
      workload.range = tree.nodes[entry.key].range
      workload.kind = service.kind
      workload.replicas = service.replicas
      workload.stageHint = service.stageHint
      workload.hasUnreadSources = true
      apply(entry.value, path: "\(path)sidecars.\(name).", to: &workload, &reading)
      found[name] = workload
      reading.workloads.append(workload)
    }
    return found
  }
}

extension DocumentReading {
  /// `variables:`, whose values are texts or outputs of another stack.
  fileprivate mutating func copilotTable(
    _ key: StaticString, in node: NodeIndex, path: String
  ) -> [Setting] {
    guard let entry = tree.entry(key, in: node), tree.isMapping(entry.value) else { return [] }
    claim(entry.key)
    let path = "\(path)\(key)"
    return tree.entries(of: entry.value).compactMap { variable in
      if tree.isMapping(variable.value) {
        return supplied(variable.key, path: path, form: .reference("an output of another stack"))
      }
      let name = tree.text(of: tree.target(of: variable.key))
      return setting(
        key: variable.key, value: variable.value, keyPath: "\(path).\(name)", syntax: .platform)
    }
  }

  /// `secrets:`, whose values are names of parameters or of secrets.
  fileprivate mutating func copilotSecrets(of node: NodeIndex, path: String) -> [Setting] {
    guard let entry = tree.entry("secrets", in: node), tree.isMapping(entry.value) else {
      return []
    }
    claim(entry.key)
    return tree.entries(of: entry.value).compactMap {
      supplied(
        $0.key, path: "\(path)secrets", form: .reference("a secret of the platform"),
        isSecret: true)
    }
  }
}
