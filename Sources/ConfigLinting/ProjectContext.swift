package import ConfigGuard
package import RulePacks

/// What files of one project share: its contract, its rules, and what was learned of its keys.
package final class ProjectContext {
  package let contract: Contract?
  /// The folder of the contract, or "." without one; paths of stages count from here.
  package let root: String
  package let index: RuleIndex
  package let judge: Judge
  package let paths: PathJudge
  package let keys: KeyTable
  package let values: ValueReader
  package let stages: StageResolver
  package let dialects: DialectResolver
  package let trees = TreeCache()
  package let sources: SourceCodePaths
  private let scanner: TextScanner
  private let makeTwin: () -> ProjectContext
  /// What stands in front of every path below the root.
  private let rootPrefix: String
  private let rootPrefixCount: Int

  package init(
    _ rules: PreparedRules, contract: Contract?, root: String = ".", stage: Stage? = nil,
    dialects: [DotEnvDialect] = [], only: Set<String> = [], skip: Set<String> = [],
    now: Int? = nil
  ) {
    makeTwin = {
      ProjectContext(
        rules, contract: contract, root: root, stage: stage, dialects: dialects, only: only,
        skip: skip, now: now)
    }
    let rules = rules.adjusted(to: contract)
    let patterns = PatternCache(rules)
    self.contract = contract
    self.root = root
    rootPrefix = root.hasSuffix("/") ? root : root + "/"
    rootPrefixCount = rootPrefix.count
    index = rules.index
    values = ValueReader(
      index.vocabulary, patterns, templateDefaults: { TemplateText.defaults(in: $0) })
    judge = Judge(
      rules, patterns: patterns, values: values, contract: contract, only: only, skip: skip,
      now: now)
    paths = PathJudge(judge)
    keys = KeyTable(index)
    stages = StageResolver(index.vocabulary, words: index.words, explicit: stage)
    self.dialects = DialectResolver(explicit: dialects)
    sources = SourceCodePaths(index.vocabulary, patterns)
    scanner = TextScanner(rules.text, judge.classifier.catalogue)
  }

  private(set) lazy var commonInterest = CommonInterest(self)
  private(set) lazy var seeksNothingUnannounced = index.seeksNothingUnannounced
  lazy var leavesOutEntries = judgesAnnouncedAlone()
  lazy var leavesOutAddresses = judgesAddressesByKeys()

  private var silentRules: [String: SilentRules] = [:]

  func silentRules(in format: String) -> SilentRules {
    if let known = silentRules[format] { return known }
    let made = SilentRules(format: format)
    silentRules[format] = made
    return made
  }
  private(set) lazy var schemesOfInterest = index.schemesOfInterest

  /// Settings are wanted that no rule asks for, too.
  package var readsEverything = false

  /// How addresses begin of which no rule about every setting says anything, without a password.
  private(set) lazy var quietSchemes = ["http", "https"].filter {
    index.seeksNothing(inAddressesOf: $0)
  }.map { Array($0.utf8) }

  /// The same project with caches of its own, for another thread.
  func twin() -> ProjectContext {
    let twin = makeTwin()
    twin.readsEverything = readsEverything
    return twin
  }

  /// Where it is written down what was judged; nil unless somebody asks why.
  // It is set before anything is judged.
  @exclusivity(unchecked) package var trace: JudgingTrace?

  /// What the bytes of a file hold, whatever its format is.
  package func scan(_ bytes: SourceBytes) -> TextScan {
    guard readsEverything else { return scanner.scan(bytes) }
    var scan = TextScan(hints: .everywhere)
    scan.mentionsSuppressions = SuppressionSearch.finds(in: bytes)
    return scan
  }

  package func hints(in bytes: SourceBytes) -> ByteHints {
    readsEverything ? .everywhere : scanner.hints(in: bytes)
  }

  /// A path as stage globs and folder names see it: from the project's folder downward.
  package func projectPath(of path: String) -> String {
    guard root != "." else { return path }
    return path.hasPrefix(rootPrefix) ? String(path.dropFirst(rootPrefixCount)) : path
  }

  /// The service of the contract that a workload is, with the load that is expected of it.
  package func service(of workload: Workload) -> ContractService? {
    contract?.services.first { service in
      service.workloads.contains { $0.matches(workload.name) }
    }
  }

  /// Whether a setting must differ between stages: secrets, and what the contract says so of.
  package func comparesAcrossStages(_ setting: Setting, in here: Surroundings) -> Bool {
    judge.role(of: setting, in: here) == KeyRole.secret
      || contract?.variable(setting.key)?.isDistinctAcrossStages == true
  }

  /// Whether the contract speaks of a workload at all.
  package func isContractual(_ workload: Workload) -> Bool {
    guard let contract else { return false }
    if !contract.services.isEmpty { return service(of: workload) != nil }
    return workload.isBuiltHere
      || contract.variables.contains { workload.setting($0.name) != nil }
  }
}
