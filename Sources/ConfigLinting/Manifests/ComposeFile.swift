import ConfigGuard
package import RulePacks

/// Docker Compose files: every service is a workload (compose-spec, "services").
///
/// The `.env` beside the file supplies what `${…}` comes to, as Compose does it; the environment
/// of whoever runs this tool does not.
package enum ComposeFile: ManifestFormat {
  package static let name = "compose"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root) else { return false }
    let isNamed = isComposeName(FilePath.name(of: path).lowercased())
    guard let services = tree.value("services", in: root), tree.isMapping(services) else {
      return isNamed && tree.value("include", in: root).map { tree.isSequence($0) } ?? false
    }
    if isNamed { return true }
    return tree.entries(of: services).contains { entry in
      tree.value("image", in: entry.value) != nil || tree.value("build", in: entry.value) != nil
        || tree.value("extends", in: entry.value) != nil
    }
  }

  package static func isComposeName(_ name: String) -> Bool {
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
    return ["compose.", "compose-", "docker-compose.", "docker-compose-"].contains {
      name.hasPrefix($0)
    }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    // All documents of a file make one project, which the first of them stands for.
    guard tree.documents.first(where: { tree.isMapping($0) }) == root else { return }
    let project = ComposeProject(reading)
    let values = ComposeValues(project: project)
    for entry in project.model.services.entries {
      guard entry.value.isMapping else {
        if !project.loader.document.isNull(entry.value) {
          project.loader.report(.syntax, "a service is a mapping", at: entry.value)
        }
        continue
      }
      var service = ComposeService(entry, values)
      service.read()
      reading.workloads.append(service.workload)
      reading.consumed += service.consumed
    }
    var others = ComposeOtherSettings(values)
    others.read()
    reading.settings += others.settings
    reading.parts.formUnion(project.files.parts)
    reading.parts.formUnion(project.loader.parts)
    if let base = project.files.base { reading.bases.insert(base) }
    if !project.files.overlays.isEmpty { reading.overlays = project.files.overlays }
    for found in project.loader.problems.all { reading.report(found.problem, in: found.file) }
  }
}
