import ConfigGuard
import ConfigLinting
import RulePacks

/// Judges what a commit or a pull request changes.
///
/// Reported is what stands in the changed files or lines, and what stands elsewhere and was not
/// there before the change.
struct ChangeCheck {
  let options: JudgingOptions
  let resolution: ResolutionOptionGroup
  let environment: GitEnvironment
  let changes: GitChanges
  /// The file that `--baseline` names.
  var baseline: String?
  /// What was named; everything where nothing was.
  var paths: [String] = []

  /// What was found, and the files that somebody refers to and that only the work tree has.
  func report() throws -> (report: Report, inputs: [String], onlyInWorkTree: [String]) {
    var run = try Run(self, changes.tree)
    let own = try addChanges(to: &run)
    // What cannot be had of the change and of all that it needs is a failure.
    let failed = Set(run.linter.failures.map(\.path))
    for (path, reason) in run.store.notHeld.sorted(by: { $0.key < $1.key })
    where !failed.contains(run.linter.screen.path(path).text) {
      run.linter.fail(path, reason)
    }
    try addScope(of: own, to: &run)
    var report = run.linter.report()
    if let failure = run.baselines.failure { throw failure }
    let screen = run.linter.screen
    let lines = Dictionary(
      own.all.compactMap { path in
        changes.tree.reportPath(of: path).map {
          (screen.path($0).text, changes.lines?[path] ?? ChangedLines(isWhole: true))
        }
      }, uniquingKeysWith: { _, _ in ChangedLines(isWhole: true) })
    let isOld = try isOld(in: report, lines: lines, run.added)
    report.narrow(to: Set(lines.keys), bytes: own.bytes) { finding in
      Self.isChanged(finding, lines) || !isOld(finding)
    }
    let inputs = run.linter.paths + run.store.contractFiles
    return (report, inputs, run.store.onlyInWorkTree.sorted())
  }

  /// The parts of one pass over a tree.
  private struct Run {
    let finder: ContractFinder
    let store: FileStore
    let gathering: FileGathering
    let baselines: BaselineSource
    var linter: Linter
    /// Everything that was added, by its path in the tree.
    var added: [[UInt8]] = []

    init(_ check: ChangeCheck, _ tree: GitTree) throws {
      let store = FileStore(
        limit: CheckCommand.sizeLimit, environment: check.environment, tree: tree)
      let finder = try ContractFinder(
        options: check.options, environment: check.environment, store: store)
      self.store = store
      self.finder = finder
      linter = Linter(
        contexts: { try finder.context(for: $0) }, load: { store.sibling($0) },
        isStageGiven: check.options.stage != nil, service: check.options.service,
        options: check.resolution.resolutionOptions(check.environment, store))
      linter.honoursInlineSuppressions = !check.options.noInlineSuppressions
      baselines = try BaselineSource(
        check.baseline, finder: finder, store: store, environment: check.environment)
      linter.baseline = baselines.run()
      gathering = FileGathering(
        finder: finder, store: store, environment: check.environment, forceIgnore: true,
        stdinName: "", readsSourceCode: true)
    }
  }

  /// The changed files, as the linter took them.
  private struct Own {
    /// All of a known format, deleted ones included.
    var all: [[UInt8]] = []
    /// Those on which other files may depend.
    var affecting: [[UInt8]] = []
    var contents: [SourceBytes] = []
    var bytes = 0
  }

  private func addChanges(to run: inout Run) throws -> Own {
    resolution.reportMissing(in: run.store, to: &run.linter)
    var own = Own()
    let named = try namedPaths()
    for record in changes.records {
      guard let path = changes.tree.reportPath(of: record.path) else {
        let shown = String(decoding: record.path, as: UTF8.self)
        if FileType(path: shown) != nil, record.after != nil {
          run.linter.fail(shown, SkipReason.nameNotUTF8.text)
        }
        continue
      }
      let full = FilePath.join(environment.workingDirectory, path)
      guard let type = run.gathering.type(of: path), Self.isNamed(full, named) else { continue }
      if type == .sourceCode, try !run.gathering.isProgram(path) { continue }
      own.all.append(record.path)
      if try run.finder.isIgnored(path) {
        run.linter.skip(path, FileGathering.ignored)
        continue
      }
      switch record.after?.kind {
      case .file:
        let count = run.linter.fileCount
        if type == .sourceCode {
          try run.gathering.addSource(path, into: &run.linter)
        } else {
          try run.gathering.add(path, type, isNamed: false, into: &run.linter)
        }
        run.added.append(record.path)
        // What is no configuration says nothing of its neighbours.
        guard run.linter.fileCount > count else { continue }
        if case .success(let file) = run.store.file(path) {
          own.contents.append(file.bytes)
          own.bytes += file.bytes.count
        }
      case .symbolicLink:
        run.linter.skip(path, "it is a symbolic link, of which git holds no more than the path")
        continue
      case .submodule: continue
      case nil: break
      }
      switch type {
      case .text, .credentials, .sourceCode: break
      default: own.affecting.append(record.path)
      }
    }
    return own
  }

  /// Whether a path is below one that was named; both are absolute.
  private static func isNamed(_ path: String, _ named: [String]) -> Bool {
    named.isEmpty
      || named.contains { $0 == path || GitRepository.contains($0, path) }
  }

  /// What was named, as absolute paths; whoever mistypes one shall not believe it to be clean.
  private func namedPaths() throws -> [String] {
    let before = changes.before
    return try paths.map { path in
      if let real = try? Platform.realPath(of: path) { return real }
      guard try changes.tree.isPresent(path) == true || before.isPresent(path) == true else {
        throw CommandFailure(FileError(path: path, kind: .notFound).text)
      }
      return FilePath.join(environment.workingDirectory, path)
    }
  }

  /// Adds what the change may have an effect on.
  private func addScope(of own: Own, to run: inout Run) throws {
    let tree = changes.tree
    var scope = ChangeScope(tree, besides: own.all)
    for folder in contractFolders(in: run) { scope.addAll(below: folder) }
    if !own.affecting.isEmpty {
      scope.addNeighbours(of: own.affecting)
      scope.addMentions(of: own.affecting, contents: own.contents) { path in
        guard let path = tree.reportPath(of: path) else { return SourceBytes("") }
        switch run.store.file(path) {
        case .success(let file): return file.bytes
        case .failure(let error):
          if case .notHeld = error.kind { return nil }
          return SourceBytes("")
        }
      }
    }
    try add(scope.paths, to: &run)
    for path in resolution.composeFiles where !own.all.contains(Array(path.utf8)) {
      try run.gathering.add(path, .yaml, isNamed: true, into: &run.linter)
    }
  }

  /// Adds files that are as they were; what of them cannot be had is no fault of the change.
  private func add(_ paths: [[UInt8]], to run: inout Run) throws {
    for path in paths {
      guard let text = changes.tree.reportPath(of: path), let type = run.gathering.type(of: text),
        try !run.finder.isIgnored(text)
      else { continue }
      if type == .sourceCode, try !run.gathering.isProgram(text) { continue }
      guard case .success(let file) = run.store.file(text) else { continue }
      try run.linter.add(file, as: type, isNamed: type != .sourceCode)
      run.added.append(path)
    }
  }

  /// The folders whose contract, or what it is made of, was changed.
  private func contractFolders(in run: Run) -> [[UInt8]] {
    changes.records.compactMap { record in
      guard let path = changes.tree.reportPath(of: record.path) else { return nil }
      if FilePath.name(of: path) == ContractFinder.name {
        return Array(record.path.dropLast(ContractFinder.name.utf8.count + 1))
      }
      return run.store.contractFiles.contains(path) ? [] : nil
    }
  }

  // MARK: before and after

  private static func isChanged(_ finding: Finding, _ lines: [String: ChangedLines]) -> Bool {
    guard let changed = lines[finding.path] else { return false }
    guard let line = finding.line else { return true }
    return changed.overlaps(line...max(line, finding.endLine ?? line))
  }

  /// Tells findings that were there before the change; looks only where it makes a difference.
  private func isOld(
    in report: Report, lines: [String: ChangedLines], _ added: [[UInt8]]
  ) throws -> (Finding) -> Bool {
    guard report.findings.contains(where: { !Self.isChanged($0, lines) }),
      // Where nothing could be judged before, everything is new.
      let earlier = try? reportBefore(added)
    else { return { _ in false } }
    var known: [String: Severity] = [:]
    for finding in earlier.findings {
      known[finding.fingerprint] = max(finding.severity, known[finding.fingerprint] ?? .note)
    }
    return { finding in known[finding.fingerprint].map { $0 >= finding.severity } ?? false }
  }

  private func reportBefore(_ added: [[UInt8]]) throws -> Report {
    var run = try Run(self, changes.before)
    let paths = added + changes.records.filter { $0.after == nil }.map(\.path)
    try add(paths, to: &run)
    return run.linter.report()
  }
}

extension Report {
  /// Leaves what concerns some files, and the findings that are wanted.
  fileprivate mutating func narrow(
    to paths: Set<String>, bytes: Int, wanting isWanted: (Finding) -> Bool
  ) {
    findings = findings.filter(isWanted)
    suppressed = suppressed.filter { paths.contains($0.finding.path) }
    files = files.filter { paths.contains($0.path) }
    workloads = workloads.filter { paths.contains($0.path) }
    skipped = skipped.filter { paths.contains($0.path) }
    summary.files = files.count
    summary.bytes = bytes
    summary.workloads = workloads.count
    countFindings()
  }
}
