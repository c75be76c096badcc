package import ConfigGuard
import RulePacks

/// Deployment files in which an environment is a table of names and values.
enum EnvironmentTables {
  /// The settings of a mapping of names to values, or to mappings that hold one under `value`.
  static func settings(
    of table: NodeIndex?, path: String, _ reading: DocumentReading,
    syntax: ReferenceSyntax = .platform
  ) -> [Setting] {
    let tree = reading.tree
    guard let table else { return [] }
    return tree.entries(of: table).compactMap { entry in
      let name = tree.text(of: tree.target(of: entry.key))
      let value = tree.isMapping(entry.value) ? tree.value("value", in: entry.value) : entry.value
      guard let value else {
        // Described here, supplied by the platform.
        return passedThrough(entry.key, name, path: path, reading)
      }
      return reading.setting(
        key: entry.key, value: value, keyPath: "\(path).\(name)", syntax: syntax)
    }
  }

  /// The settings of a list of pairs `{name, value}` or `{name, valueFrom}`.
  static func settings(
    ofPairs list: NodeIndex?, path: String, _ reading: DocumentReading
  ) -> [Setting] {
    let tree = reading.tree
    guard let list else { return [] }
    return tree.items(of: list).compactMap { item in
      guard let name = tree.value("name", in: item), tree.isScalar(name) else { return nil }
      let text = tree.text(of: tree.target(of: name))
      if let value = tree.value("value", in: item) {
        return reading.setting(
          key: name, value: value, keyPath: "\(path).\(text)", syntax: .platform)
      }
      var setting = passedThrough(name, text, path: path, reading)
      if tree.value("valueFrom", in: item) != nil {
        setting.value.form = .reference("a secret of the platform")
      }
      return setting
    }
  }

  private static func passedThrough(
    _ key: NodeIndex, _ name: String, path: String, _ reading: DocumentReading
  ) -> Setting {
    let range = reading.tree.textRange(of: key)
    let value = Value(
      form: .passedThrough, text: "", effective: nil, range: range, isExact: false)
    return Setting(
      key: name, info: reading.keys.info(name), value: value, file: reading.file,
      keyRange: range, keyPath: "\(path).\(name)")
  }

  /// Reads one workload from a table, and one for each variant that lies over it.
  ///
  /// - Parameters:
  ///   - base: The way to the table that holds for all.
  ///   - variants: The way to a mapping of variants, and from each of them to its own table.
  static func read(
    _ root: NodeIndex, format: String, base: [StaticString],
    variants: (container: StaticString, table: StaticString)?, into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    let name =
      tree.string("name", in: root) ?? tree.string("app", in: root)
      ?? FilePath.name(of: FilePath.folder(of: reading.file.path))
    let path = base.map { "\($0)" }.joined(separator: ".")
    let shared = settings(of: tree.node(at: base, from: root), path: path, reading)
    var workload = Workload(
      name: name == "." ? format : name, file: reading.file,
      range: KubernetesManifest.firstKey(of: root, in: tree), format: format)
    // Secrets are kept by the platform and are not in the file.
    workload.hasUnreadSources = true
    workload.isBuiltHere = true
    for setting in shared { workload.set(setting) }
    reading.workloads.append(workload)
    readNested(in: tree.node(at: base, from: root), into: &reading)
    guard let variants, let container = tree.value(variants.container, in: root) else { return }
    for entry in tree.entries(of: container) {
      guard let table = tree.value(variants.table, in: entry.value) else { continue }
      let variant = tree.text(of: tree.target(of: entry.key))
      var own = workload
      own.name = "\(workload.name) (\(variant))"
      own.range = tree.nodes[entry.key].range
      own.stageHint = variant
      let path = "\(variants.container).\(variant).\(variants.table)"
      for setting in settings(of: table, path: path, reading) { own.set(setting) }
      reading.workloads.append(own)
      readNested(in: table, into: &reading)
    }
  }

  /// Values that are tables of their own, which some platforms hand on as JSON.
  static func readNested(in table: NodeIndex?, into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let table else { return }
    for entry in tree.entries(of: table) where tree.isMapping(entry.value) {
      let isDescription = ["value", "description", "generator", "required"].contains {
        tree.value(named: $0, in: entry.value) != nil
      }
      guard !isDescription else { continue }
      var walk = SettingWalk(reading, syntax: .platform, below: [entry.key])
      walk.visit(tree.target(of: entry.value))
      reading.settings += walk.settings
    }
  }

  /// Whether a file is called so, or so with a stage in the name: `fly.staging.toml`.
  static func isNamed(_ path: String, _ stem: StaticString, _ endings: [String]) -> Bool {
    guard FilePath.name(of: path, mayBeginWith: stem) else { return false }
    let name = FilePath.name(of: path).lowercased()
    return endings.contains { ending in
      name == "\(stem).\(ending)" || name.hasPrefix("\(stem).") && name.hasSuffix(".\(ending)")
        || name.hasPrefix("\(stem)-") && name.hasSuffix(".\(ending)")
    }
  }
}

/// Netlify: `[build.environment]` and `[context.NAME.environment]` of `netlify.toml`
/// (docs.netlify.com/configure-builds/file-based-configuration).
package enum NetlifySite: ManifestFormat {
  package static let name = "netlify-site"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    tree.isMapping(root) && EnvironmentTables.isNamed(path, "netlify", ["toml"])
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    EnvironmentTables.read(
      root, format: name, base: ["build", "environment"],
      variants: (container: "context", table: "environment"), into: &reading)
  }
}

/// Cloudflare Workers: `vars` and `env.NAME.vars` of `wrangler.toml` and `wrangler.jsonc`
/// (developers.cloudflare.com/workers/wrangler/configuration).
package enum WranglerWorker: ManifestFormat {
  package static let name = "wrangler-worker"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    tree.isMapping(root) && EnvironmentTables.isNamed(path, "wrangler", ["toml", "json", "jsonc"])
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    EnvironmentTables.read(
      root, format: name, base: ["vars"], variants: (container: "env", table: "vars"),
      into: &reading)
  }
}
