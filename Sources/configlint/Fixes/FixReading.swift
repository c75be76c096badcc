import ConfigGuard
import ConfigLinting
import RulePacks

/// How the files of a run are read, and read again with changes, to prove fixes.
struct FixReading {
  private let paths: [String]
  let options: JudgingOptions
  private let resolution: ResolutionOptionGroup
  private let forceIgnore: Bool
  let environment: GitEnvironment
  private let baseline: String?
  let store: FileStore

  /// - Parameters:
  ///   - forceIgnore: The paths come from a list, which may name what contracts leave out.
  ///   - baseline: Replaces the baselines that contracts name.
  init(
    paths: [String], options: JudgingOptions, resolution: ResolutionOptionGroup,
    forceIgnore: Bool, environment: GitEnvironment, baseline: String? = nil
  ) {
    self.paths = paths
    self.options = options
    self.resolution = resolution
    self.forceIgnore = forceIgnore
    self.environment = environment
    self.baseline = baseline
    store = FileStore(limit: CheckCommand.sizeLimit, environment: environment)
  }

  /// - Parameters:
  ///   - movesSecrets: Literal secrets may be moved to a `.env` beside their manifest.
  ///   - rounds: How often what a fix leaves may be mended in turn.
  ///   - isWanted: Whether a finding may be mended.
  func session(
    movesSecrets: Bool = false, rounds: Int = FixSession.mostRounds,
    isWanted: @escaping (Finding) -> Bool
  ) -> FixSession {
    FixSession(
      movesSecrets: movesSecrets, rounds: rounds, isWanted: isWanted,
      load: { path in try? store.file(path).get() },
      obstacle: FixObstacles(environment).reason, manifests: ManifestsAbove(self).files
    ) { files, everything in
      store.replace(files)
      return try linter(readsEverything: everything)
    }
  }

  private func linter(readsEverything: Bool) throws -> Linter {
    let finder = try ContractFinder(
      options: options, environment: environment, readsEverything: readsEverything,
      repositories: store.repositories)
    var linter = Linter(
      contexts: { try finder.context(for: $0) }, load: { store.sibling($0) },
      isStageGiven: options.stage != nil, service: options.service,
      options: resolution.resolutionOptions(environment, store))
    linter.honoursInlineSuppressions = !options.noInlineSuppressions
    resolution.reportMissing(in: store, to: &linter)
    let gathering = FileGathering(
      finder: finder, store: store, environment: environment, forceIgnore: forceIgnore,
      stdinName: "", readsSourceCode: true)
    for path in paths { try gathering.gather(path, into: &linter) }
    let baselines = try BaselineSource(
      baseline, finder: finder, store: store, environment: environment)
    for path in Set(linter.paths) { try baselines.require(for: path) }
    linter.baseline = baselines.run()
    return linter
  }
}
