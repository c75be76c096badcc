import ConfigGuard
package import RulePacks

/// Spring Boot's `application.yml` and `application.properties`, with the files and documents of
/// profiles, which lie over them (docs.spring.io/spring-boot/reference/features/external-config.html,
/// docs.spring.io/spring-boot/reference/features/profiles.html).
package enum SpringConfiguration: ManifestFormat {
  package static let name = "spring"

  private static let stems = ["application", "bootstrap"]
  static let endings = ["yml", "yaml", "properties"]
  private static let signs = [
    "application", "datasource", "profiles", "config", "jpa", "cloud", "data", "security", "main",
    "rabbitmq", "kafka", "redis", "flyway", "liquibase", "mail", "jackson", "mvc", "web",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root) else { return false }
    if SpringFileName.mayBeConventional(path), SpringFileName(path).isConventional { return true }
    // Configuration servers call the files as the applications are called.
    guard let spring = tree.value("spring", in: root), tree.isMapping(spring) else { return false }
    return signs.contains { tree.value(named: $0, in: spring) != nil }
      && endings.contains { path.hasSuffix("." + $0) }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    // All documents of a file are one configuration, which is read with the first of them.
    guard reading.mappings.first == root else { return }
    var reader = SpringReader(reading)
    reader.read(into: &reading)
  }
}

/// What the name of a file says: `application-production.yml`.
struct SpringFileName {
  let stem: String
  let profile: String?
  let ending: String

  init(_ path: String) {
    let name = FilePath.name(of: path)
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    ending = parts.count > 1 ? String(parts[parts.count - 1]) : ""
    let whole = parts.dropLast().joined(separator: ".")
    var stem = whole
    var profile: String?
    for known in ["application", "bootstrap"] where whole.hasPrefix(known + "-") {
      stem = known
      profile = String(whole.dropFirst(known.utf8.count + 1))
    }
    self.stem = stem
    self.profile = profile
  }

  /// False of most names, before they are taken apart.
  static func mayBeConventional(_ path: String) -> Bool {
    FilePath.name(of: path, mayBeginWith: "application")
      || FilePath.name(of: path, mayBeginWith: "bootstrap")
  }

  var isConventional: Bool {
    (stem == "application" || stem == "bootstrap") && SpringConfiguration.endings.contains(ending)
  }
}

/// Lays the documents of one Spring application over one another, once for each profile.
struct SpringReader {
  private static let rules = SettingLayers.Rules(
    separator: ".", name: SpringProperty.name, ignored: Array("-_".utf8), replacesLists: true,
    removesNulls: false)
  private static let mostProfiles = 16
  private static let mostImports = 16

  private let reading: DocumentReading
  private let file: SpringFileName
  /// Files below the one that is read, the lowest first.
  private var bases: [DocumentReading] = []

  init(_ reading: DocumentReading) {
    self.reading = reading
    file = SpringFileName(reading.file.path)
  }

  mutating func read(into reading: inout DocumentReading) {
    // Properties win over YAML of the same name.
    let below: [String] = file.profile != nil ? SpringConfiguration.endings : ["yml", "yaml"]
    if file.profile != nil || file.ending == "properties" {
      bases = below.compactMap { reading.document(beside: "\(file.stem).\($0)") }
    }
    if let profile = file.profile {
      add(profile, overlays: [], into: &reading)
      if reading.isDeployed(profile) || profile == "default" {
        for base in bases { reading.parts.insert(base.file.path) }
      }
      return
    }
    for base in bases { reading.parts.insert(base.file.path) }
    let named = profiles()
    for profile in named {
      let overlays = SpringConfiguration.endings.compactMap {
        reading.document(beside: "\(file.stem)-\(profile).\($0)")
      }
      add(profile, overlays: overlays, into: &reading)
    }
    if !named.contains(where: { reading.isDeployed($0) }) {
      add(nil, overlays: [], into: &reading)
    }
  }

  /// The profiles that documents of the file are for.
  private func profiles() -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for source in bases + [reading] {
      for root in source.mappings {
        guard let condition = SpringProperty.condition(of: root, in: source.tree) else { continue }
        for name in condition.names where seen.insert(name).inserted { names.append(name) }
      }
    }
    return Array(names.prefix(Self.mostProfiles))
  }

  private func add(
    _ profile: String?, overlays: [DocumentReading], into reading: inout DocumentReading
  ) {
    var documents: [SettingLayers.Document] = []
    var imports = 0
    let active = profile ?? "default"
    for source in bases + [reading] + overlays {
      for root in source.mappings {
        if let condition = SpringProperty.condition(of: root, in: source.tree),
          !condition.holds(active)
        {
          continue
        }
        documents.append(SettingLayers.Document(root: root, reading: source))
        addImports(of: root, source, to: &documents, &imports, &reading)
      }
    }
    let layers = SettingLayers.laid(documents, Self.rules) { layers in
      // What was left out gives references no text.
      layers.settled.allSatisfy { entry in
        guard case .reference = entry.setting.value.form else { return true }
        var setting = entry.setting
        var isSure = true
        SpringProperty.resolve(&setting) { name in
          let name = SpringProperty.name(name)
          if layers.mayHaveLeftOut(name) { isSure = false }
          return layers.literal(of: name)
        }
        return isSure
      }
    }
    if layers.leavesOutSettings { reading.leavesOutSettings = true }
    let app = applicationName() ?? projectName()
    let root = reading.mappings.first ?? 0
    var workload = Workload(
      name: profile.map { "\(app) (\($0))" } ?? app, file: reading.file,
      range: KubernetesManifest.firstKey(of: root, in: reading.tree),
      format: SpringConfiguration.name)
    workload.environmentName = profile
    // Variables of the environment lie over all files.
    workload.hasUnreadSources = true
    for var entry in layers.settled {
      SpringProperty.resolve(&entry.setting) { layers.literal(of: SpringProperty.name($0)) }
      workload.append(entry.setting)
    }
    reading.workloads.append(workload)
  }

  /// Adds what `spring.config.import` names above the document that says so.
  private func addImports(
    of root: NodeIndex, _ source: DocumentReading, to documents: inout [SettingLayers.Document],
    _ count: inout Int, _ reading: inout DocumentReading
  ) {
    let tree = source.tree
    guard let node = SpringProperty.value(of: "spring.config.import", in: root, tree) else {
      return
    }
    for item in tree.isSequence(node) ? tree.items(of: node) : [node] where tree.isScalar(item) {
      for location in tree.text(of: tree.target(of: item)).split(separator: ",") {
        guard count < Self.mostImports, let path = Self.path(of: String(location).trimmedASCII),
          path != reading.file.name, let imported = reading.document(beside: path)
        else { continue }
        count += 1
        documents += imported.mappings.map {
          SettingLayers.Document(root: $0, reading: imported)
        }
        reading.parts.insert(imported.file.path)
      }
    }
  }

  /// The file that a location names; nil for a store of secrets, a tree of files, another server.
  private static func path(of location: String) -> String? {
    var path = location[...]
    for prefix in ["optional:", "classpath:", "file:"] where path.hasPrefix(prefix) {
      path = path.dropFirst(prefix.utf8.count)
    }
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    guard !path.contains(":"), !path.hasPrefix("/"), !path.isEmpty else { return nil }
    return SpringConfiguration.endings.contains { path.hasSuffix("." + $0) } ? String(path) : nil
  }

  private func applicationName() -> String? {
    for source in [reading] + bases {
      for root in source.mappings {
        guard
          let node = SpringProperty.value(of: "spring.application.name", in: root, source.tree),
          source.tree.isScalar(node)
        else { continue }
        let text = source.tree.text(of: source.tree.target(of: node))
        // A placeholder is no name.
        if PlainName.isPlain(text) { return text }
      }
    }
    return nil
  }

  /// The folder that holds `src/main/resources`, or the file's own.
  private func projectName() -> String {
    let folders = reading.file.path.utf8.split(separator: UInt8(ascii: "/")).dropLast()
      .map { Substring($0) }
    if let index = folders.firstIndex(of: "src"), index > 0 { return String(folders[index - 1]) }
    guard let last = folders.last, last != "resources", last != "config", last != "src" else {
      return file.stem
    }
    return String(last)
  }
}
