import ConfigGuard
package import RulePacks

/// Kustomize: what a kustomization makes of the objects that it takes in
/// (kubectl.docs.kubernetes.io/references/kustomize/kustomization).
///
/// Every kustomization is read as if it were built on its own. Which of them are only parts of
/// others is known once all files are read; those are not judged again.
package enum Kustomization: ManifestFormat {
  package static let name = "kustomization"

  /// The names that Kustomize looks for in a folder.
  static let fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"]
  private static let group = "kustomize.config.k8s.io/"
  static let component = "Component"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root) else { return false }
    if let version = tree.scalar("apiVersion", in: root) {
      // Most versions have another group, and make no text to see that.
      guard tree.text(of: version, beginsWith: "kustomize.config.k8s.io/"),
        tree.text(of: version).hasPrefix(group)
      else { return false }
      let kind = tree.string("kind", in: root)
      return kind == nil || kind == "Kustomization" || kind == component
    }
    return fileNames.contains(FilePath.name(of: path))
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    guard reading.template == nil else {
      reading.skipReason = "a kustomization that is a template"
      return
    }
    var build = KustomizeBuild(of: reading.file, trees: reading.trees, sibling: reading.sibling)
    let objects = build.objects(of: root, in: reading.tree)
    reading.parts = build.parts
    reading.consumed += build.consumed
    for problem in build.problems { reading.report(problem.problem, in: problem.file) }
    readObjects(objects, of: build, into: &reading)
  }

  private static func readObjects(
    _ objects: KustomizeObjects, of build: KustomizeBuild, into reading: inout DocumentReading
  ) {
    let present = objects.list.filter { !$0.isDeleted && !$0.isShell }
    guard let first = present.first else { return }
    // One tree for all: its files are not gathered anew for every object.
    let list = LayeredNode(
      .sequence(present.map(\.node)), origin: first.node.origin, index: first.node.index)
    let tree = build.document.tree(of: list)
    let empty = DocumentReading(
      file: reading.file, tree: tree, files: build.files,
      context: DocumentContext(
        keys: reading.keys, values: reading.values, sibling: reading.sibling),
      hints: .everywhere, format: KubernetesManifest.name)
    var made: [DocumentReading] = []
    var declarations = KubernetesDeclarations()
    for (root, object) in zip(tree.items(of: 0), present) {
      var document = empty
      KubernetesManifest.read(root, into: &document)
      if object.isOpen {
        for index in document.kubernetes.objects.indices {
          document.kubernetes.objects[index].isComplete = false
        }
      }
      declarations.add(document.kubernetes)
      made.append(document)
      reading.results.append(ResultingDocument(root: root, reading: document))
    }
    join(made, declarations, isOpen: objects.isOpen, into: &reading)
  }

  /// Gives containers what the ConfigMaps and Secrets of the same kustomization hold.
  private static func join(
    _ documents: [DocumentReading], _ declarations: KubernetesDeclarations, isOpen: Bool,
    into reading: inout DocumentReading
  ) {
    var join = KubernetesJoin(declarations, keys: reading.keys, values: reading.values)
    for document in documents {
      reading.problems += document.problems
      reading.problemsElsewhere += document.problemsElsewhere
      for var workload in document.workloads {
        for problem in join.join(&workload) { reading.report(problem.problem, in: problem.file) }
        workload.variant = reading.file.path
        workload.hasUnreadSources = workload.hasUnreadSources || isOpen
        reading.workloads.append(workload)
      }
    }
  }
}
