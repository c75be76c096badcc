import ConfigGuard
import ConfigLinting
import RulePacks
import Synchronization

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
    do throws(GitError) {
      store.note(path, try store.trackingInWorkTree(of: path))
    } catch {
      return linter.fail(path, error.text)
    }
    try add(path, type, isNamed: true, into: &linter)
  }

  private func gatherFolder(_ path: String, into linter: inout Linter) throws {
    linter.noteWalk(of: path)
    let named = forceIgnore ? nil : path
    let walker = FileWalker(
      environment: environment, repositories: store.repositories,
      includingNames: { name in
        progress.sawName()
        return FileType.mayBeKnown(name: name)
      })
    let result = walker.walk(root: path, workers: linter.workers) { progress.looks() }
    let entries = result.entries
    store.note(entries)
    let isStopped = Atomic<Bool>(false)
    let order = ReadingOrder(entries.map(\.path))
    let done = linter.workers.map(
      order.positions, grain: order.grain,
      while: { !Interruption.isRequested && !isStopped.load(ordering: .relaxed) },
      progress: { progress.reads($0, of: entries.count) },
      { [linter] worker, position -> Outcome in
        do {
          return try look(at: entries[Int(position)], below: named, with: linter, on: worker)
        } catch {
          isStopped.store(true, ordering: .relaxed)
          return .stopped(error)
        }
      },
      after: { [linter] worker, outcomes in
        for position in outcomes.indices { read(&outcomes[position], with: linter, on: worker) }
        for position in outcomes.indices { settle(&outcomes[position], with: linter, on: worker) }
        store.end(worker)
      })
    store.finishReading()
    for place in order.places(of: done.count) { try take(done[place], into: &linter) }
    if done.count < entries.count {
      let read = count(order.positions.prefix(done.count).lazy.map { entries[Int($0)] })
      linter.fail(path, "it was stopped after \(read) of \(count(entries)) files")
    }
  }

  /// What became of a path that a walk has met; all of them are kept until the last one is known.
  private enum Outcome {
    case none
    case loaded(LoadedFile)
    case read(FileReading, FileType)
    /// It is no configuration, and none of it is needed any more.
    indirect case passed(path: String, reason: ReportText)
    indirect case skip(path: String, reason: ReportText)
    indirect case fail(path: String, reason: ReportText)
    indirect case failure(path: String, FileType, FileError)
    /// Nothing can be said of any file.
    indirect case stopped(any Error)
  }

  /// A file whose text was looked through, and which is read next.
  private final class LoadedFile {
    let file: SourceFile
    let type: FileType
    let context: ProjectContext
    let scan: TextScan?

    init(_ file: SourceFile, _ type: FileType, _ context: ProjectContext, _ scan: TextScan?) {
      self.file = file
      self.type = type
      self.context = context
      self.scan = scan
    }
  }

  /// Runs on any thread.
  private func look(
    at entry: WalkEntry, below named: String?, with linter: Linter, on worker: Worker
  ) throws -> Outcome {
    switch entry {
    case .file(let path, let state):
      guard let type = try typeToRead(path, on: worker) else { return .none }
      if try finder.isIgnored(path, below: named) {
        return .skip(path: FilePath.normalized(path), reason: Self.ignored)
      }
      return load(path, state, type, in: try linter.contexts(path), with: linter, on: worker)
    case .skipped(let path, let reason):
      if isPassedSilently(path, reason) { return .none }
      return reason.isUnreadable
        ? .fail(path: path, reason: reason.text) : .skip(path: path, reason: reason.text)
    }
  }

  /// Nil for what is not even said to be passed over: tests and other people's code.
  private func typeToRead(_ path: String, on worker: Worker?) throws -> FileType? {
    guard let type = type(of: path) else { return nil }
    return type == .sourceCode ? (try isProgram(path, on: worker) ? type : nil) : type
  }

  private func isPassedSilently(_ path: String, _ reason: SkipReason) -> Bool {
    FileType(path: path) == .sourceCode && (!readsSourceCode || !reason.isUnreadable)
  }

  /// How many files a run would speak of.
  private func count(_ entries: some Sequence<WalkEntry>) -> Int {
    entries.count { entry in
      switch entry {
      case .file(let path, _): (try? typeToRead(path, on: nil)) != nil
      case .skipped(let path, let reason): !isPassedSilently(path, reason)
      }
    }
  }

  /// Judges what was read, and gives back what is not needed any more.
  private func settle(_ outcome: inout Outcome, with linter: Linter, on worker: Worker) {
    guard case .read(var reading, let type) = outcome, !Self.isPassing(type) else { return }
    outcome = .none
    linter.judgeEarly(&reading, on: worker)
    if !reading.needsText { store.letGo(reading.file, isDone: reading.isGivenBack) }
    outcome = .read(reading, type)
  }

  /// Whether files are kept only by whoever needs them: most programs read nothing of their
  /// environment, most texts hold nothing.
  private static func isPassing(_ type: FileType) -> Bool { type == .sourceCode || type == .text }

  private func load(
    _ path: String, _ state: Tracking, _ type: FileType, in context: ProjectContext,
    with linter: Linter, on worker: Worker
  ) -> Outcome {
    store.begin(worker)
    switch Self.isPassing(type) ? store.passing(path, state) : store.file(path, state) {
    case .success(let file):
      let scan = linter.scan(file, as: type, in: context, on: worker)
      return .loaded(LoadedFile(file, type, context, scan))
    case .failure(let error): return .failure(path: path, type, error)
    }
  }

  private func read(_ outcome: inout Outcome, with linter: Linter, on worker: Worker) {
    guard case .loaded(let loaded) = outcome else { return }
    let (file, type, context) = (loaded.file, loaded.type, loaded.context)
    let reading = linter.read(file, as: type, in: context, on: worker, scan: loaded.scan)
    if type == .sourceCode {
      outcome = Linter.isIdle(reading) ? .none : .read(reading, type)
    } else if let reason = reading.skipReason, !Linter.keeps(reading) {
      outcome = .passed(path: file.path, reason: reason)
    } else if Self.isPassing(type) {
      let kept = store.keep(file)
      outcome = .read(
        kept === file ? reading : linter.read(kept, as: type, in: context, on: worker), type)
    } else {
      outcome = .read(reading, type)
    }
  }

  private func take(_ outcome: Outcome, into linter: inout Linter) throws {
    switch outcome {
    case .none, .loaded: break
    case .read(let reading, let type):
      linter.take(reading, as: type, isNamed: type != .sourceCode)
      progress.hasRead(bytes: reading.file.byteCount)
    case .passed(let path, let reason): linter.pass(over: path, reason)
    case .skip(let path, let reason): linter.skip(path, reason)
    case .fail(let path, let reason): linter.fail(path, reason)
    case .failure(let path, let type, let error):
      try refuse(path, type, error, isNamed: false, in: &linter)
    case .stopped(let error): throw error
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
  ///
  /// - Parameter worker: Who asks, if not the only one.
  func isProgram(_ path: String, on worker: Worker? = nil) throws -> Bool {
    let shared = try finder.context(for: path)
    let context = worker?.context(of: shared) ?? shared
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
      progress.hasRead(bytes: file.byteCount)
    case .failure(let error): try refuse(path, .sourceCode, error, isNamed: false, in: &linter)
    }
  }

  func add(
    _ path: String, _ type: FileType, isNamed: Bool, into linter: inout Linter
  ) throws {
    switch store.file(path) {
    case .success(let file):
      try linter.add(file, as: type)
      progress.hasRead(bytes: file.byteCount)
    case .failure(let error): try refuse(path, type, error, isNamed: isNamed, in: &linter)
    }
  }

  /// Says of a file that could not be read what that means.
  private func refuse(
    _ path: String, _ type: FileType, _ error: FileError, isNamed: Bool, in linter: inout Linter
  ) throws {
    switch error.kind {
    case .tooLarge where (type == .text || type == .credentials || type == .sourceCode) && !isNamed:
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

  static let ignored: ReportText = "left out by `ignore:` of the contract"
}
