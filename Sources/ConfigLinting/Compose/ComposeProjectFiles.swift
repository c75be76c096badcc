import ConfigGuard
import RulePacks

/// Which files make the project that a Compose file is read for.
struct ComposeProjectFiles {
  /// In the order in which they are laid over one another.
  var files: [SourceFile]
  /// Paths of those that are judged with this project only.
  var parts: Set<String> = []
  /// The path of a base that this file is laid over, and which stands for itself, too.
  var base: String?
  /// Stages of files that lie over this one in projects of their own, as far as names tell.
  var overlays: Set<Stage> = []

  /// What Compose looks for, the most preferred name first.
  static let baseNames = [
    "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml",
  ]
  static let overrideNames = [
    "compose.override.yml", "compose.override.yaml", "docker-compose.override.yml",
    "docker-compose.override.yaml",
  ]

  static func isBaseName(_ name: String) -> Bool { baseNames.contains(name) }

  init(_ reading: DocumentReading, _ environment: ComposeEnvironment) {
    let file = reading.file
    files = [file]
    let listed = Self.listed(for: file, reading, environment)
    guard listed.isEmpty else {
      files += listed
      parts = Set(listed.map(\.path))
      return
    }
    guard let base = Self.first(of: Self.baseNames, reading) else { return }
    if base === file {
      if let override = Self.first(of: Self.overrideNames, reading), override !== file {
        files.append(override)
        parts.insert(override.path)
      }
      overlays = Self.overlays(of: file, reading)
    } else if Self.first(of: Self.overrideNames, reading) === file {
      files = [base, file]
    } else if let below = Self.base(of: file, reading) {
      files = [below, file]
      self.base = below.path
    }
  }

  /// The rest of a list of files that a file is the first of: `-f`, or `COMPOSE_FILE` in `.env`.
  private static func listed(
    for file: SourceFile, _ reading: DocumentReading, _ environment: ComposeEnvironment
  ) -> [SourceFile] {
    let given = reading.options.composeFiles.map { FilePath.normalized($0) }
    if given.first == file.path { return found(given.dropFirst(), reading) }
    guard given.isEmpty, let list = environment.text("COMPOSE_FILE"), !list.isEmpty else {
      return []
    }
    let separator = environment.text("COMPOSE_PATH_SEPARATOR").flatMap(\.first) ?? ":"
    let folder = FilePath.folder(of: file.path)
    let paths = list.split(separator: separator).map { FilePath.join(folder, String($0)) }
    return paths.first == file.path ? found(paths.dropFirst(), reading) : []
  }

  private static func found(
    _ paths: ArraySlice<String>, _ reading: DocumentReading
  ) -> [SourceFile] {
    paths.compactMap { path in
      if case .found(let file) = reading.load(path) { file } else { nil }
    }
  }

  private static func first(of names: [String], _ reading: DocumentReading) -> SourceFile? {
    let own = reading.file.name
    let folder = FilePath.folder(of: reading.file.path)
    let start = FilePath.start(ofFilesIn: folder)
    let isMissing = reading.options.absence(folder)
    for name in names {
      if own == name { return reading.file }
      // Hardly any of them is there.
      if isMissing?(name) == true { continue }
      if case .found(let file) = reading.load(start + name) { return file }
    }
    return nil
  }

  // MARK: overlays

  /// The base that a file is laid over: it cannot run alone, and the base has what it lacks.
  private static func base(of file: SourceFile, _ reading: DocumentReading) -> SourceFile? {
    guard ComposeFile.isComposeName(file.name.lowercased()), !isBaseName(file.name) else {
      return nil
    }
    let lacking = servicesThatCannotRun(in: reading.tree)
    guard !lacking.isEmpty else { return nil }
    let sameStem = baseNames.filter { name in file.name.hasPrefix(name.prefix { $0 != "." }) }
    for name in sameStem + baseNames.filter({ !sameStem.contains($0) }) {
      guard case .found(let base) = reading.sibling(name), base !== file else { continue }
      return services(of: YAMLReader.read(base.bytes)).isDisjoint(with: lacking) ? nil : base
    }
    return nil
  }

  private static func servicesThatCannotRun(in tree: DocumentTree) -> Set<String> {
    var names: Set<String> = []
    for root in tree.documents where tree.isMapping(root) {
      guard let services = tree.value("services", in: root) else { continue }
      for entry in tree.entries(of: services) where canNotRun(entry.value, in: tree) {
        names.insert(tree.text(of: tree.target(of: entry.key)))
      }
    }
    return names
  }

  /// Whether a service names nothing that it could be started from.
  static func canNotRun(_ service: NodeIndex, in tree: DocumentTree) -> Bool {
    ["image", "build", "extends", "provider"].allSatisfy {
      tree.value(named: $0, in: service) == nil
    }
  }

  private static func services(of tree: DocumentTree) -> Set<String> {
    var names: Set<String> = []
    for root in tree.documents where tree.isMapping(root) {
      guard let services = tree.value("services", in: root) else { continue }
      names.formUnion(tree.entries(of: services).map { tree.text(of: tree.target(of: $0.key)) })
    }
    return names
  }

  private static func overlays(of base: SourceFile, _ reading: DocumentReading) -> Set<Stage> {
    var stages: Set<Stage> = []
    let folder = FilePath.folder(of: base.path)
    let start = FilePath.start(ofFilesIn: folder)
    let isMissing = reading.options.absence(folder)
    for name in overlayNames[base.name] ?? [] where isMissing?(name) != true {
      guard case .found(let file) = reading.load(start + name) else { continue }
      let lacking = servicesThatCannotRun(in: YAMLReader.read(file.bytes))
      guard !lacking.isDisjoint(with: services(of: reading.tree)) else { continue }
      stages.insert(reading.stage(name) ?? .unknown)
    }
    return stages
  }

  /// What overlays of each base are mostly called.
  private static let overlayNames = Dictionary(
    uniqueKeysWithValues: baseNames.map { base in
      let parts = base.split(separator: ".")
      let stages = ["prod", "production", "staging", "dev", "development", "local", "test", "ci"]
      return (base, stages.map { "\(parts[0]).\($0).\(parts[1])" })
    })
}
