import ConfigGuard
package import RulePacks

/// Heroku: `env` and `formation` of `app.json`, and of its `environments`
/// (devcenter.heroku.com/articles/app-json-schema).
package enum HerokuApp: ManifestFormat {
  package static let name = "heroku-app"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), FilePath.name(of: path) == "app.json",
      tree.value("expo", in: root) == nil
    else { return false }
    if tree.value("env", in: root).map({ tree.isMapping($0) }) ?? false { return true }
    return ["formation", "addons", "buildpacks"].contains {
      tree.value(named: $0, in: root) != nil
    }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    reading.defaultStage = StageVerdict(.production, "`app.json` sets up a real app")
    let name = tree.string("name", in: root) ?? reading.folderName ?? Self.name
    var app = reading.workload(name, at: root)
    // The app's own config vars and those of its add-ons are kept by the platform.
    app.hasUnreadSources = true
    app.isBuiltHere = true
    app.image = tree.string("image", in: root)
    let formation = tree.value("formation", in: root)
    add(app, root, formation, path: "", into: &reading)
    if let environments = tree.value("environments", in: root) {
      for entry in tree.entries(of: environments) where tree.isMapping(entry.value) {
        let variant = tree.text(of: tree.target(of: entry.key))
        var workload = app
        workload.name = "\(name) (\(variant))"
        workload.range = tree.nodes[entry.key].range
        // A review app is made for each pull request.
        workload.stageHint = variant == "review" ? "preview" : variant
        // It lies over what holds for all.
        for setting in reading.environment(of: root, path: "env") { workload.set(setting) }
        add(
          workload, entry.value, tree.value("formation", in: entry.value) ?? formation,
          path: "environments.\(variant).", into: &reading)
      }
    }
    reading.readRest(of: root)
  }

  /// One workload for each type of process that is given a size, or one for the app.
  private static func add(
    _ app: Workload, _ node: NodeIndex, _ formation: NodeIndex?, path: String,
    into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    var app = app
    for setting in reading.environment(of: node, path: path + "env") { app.set(setting) }
    let types = formation.map { tree.entries(of: $0) } ?? []
    for type in types where tree.isMapping(type.value) {
      var workload = app
      workload.name = "\(app.name)/\(tree.text(of: tree.target(of: type.key)))"
      let quantity = reading.statedCount("quantity", in: type.value)
      workload.replicas = quantity?.count
      workload.replicasPlace = quantity?.place
      reading.workloads.append(workload)
    }
    if !types.contains(where: { tree.isMapping($0.value) }) { reading.workloads.append(app) }
  }
}

extension DocumentReading {
  /// `env:` of an app or of one of its environments: texts, or mappings that describe a variable.
  fileprivate mutating func environment(of node: NodeIndex, path: String) -> [Setting] {
    guard let entry = tree.entry("env", in: node), tree.isMapping(entry.value) else { return [] }
    if claimed.insert(entry.key).inserted {
      EnvironmentTables.readNested(in: entry.value, into: &self)
    }
    return EnvironmentTables.settings(of: entry.value, path: path, self)
  }
}
