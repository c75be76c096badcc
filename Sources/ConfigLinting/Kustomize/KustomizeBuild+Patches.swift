import ConfigGuard
import RulePacks

extension KustomizeBuild {
  /// `patchesStrategicMerge`: files or texts that say themselves which object they are for.
  mutating func patchByName(_ file: KustomizeFile, _ objects: inout KustomizeObjects) {
    for item in file.items("patchesStrategicMerge") {
      guard let text = file.text(of: item) else {
        report(.syntax, "an item of `patchesStrategicMerge` is a path or a text", item, in: file)
        continue
      }
      let isInline = text.contains("\n") || text.contains("{")
      let numbers = isInline ? inline(item, file) : patchFile(text, item, file, &objects)
      for patch in nodes(of: numbers) { merge(patch, .unsaid, item, file, into: &objects) }
    }
  }

  /// `patches`: of both kinds, told apart by what they say.
  mutating func patch(_ file: KustomizeFile, _ objects: inout KustomizeObjects) {
    for item in file.items("patches") where file.tree.isMapping(item) {
      let target = target(of: item, file, &objects)
      for patch in patches(of: item, file, &objects) {
        if JSONPatch.recognises(patch) {
          operate(patch, target, item, file, on: &objects)
        } else {
          merge(patch, target, item, file, into: &objects)
        }
      }
    }
  }

  /// `patchesJson6902`, which come after names and labels have changed.
  mutating func patchByPath(_ file: KustomizeFile, _ objects: inout KustomizeObjects) {
    for item in file.items("patchesJson6902") where file.tree.isMapping(item) {
      let target = target(of: item, file, &objects)
      for patch in patches(of: item, file, &objects) {
        operate(patch, target, item, file, on: &objects)
      }
    }
  }

  /// The documents of a patch that `path` or `patch` gives.
  private mutating func patches(
    of item: NodeIndex, _ file: KustomizeFile, _ objects: inout KustomizeObjects
  ) -> [LayeredNode] {
    if let text = file.tree.value("patch", in: item), file.tree.isScalar(text) {
      return nodes(of: inline(text, file))
    }
    guard let place = file.tree.value("path", in: item), let path = file.text(of: place) else {
      report(.syntax, "a patch needs `path` or `patch`", item, in: file)
      return []
    }
    return nodes(of: patchFile(path, place, file, &objects))
  }

  private mutating func patchFile(
    _ path: String, _ node: NodeIndex, _ file: KustomizeFile, _ objects: inout KustomizeObjects
  ) -> [Int] {
    guard !Self.isRemote(path), files.count < Self.mostFiles else {
      objects.isOpen = true
      return []
    }
    guard let source = find(FilePath.join(file.folder, path)) else {
      reportMissing("no such file", node, in: file, &objects)
      return []
    }
    reportOutside(path, node, in: file)
    parts.insert(source.path)
    let number = number(of: source)
    if document.trees[number].problems.contains(where: { $0.kind == .syntax }) {
      objects.isOpen = true
    }
    return [number]
  }

  private mutating func nodes(of numbers: [Int]) -> [LayeredNode] {
    numbers.flatMap { number -> [LayeredNode] in
      let tree = document.trees[number]
      return tree.documents.filter { !tree.isNull($0) }.map { document.node($0, of: number) }
    }
  }

  /// Lays a patch over the objects that it is for.
  private mutating func merge(
    _ patch: LayeredNode, _ target: Target, _ item: NodeIndex, _ file: KustomizeFile,
    into objects: inout KustomizeObjects
  ) {
    let numbers: [Int]
    switch target {
    case .unreadable: return
    case .selector(let selector):
      guard let found = self.numbers(for: selector, in: &objects, item, file) else { return }
      numbers = found
    case .unsaid:
      guard let named = KustomizeObject(patch, in: document), !named.name.name.isEmpty else {
        return report(
          .syntax, "a patch without a `target` needs a kind and a name", item, in: file)
      }
      numbers = objects.numbers(of: named.name)
    }
    if numbers.isEmpty { return reportUnmatched(target, item, file, objects) }
    merge(patch, numbers, item, file, into: &objects)
  }

  private mutating func merge(
    _ patch: LayeredNode, _ numbers: [Int], _ item: NodeIndex, _ file: KustomizeFile,
    into objects: inout KustomizeObjects
  ) {
    var patch = patch
    // A patch does not change what an object is called.
    for key in ["apiVersion", "kind"] { patch[key] = nil }
    if var metadata = patch["metadata"], metadata.isMapping {
      for key in ["name", "namespace"] { metadata[key] = nil }
      patch["metadata"] = metadata
    }
    for number in numbers {
      guard mayWork(item, file, &objects) else { return }
      var object = objects[number]
      var merging = StrategicMerge(document, mergesLists: object.isBuiltIn)
      if let node = merging.merged(patch, over: object.node) {
        object.node = node
      } else {
        object.isDeleted = true
      }
      work += 1 + merging.work
      objects[number] = object
    }
  }

  private mutating func operate(
    _ patch: LayeredNode, _ target: Target, _ item: NodeIndex, _ file: KustomizeFile,
    on objects: inout KustomizeObjects
  ) {
    guard case .selector(let selector) = target else {
      if case .unsaid = target { report(.syntax, "a JSON patch needs a `target`", item, in: file) }
      return
    }
    guard let numbers = numbers(for: selector, in: &objects, item, file) else { return }
    if numbers.isEmpty { return reportUnmatched(target, item, file, objects) }
    var editing = JSONPatch(document)
    let operations = editing.operations(of: patch)
    for number in numbers {
      var object = objects[number]
      for operation in operations {
        guard mayWork(item, file, &objects) else { return }
        let before = editing.work
        do throws(JSONPatch.Failure) {
          try editing.apply(try operation.get(), to: &object.node)
        } catch {
          // Kustomize gives up here; what the other operations do is still worth knowing.
          if !objects.isOpen, !object.isShell {
            report(failureOf: operation, error, patch, item, file)
          }
        }
        work += 1 + editing.work - before
      }
      objects[number] = object
    }
  }

  private mutating func report(
    failureOf operation: Result<JSONPatch.Operation, JSONPatch.Failure>,
    _ failure: JSONPatch.Failure, _ patch: LayeredNode, _ item: NodeIndex, _ file: KustomizeFile
  ) {
    let node = if case .success(let known) = operation { known.node } else { patch }
    let place = node["path"] ?? node
    report(
      .patchFailed, failure.message, document.range(of: place), in: files[place.origin])
  }
}
