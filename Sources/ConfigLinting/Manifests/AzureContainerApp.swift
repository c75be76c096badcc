import ConfigGuard
package import RulePacks

/// Azure Container Apps, as `az containerapp create --yaml` takes them
/// (learn.microsoft.com/azure/container-apps/azure-resource-manager-api-spec).
package enum AzureContainerApp: ManifestFormat {
  package static let name = "azure-container-app"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root),
      let list = tree.node(at: ["properties", "template", "containers"], from: root)
    else { return false }
    return tree.isSequence(list) && tree.string("kind", in: root) == nil
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let name = tree.string("name", in: root) ?? reading.folderName ?? Self.name
    if let properties = tree.value("properties", in: root) {
      AzureContainers.read(properties, app: name, into: &reading) { reading, key, value, path in
        reading.setting(key: key, value: value, keyPath: path, syntax: .platform)
      }
    }
    reading.readRest(of: root)
  }
}
