import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint fix`: mends what can be mended without changing anything else.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Mend what is safe to mend, and prove that nothing else has changed.",
    discussion: """
      Each fix is carried out in memory first: the file is read again by all its readers, every \
      other value, comment and line has to be what it was, the finding has to be gone and no other \
      one may have come. What cannot be proven is not offered. Values are only changed where they \
      are known to be for production or staging.

      Exit status: 0 when all that was offered is written, whatever is left to find; with --dry-run \
      1 when there would be changes and 0 when there would be none; 2 when something could not be \
      read, or not be written.
      """)

  @Argument(help: "Files or folders (default: .).")
  var paths: [String] = []

  @Flag(help: "Write nothing; print a unified diff. Lines that may hold a secret are masked.")
  var dryRun = false

  @Flag(
    help: """
      Move literal secrets of Compose files to the `.env` beside them, which git has to ignore.
      """)
  var unsafe = false

  @Option(
    parsing: .singleValue, help: ArgumentHelp("Mend this rule only.", valueName: "rule-id"))
  var only: [String] = []

  @Option(
    parsing: .singleValue, help: ArgumentHelp("Leave this rule alone.", valueName: "rule-id"))
  var skip: [String] = []

  @Option(help: "What the environment is for; replaces what files and variables say.")
  var stage: Stage?

  @Option(help: ArgumentHelp("The contract to use instead of the nearest one.", valueName: "file"))
  var config: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A reader of the env files, or several with commas between; the first one's values count.",
      valueName: "id"))
  var dialect: [String] = []

  @OptionGroup var resolution: ResolutionOptionGroup

  @OptionGroup var known: BaselineOption

  @Flag(help: "Let the contract's `ignore:` hold for paths named here, too.")
  var forceIgnore = false

  @Flag(help: .hidden)
  var staged = false

  func run() throws {
    try CommandFailure.reported {
      try mend()
    }
  }

  private func mend() throws {
    guard !staged else {
      throw CommandFailure(
        "`fix` mends the files of the work tree, and no index; `check` takes \(name: "--staged")")
    }
    guard !paths.contains("-") else {
      throw CommandFailure("what comes from standard input cannot be mended")
    }
    let environment = try CommandFailure.environment()
    let options = try judgingOptions()
    try requireKnown(only + skip, options)
    let reading = FixReading(
      paths: resolution.paths(paths), options: options, resolution: resolution,
      forceIgnore: forceIgnore, environment: environment, baseline: known.baseline)
    var session = reading.session(movesSecrets: unsafe, isWanted: isWanted)
    try session.run()
    reading.store.replace([:])
    var plan = FixPlan(session, environment)
    try plan.addIgnoreEntries()
    try finish(plan)
  }

  private func finish(_ plan: FixPlan) throws {
    let failures = plan.session.report.failures
    for failure in failures { Output.error(failure) }
    if plan.session.report.summary.files == 0, failures.isEmpty {
      let list = resolution.paths(paths).map(ReportText.path).joined(separator: ", ")
      throw CommandFailure("nothing to mend: no file of a known format in \(list)")
    }
    let summary = FixSummary(plan, isDryRun: dryRun)
    if dryRun {
      let diff = plan.diff()
      Output.write(diff.text)
      if diff.isMasked {
        Output.error("what may be a secret is masked: no program can apply this diff")
      }
      Platform.write(summary.text, to: 2)
    } else {
      // Until here nothing is lost when the process just ends.
      Interruption.watch()
      do throws(CommandFailure) {
        try plan.write(isStopped: { Interruption.isRequested })
        Output.write(summary.text)
      } catch {
        guard Interruption.isRequested else { throw error }
        Output.error(error.text)
      }
      if Interruption.isRequested { Platform.endInterrupted() }
    }
    if !failures.isEmpty { throw ExitStatus.failed }
    if dryRun, !plan.isEmpty { throw ExitStatus.findings }
  }

  private func isWanted(_ finding: Finding) -> Bool {
    !skip.contains(finding.rule) && (only.isEmpty || only.contains(finding.rule))
  }

  /// All rules judge, whichever of them may mend: a fix must not bring what another one finds.
  private func judgingOptions() throws -> JudgingOptions {
    var arguments = dialect.flatMap { ["--dialect", $0] }
    if let stage { arguments += ["--stage", stage.rawValue] }
    if let config { arguments += ["--config=\(config)"] }
    return try JudgingOptions.parse(arguments)
  }

  private func requireKnown(_ ids: [String], _ options: JudgingOptions) throws {
    guard !ids.isEmpty else { return }
    var named = options
    named.only = only
    named.skip = skip
    _ = try named.rules(for: try named.contractHere())
  }
}
