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
    var shared: [Setting] = []
    if let envs = tree.value("envs", in: spec) {
      shared = environment(envs, path: "envs", reading)
    }
    var isUsed = false
    for list in components {
      guard let items = tree.value(list, in: spec) else { continue }
      for item in tree.items(of: items) where tree.isMapping(item) {
        let name = tree.string("name", in: item) ?? "\(list)"
        var workload = Workload(
          name: name, file: reading.file,
          range: KubernetesManifest.firstKey(of: item, in: tree), format: Self.name)
        workload.kind = "\(list)"
        workload.replicas = tree.string("instance_count", in: item).flatMap { Int($0) }
        workload.isBuiltHere = tree.value("image", in: item) == nil
        workload.command = tree.string("run_command", in: item)
        for setting in shared { workload.set(setting) }
        if let envs = tree.value("envs", in: item) {
          for setting in environment(envs, path: "\(list).\(name).envs", reading) {
            workload.set(setting)
          }
        }
        isUsed = true
        reading.workloads.append(workload)
      }
    }
    if !isUsed { reading.settings += shared }
  }

  private static func environment(
    _ list: NodeIndex, path: String, _ reading: DocumentReading
  ) -> [Setting] {
    let tree = reading.tree
    var settings: [Setting] = []
    for item in tree.items(of: list) where tree.isMapping(item) {
      guard let key = tree.value("key", in: item), tree.isScalar(key) else { continue }
      let name = tree.text(of: tree.target(of: key))
      let isSecret = tree.string("type", in: item) == "SECRET"
      guard let value = tree.value("value", in: item),
        var setting = reading.setting(
          key: key, value: value, keyPath: "\(path).\(name)", syntax: .platform)
      else {
        settings.append(suppliedElsewhere(name, key, item, isSecret: isSecret, path, reading))
        continue
      }
      setting.isDeclaredSecret = isSecret
      settings.append(setting)
    }
    return settings
  }

  /// A key without `value:`: a secret is entered in the control panel, anything else is missing.
  private static func suppliedElsewhere(
    _ name: String, _ key: NodeIndex, _ item: NodeIndex, isSecret: Bool, _ path: String,
    _ reading: DocumentReading
  ) -> Setting {
    let range = reading.tree.nodes[key].range
    var value = Value(form: .empty, text: "", effective: "", range: range, isExact: false)
    if isSecret {
      value.form = .passedThrough
      value.effective = nil
    }
    var setting = Setting(
      key: name, info: reading.keys.info(name), value: value, file: reading.file,
      keyRange: range, keyPath: "\(path).\(name)")
    setting.isDeclaredSecret = isSecret
    return setting
  }
}
