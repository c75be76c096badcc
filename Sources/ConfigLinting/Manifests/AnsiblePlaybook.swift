import ConfigGuard
package import RulePacks

/// Variables of Ansible's groups, hosts and roles; the values are judged as settings, since no
/// process has them as its environment
/// (docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html).
package enum AnsibleVariables: ManifestFormat {
  package static let name = "ansible-variables"

  private static let folders: Set<String> = ["group_vars", "host_vars", "vars", "defaults"]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root) else { return false }
    guard FilePath.path(path, mayHold: "vars") || FilePath.path(path, mayHold: "defaults") else {
      return false
    }
    let parts = PathParts.of(path).filter { !$0.isEmpty }.dropLast()
    if parts.contains("group_vars") || parts.contains("host_vars") { return true }
    guard let folder = parts.last, folders.contains(folder) else { return false }
    return parts.contains("roles") || FilePath.name(of: path).hasPrefix("main.")
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    PlainDocument.read(root, into: &reading)
  }
}

/// Playbooks and lists of tasks: plays and tasks with an `environment:`, and containers that a task
/// starts, are workloads (docs.ansible.com/ansible/latest/playbook_guide/playbooks_environment.html,
/// docs.ansible.com/ansible/latest/collections/community/docker/docker_container_module.html).
package enum AnsiblePlaybook: ManifestFormat {
  package static let name = "ansible-playbook"

  private static let playKeys: [StaticString] = [
    "hosts", "import_playbook", "ansible.builtin.import_playbook",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    let items = tree.items(of: root)
    guard let first = items.first, tree.isMapping(first) else { return false }
    if items.prefix(16).contains(where: { isPlay($0, in: tree) }) { return true }
    let folders = path.split(separator: "/").dropLast()
    return folders.contains("tasks") || folders.contains("handlers")
  }

  static func isPlay(_ item: NodeIndex, in tree: DocumentTree) -> Bool {
    guard playKeys.contains(where: { tree.value($0, in: item) != nil }) else { return false }
    return [
      "tasks", "roles", "vars", "vars_files", "pre_tasks", "handlers", "gather_facts", "become",
    ]
    .contains { tree.value(named: $0, in: item) != nil } || tree.value("hosts", in: item) == nil
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    reading.stageHint = group(of: root, reading)
    var reader = AnsibleTaskReader(reading)
    reader.read(root, into: &reading)
    reader.layers.readRest(of: root, into: &reading)
  }

  /// The group of hosts that all plays are for.
  private static func group(of root: NodeIndex, _ reading: DocumentReading) -> String? {
    let tree = reading.tree
    let groups = Set(tree.items(of: root).compactMap { tree.string("hosts", in: $0) })
    guard groups.count == 1, let group = groups.first else { return nil }
    // Where a playbook runs is not what it sets up.
    return ["localhost", "all", "127.0.0.1"].contains(group) ? nil : group
  }
}

/// Reads plays, blocks and tasks.
struct AnsibleTaskReader {
  private static let taskLists: [StaticString] = [
    "pre_tasks", "tasks", "post_tasks", "handlers", "block", "rescue", "always",
  ]
  private static let containerModules = ["docker_container", "podman_container"]

  private let tree: DocumentTree
  private let template: TemplateText?
  private let format: String
  var layers = EnvironmentLayers()

  init(_ reading: DocumentReading) {
    tree = reading.tree
    template = reading.template
    format = reading.format
  }

  mutating func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    read(root, below: "", inherited: [], depth: 0, into: &reading)
  }

  private mutating func read(
    _ list: NodeIndex, below name: String, inherited: [Setting], depth: Int,
    into reading: inout DocumentReading
  ) {
    guard depth < ReadingLimits.depth else { return }
    for (number, item) in tree.items(of: list).enumerated() where tree.isMapping(item) {
      let own = label(of: item) ?? String(number + 1)
      let path = name.isEmpty ? own : "\(name)/\(own)"
      var environment = inherited
      if let table = tree.value("environment", in: item) {
        var workload = workload(path, item, reading)
        layers.inherit(inherited, into: &workload)
        layers.add(settings(of: table, path: "\(path).environment", reading), to: &workload)
        environment = workload.environment
        workload.resolveReferences(reading.values)
        layers.finish(workload, into: &reading)
      }
      readContainer(item, path, into: &reading)
      for key in Self.taskLists {
        guard let tasks = tree.value(key, in: item) else { continue }
        read(tasks, below: path, inherited: environment, depth: depth + 1, into: &reading)
      }
    }
  }

  /// A name; one that is known only once the template is rendered is none.
  private func label(of item: NodeIndex) -> String? {
    guard let node = tree.value("name", in: item), tree.isScalar(node),
      template?.containsAction(in: tree.nodes[tree.target(of: node)].range) != true
    else { return nil }
    return tree.text(of: tree.target(of: node))
  }

  private func workload(
    _ name: String, _ item: NodeIndex, _ reading: DocumentReading
  ) -> Workload {
    var workload = Workload(
      name: name, file: reading.file, range: KubernetesManifest.firstKey(of: item, in: tree),
      format: format)
    // The hosts have an environment of their own.
    workload.hasUnreadSources = true
    workload.stageHint = reading.stageHint
    return workload
  }

  /// The entries of a mapping, or of a list of mappings.
  private func settings(
    of table: NodeIndex, path: String, _ reading: DocumentReading
  ) -> [Setting] {
    let tables = tree.isSequence(table) ? tree.items(of: table) : [table]
    return tables.flatMap { tree.entries(of: $0) }.compactMap { entry in
      guard tree.isScalar(entry.value) else { return nil }
      let name = tree.text(of: tree.target(of: entry.key))
      var setting = reading.setting(
        key: entry.key, value: entry.value, keyPath: "\(path).\(name)", syntax: .platform)
      setting?.source = path
      return setting
    }
  }

  /// A container that a task starts, with the variables in it.
  private mutating func readContainer(
    _ task: NodeIndex, _ path: String, into reading: inout DocumentReading
  ) {
    for entry in tree.entries(of: task) where tree.isMapping(entry.value) {
      let module = tree.text(of: tree.target(of: entry.key))
      guard let last = module.split(separator: ".").last,
        Self.containerModules.contains(String(last))
      else { continue }
      var workload = workload(label(of: entry.value) ?? path, entry.value, reading)
      workload.kind = "container"
      workload.image = tree.string("image", in: entry.value)
      workload.setCommand(reading.command(["entrypoint", "command"], in: entry.value))
      workload.hasUnreadSources = tree.value("env_file", in: entry.value) != nil
      if let table = tree.value("env", in: entry.value) {
        let settings = settings(of: table, path: "\(path).env", reading)
        layers.add(settings, to: &workload)
      }
      layers.finish(workload, into: &reading)
    }
  }
}
