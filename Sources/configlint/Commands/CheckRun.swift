import ConfigGuard
import ConfigLinting
import RulePacks

/// Files and folders, gathered for a check as they are in the work tree.
struct CheckRun {
  let environment: GitEnvironment
  let finder: ContractFinder
  let store: FileStore
  private(set) var linter: Linter

  /// - Parameters:
  ///   - forceIgnore: The paths come from a list, which may name what contracts leave out.
  ///   - stdinName: What standard input is called.
  init(
    _ paths: [String], options: JudgingOptions, resolution: ResolutionOptionGroup,
    forceIgnore: Bool = false, stdinName: String = "", progress: Progress
  ) throws {
    environment = try CommandFailure.environment()
    let store = FileStore(limit: CheckCommand.sizeLimit, environment: environment)
    let finder = try ContractFinder(
      options: options, environment: environment, repositories: store.repositories)
    self.finder = finder
    self.store = store
    linter = Linter(
      contexts: { try finder.context(for: $0) }, load: { store.sibling($0) },
      isStageGiven: options.stage != nil, service: options.service,
      options: resolution.resolutionOptions(environment, store), jobs: options.threads)
    linter.judgesEarly = true
    linter.listsFiles = options.listsFiles
    linter.honoursInlineSuppressions = !options.noInlineSuppressions
    resolution.reportMissing(in: store, to: &linter)
    let gathering = FileGathering(
      finder: finder, store: store, environment: environment, forceIgnore: forceIgnore,
      stdinName: stdinName, readsSourceCode: true, progress: progress)
    for path in resolution.paths(paths) { try gathering.gather(path, into: &linter) }
    progress.judges()
  }

  /// The files that are judged, and those of contracts.
  var inputs: [String] { linter.paths + store.contractFiles }

  /// What is found, but for what the baselines know.
  mutating func report(baseline: String?) throws -> Report {
    let baselines = try BaselineSource(
      baseline, finder: finder, store: store, environment: environment)
    linter.baseline = baselines.run()
    // A list of all files takes the more memory, the more there are; without one the run has taken
    // the most it takes.
    if linter.listsFiles { linter.forgetKeys() }
    linter.join()
    if linter.listsFiles { Allocator.givesBackGaps() }
    let report = linter.report()
    if let failure = baselines.failure { throw failure }
    return report
  }

  /// Everything that is found, as a baseline knows it; paths are absolute.
  mutating func identities() -> (report: Report, found: [FindingIdentity: Severity]) {
    let run = BaselineRun(workingDirectory: environment.workingDirectory) { _ in nil }
    linter.baseline = run
    return (linter.report(), run.findings)
  }
}
