import ConfigGuard
import RulePacks

extension KustomizeBuild {
  /// Takes in what `resources` and `bases` name.
  mutating func takeResources(of file: KustomizeFile, into objects: inout KustomizeObjects) {
    for key in ["resources", "bases"] {
      for (path, node) in paths(under: key, of: file) {
        takeResource(path, node, of: file, into: &objects)
      }
    }
  }

  /// Lets components change the objects that are there.
  mutating func takeComponents(of file: KustomizeFile, into objects: inout KustomizeObjects) {
    for (path, node) in paths(under: "components", of: file) {
      if Self.isRemote(path) {
        objects.isOpen = true
        continue
      }
      guard let source = kustomization(in: FilePath.join(file.folder, path)) else {
        reportMissing("no component", node, in: file, &objects)
        continue
      }
      takeKustomization(source, path, node, isComponent: true, of: file, into: &objects)
    }
  }

  /// The texts of a list, or of the one scalar that stands in its place.
  private mutating func paths(
    under key: String, of file: KustomizeFile
  ) -> [(String, NodeIndex)] {
    guard let value = file.value(key) else { return [] }
    guard file.tree.isSequence(value) else {
      report(.syntax, "\(quoted: key) has to be a list; Kustomize refuses it", value, in: file)
      return []
    }
    var result: [(String, NodeIndex)] = []
    for item in file.tree.items(of: value) {
      if let text = file.text(of: item), !text.isEmpty {
        result.append((text, item))
      } else {
        report(.syntax, "an item of \(quoted: key) has to be a path", item, in: file)
      }
    }
    return result
  }

  private mutating func takeResource(
    _ path: String, _ node: NodeIndex, of file: KustomizeFile,
    into objects: inout KustomizeObjects
  ) {
    let place = FilePath.join(file.folder, path)
    // A path that is there is no address, whatever it looks like.
    if Self.isFileName(path), !path.contains("://"), let source = find(place) {
      reportOutside(path, node, in: file)
      return takeFile(source, node, of: file, into: &objects)
    }
    if Self.isRemote(path) {
      objects.isOpen = true
      return
    }
    if let source = kustomization(in: place) {
      return takeKustomization(source, path, node, isComponent: false, of: file, into: &objects)
    }
    if !Self.isFileName(path), let source = find(place) {
      return takeFile(source, node, of: file, into: &objects)
    }
    reportMissing(
      Self.isFileName(path) ? "no such file" : "no kustomization", node, in: file, &objects)
  }

  private mutating func takeFile(
    _ source: SourceFile, _ node: NodeIndex, of file: KustomizeFile,
    into objects: inout KustomizeObjects
  ) {
    guard files.count < Self.mostFiles else {
      objects.isOpen = true
      return report(.limit, "this kustomization takes in too many files", node, in: file)
    }
    let number = number(of: source)
    let tree = document.trees[number]
    parts.insert(source.path)
    // What stands behind an error is not known, nor what a tool writes into an empty file.
    if tree.documents.allSatisfy({ tree.isNull($0) }) { objects.isOpen = true }
    if tree.problems.contains(where: { $0.kind == .syntax }) { objects.isOpen = true }
    for root in tree.documents where !tree.isNull(root) {
      for index in KubernetesManifest.objects(of: root, in: tree) {
        guard !document.isExhausted else { return }
        if let object = object(index, of: number, tree) {
          objects.append(object)
        } else {
          report(.syntax, "a document of this file is no Kubernetes object", node, in: file)
        }
      }
    }
  }

  private mutating func object(
    _ index: NodeIndex, of number: Int, _ tree: DocumentTree
  ) -> KustomizeObject? {
    guard tree.string("kind", in: index) == Self.definition else {
      return KustomizeObject(document.node(index, of: number), in: document)
    }
    // A schema is large and holds no setting; its name is all that patches need to find it.
    var shell = LayeredNode(.mapping([]), origin: number, index: index)
    for key in ["apiVersion", "kind", "metadata"] {
      shell[key] = tree.value(named: key, in: index).map { document.node($0, of: number) }
    }
    return KustomizeObject(shell, in: document)
  }

  private static let definition = "CustomResourceDefinition"

  private mutating func takeKustomization(
    _ source: SourceFile, _ path: String, _ node: NodeIndex, isComponent: Bool,
    of file: KustomizeFile, into objects: inout KustomizeObjects
  ) {
    guard !isOpen(source.path) else {
      objects.isOpen = true
      return report(
        .circularReference,
        "the kustomization there is this one, or lies around it; Kustomize refuses it", node,
        in: file)
    }
    guard mayTakeMore() else {
      objects.isOpen = true
      return report(.limit, "this kustomization takes in too many others", node, in: file)
    }
    parts.insert(source.path)
    let number = number(of: source)
    let tree = document.trees[number]
    guard let root = tree.documents.first, tree.isMapping(root) else {
      objects.isOpen = true
      return
    }
    let part = KustomizeFile(
      number: number, source: source, tree: tree, root: root,
      folder: FilePath.join(file.folder, path))
    if part.isComponent != isComponent {
      report(
        .syntax,
        isComponent
          ? "what is there is no component; Kustomize refuses it"
          : "what is there is a component, which `components` takes in; Kustomize refuses it",
        node, in: file)
    }
    guard !part.isComponent else { return take(part, into: &objects) }
    var own = KustomizeObjects()
    take(part, into: &own)
    objects.append(own)
  }

  /// The kustomization of a folder.
  private func kustomization(in folder: String) -> SourceFile? {
    for name in Kustomization.fileNames {
      if let file = find(FilePath.join(folder, name)) { return file }
    }
    return nil
  }

  /// Objects that are marked as being for tools only do not leave Kustomize.
  mutating func dropLocalObjects(in objects: inout KustomizeObjects) {
    let document = document
    objects.forEach { object in
      let mark = object.node["metadata"]?["annotations"]?["config.kubernetes.io/local-config"]
      if mark.flatMap({ document.text(of: $0) }) == "true" { object.isDeleted = true }
    }
  }
}
