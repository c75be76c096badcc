import ConfigGuard
package import RulePacks

/// Amazon ECS task definitions: every container is a workload
/// (docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html).
package enum ECSTaskDefinition: ManifestFormat {
  package static let name = "ecs-task-definition"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard let list = containers(root, tree) else { return false }
    return tree.items(of: list).contains { tree.value("name", in: $0) != nil }
  }

  private static func containers(_ root: NodeIndex, _ tree: DocumentTree) -> NodeIndex? {
    guard tree.isMapping(root) else { return nil }
    // `aws ecs describe-task-definition` wraps it.
    let task = tree.value("taskDefinition", in: root) ?? root
    guard let list = tree.value("containerDefinitions", in: task), tree.isSequence(list) else {
      return nil
    }
    return list
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let list = containers(root, tree) else { return }
    for item in tree.items(of: list) where tree.isMapping(item) {
      let own = tree.string("name", in: item) ?? "container"
      var workload = reading.workload(own, at: item)
      workload.image = tree.string("image", in: item)
      workload.setCommand(reading.command(["entryPoint", "command"], in: item))
      // They lie in a bucket.
      workload.hasUnreadSources = tree.value("environmentFiles", in: item) != nil
      let path = "containerDefinitions.\(own)"
      for key: StaticString in ["environment", "secrets"] {
        guard let entry = tree.entry(key, in: item) else { continue }
        let settings = EnvironmentTables.settings(
          ofPairs: entry.value, path: "\(path).\(key)", reading)
        for setting in settings { workload.set(setting) }
        let isList = tree.isSequence(entry.value)
        if isList, tree.items(of: entry.value).allSatisfy({ tree.isMapping($0) }) {
          reading.claim(entry.key)
        }
      }
      reading.workloads.append(workload)
    }
    reading.readRest(of: root)
  }
}
