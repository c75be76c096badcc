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
      Baseline(known.filter { !isCovered($0) } + found)
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
    try options.run { known, isCovered, found in
      Baseline(known.filter { !isCovered($0) || found.contains($0) })
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
    _ known: [FindingIdentity], _ isCovered: (FindingIdentity) -> Bool,
    _ found: Set<FindingIdentity>
  ) -> Baseline

  func run(_ change: Change) throws {
    try CommandFailure.reported {
      try write(change)
    }
  }

  private func write(_ change: Change) throws {
    var options = try context.judgingOptions()
    options.noInlineSuppressions = noInlineSuppressions
    options.service = context.service
    let target = try target(options)
    let known = try known(target)
    let progress = Progress(isWanted: true)
    defer { progress.end() }
    var check = try CheckRun(
      paths, options: options, resolution: resolution, progress: progress)
    let (report, findings) = check.identities()
    progress.end()
    for failure in report.failures { Output.error(failure) }
    if !report.failures.isEmpty { throw CommandFailure("the baseline stays as it is") }
    if report.files.isEmpty {
      let list = resolution.paths(paths).map(ReportText.path).joined(separator: ", ")
      throw CommandFailure("nothing to check: no file of a known format in \(list)")
    }
    let working = check.environment.workingDirectory
    let folder = FilePath.folder(of: FilePath.join(working, target))
    let found = findings.map { finding in
      var finding = finding
      finding.path = FilePath.relative(finding.path, to: folder)
      return finding
    }
    let covered = resolution.paths(paths).map { FilePath.join(working, $0) }
    let isCovered = { (finding: FindingIdentity) in
      let path = FilePath.join(folder, finding.path)
      return covered.contains { $0 == path || $0 == "/" || path.hasPrefix($0 + "/") }
    }
    let result = change(Array(known.lines.keys), isCovered, Set(found))
    do throws(SystemError) {
      try Platform.replaceFile(target, with: result.text)
    } catch {
      throw CommandFailure("\(path: target) cannot be written: \(prose: error.text)")
    }
    let added = result.lines.keys.count { !known.contains($0) }
    let removed = known.lines.keys.count { !result.contains($0) }
    let count = result.lines.count
    let words: ReportText = count == 1 ? "1 finding" : "\(count) findings"
    let text: ReportText = "\(path: target): \(words), \(added) added, \(removed) removed"
    Output.write("configlint: \(NameScreen.builtin.text(text).text)\n")
  }

  /// The file of `--baseline`, or that of the contract in this folder, or one beside it.
  private func target(_ options: JudgingOptions) throws -> String {
    if let named = baseline.baseline { return FilePath.normalized(named) }
    return try options.contractHere()?.baseline ?? Baseline.name
  }

  /// The baseline as it is; empty where there is none.
  private func known(_ path: String) throws -> Baseline {
    let bytes: SourceBytes
    do throws(FileError) {
      bytes = try readFile(path: path, limit: Baseline.sizeLimit)
    } catch {
      if case .notFound = error.kind { return Baseline() }
      throw CommandFailure(error.text)
    }
    do throws(RulePackProblem) {
      return try Baseline(bytes)
    } catch {
      throw CommandFailure(error.located(in: path, LineIndex(bytes)).text)
    }
  }
}
