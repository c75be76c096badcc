import ConfigGuard
package import RulePacks

/// Google App Engine: `env_variables` of `app.yaml`
/// (cloud.google.com/appengine/docs/standard/reference/app-yaml).
package enum AppEngineService: ManifestFormat {
  package static let name = "app-engine-service"

  private static let signs: [StaticString] = [
    "env_variables", "build_env_variables", "handlers", "automatic_scaling", "basic_scaling",
    "manual_scaling", "instance_class", "entrypoint", "service", "inbound_services",
    "runtime_config", "app_engine_apis", "vpc_access_connector", "beta_settings", "resources",
    "api_version", "threadsafe", "default_expiration", "env", "vm",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), tree.string("runtime", in: root) != nil else { return false }
    let name = FilePath.name(of: path).lowercased()
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return false }
    if name == "app.yaml" || name == "app.yml" { return true }
    // Pulumi's projects have a `runtime:`, too, and resources.
    guard tree.string("name", in: root) == nil else { return false }
    return signs.contains { tree.value($0, in: root) != nil }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let name =
      tree.string("service", in: root) ?? tree.string("module", in: root) ?? "default"
    var workload = reading.workload(name, at: root)
    workload.setCommand(command(of: root, reading))
    workload.isBuiltHere = true
    workload.replicas = replicas(of: root, reading)
    // Other files, and for an image of one's own what that sets.
    workload.hasUnreadSources =
      tree.value("includes", in: root) != nil || tree.string("runtime", in: root) == "custom"
    for setting in reading.table("env_variables", in: root, path: "env_variables") {
      workload.set(setting)
    }
    reading.workloads.append(workload)
    reading.settings += reading.table(
      "build_env_variables", in: root, path: "build_env_variables")
    claimHandlers(of: root, &reading)
    reading.readRest(of: root)
  }

  private static func command(of root: NodeIndex, _ reading: DocumentReading) -> [CommandPart] {
    guard let entrypoint = reading.tree.value("entrypoint", in: root) else { return [] }
    return reading.tree.isMapping(entrypoint)
      ? reading.command(["shell"], in: entrypoint) : reading.command(entrypoint)
  }

  private static func replicas(of root: NodeIndex, _ reading: DocumentReading) -> Int? {
    for (scaling, key): (StaticString, StaticString) in [
      ("automatic_scaling", "max_instances"), ("automatic_scaling", "max_num_instances"),
      ("basic_scaling", "max_instances"), ("manual_scaling", "instances"),
    ] {
      guard let table = reading.tree.value(scaling, in: root) else { continue }
      if let count = reading.count(key, in: table) { return count }
    }
    return nil
  }

  /// Handlers are routes; only the headers that they set are settings.
  private static func claimHandlers(of root: NodeIndex, _ reading: inout DocumentReading) {
    let tree = reading.tree
    guard let handlers = tree.value("handlers", in: root) else { return }
    for handler in tree.items(of: handlers) {
      for entry in tree.writtenEntries(of: handler) where !tree.isMapping(entry.value) {
        reading.claim(entry.key)
      }
    }
  }
}
