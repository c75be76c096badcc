import ConfigGuard
package import RulePacks

/// ASP.NET's `appsettings.json`, and `appsettings.ENVIRONMENT.json`, which lies over it
/// (learn.microsoft.com/aspnet/core/fundamentals/configuration).
package enum ASPNETSettings: ManifestFormat {
  package static let name = "aspnet-settings"

  private static let stem = "appsettings"
  private static let rules = SettingLayers.Rules(
    separator: ":", name: { $0.lowercased() }, ignored: [], replacesLists: false,
    removesNulls: false)

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    tree.isMapping(root) && parts(of: path) != nil
  }

  /// The environment in a file's name, nil for the base; nothing at all for other files.
  private static func parts(of path: String) -> (base: String, environment: String?)? {
    let name = FilePath.name(of: path)
    // Few names are worth taking apart; points in front of one do not count.
    guard name.utf8.first(where: { $0 != UInt8(ascii: ".") }).map({ $0 | 0x20 }) == stem.utf8.first
    else { return nil }
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first, first.lowercased() == stem, parts.last?.lowercased() == "json"
    else { return nil }
    switch parts.count {
    case 2: return (name, nil)
    case 3: return ("\(first).\(parts[2])", parts[1])
    default: return nil
    }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    guard let parts = parts(of: reading.file.path) else { return }
    var documents = [SettingLayers.Document(root: root, reading: reading)]
    if parts.environment != nil, let base = reading.document(beside: parts.base),
      let below = base.mappings.first
    {
      documents.insert(SettingLayers.Document(root: below, reading: base), at: 0)
      // The base of a file for production is judged there, and not as one that runs alone.
      if parts.environment.map({ reading.isDeployed($0) }) == true {
        reading.parts.insert(base.file.path)
      }
    } else if parts.environment == nil, case .missing = reading.sibling("\(stem).Production.json") {
      reading.defaultStage = StageVerdict(.production, "ASP.NET's default environment")
    }
    let layers = SettingLayers.laid(documents, rules)
    if layers.leavesOutSettings { reading.leavesOutSettings = true }
    let folder = FilePath.name(of: FilePath.folder(of: reading.file.path))
    let app = folder == "." || folder.isEmpty ? stem : folder
    var workload = Workload(
      name: parts.environment.map { "\(app) (\($0))" } ?? app, file: reading.file,
      range: KubernetesManifest.firstKey(of: root, in: reading.tree), format: name)
    workload.environmentName = parts.environment
    // Variables of the environment and secret stores lie over all files.
    workload.hasUnreadSources = true
    for entry in layers.settled { workload.append(entry.setting) }
    reading.workloads.append(workload)
  }
}
