import ConfigGuard
package import RulePacks

/// Render blueprints: services with their variables and the groups that they take in
/// (render.com/docs/blueprint-spec).
package enum RenderBlueprint: ManifestFormat {
  package static let name = "render-blueprint"

  private static let types: Set<String> = [
    "web", "pserv", "worker", "cron", "keyvalue", "redis", "static", "static_site", "workflow",
  ]
  private static let signs: [StaticString] = [
    "runtime", "env", "envVars", "plan", "buildCommand", "startCommand", "dockerfilePath",
    "staticPublishPath", "ipAllowList", "image", "repo",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root) else { return false }
    if scopes(of: root, in: tree).contains(where: { hasService($0.node, in: tree) }) { return true }
    let name = FilePath.name(of: path).lowercased()
    guard name.hasSuffix("render.yaml") || name.hasSuffix("render.yml") else { return false }
    return ["services", "databases", "envVarGroups", "projects"].contains { key in
      tree.value(named: key, in: root).map { tree.isSequence($0) } ?? false
    }
  }

  private static func hasService(_ node: NodeIndex, in tree: DocumentTree) -> Bool {
    guard let services = tree.value("services", in: node) else { return false }
    return tree.items(of: services).contains { item in
      tree.string("type", in: item).map { types.contains($0) } ?? false
        && signs.contains { tree.value($0, in: item) != nil }
    }
  }

  /// A part of the file that declares services, with the groups that they see.
  private struct Scope {
    var node: NodeIndex
    var environment: String?
    /// Nodes with `envVarGroups`, nearest last.
    var groups: [NodeIndex]
  }

  /// The file itself and the environments of its projects.
  private static func scopes(of root: NodeIndex, in tree: DocumentTree) -> [Scope] {
    var scopes = [Scope(node: root, environment: nil, groups: [root])]
    if let ungrouped = tree.value("ungrouped", in: root), tree.isMapping(ungrouped) {
      scopes.append(Scope(node: ungrouped, environment: nil, groups: [root, ungrouped]))
    }
    guard let projects = tree.value("projects", in: root) else { return scopes }
    for project in tree.items(of: projects) {
      guard let environments = tree.value("environments", in: project) else { continue }
      for environment in tree.items(of: environments) where tree.isMapping(environment) {
        scopes.append(
          Scope(
            node: environment, environment: tree.string("name", in: environment),
            groups: [root, project, environment]))
      }
    }
    return scopes
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    reading.defaultStage = StageVerdict(.production, "a blueprint deploys real services")
    var groups = Groups()
    for scope in scopes(of: root, in: tree) {
      for node in scope.groups { groups.read(node, &reading) }
      DeclaredDatabase.readBlueprint(scope.node, into: &reading)
      guard let services = tree.value("services", in: scope.node) else { continue }
      for item in tree.items(of: services) where tree.isMapping(item) {
        readService(item, scope, &groups, into: &reading)
      }
    }
    // What no service takes in may be taken in by one of another file.
    for group in groups.all where !group.isUsed { reading.settings += group.settings }
    reading.readRest(of: root)
  }

  private static func readService(
    _ item: NodeIndex, _ scope: Scope, _ groups: inout Groups, into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    let name = tree.string("name", in: item) ?? "service"
    var workload = reading.workload(name, at: item)
    workload.kind = tree.string("type", in: item)
    workload.image = tree.value("image", in: item).flatMap { image in
      tree.isScalar(image) ? tree.string("image", in: item) : tree.string("url", in: image)
    }
    workload.isBuiltHere =
      workload.image == nil && !["keyvalue", "redis"].contains(workload.kind ?? "")
    workload.setCommand(reading.command(["dockerCommand", "startCommand"], in: item))
    let scaling = tree.value("scaling", in: item).flatMap {
      reading.statedCount("maxInstances", in: $0)
    }
    let replicas = scaling ?? reading.statedCount("numInstances", in: item)
    workload.replicas = replicas?.count
    workload.replicasPlace = replicas?.place
    workload.stageHint = scope.environment
    // More may be set in the dashboard.
    workload.hasUnreadSources = true
    if let variables = tree.value("envVars", in: item) {
      for entry in tree.items(of: variables) {
        guard let group = tree.string("fromGroup", in: entry) else { continue }
        for setting in groups.use(group, from: scope.groups) { workload.set(setting) }
      }
    }
    for setting in reading.renderVariables(of: item, path: "services.\(name).envVars") {
      workload.set(setting)
    }
    reading.workloads.append(workload)
  }
}

extension RenderBlueprint {
  /// The environment groups of a file, each one read once.
  private struct Groups {
    struct Group {
      let settings: [Setting]
      var isUsed = false
    }

    private struct Identity: Hashable {
      let owner: NodeIndex
      let name: String
    }

    private(set) var all: [Group] = []
    private var positions: [Identity: Int] = [:]
    private var known: Set<NodeIndex> = []

    mutating func read(_ owner: NodeIndex, _ reading: inout DocumentReading) {
      let tree = reading.tree
      guard known.insert(owner).inserted, let list = tree.value("envVarGroups", in: owner) else {
        return
      }
      for group in tree.items(of: list) where tree.isMapping(group) {
        let name = tree.string("name", in: group) ?? "group"
        let settings = reading.renderVariables(of: group, path: "envVarGroups.\(name)")
        positions[Identity(owner: owner, name: name)] = all.count
        all.append(Group(settings: settings))
      }
    }

    /// The variables of the nearest group of a name.
    mutating func use(_ name: String, from owners: [NodeIndex]) -> [Setting] {
      for owner in owners.reversed() {
        guard let index = positions[Identity(owner: owner, name: name)] else { continue }
        all[index].isUsed = true
        return all[index].settings
      }
      return []
    }
  }
}

extension DocumentReading {
  /// `envVars:` of a service or a group.
  fileprivate mutating func renderVariables(of node: NodeIndex, path: String) -> [Setting] {
    pairs("envVars", in: node, name: "key") { reading, item, key in
      let tree = reading.tree
      if let value = tree.value("value", in: item) {
        let name = tree.text(of: tree.target(of: key))
        return reading.setting(
          key: key, value: value, keyPath: "\(path).\(name)", syntax: .platform)
      }
      if tree.value("fromDatabase", in: item) != nil || tree.value("fromService", in: item) != nil {
        var setting = reading.supplied(
          key, path: path, form: .reference("another resource's property"))
        setting?.supplier = tree.value("fromDatabase", in: item).flatMap {
          DeclaredDatabase.property($0, in: tree)
        }
        return setting
      }
      // Generated, or asked for once when the blueprint is first applied.
      return reading.supplied(key, path: path, isSecret: tree.value("sync", in: item) != nil)
    }
  }
}
