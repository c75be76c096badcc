import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint baseline`: lets a project begin with the findings that it has.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Write down the findings that are there, so that only new ones fail.",
    discussion: """
      A baseline has one line for each finding: path, rule and key. It holds no line numbers, no \
      times and nothing of values, and changes only where findings come, go or move to another \
      file. `baseline:` in the contract, or --baseline, says that it holds.
      """,
    subcommands: [BaselineWriteCommand.self, BaselinePruneCommand.self])
}

/// `configlint baseline write`: all that is found.
struct BaselineWriteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write all that is found into the baseline.",
    discussion: """
      Entries about files outside of the paths that are named stay as they are. The status is 0, \
      whatever is found, and 2 where not everything could be checked; nothing is written then.
      """)

  @OptionGroup var options: BaselineWriting

  func run() throws {
    try options.run { known, isCovered, found in
      known.filter { !isCovered($0.key) }.merging(found) { $1 }
    }
  }
}

/// `configlint baseline prune`: less than before.
struct BaselinePruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove from the baseline what is no longer found.",
    discussion: "Nothing is ever added. The status is as with `baseline write`.")

  @OptionGroup var options: BaselineWriting

  func run() throws {
    try options.run(mustExist: true) { known, isCovered, found in
      var result = known.filter { !isCovered($0.key) }
      for (finding, severity) in known where isCovered(finding) {
        if let now = found[finding] { result[finding] = min(severity, now) }
      }
      return result
    }
  }
}

/// What both commands that write a baseline take.
struct BaselineWriting: ParsableArguments {
  @Argument(help: "Files or folders (default: .).", completion: .file())
  var paths: [String] = []

  @OptionGroup var baseline: BaselineOption

  @OptionGroup var context: ContextOptions

  @OptionGroup var resolution: ResolutionOptionGroup

  @Flag(help: "Write down what comments and annotations allow, too.")
  var noInlineSuppressions = false

  /// What stays of the entries that were there, and what comes to them.
  typealias Change = (
    _ known: [FindingIdentity: Severity], _ isCovered: (FindingIdentity) -> Bool,
    _ found: [FindingIdentity: Severity]
  ) -> [FindingIdentity: Severity]

  /// - Parameter mustExist: There has to be a baseline already.
  func run(mustExist: Bool = false, _ change: Change) throws {
    try CommandFailure.reported {
      try write(change, mustExist)
    }
  }

  private func write(_ change: Change, _ mustExist: Bool) throws {
    var options = try context.judgingOptions()
    options.noInlineSuppressions = noInlineSuppressions
    options.service = context.service
    let progress = Progress(isWanted: true)
    defer { progress.end() }
    var check = try CheckRun(
      paths, options: options, resolution: resolution, progress: progress)
    let inContract = try check.finder.context(for: Baseline.name).contract?.baseline
    let target = baseline.baseline.map { FilePath.normalized($0) } ?? inContract ?? Baseline.name
    let known = try known(target)
    if mustExist, known == nil {
      throw CommandFailure(FileError(path: target, kind: .notFound).text)
    }
    let (report, findings) = check.identities()
    progress.end()
    for failure in report.failures { Output.error(failure) }
    if !report.failures.isEmpty { throw CommandFailure("the baseline stays as it is") }
    if report.summary.files == 0 {
      let list = resolution.paths(paths).map(ReportText.path).joined(separator: ", ")
      throw CommandFailure("nothing to check: no file of a known format in \(list)")
    }
    let working = check.environment.workingDirectory
    let folder = FilePath.folder(of: FilePath.join(working, target))
    let found = Baseline(findings).renamed { finding in
      var finding = finding
      finding.path = FilePath.relative(finding.path, to: folder)
      return finding
    }.severities
    let covered = resolution.paths(paths).map { FilePath.join(working, $0) }
    let isCovered = { (finding: FindingIdentity) in
      let path = FilePath.join(folder, finding.path)
      return covered.contains { $0 == path || $0 == "/" || path.hasPrefix($0 + "/") }
    }
    let before = known?.severities ?? [:]
    let result = change(before, isCovered, found)
    do throws(SystemError) {
      try Platform.replaceFile(target, with: Baseline(result).text)
    } catch {
      throw CommandFailure("\(path: target) cannot be written: \(prose: error.text)")
    }
    let added = result.keys.count { before[$0] == nil }
    let removed = before.keys.count { result[$0] == nil }
    let count = result.count
    let words: ReportText = count == 1 ? "1 finding" : "\(count) findings"
    let text: ReportText = "\(path: target): \(words), \(added) added, \(removed) removed"
    Output.write("configlint: \(NameScreen.builtin.text(text).text)\n")
    if baseline.baseline == nil, inContract == nil {
      Output.write("configlint: `baseline: \(target)` in \(ContractFinder.name) makes it hold\n")
    }
  }

  /// The baseline as it is, or nil where there is none.
  private func known(_ path: String) throws -> Baseline? {
    let bytes: SourceBytes
    do throws(FileError) {
      bytes = try readFile(path: path, limit: Baseline.sizeLimit)
    } catch {
      if case .notFound = error.kind { return nil }
      throw CommandFailure(error.text)
    }
    do throws(RulePackProblem) {
      return try Baseline(bytes)
    } catch {
      throw CommandFailure(error.located(in: path, LineIndex(bytes)).text)
    }
  }
}
