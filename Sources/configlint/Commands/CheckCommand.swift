import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint check`: lints files and folders.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check files and folders (the default command).")

  @Argument(
    help: "Files, folders, or - for standard input (default: .).", completion: .file())
  var paths: [String] = []

  @OptionGroup var options: JudgingOptions

  @OptionGroup var resolution: ResolutionOptionGroup

  @OptionGroup var known: BaselineOption

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "name"))
  var stdinName = "stdin.yaml"

  @Flag(
    help: """
      The paths come from a list: the contract's `ignore:` holds for them, too, and it is no \
      failure when none of the files is to be checked.
      """)
  var forceIgnore = false

  @Flag(
    help: """
      Put what `fix` would do into SARIF reports; each fix is proven, which takes several times as \
      long.
      """)
  var withFixes = false

  @Flag(help: "Check what is staged, as the index has it.")
  var staged = false

  @Option(
    help: ArgumentHelp(
      "Check what HEAD has changed since it left this revision, as HEAD has it.",
      valueName: "revision"), completion: .revisions)
  var since: String?

  /// Larger files are not read; they end in a finding.
  static let sizeLimit = 64 << 20

  func validate() throws {
    if withFixes, !options.writes(.sarif) {
      throw ValidationError("`--with-fixes` is for SARIF: --output sarif:FILE")
    }
    if withFixes, staged || since != nil || paths.contains("-") {
      throw ValidationError("fixes are for the files of the work tree")
    }
    if staged, since != nil { throw ValidationError("`--staged` and `--since` are two questions") }
    if (staged || since != nil) && paths.contains("-") {
      throw ValidationError("standard input is in no commit")
    }
  }

  func run() throws {
    if let scope {
      return try ChangeRun(options: options, resolution: resolution, baseline: known.baseline)
        .run(scope, paths)
    }
    let start = ContinuousClock.now
    var status: ExitStatus?
    Interruption.watch()
    do {
      let progress = Progress(isWanted: !options.noProgress)
      defer { progress.end() }
      var check = try CheckRun(
        paths, options: options, resolution: resolution, forceIgnore: forceIgnore,
        stdinName: stdinName, progress: progress)
      let report = try check.report(baseline: known.baseline)
      let linter = check.linter
      // The process ends soon: to take all of it apart before would only take time.
      _ = Unmanaged.passRetained(FinishedRun(check, report))
      defer { explain(report) }
      let elapsed = start.duration(to: .now)
      progress.end()
      status = exitStatus(report)
      try options.write(
        report,
        ReportedRun(
          milliseconds: Int(elapsed / .milliseconds(1)), status: status?.code ?? 0,
          failsFrom: options.failOn ?? .error, matrix: { linter.matrix() },
          fixes: try withFixes ? fixes(check.environment) : [:],
          inputs: { [check] in
            check.inputs + resolution.paths(paths) + [known.baseline].compactMap { $0 }
          }))
    } catch let failure as CommandFailure {
      Output.error(failure.text)
      status = .failed
    } catch let error as ContractError {
      Output.error(error)
      status = .failed
    }
    if Interruption.isRequested { Platform.endInterrupted() }
    if let status { throw status }
  }

  /// A run that is kept until the process ends.
  private final class FinishedRun {
    private let check: CheckRun
    private let report: Report

    init(_ check: CheckRun, _ report: Report) {
      self.check = check
      self.report = report
    }
  }

  /// The change that is asked about; nil for files and folders as they are.
  private var scope: ChangeRun.Scope? {
    if staged { return .staged }
    return since.map { .since($0) }
  }

  /// Whether whoever passes the paths has left it to the tool to choose among files.
  private var isListOfFiles: Bool {
    forceIgnore && !paths.isEmpty
      && paths.allSatisfy { (try? Platform.status(of: $0))?.kind != .directory }
  }

  /// What may be offered for the findings of the report, by their fingerprints.
  private func fixes(_ environment: GitEnvironment) throws -> [String: ProposedFix] {
    let reading = FixReading(
      paths: resolution.paths(paths), options: options, resolution: resolution,
      forceIgnore: forceIgnore, environment: environment, baseline: known.baseline)
    // What a second round mends has places in files as the first one leaves them.
    var session = reading.session(rounds: 1) { _ in true }
    try session.run()
    let fixes = session.fixes.filter { fix in
      // A path that differs from what reports show of it holds what is not to be shown.
      fix.edits.allSatisfy { !$0.isSecret && $0.path == fix.path }
    }
    return Dictionary(fixes.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The command that somebody meant who named none: what they typed is no file either.
  private var commandMeant: String? {
    guard let typed = CommandLine.arguments.dropFirst().first, typed == paths.first,
      typed.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), Platform.isLink(typed) == nil
    else { return nil }
    let names = Configlint.configuration.subcommands.compactMap { $0.configuration.commandName }
    return NearMiss.nearest(to: typed, among: names)
  }

  private func isNothingChecked(_ report: Report) -> Bool {
    report.summary.files == 0 && !isListOfFiles
  }

  private func exitStatus(_ report: Report) -> ExitStatus? {
    if !report.failures.isEmpty || isNothingChecked(report) { return .failed }
    return (options.failOn ?? .error).isReached(by: report.worst) ? .findings : nil
  }

  /// Says what could not be checked as asked.
  private func explain(_ report: Report) {
    for failure in report.failures {
      Output.error(failure)
    }
    if let command = commandMeant {
      Output.error("did you mean the command \(quoted: command)?")
    }
    if report.failures.isEmpty, isNothingChecked(report) {
      let list = resolution.paths(paths).map(ReportText.path).joined(separator: ", ")
      Output.error("nothing to check: no file of a known format in \(list)")
    }
  }
}
