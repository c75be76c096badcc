import ConfigGuard
package import RulePacks

/// Railway: how one service is built and started; its variables are kept by the platform
/// (docs.railway.com/config-as-code/reference).
package enum RailwayService: ManifestFormat {
  package static let name = "railway-service"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root) else { return false }
    let isSchema = tree.string("$schema", in: root)?.contains("railway.schema.json") ?? false
    return isSchema
      || EnvironmentTables.isNamed(path, "railway", ["json", "toml"])
        && ["build", "deploy", "environments"].contains { key in
          tree.value(named: key, in: root).map { tree.isMapping($0) } ?? false
        }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    reading.defaultStage = StageVerdict(.production, "Railway deploys a real app")
    var service = reading.workload(reading.folderName ?? "railway", at: root)
    service.hasUnreadSources = true
    service.isBuiltHere = true
    apply(tree.value("deploy", in: root), to: &service, reading)
    reading.workloads.append(service)
    if let environments = tree.value("environments", in: root) {
      for entry in tree.entries(of: environments) where tree.isMapping(entry.value) {
        let environment = tree.text(of: tree.target(of: entry.key))
        var workload = service
        workload.name = "\(service.name) (\(environment))"
        workload.range = tree.nodes[entry.key].range
        // The environment `pr` is the one of each pull request.
        workload.stageHint = environment == "pr" ? "preview" : environment
        apply(tree.value("deploy", in: entry.value), to: &workload, reading)
        reading.workloads.append(workload)
      }
    }
    reading.readRest(of: root)
  }

  private static func apply(
    _ deploy: NodeIndex?, to workload: inout Workload, _ reading: DocumentReading
  ) {
    guard let deploy else { return }
    let tree = reading.tree
    let command = reading.command(["startCommand"], in: deploy)
    if !command.isEmpty { workload.setCommand(command) }
    var replicas = reading.count("numReplicas", in: deploy)
    if let regions = tree.value("multiRegionConfig", in: deploy), tree.isMapping(regions) {
      let counts = tree.entries(of: regions).map { reading.count("numReplicas", in: $0.value) ?? 1 }
      replicas = counts.reduce(0) { total, count in
        total.addingReportingOverflow(count).partialValue
      }
    }
    if let replicas, replicas > 0 { workload.replicas = replicas }
  }
}
