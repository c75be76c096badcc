import ConfigGuard
import RulePacks

extension ComposeLoader {
  /// Takes in what `include` names; what the file itself declares lies over it.
  func include(_ node: LayeredNode, of origin: Int, into model: inout ComposeModel) {
    guard !document.isNull(node) else { return }
    guard node.isSequence else {
      return report(.syntax, "`include` is a list", at: node)
    }
    for item in node.items {
      guard let included = include(item, of: origin) else { continue }
      work.entries += included.services.entries.count
      guard work.entries < Self.mostMerged else { return }
      for entry in included.services.entries {
        model.services.addBelow(entry) { own, base in
          // Two ways to one file bring the same service twice.
          own.origin == base.origin && own.index == base.index
            ? own : mergedService(own, over: base)
        }
      }
      for entry in included.configs.entries {
        model.configs.addBelow(entry) { mergedElement($0, over: $1) }
      }
      for entry in included.secrets.entries {
        model.secrets.addBelow(entry) { mergedElement($0, over: $1) }
      }
      model.incomplete.formUnion(included.incomplete)
    }
  }

  private func include(_ item: LayeredNode, of number: Int) -> ComposeModel? {
    let origin = origins[number]
    let paths = Self.list(item.isMapping ? item["path"] : item)
    guard !paths.isEmpty else { return nil }
    guard activeIncludes.count < Self.deepestInclude else {
      reportLimit("files include one another more deeply than is read", at: paths[0])
      return nil
    }
    var files: [TakenFile] = []
    for node in paths {
      guard let path = text(of: node), !ComposeOrigin.isRemote(path) else {
        hasUnreadParts = true
        continue
      }
      guard let file = file(at: path, of: origin, named: node, refusal: .always) else {
        hasUnreadParts = true
        continue
      }
      let taken = TakenFile(file: file, node: node)
      if let start = activeIncludes.firstIndex(where: { $0.file.path == file.path }) {
        reportCircle(activeIncludes[(start + 1)...] + [taken])
        return nil
      }
      files.append(taken)
    }
    guard let main = files.first else { return nil }
    var directory = FilePath.folder(of: main.file.path)
    if item.isMapping, let written = text(of: item["project_directory"]) {
      directory = origin.path(written)
    }
    // What two files include comes to the same, so that it is read once.
    let identity = "\(directory)|\(files.map(\.file.path).joined(separator: "|"))"
    if let known = finishedIncludes[identity] { return known }
    let environment = environment(of: item, in: directory, origin)
    for taken in files where taken.file !== reading.file { parts.insert(taken.file.path) }
    let model = load(files, in: directory, environment)
    finishedIncludes[identity] = model
    return model
  }

  /// Reports a circle at one place, whichever of its files it is met from.
  private func reportCircle(_ steps: ArraySlice<TakenFile>) {
    hasUnreadParts = true
    guard let first = steps.min(by: { $0.file.path < $1.file.path }), let node = first.node else {
      return
    }
    report(.circularReference, "these files include one another; Compose refuses that", at: node)
  }

  /// The variables of an included project: its own env files below those of the including one.
  private func environment(
    of item: LayeredNode, in directory: String, _ origin: ComposeOrigin
  ) -> ComposeEnvironment {
    var files: [SourceFile] = []
    let named = item.isMapping ? Self.list(item["env_file"]) : []
    if named.isEmpty, case .found(let file) = reading.load(FilePath.join(directory, ".env")) {
      files.append(file)
    }
    for node in named {
      guard let path = text(of: node), path != "/dev/null" else { continue }
      if let file = file(
        at: path, of: origin, named: node, refusal: .unlessSuppliedElsewhere)
      {
        files.append(file)
      }
    }
    return ComposeEnvironment(files: files, in: directory, below: origin.environment, reading)
  }

  private static func list(_ node: LayeredNode?) -> [LayeredNode] {
    guard let node else { return [] }
    return node.isSequence ? node.items.filter(\.isScalar) : node.isScalar ? [node] : []
  }
}
