import ConfigGuard
import ConfigLinting
import RulePacks

/// Brings the files that were asked for to the linter, and says what became of the others.
struct FileGathering {
  let finder: ContractFinder
  let store: FileStore
  let environment: GitEnvironment
  let forceIgnore: Bool
  let stdinName: String
  /// Programs are looked at, too, for what they read of their environment.
  var readsSourceCode = false
  var progress = Progress(isWanted: false)

  func gather(_ path: String, into linter: inout Linter) throws {
    if path == "-" {
      store.allow(".")
      return try gatherStandardInput(into: &linter)
    }
    store.allow(path)
    // What is wrong with a path is said by whoever reads it.
    if let status = try? Platform.status(of: path), status.kind == .directory {
      return try gatherFolder(path, into: &linter)
    }
    try gatherFile(path, into: &linter)
  }

  private func gatherStandardInput(into linter: inout Linter) throws {
    guard let type = type(of: stdinName) else {
      return linter.fail(stdinName, "the name says no format that is known")
    }
    guard let bytes = Platform.readStandardInput(limit: CheckCommand.sizeLimit) else {
      return linter.fail(stdinName, "standard input cannot be read, or is too large")
    }
    let file = SourceFile(path: stdinName, bytes: SourceBytes(bytes), tracking: .unknown)
    try linter.add(file, as: type)
  }

  private func gatherFile(_ path: String, into linter: inout Linter) throws {
    guard let type = type(of: path) else {
      if case .failure(let error) = store.file(path) {
        return linter.fail(path, error.reason)
      }
      return linter.skip(path, "no format that is known")
    }
    if forceIgnore, try finder.isIgnored(path) { return linter.skip(path, Self.ignored) }
    // Whoever passes the paths of all files has not asked for this one.
    if forceIgnore, type == .sourceCode, try !isProgram(path) {
      return linter.skip(path, "a test, or no code of the project's own")
    }
    let walker = FileWalker(environment: environment, includingNames: { _ in true })
    do throws(GitError) {
      store.note(path, try walker.tracking(of: path))
    } catch {
      return linter.fail(path, error.text)
    }
    try add(path, type, isNamed: true, into: &linter)
  }

  private func gatherFolder(_ path: String, into linter: inout Linter) throws {
    linter.noteWalk(of: path)
    let named = forceIgnore ? nil : path
    let walker = FileWalker(
      environment: environment,
      includingNames: { name in
        progress.sawName()
        return FileType.mayBeKnown(name: name)
      })
    let result = walker.walk(root: path)
    for case .file(let path, let tracking) in result.entries { store.note(path, tracking) }
    progress.found(result.entries.count)
    for (position, entry) in result.entries.enumerated() {
      if Interruption.isRequested {
        return linter.fail(
          path, "it was stopped after \(position) of \(result.entries.count) files")
      }
      progress.reads()
      switch entry {
      case .file(let path, _):
        guard let type = type(of: path) else { continue }
        if type == .sourceCode, try !isProgram(path) { continue }
        if try finder.isIgnored(path, below: named) {
          linter.skip(FilePath.normalized(path), Self.ignored)
        } else if type == .sourceCode {
          try addSource(path, into: &linter)
        } else {
          try add(path, type, isNamed: false, into: &linter)
        }
      case .skipped(let path, let reason):
        if FileType(path: path) == .sourceCode, !readsSourceCode || !reason.isUnreadable {
          continue
        }
        if reason.isUnreadable {
          linter.fail(path, reason.text)
        } else {
          linter.skip(path, reason.text)
        }
      }
    }
  }

  /// How a path says that it is to be read.
  func type(of path: String) -> FileType? {
    guard let type = FileType(path: path), type != .sourceCode || readsSourceCode else {
      return nil
    }
    return type
  }

  /// Whether a source file that was found is one of the project's own, and no test.
  func isProgram(_ path: String) throws -> Bool {
    let context = try finder.context(for: path)
    switch context.sources.purpose(of: context.projectPath(of: path)) {
    case .program, .build: return true
    case .test, .vendored: return false
    }
  }

  /// Most programs read nothing of their environment, and are not kept.
  func addSource(_ path: String, into linter: inout Linter) throws {
    switch store.passing(path) {
    case .success(let file):
      try linter.add(file, as: .sourceCode, isNamed: false)
      progress.hasRead(bytes: file.bytes.count)
    case .failure(let error):
      switch error.kind {
      case .tooLarge, .notRegular, .stored: linter.skip(path, error.reason)
      default: linter.fail(path, error.reason)
      }
    }
  }

  func add(
    _ path: String, _ type: FileType, isNamed: Bool, into linter: inout Linter
  ) throws {
    switch store.file(path) {
    case .success(let file):
      try linter.add(file, as: type)
      progress.hasRead(bytes: file.bytes.count)
    case .failure(let error):
      switch error.kind {
      case .tooLarge where (type == .text || type == .credentials) && !isNamed:
        linter.skip(path, error.reason)
      case .tooLarge(let bytes):
        let problem = ReadingProblem(
          kind: .limit,
          message:
            "the file has \(bytes >> 20) MiB; up to \(CheckCommand.sizeLimit >> 20) are read",
          range: SourceRange(at: 0))
        try linter.addUnread(FilePath.normalized(path), problem)
      case .notRegular where !isNamed: linter.skip(path, error.reason)
      case .stored: linter.skip(path, error.reason)
      default: linter.fail(path, error.reason)
      }
    }
  }

  static let ignored: ReportText = "left out by `ignore:` of the contract"
}
