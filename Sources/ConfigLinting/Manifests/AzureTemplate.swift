import ConfigGuard
package import RulePacks

/// Azure Resource Manager templates: container apps and sites of App Service are workloads
/// (learn.microsoft.com/azure/azure-resource-manager/templates/syntax).
package enum AzureTemplate: ManifestFormat {
  package static let name = "azure-template"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), let schema = tree.string("$schema", in: root) else { return false }
    return schema.lowercased().contains("deploymenttemplate.json")
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    AzureResources(template: root, reading, depth: 0).read(into: &reading)
    reading.readRest(of: root, syntax: .azureTemplate)
  }
}
