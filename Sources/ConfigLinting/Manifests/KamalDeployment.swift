import ConfigGuard
package import RulePacks

/// Kamal's `config/deploy.yml`, and `config/deploy.DESTINATION.yml`, which lies over it: roles of
/// servers and accessories are workloads (kamal-deploy.org/docs/configuration/overview).
package enum KamalDeployment: ManifestFormat {
  package static let name = "kamal"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), tree.value("apiVersion", in: root) == nil else { return false }
    if tree.string("service", in: root) != nil,
      tree.value("servers", in: root) != nil || tree.string("image", in: root) != nil
    {
      return ["servers", "registry", "accessories", "builder", "proxy"].contains {
        tree.value(named: $0, in: root) != nil
      }
    }
    return baseName(of: path) != nil
      && ["servers", "env", "accessories", "proxy", "registry"].contains {
        tree.value(named: $0, in: root) != nil
      }
  }

  /// The file that one for a destination lies over.
  private static func baseName(of path: String) -> String? {
    let name = FilePath.name(of: path)
    // Few names are worth taking apart; points in front of one do not count.
    guard name.utf8.drop(while: { $0 == UInt8(ascii: ".") }).starts(with: "deploy".utf8) else {
      return nil
    }
    let parts = name.split(separator: ".")
    guard parts.count == 3, parts[0].hasPrefix("deploy"), parts[2] == "yml" || parts[2] == "yaml"
    else { return nil }
    let folder = FilePath.name(of: FilePath.folder(of: path))
    return folder == "config" ? "\(parts[0]).\(parts[2])" : nil
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    // A marker, the name of a destination and a folder of tests speak first.
    reading.defaultStage = StageVerdict(.production, "Kamal deploys a real app")
    var reader = KamalReader(root, reading)
    if let name = baseName(of: reading.file.path) { reader.layOver(name, &reading) }
    reader.read(into: &reading)
    let tree = reading.tree
    reader.layers.readRest(of: root, into: &reading) { Self.listsNames($0, in: tree) }
  }

  /// Whether names of secrets are listed under a key, which would itself hold one.
  private static func listsNames(_ key: NodeIndex, in tree: DocumentTree) -> Bool {
    let value = Int(tree.nodes[key].next)
    guard value < tree.nodes.count, tree.isSequence(value) else { return false }
    return ["secret", "secrets", "password", "username", "key_data"].contains(tree.text(of: key))
  }
}

/// Reads a deployment from its file, or from a destination's file and the one below it.
struct KamalReader {
  private struct Source {
    let root: NodeIndex
    let reading: DocumentReading
  }

  /// The lowest first.
  private var sources: [Source]
  private let file: SourceFile
  private let memory = Memory()
  var layers = EnvironmentLayers()

  /// What was looked up once for all roles.
  private final class Memory {
    var tables: [[String]: [String: [(source: Source, node: NodeIndex)]]] = [:]
    var shared: [[Setting]]?
  }

  init(_ root: NodeIndex, _ reading: DocumentReading) {
    sources = [Source(root: root, reading: reading)]
    file = reading.file
  }

  /// Puts the file of all destinations below this one.
  mutating func layOver(_ name: String, _ reading: inout DocumentReading) {
    guard let base = sources.first?.reading.document(beside: name),
      let root = base.tree.documents.first, base.tree.isMapping(root)
    else { return }
    sources.insert(Source(root: root, reading: base), at: 0)
    // Without that word the lower file may be deployed on its own, too.
    if base.tree.string("require_destination", in: root) == "true" {
      reading.parts.insert(base.file.path)
    }
  }

  mutating func read(into reading: inout DocumentReading) {
    let service = string(["service"]) ?? "app"
    for role in roles() {
      var workload = workload(
        role.name == "web" ? service : "\(service)/\(role.name)", at: role.range)
      workload.kind = "role"
      workload.image = string(["image"])
      workload.setCommand(command(["servers", role.name, "cmd"]))
      workload.replicas = role.hosts
      workload.isBuiltHere = true
      addEnvironment(["env"], to: &workload)
      addEnvironment(["servers", role.name, "env"], to: &workload)
      layers.finish(workload, into: &reading)
    }
    readTags(service, into: &reading)
    readAccessories(into: &reading)
  }

  private func workload(_ name: String, at range: SourceRange) -> Workload {
    Workload(name: name, file: file, range: range, format: KamalDeployment.name)
  }

  // MARK: - Merged parts

  private func nodes(_ path: [String]) -> [(source: Source, node: NodeIndex)] {
    // The keys of a long table are looked through once, not once for each of them.
    let depth = path.first == "env" ? 2 : 1
    guard path.count > depth else { return nodes(path[...], from: roots) }
    let container = Array(path.prefix(depth))
    return nodes(path.dropFirst(depth + 1), from: table(container)[path[depth]] ?? [])
  }

  private var roots: [(source: Source, node: NodeIndex)] { sources.map { ($0, $0.root) } }

  private func nodes(
    _ path: ArraySlice<String>, from start: [(source: Source, node: NodeIndex)]
  ) -> [(source: Source, node: NodeIndex)] {
    start.compactMap { source, root in
      var node = root
      for key in path {
        guard let found = source.reading.tree.value(named: key, in: node) else { return nil }
        node = found
      }
      return (source, node)
    }
  }

  private func table(_ path: [String]) -> [String: [(source: Source, node: NodeIndex)]] {
    if let known = memory.tables[path] { return known }
    var table: [String: [(source: Source, node: NodeIndex)]] = [:]
    for (source, node) in nodes(path[...], from: roots) {
      let tree = source.reading.tree
      for entry in tree.entries(of: node) {
        table[tree.text(of: tree.target(of: entry.key)), default: []].append((source, entry.value))
      }
    }
    memory.tables[path] = table
    return table
  }

  private func string(_ path: [String]) -> String? {
    guard let (source, node) = nodes(path).last, source.reading.tree.isScalar(node) else {
      return nil
    }
    return source.reading.tree.text(of: source.reading.tree.target(of: node))
  }

  private func command(_ path: [String]) -> [CommandPart] {
    nodes(path).last.map { $0.source.reading.command($0.node) } ?? []
  }

  /// The keys below a path in all files, with their place in this file, or else at its start.
  private func keys(_ path: [String]) -> [(name: String, range: SourceRange)] {
    var found: [(name: String, range: SourceRange)] = []
    var positions: [String: Int] = [:]
    for (source, node) in nodes(path) {
      let tree = source.reading.tree
      for entry in tree.entries(of: node) {
        let name = tree.text(of: tree.target(of: entry.key))
        let range = source.reading.file === file ? tree.nodes[entry.key].range : SourceRange(at: 0)
        if let position = positions[name] {
          found[position].range = range
        } else {
          positions[name] = found.count
          found.append((name, range))
        }
      }
    }
    return found
  }

  private func roles() -> [(name: String, range: SourceRange, hosts: Int?)] {
    let named = keys(["servers"])
    guard named.isEmpty else {
      return named.map { role in
        let hosts =
          nodes(["servers", role.name, "hosts"]).last ?? nodes(["servers", role.name]).last
        return (role.name, role.range, hosts.flatMap(hostCount))
      }
    }
    let list = nodes(["servers"]).last
    let own = sources.last.map {
      KubernetesManifest.firstKey(of: $0.root, in: $0.reading.tree)
    }
    return [("web", own ?? SourceRange(at: 0), list.flatMap(hostCount))]
  }

  private func hostCount(_ found: (source: Source, node: NodeIndex)) -> Int? {
    let count = found.source.reading.tree.items(of: found.node).count
    return count > 0 ? count : nil
  }

  // MARK: - Environments

  private mutating func addEnvironment(_ path: [String], to workload: inout Workload) {
    let isShared = path == ["env"]
    if isShared, let known = memory.shared {
      for settings in known { layers.inherit(settings, into: &workload) }
      return
    }
    var read: [[Setting]] = []
    for (source, node) in nodes(path) {
      let settings = settings(of: node, path: path.joined(separator: "."), source.reading)
      if source.reading.file === file { layers.offer(settings) }
      layers.inherit(settings, into: &workload)
      read.append(settings)
    }
    if isShared { memory.shared = read }
  }

  /// `clear:` and `secret:`, or names and values at once.
  private func settings(
    of table: NodeIndex, path: String, _ reading: DocumentReading
  ) -> [Setting] {
    let tree = reading.tree
    let clear = tree.value("clear", in: table)
    let secret = tree.value("secret", in: table)
    let isSplit = clear != nil || secret != nil || tree.value("tags", in: table) != nil
    let values = (isSplit ? clear : table).map { tree.entries(of: $0) } ?? []
    var settings = values.compactMap { entry -> Setting? in
      guard tree.isScalar(entry.value) else { return nil }
      let name = tree.text(of: tree.target(of: entry.key))
      var setting = reading.setting(
        key: entry.key, value: entry.value, keyPath: "\(path).\(name)", syntax: .platform)
      setting?.source = path
      return setting
    }
    for item in secret.map({ tree.items(of: $0) }) ?? [] where tree.isScalar(item) {
      // `NAME:OTHER` takes the value of another secret.
      let name = String(
        tree.text(of: tree.target(of: item)).split(separator: ":").first ?? "")
      let range = tree.textRange(of: tree.target(of: item))
      let value = Value(
        form: .reference("a secret of Kamal"), text: "", effective: nil, range: range,
        isExact: false)
      settings.append(
        Setting(
          key: name, info: reading.keys.info(name), value: value, file: reading.file,
          keyRange: range, keyPath: "\(path).\(name)"))
    }
    return settings
  }

  /// Hosts with a tag get more.
  private mutating func readTags(_ service: String, into reading: inout DocumentReading) {
    for tag in keys(["env", "tags"]) {
      var workload = workload("\(service) (\(tag.name))", at: tag.range)
      workload.kind = "role"
      workload.image = string(["image"])
      workload.isBuiltHere = true
      addEnvironment(["env"], to: &workload)
      addEnvironment(["env", "tags", tag.name], to: &workload)
      layers.finish(workload, into: &reading)
    }
  }

  private mutating func readAccessories(into reading: inout DocumentReading) {
    for accessory in keys(["accessories"]) {
      var workload = workload(accessory.name, at: accessory.range)
      workload.kind = "accessory"
      workload.image = string(["accessories", accessory.name, "image"])
      workload.setCommand(command(["accessories", accessory.name, "cmd"]))
      addEnvironment(["accessories", accessory.name, "env"], to: &workload)
      layers.finish(workload, into: &reading)
    }
  }
}
