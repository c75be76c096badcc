import ConfigGuard
import RulePacks

extension EvidenceCollector {
  /// Files whose names say what they are for.
  func stagesOfFiles() -> [(stage: Stage, path: String)] {
    linter.readings.compactMap { reading in
      guard reading.format == EnvironmentFile.name || reading.isManifest,
        reading.stage.evidence == StageResolver.fileNameEvidence,
        ![.example, .unknown].contains(reading.stage.stage), FilePath.isPlain(reading.file.path)
      else { return nil }
      return (reading.stage.stage, path(reading.file.path))
    }.sorted { $0.path < $1.path }
  }

  /// Notes what workloads are given; called last, when it is known what the project reads itself.
  mutating func addManifests() {
    let known = Set(variables.keys)
    let read = Set(variables.values.lazy.filter { !$0.mentions(of: [.code]).isEmpty }.map(\.name))
    let sources = linter.unmaskedEnvironments(of: nil).filter { source in
      guard let workload = source.workload else { return false }
      return !CISystem.isFormat(workload.format) && !SettingLayers.isFormat(workload.format)
        && source.stage.stage != .example && source.surroundings.format != Procfile.name
        && !path(source.file.path).contains(".devcontainer")
    }
    for source in sources {
      guard let workload = source.workload else { continue }
      let names = workload.environment.map(\.key)
      // What an image brings along, nobody has to set.
      guard workload.format != Self.imageFormat else {
        add(source, workload, only: known)
        continue
      }
      guard isOwn(workload, names, known: known, read: read) else {
        namesOfProducts.formUnion(names.filter { VariableName.isUsual($0) })
        continue
      }
      add(source, workload)
    }
    for reading in linter.readings where reading.format == ComposeFile.name {
      addReferences(of: reading)
    }
    noteBuildFolders()
    sharesNamesWithProducts = !namesOfProducts.isDisjoint(with: variables.keys)
    namesOfProducts.subtract(variables.keys)
  }

  /// Whether a workload runs what this project makes, and not a product as it is.
  private func isOwn(
    _ workload: Workload, _ names: [String], known: Set<String>, read: Set<String>
  ) -> Bool {
    if workload.isBuiltHere { return true }
    guard let image = workload.image else { return true }
    if ContainerImage.matches(image, products) {
      // The project may be that product: its code reads what the image is given.
      let product = FilePath.name(of: ContainerImage.repository(of: image)).uppercased()
      let own = names.count(where: read.contains)
      return own > 0 && own * 2 >= names.count && !names.contains { $0.hasPrefix(product) }
    }
    return known.isEmpty ? image.contains("/") : names.contains(where: known.contains)
  }

  private mutating func add(
    _ source: UnmaskedEnvironment, _ workload: Workload, only known: Set<String>? = nil
  ) {
    let name = ServiceIdentity(source).name
    let manifest = path(source.file.path)
    var service = services[name] ?? DraftedService(name: name)
    service.workloads.insert(workload.name)
    service.takesAll = service.takesAll || workload.hasUnreadSources
    for setting in workload.environment
    where known?.contains(setting.key) ?? true && isWanted(setting.key) {
      let place = setting.uses.first?.place ?? Place(setting.file, setting.keyRange)
      mention(setting.key, .manifest, place.file, line(of: place.range, in: place.file))
      note(setting, source.surroundings, .manifest)
      variables[setting.key]?.services.insert(name)
      service.variables.insert(setting.key)
      if source.stage.stage != .test { variables[setting.key]?.manifests.insert(manifest) }
    }
    // An image has no name of its own, and what is one for a whole project needs none.
    let isTemplated = TemplateFiller.shown(in: name) != name
    if !isTemplated, !Self.nameless.contains(workload.format) { services[name] = service }
  }

  private static let imageFormat = "dockerfile"

  private static let nameless: Set<String> = [
    imageFormat, HerokuApp.name, FlyApp.name, "netlify-site", "wrangler-worker",
  ]

  /// Variables of whoever starts Compose: `${TAG:?}` anywhere in its files.
  private mutating func addReferences(of reading: FileReading) {
    guard reading.stage.stage != .example else { return }
    let tree = context.trees.tree(of: reading.file)
    for index in tree.nodes.indices {
      let node = NodeIndex(index)
      guard let text = Self.text(of: node, in: tree), text.utf8.contains(0x24) else { continue }
      let start = tree.textRange(of: node).start
      var copy = text
      guard let parsed = copy.withUTF8({ try? Interpolation.parse($0, at: start) }) else {
        continue
      }
      for reference in parsed.references where isWanted(reference.name) {
        let isNew = variables[reference.name] == nil
        mention(
          reference.name, .reference, reading.file,
          line(of: SourceRange(at: start), in: reading.file))
        if isNew { noteRole(of: reference.name, reading.file) }
        guard let operation = reference.operation, !operation.yieldsArgument else { continue }
        guard variables[reference.name]?.demand == nil else { continue }
        let demand = VariableEvidence.Mention(
          origin: .reference, path: path(reading.file.path),
          line: line(of: SourceRange(at: start), in: reading.file))
        variables[reference.name]?.demand = demand
      }
    }
  }

  private static func text(of node: NodeIndex, in tree: DocumentTree) -> String? {
    tree.isScalar(node) ? tree.text(of: tree.target(of: node)) : nil
  }

  /// Where Compose builds each service from.
  private mutating func noteBuildFolders() {
    for reading in linter.readings where reading.format == ComposeFile.name {
      let tree = context.trees.tree(of: reading.file)
      guard let root = tree.documents.first, let list = tree.value("services", in: root) else {
        continue
      }
      let folder = FilePath.folder(of: path(reading.file.path))
      for entry in tree.entries(of: list) {
        guard let name = Self.text(of: entry.key, in: tree), services[name] != nil,
          let build = tree.value("build", in: entry.value)
        else { continue }
        let context = Self.text(of: build, in: tree) ?? tree.string("context", in: build) ?? "."
        guard !context.contains("$"), !context.contains("://") else { continue }
        services[name]?.folders.insert(FilePath.join(folder, context))
      }
    }
  }
}
