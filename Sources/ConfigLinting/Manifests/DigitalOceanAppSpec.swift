import ConfigGuard
package import RulePacks

/// DigitalOcean App Platform's app specification, bare or under a root `spec:`
/// (docs.digitalocean.com/products/app-platform/reference/app-spec).
package enum DigitalOceanAppSpec: ManifestFormat {
  package static let name = "digitalocean-app-spec"

  private static let components: [StaticString] = [
    "services", "workers", "jobs", "functions", "static_sites",
  ]
  private static let signs: [StaticString] = [
    "instance_size_slug", "environment_slug", "envs", "github", "gitlab", "git", "source_dir",
    "dockerfile_path", "http_port", "instance_count", "run_command", "routes",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    let root = specification(root, in: tree)
    guard tree.isMapping(root), tree.string("apiVersion", in: root) == nil else { return false }
    let lists = components.compactMap { tree.value($0, in: root) }.filter { tree.isSequence($0) }
    let databases = tree.value("databases", in: root).map { tree.isSequence($0) } ?? false
    guard !lists.isEmpty || databases else { return false }
    if path.contains(".do/") || tree.value("region", in: root) != nil { return true }
    let isComponent = lists.flatMap { tree.items(of: $0) }.contains { item in
      signs.contains { tree.value($0, in: item) != nil }
    }
    return isComponent && tree.string("name", in: root) != nil
  }

  /// Deploy templates wrap the specification in a root `spec:`.
  package static func specification(_ root: NodeIndex, in tree: DocumentTree) -> NodeIndex {
    guard tree.isMapping(root), let spec = tree.value("spec", in: root), tree.isMapping(spec)
    else { return root }
    return tree.target(of: spec)
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let spec = specification(root, in: tree)
    reading.platformStage = StageVerdict(.production, "an app specification deploys a real app")
    let shared = variables(of: spec, path: "envs", &reading)
    reading.settings += shared.filter(\.isForBuild).map(\.setting)
    var isUsed = false
    for list in components {
      guard let items = tree.value(list, in: spec) else { continue }
      for item in tree.items(of: items) where tree.isMapping(item) {
        readComponent(item, list, shared, into: &reading)
        isUsed = true
      }
    }
    if !isUsed { reading.settings += shared.filter { !$0.isForBuild }.map(\.setting) }
    reading.readRest(of: spec)
  }

  private static func readComponent(
    _ item: NodeIndex, _ list: StaticString, _ shared: [Variable],
    into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    let name = tree.string("name", in: item) ?? "\(list)"
    var workload = reading.workload(name, at: item)
    workload.kind = "\(list)"
    let scaling = tree.value("autoscaling", in: item).flatMap {
      reading.statedCount("max_instance_count", in: $0)
    }
    let replicas = scaling ?? reading.statedCount("instance_count", in: item)
    workload.replicas = replicas?.count
    workload.replicasPlace = replicas?.place
    let image = tree.value("image", in: item)
    workload.image = image.flatMap { self.image($0, in: tree) }
    workload.isBuiltHere = image == nil
    workload.setCommand(reading.command(["run_command"], in: item))
    // A site of files is only ever built.
    let isBuiltOnly = "\(list)" == "static_sites"
    for variable in shared where !variable.isForBuild || isBuiltOnly {
      workload.set(variable.setting)
    }
    for variable in variables(of: item, path: "\(list).\(name).envs", &reading) {
      if variable.isForBuild, !isBuiltOnly {
        reading.settings.append(variable.setting)
      } else {
        workload.set(variable.setting)
      }
    }
    reading.workloads.append(workload)
  }

  private static func image(_ image: NodeIndex, in tree: DocumentTree) -> String? {
    guard let repository = tree.string("repository", in: image) else { return nil }
    let registry = tree.string("registry", in: image).map { "\($0)/" } ?? ""
    return registry + repository + (tree.string("tag", in: image).map { ":\($0)" } ?? "")
  }

  private struct Variable {
    let setting: Setting
    /// The process that runs does not get it.
    let isForBuild: Bool
  }

  private static func variables(
    of node: NodeIndex, path: String, _ reading: inout DocumentReading
  ) -> [Variable] {
    var found: [Variable] = []
    _ = reading.pairs("envs", in: node, name: "key") { reading, item, key in
      let tree = reading.tree
      let isSecret = tree.string("type", in: item) == "SECRET"
      var setting = tree.value("value", in: item).flatMap { value in
        reading.setting(
          key: key, value: value, keyPath: "\(path).\(tree.text(of: tree.target(of: key)))",
          syntax: .platform)
      }
      // Without `value:` a secret is entered in the control panel, anything else is missing.
      setting =
        setting ?? reading.supplied(key, path: path, form: isSecret ? .passedThrough : .empty)
      setting?.isDeclaredSecret = isSecret
      let supplier = setting.flatMap { DeclaredDatabase.component(in: $0.value.text) }
      setting?.supplier = supplier
      if let setting {
        let isForBuild = tree.string("scope", in: item) == "BUILD_TIME"
        found.append(Variable(setting: setting, isForBuild: isForBuild))
      }
      return setting
    }
    return found
  }
}
