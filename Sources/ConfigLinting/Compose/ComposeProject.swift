import ConfigGuard
import RulePacks

/// A Compose project after its files were laid over one another.
final class ComposeProject {
  let files: ComposeProjectFiles
  let environment: ComposeEnvironment
  let model: ComposeModel
  /// What was loaded, to look up where nodes are from.
  let loader: ComposeLoader
  /// Profiles whose services are started; `*` stands for all.
  let profiles: Set<String>
  /// Where the file that the project is read for declares services.
  private lazy var declarations = Self.declarations(in: loader.reading.tree)

  init(_ reading: DocumentReading) {
    let folder = FilePath.folder(of: reading.file.path)
    environment = ComposeEnvironment(
      files: Self.environmentFiles(reading), in: folder, reading)
    files = ComposeProjectFiles(reading, environment)
    let loader = ComposeLoader(reading)
    var model = loader.load(
      files.files.map { TakenFile(file: $0) }, in: folder, environment)
    if loader.hasInstructions {
      model.services = ComposeTable(
        model.services.entries.filter { !loader.isReset($0.value) })
      for entry in model.services.entries {
        model.services.replace(entry.name, with: loader.withoutInstructions(entry.value))
      }
    }
    self.loader = loader
    self.model = model
    let named = environment.text("COMPOSE_PROFILES")?.split(separator: ",") ?? []
    profiles =
      reading.options.profiles.isEmpty
      ? Set(named.map { String($0).trimmedASCII }) : Set(reading.options.profiles)
  }

  /// The env files of a project: those that were named, or the `.env` beside it.
  private static func environmentFiles(_ reading: DocumentReading) -> [SourceFile] {
    let process = reading.options.processEnvironment ?? [:]
    var paths = reading.options.environmentFiles
    if paths.isEmpty {
      paths = process["COMPOSE_ENV_FILES"]?.split(separator: ",").map(String.init) ?? []
    }
    if paths.isEmpty {
      let isDisabled = ["1", "t", "true"].contains(
        process["COMPOSE_DISABLE_ENV_FILE"]?.lowercased())
      guard !isDisabled, case .found(let file) = reading.sibling(".env") else { return [] }
      return [file]
    }
    return paths.compactMap { path in
      if case .found(let file) = reading.load(FilePath.normalized(path)) { file } else { nil }
    }
  }

  func text(_ node: LayeredNode?) -> String? { loader.text(of: node) }

  func origin(of node: LayeredNode) -> ComposeOrigin { loader.origins[node.origin] }

  func place(of node: LayeredNode) -> Place {
    let origin = origin(of: node)
    return Place(origin.file, node.range(in: origin))
  }

  /// The texts of scalars or of lists of scalars, as one command.
  func commandPart(_ node: LayeredNode) -> CommandPart? {
    guard !loader.document.isNull(node), let text = loader.document.text(of: node) else {
      return nil
    }
    let place = place(of: node)
    return CommandPart(
      text: text, file: place.file, range: place.range, isExact: isWritten(node))
  }

  /// Whether a node's text stands byte for byte in its file.
  private func isWritten(_ node: LayeredNode) -> Bool {
    node.isScalarOfFile && !origin(of: node).isCooked(node.index)
  }

  /// The profile that has to be asked for before a service runs; nil where it runs by default.
  func missingProfile(of service: ComposeAttributes) -> String? {
    let wanted = (service[.profiles]?.items ?? []).compactMap { text($0) }
    guard let first = wanted.first, !profiles.contains("*"),
      profiles.isDisjoint(with: wanted)
    else { return nil }
    return first
  }

  /// Where a service is declared for this project: in the file that it is read for, if there.
  func declaration(of entry: LayeredNode.Entry) -> Place {
    let key = place(of: entry.key)
    let file = loader.reading.file
    if key.file === file { return key }
    if let own = declarations.services[entry.name] { return Place(file, own) }
    // An overlay is where what the base lacks can be added.
    guard let section = declarations.section, files.files.count > 1 else { return key }
    return Place(file, section)
  }

  /// The keys of the services that a file declares, and that of the section.
  private static func declarations(
    in tree: DocumentTree
  ) -> (section: SourceRange?, services: [String: SourceRange]) {
    var section: SourceRange?
    var services: [String: SourceRange] = [:]
    for root in tree.documents where tree.isMapping(root) {
      guard let found = tree.entry("services", in: root) else { continue }
      section = section ?? tree.nodes[found.key].range
      for own in tree.entries(of: found.value) {
        let name = tree.text(of: tree.target(of: own.key))
        services[name] = services[name] ?? tree.nodes[own.key].range
      }
    }
    return (section, services)
  }
}
