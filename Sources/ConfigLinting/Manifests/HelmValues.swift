import ConfigGuard
package import RulePacks

/// Values of Helm charts, and those of environments, which lie over the chart's own
/// (helm.sh/docs/chart_template_guide/values_files); charts that a chart depends on are workloads of
/// their own (helm.sh/docs/topics/charts).
package enum HelmValues: ManifestFormat {
  package static let name = "helm-values"

  private static let rules = SettingLayers.Rules(
    separator: "/", name: { $0 }, replacesLists: true, removesNulls: true)

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    tree.isMapping(root) && parts(of: path) != nil
  }

  /// The environment in `values-prod.yaml`, `prod-values.yaml` and `values.prod.yaml`, and the file
  /// below; nil for files that hold no values.
  private static func parts(of path: String) -> (base: String?, environment: String?)? {
    guard FilePath.path(path, mayHold: "values") else { return nil }
    let name = FilePath.name(of: path)
    let lower = name.lowercased()
    if lower == "values.yaml" || lower == "values.yml" { return (nil, nil) }
    guard lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") else { return nil }
    let ending = lower.hasSuffix(".yaml") ? "yaml" : "yml"
    let whole = name.dropLast(ending.utf8.count + 1)
    let base = "values.\(ending)"
    let stem = whole.split(separator: ".").first.map { $0.lowercased() } ?? ""
    if stem == "values" {
      return (base, String(whole.dropFirst("values.".utf8.count)))
    }
    if stem.hasPrefix("values-") { return (base, String(whole.dropFirst("values-".utf8.count))) }
    if stem.hasSuffix("-values") {
      return (base, String(stem.dropLast("-values".utf8.count)))
    }
    return nil
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    guard reading.mappings.first == root, let parts = parts(of: reading.file.path) else {
      return PlainDocument.read(root, into: &reading)
    }
    var documents = [SettingLayers.Document(root: root, reading: reading)]
    var sources = [HelmSource(tree: reading.tree, root: root)]
    if let name = parts.base, let base = reading.document(beside: name),
      let below = base.mappings.first
    {
      documents.insert(SettingLayers.Document(root: below, reading: base), at: 0)
      sources.append(HelmSource(tree: base.tree, root: below))
      if parts.environment.map({ reading.isDeployed($0) }) == true {
        reading.parts.insert(base.file.path)
      }
    }
    let chart = HelmChart(reading)
    let empty = HelmWorkloads(chart, sources, environment: parts.environment, root, reading)
    let layers = SettingLayers.laid(documents, rules) { layers in
      // Which charts have settings is known only as long as nothing takes any out again.
      !layers.mayReplaceLeftOut
        || chart.dependencies.isEmpty && (layers.holdsSettings || !empty.all.isEmpty)
    }
    var workloads = empty
    if layers.leavesOutSettings {
      reading.leavesOutSettings = true
      for top in layers.tops { workloads.open(below: top) }
    }
    for entry in layers.settled { workloads.add(entry) }
    reading.workloads += workloads.all
  }
}

/// A file of values; several of them are asked in turn, the highest first.
struct HelmSource {
  let tree: DocumentTree
  let root: NodeIndex

  func text(at path: [Substring]) -> String? {
    var node = root
    for key in path {
      guard let found = tree.value(named: String(key), in: node) else { return nil }
      node = found
    }
    return tree.isScalar(node) ? tree.text(of: tree.target(of: node)) : nil
  }
}

/// What `Chart.yaml` says of a chart.
struct HelmChart {
  struct Dependency {
    let name: String
    /// The values that switch the dependency on or off; the first one that is set counts.
    let conditions: [[Substring]]
  }

  var name: String?
  private(set) var dependencies: [String: Dependency] = [:]

  init(_ reading: DocumentReading) {
    guard let chart = reading.document(beside: "Chart.yaml"), let root = chart.mappings.first else {
      return
    }
    let tree = chart.tree
    name = tree.string("name", in: root)
    guard let list = tree.value("dependencies", in: root) else { return }
    for item in tree.items(of: list) {
      guard let name = tree.string("name", in: item) else { continue }
      let key = tree.string("alias", in: item) ?? name
      let conditions = (tree.string("condition", in: item) ?? "").split(separator: ",").map {
        String($0).trimmedASCII.split(separator: ".")
      }
      dependencies[key] = Dependency(name: name, conditions: conditions)
    }
  }
}

/// Shares the values of a chart out to the chart itself and those that it depends on.
struct HelmWorkloads {
  private let chart: HelmChart
  private let sources: [HelmSource]
  private let reading: DocumentReading
  private let environment: String?
  private let root: NodeIndex
  private let name: String
  private var workloads: [String: Workload] = [:]
  private var order: [String] = []
  private var isOff: [String: Bool] = [:]
  /// Charts that have settings, kept or left out.
  private var withSettings: Set<String> = []

  init(
    _ chart: HelmChart, _ sources: [HelmSource], environment: String?, _ root: NodeIndex,
    _ reading: DocumentReading
  ) {
    self.chart = chart
    self.sources = sources
    self.reading = reading
    self.environment = environment
    self.root = root
    let folder = FilePath.name(of: FilePath.folder(of: reading.file.path))
    name = chart.name ?? (folder == "." || folder.isEmpty ? "values" : folder)
    open("")
  }

  /// Values that say nothing of what runs are none.
  var all: [Workload] {
    order.filter { part in
      guard let workload = workloads[part] else { return false }
      return withSettings.contains(part) || workload.image != nil || workload.replicas != nil
    }.compactMap { workloads[$0] }
  }

  private mutating func open(_ part: String) {
    guard workloads[part] == nil else { return }
    let own = part.isEmpty ? name : "\(name)/\(part)"
    var workload = Workload(
      name: environment.map { "\(own) (\($0))" } ?? own, file: reading.file,
      range: KubernetesManifest.firstKey(of: root, in: reading.tree), format: HelmValues.name)
    workload.kind = part.isEmpty ? nil : chart.dependencies[part]?.name
    let prefix = part.isEmpty ? [] : [part[...]]
    workload.image = image(below: prefix)
    workload.replicas = text(at: prefix + ["replicaCount"]).flatMap { Int($0) }
    workload.environmentName = environment
    // Templates add variables, and secrets that exist in the cluster are not in the file.
    workload.hasUnreadSources = true
    workloads[part] = workload
    order.append(part)
  }

  private func text(at path: [Substring]) -> String? {
    for source in sources {
      if let text = source.text(at: path) { return text }
    }
    return nil
  }

  private func image(below prefix: [Substring]) -> String? {
    if let whole = text(at: prefix + ["image"]) { return whole }
    guard let repository = text(at: prefix + ["image", "repository"]) else { return nil }
    let registry =
      text(at: prefix + ["image", "registry"]).map { $0.isEmpty ? "" : "\($0)/" } ?? ""
    let tag = text(at: prefix + ["image", "tag"]).map { $0.isEmpty ? "" : ":\($0)" } ?? ""
    return registry + repository + tag
  }

  /// Notes that there are settings below an outermost key.
  mutating func open(below top: String) { _ = openPart(of: top) }

  mutating func add(_ entry: SettingLayers.Entry) {
    guard let part = openPart(of: entry.name) else { return }
    workloads[part]?.append(entry.setting)
  }

  /// The chart that a name belongs to; nil where it is switched off.
  private mutating func openPart(of name: String) -> String? {
    var part = ""
    let first = chart.dependencies.isEmpty ? "" : Self.outermost(name)
    if let dependency = chart.dependencies[first] {
      if isSwitchedOff(first, dependency) { return nil }
      part = first
      open(part)
    }
    withSettings.insert(part)
    return part
  }

  private static func outermost(_ name: String) -> String {
    let bytes = name.utf8
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return name }
    let next = bytes.index(after: slash)
    // Beyond ASCII a sign may belong to the slash in front of it.
    guard next == bytes.endIndex || bytes[next] < 0x80 else {
      return String(name.prefix { $0 != "/" })
    }
    return String(name[..<slash])
  }

  /// Whether the first condition that is set says no.
  private mutating func isSwitchedOff(
    _ part: String, _ dependency: HelmChart.Dependency
  ) -> Bool {
    if let known = isOff[part] { return known }
    let switched = dependency.conditions.compactMap { text(at: $0) }.first
    let result = switched?.lowercased() == "false"
    isOff[part] = result
    return result
  }
}
