import ConfigGuard
package import RulePacks

/// AWS CloudFormation and SAM templates: functions, containers and applications are workloads
/// (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference,
/// docs.aws.amazon.com/serverless-application-model/latest/developerguide).
package enum CloudFormationTemplate: ManifestFormat {
  package static let name = "cloudformation-template"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root) else { return false }
    if tree.string("AWSTemplateFormatVersion", in: root) != nil { return true }
    guard let resources = tree.value("Resources", in: root), tree.isMapping(resources) else {
      return false
    }
    return tree.entries(of: resources).contains { entry in
      tree.string("Type", in: entry.value)?.hasPrefix("AWS::") ?? false
    }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let scope = CloudFormationScope(root, reading)
    var resources = CloudFormationResources(root, scope, reading)
    resources.read(into: &reading)
    for key: StaticString in ["Parameters", "Conditions"] {
      if let entry = tree.entry(key, in: root), tree.isMapping(entry.value) {
        reading.claim(entry.key)
      }
    }
    readParameters(scope, except: resources.usedParameters, into: &reading)
    for parameter in scope.parameters.values where parameter.isShown {
      reading.reportShown(
        parameter.key, "without `NoEcho: true` CloudFormation shows it to whoever may look")
    }
    reading.readRest(of: root, syntax: .none)
  }

  /// Defaults that no workload's environment takes.
  private static func readParameters(
    _ scope: CloudFormationScope, except used: Set<String>, into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    for (name, parameter) in scope.parameters.sorted(by: { $0.value.key < $1.value.key }) {
      guard !used.contains(name), !parameter.namesStage, let text = parameter.default,
        !tree.text(of: tree.target(of: text)).isEmpty,
        var setting = reading.setting(
          key: parameter.key, value: text, keyPath: "Parameters.\(name).Default", syntax: .none)
      else { continue }
      setting.isDeclaredSecret = parameter.isSecret
      reading.settings.append(setting)
    }
  }
}
