import ConfigGuard
package import RulePacks

/// Serverless Framework: every function is a workload, with the provider's environment below its
/// own (serverless.com/framework/docs/providers/aws/guide/serverless.yml).
package enum ServerlessService: ManifestFormat {
  package static let name = "serverless-service"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), let provider = tree.value("provider", in: root) else {
      return false
    }
    guard tree.isScalar(provider) || tree.string("name", in: provider) != nil else { return false }
    let isNamed = FilePath.name(of: path).lowercased().hasPrefix("serverless")
    return functions(of: root, in: tree).contains { entry in
      tree.value("handler", in: entry.value) != nil || tree.value("image", in: entry.value) != nil
    } || isNamed && tree.value("service", in: root) != nil
  }

  /// Of a mapping, or of a list of mappings.
  private static func functions(
    of root: NodeIndex, in tree: DocumentTree
  ) -> [(key: NodeIndex, value: NodeIndex)] {
    guard let functions = tree.value("functions", in: root) else { return [] }
    let tables = tree.isSequence(functions) ? tree.items(of: functions) : [functions]
    return tables.flatMap { tree.entries(of: $0) }.filter { tree.isMapping($0.value) }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let provider = tree.value("provider", in: root)
    reading.stageHint = provider.flatMap { stage($0, reading) }
    let service =
      tree.string("service", in: root)
      ?? tree.value("service", in: root).flatMap { tree.string("name", in: $0) } ?? Self.name
    let functions = functions(of: root, in: tree)
    var lookup = ServerlessLookup(root: root, tree: tree)
    var shared = Variables()
    if let provider { shared = variables(of: provider, path: "provider", &lookup, &reading) }
    // Plug-ins may set variables, too.
    let hasPlugins = tree.value("plugins", in: root) != nil
    for entry in functions {
      let name = tree.text(of: tree.target(of: entry.key))
      var workload = reading.workload(name, at: entry.value)
      workload.range = tree.nodes[entry.key].range
      workload.image = image(of: entry.value, in: tree)
      workload.isBuiltHere = workload.image == nil
      workload.command = tree.string("handler", in: entry.value)
      workload.replicas = reading.count("reservedConcurrency", in: entry.value)
      let own = variables(of: entry.value, path: "functions.\(name)", &lookup, &reading)
      workload.hasUnreadSources = hasPlugins || !shared.isWhole || !own.isWhole
      for setting in shared.settings + own.settings { workload.set(setting) }
      reading.workloads.append(workload)
    }
    if functions.isEmpty, !shared.settings.isEmpty {
      var workload = reading.workload(service, at: root)
      workload.hasUnreadSources = true
      workload.isBuiltHere = true
      for setting in shared.settings { workload.set(setting) }
      reading.workloads.append(workload)
    }
    reading.readRest(of: root, syntax: .serverless)
  }

  /// The stage, where it is fixed; `${opt:stage, 'dev'}` may be any.
  private static func stage(_ provider: NodeIndex, _ reading: DocumentReading) -> String? {
    guard let text = reading.tree.string("stage", in: provider) else { return nil }
    guard let value = ServerlessReference.value(text, at: SourceRange(at: 0), isExact: false) else {
      return text
    }
    return value.fallbacks.map(\.text).first { reading.stage($0) == .production }
  }

  private static func image(of function: NodeIndex, in tree: DocumentTree) -> String? {
    guard let image = tree.value("image", in: function) else { return nil }
    return tree.isScalar(image)
      ? tree.text(of: tree.target(of: image))
      : tree.string("uri", in: image) ?? tree.string("name", in: image)
  }

  private struct Variables {
    var settings: [Setting] = []
    /// Nothing of it lies in another file.
    var isWhole = true
  }

  private static func variables(
    of node: NodeIndex, path: String, _ lookup: inout ServerlessLookup,
    _ reading: inout DocumentReading
  ) -> Variables {
    let tree = reading.tree
    guard let entry = tree.entry("environment", in: node) else { return Variables() }
    guard tree.isMapping(entry.value) else { return Variables(isWhole: false) }
    reading.claim(entry.key)
    let path = "\(path).environment"
    let settings = tree.entries(of: entry.value).compactMap { variable in
      setting(variable.key, variable.value, path: path, &lookup, &reading)
    }
    return Variables(settings: settings)
  }

  private static func setting(
    _ key: NodeIndex, _ value: NodeIndex, path: String, _ lookup: inout ServerlessLookup,
    _ reading: inout DocumentReading
  ) -> Setting? {
    let tree = reading.tree
    let index = tree.target(of: value)
    if tree.isMapping(index) {
      // A function of CloudFormation.
      return reading.supplied(key, path: path, form: .reference("a resource's property"))
    }
    let path = "\(path).\(tree.text(of: tree.target(of: key)))"
    let held = lookup.place(heldBy: index)
    var setting = reading.setting(
      key: key, value: held?.value ?? index, keyPath: path, syntax: .serverless)
    if let held, setting != nil {
      setting?.uses = [
        Layer(source: "environment", place: Place(reading.file, tree.textRange(of: index)))
      ]
      reading.claim(held.key)
    }
    return setting
  }
}
