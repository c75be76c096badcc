import ConfigGuard
import ConfigLinting
import RulePacks

/// The files of a project that say something of its variables: configuration and source code.
struct ProjectSources {
  private let environment: GitEnvironment
  private let store: FileStore
  private var configuration: [(path: String, type: FileType)] = []
  private var code: [String] = []

  init(root: String, environment: GitEnvironment) throws {
    self.environment = environment
    store = FileStore(limit: CheckCommand.sizeLimit, environment: environment)
    guard let status = try? Platform.status(of: root), status.kind == .directory else {
      throw CommandFailure("\(path: root) is no folder")
    }
    store.allow(root)
    let walker = FileWalker(
      environment: environment, includingNames: { FileType.mayBeKnown(name: $0) })
    let entries = walker.walk(root: root).entries
    store.note(entries)
    for case .file(let path, _) in entries {
      guard let type = FileType(path: path) else { continue }
      if type == .sourceCode { code.append(path) } else { configuration.append((path, type)) }
    }
  }

  /// Reads the configuration as a project of one contract, or of none.
  ///
  /// - Parameter readsCode: Read the programs, too, of which no contract says anything.
  func linter(_ context: ProjectContext, readsCode: Bool = false) throws -> Linter {
    var options = ResolutionOptions()
    options.isPresent = { path in (try? Platform.status(of: path)) != nil }
    let walker = FileWalker(environment: environment, includingNames: { _ in true })
    options.isIgnored = { path in
      guard let tracking = try? walker.tracking(of: path), tracking != .unknown else { return nil }
      return tracking == .ignored
    }
    var linter = Linter(
      contexts: { _ in context }, load: { store.sibling($0) }, options: options)
    for (path, type) in configuration {
      // What cannot be read says nothing; `check` is there to complain.
      if case .success(let file) = store.file(path) { try linter.add(file, as: type) }
    }
    guard readsCode else { return linter }
    for path in code {
      switch context.sources.purpose(of: context.projectPath(of: path)) {
      case .test, .vendored: continue
      case .program, .build: break
      }
      if case .success(let file) = store.passing(path) {
        try linter.add(file, as: .sourceCode, isNamed: false)
      }
    }
    return linter
  }
}
