import ConfigGuard
package import RulePacks

/// Fly.io: `[env]` of `fly.toml`, for each of its processes
/// (fly.io/docs/reference/configuration).
package enum FlyApp: ManifestFormat {
  package static let name = "fly-app"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), EnvironmentTables.isNamed(path, "fly", ["toml", "json", "yaml"])
    else { return false }
    return ["app", "env", "build", "http_service", "services", "primary_region", "processes"]
      .contains { tree.value(named: $0, in: root) != nil }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    reading.defaultStage = StageVerdict(.production, "`fly deploy` deploys a real app")
    let variables = reading.table("env", in: root, path: "env")
    let name = tree.string("app", in: root) ?? reading.folderName ?? Self.name
    var app = reading.workload(name, at: root)
    // Secrets are kept by the platform and are not in the file.
    app.hasUnreadSources = true
    app.image = tree.value("build", in: root).flatMap { tree.string("image", in: $0) }
    app.isBuiltHere = app.image == nil
    for setting in variables { app.set(setting) }
    let processes = tree.value("processes", in: root).map { tree.entries(of: $0) } ?? []
    for process in processes {
      var workload = app
      workload.name = "\(name)/\(tree.text(of: tree.target(of: process.key)))"
      workload.range = tree.nodes[process.key].range
      workload.setCommand(reading.command(process.value))
      reading.workloads.append(workload)
    }
    if processes.isEmpty {
      app.setCommand(
        tree.value("experimental", in: root).map { node in
          reading.command(["entrypoint", "cmd"], in: node)
        } ?? [])
      reading.workloads.append(app)
    }
    reading.readRest(of: root)
  }
}
