public import RulePacks

/// Judges the environment of a process, by the built-in rules and the service's own contract.
///
/// ```swift
/// try Validator(contract: Contract(yaml: text)).requireValidEnvironment()
/// ```
///
/// The stage is the one given, else what a variable such as `APP_ENV` says, else the contract's
/// `default-stage:`, else production: whoever does not say what it is for is judged strictly.
public struct Validator: Sendable {
  let contract: Contract?
  let stage: Stage?
  let service: String?
  let rules: PreparedRules
  let only: Set<String>
  let skip: Set<String>
  let secretFiles: SecretFiles
  /// In seconds since 1970, where it is not the clock's word that counts.
  package var now: Int?
  /// What a process is called that is no service of the contract.
  static let unnamed = "process"
  private let contexts = ContextPool()

  /// - Parameters:
  ///   - contract: What the service expects; nil for the built-in rules alone.
  ///   - stage: What the environment is for; nil to find out from the environment.
  ///   - service: The service of the contract that this process is.
  ///   - secretFiles: Which files hold values besides; none are read unless they are named here.
  public init(
    contract: Contract? = nil, stage: Stage? = nil, service: String? = nil,
    secretFiles: SecretFiles = .none
  ) {
    self.init(
      contract: contract, stage: stage, service: service, rules: BuiltinPacks.prepared,
      secretFiles: secretFiles)
  }

  package init(
    contract: Contract?, stage: Stage?, service: String?, rules: PreparedRules,
    only: Set<String> = [], skip: Set<String> = [], secretFiles: SecretFiles = .none
  ) {
    self.contract = contract
    self.stage = stage
    self.service = service
    self.rules = rules
    self.only = only
    self.skip = skip
    self.secretFiles = secretFiles
  }

  /// The same validator for another contract.
  func with(_ contract: Contract) -> Validator {
    Validator(
      contract: contract, stage: stage, service: service, rules: rules, only: only, skip: skip,
      secretFiles: secretFiles)
  }

  /// All problems of an environment, errors and others; nothing is printed.
  public func validate(environment: [String: String]) -> Report {
    judge(environment: environment).report
  }

  /// The same for variables that are put together already.
  package func validate(_ environment: GatheredEnvironment) -> Report {
    judge(environment).report
  }

  /// What holds for the service that this process is.
  var scopedContract: (contract: Contract?, service: ContractService?) {
    let service = self.service.flatMap { name in
      contract?.services.first { $0.name == name }
    }
    return (contract?.scoped(to: service), service)
  }

  /// The names of all variables of the contract that the service has.
  var variableNames: Set<String> { Set(variables.map(\.name)) }

  /// The problems of an environment, and the values of those variables that are as the contract says.
  func judge(
    environment: [String: String]
  ) -> (report: Report, values: EnvironmentValues) {
    judge(gather(environment, secretFiles))
  }

  private func judge(
    _ environment: GatheredEnvironment
  ) -> (report: Report, values: EnvironmentValues) {
    var values = EnvironmentValues()
    let report = report(on: environment.values, of: environment) { scene in
      let (drafts, found) = violations(in: scene)
      values = found
      return environment.explained(drafts, scene.context.index)
        + environment.drafts(scene.context.judge, scene.here, at: scene.place)
    }
    return (report, values)
  }

  /// What is judged at once, and all that judging asks for.
  struct Scene {
    let context: ProcessContext
    let here: Surroundings
    let place: Place
  }

  /// What the built-in rules and the contract say of an environment.
  func violations(in scene: Scene) -> (drafts: [FindingDraft], values: EnvironmentValues) {
    let judge = scene.context.judge
    var drafts = scene.here.settings.flatMap { judge.judge($0, in: scene.here) }
    drafts += judge.judgeWorkload(scene.here, at: scene.place)
    guard let contract = scene.here.contract else { return (drafts, EnvironmentValues()) }
    let verdict = ContractJudge(judge, contract)
      .judge(scene.here, absentAt: scene.place, isWhole: true)
    return (drafts + verdict.drafts, verdict.values)
  }

  /// A report of what `judging` finds in an environment.
  func report(
    on environment: [String: String], of gathered: GatheredEnvironment? = nil,
    judging: (Scene) -> [FindingDraft]
  ) -> Report {
    let now = now ?? Platform.secondsSince1970()
    let context =
      contexts.take()?.at(now)
      ?? ProcessContext(
        rules, contract: contract, stage: stage, only: only, skip: skip, now: now)
    defer { contexts.put(back: context) }
    let file = SourceFile.environment()
    var workload = Workload(
      name: service ?? Self.unnamed, file: file, range: SourceRange(at: 0), format: "process")
    for (key, text) in environment.sorted(by: { $0.key < $1.key }) {
      // The ranges tell settings apart; an environment has no bytes to point at.
      let range = SourceRange(at: workload.environment.count)
      // The process gets this very text: a reference that nobody replaced is no reference here.
      let value = Value(
        form: text.isEmpty ? .empty : .literal, text: text, effective: text, range: range,
        isExact: false)
      workload.set(
        Setting(
          key: key, info: context.keys.info(key), value: value, file: file, keyRange: range,
          keyPath: key))
    }
    let verdict = verdict(of: workload, context)
    workload.stage = verdict.stage
    workload.stageEvidence = verdict.evidence
    return report(on: workload, gathered, context, judging)
  }

  private func verdict(of workload: Workload, _ context: ProcessContext) -> StageVerdict {
    if let stage { return StageVerdict(stage, "given by the caller") }
    if let marked = context.stages.marker(in: workload.environment),
      marked.stage != .example, marked.stage != .unknown
    {
      return marked
    }
    if let stage = contract?.defaultStage {
      return StageVerdict(stage, "`default-stage:` of the contract")
    }
    return StageVerdict(
      .production, "nothing says otherwise; set APP_ENV to name another stage")
  }

  private func report(
    on workload: Workload, _ gathered: GatheredEnvironment?, _ context: ProcessContext,
    _ judging: (Scene) -> [FindingDraft]
  ) -> Report {
    let (contract, service) = scopedContract
    let here = Surroundings(
      gate: .process, stage: workload.stage, format: workload.format, file: workload.file,
      settings: workload.environment, workload: workload, contract: contract,
      load: service?.load ?? contract?.load)
    var drafts = judging(
      Scene(context: context, here: here, place: Place(workload.file, workload.range)))
    // The process is the only workload there is; naming it in every finding says nothing.
    for index in drafts.indices where self.service == nil { drafts[index].workload = nil }
    var report = Report()
    var screen = NameScreen([context.judge.classifier])
    var secrets = KnownSecrets()
    secrets.add(workload.environment, context.judge, contract)
    screen.knowsSecret = { [secrets] in secrets.isOrHolds($0) }
    var builder = ReportBuilder(screen)
    builder.fill(
      &report,
      with: drafts.map { context.judge.answered($0, at: SourceFile.environmentPath) })
    if let name = self.service, let contract = self.contract, service == nil,
      !contract.services.isEmpty
    {
      report.failures.append(
        Report.Skipped(
          path: screen.path(contract.path),
          reason: screen.text("it has no service \(quoted: name)")))
    }
    report.findings.sort {
      ($1.severity, $0.key ?? "", $0.rule) < ($0.severity, $1.key ?? "", $1.rule)
    }
    report.skipped = (gathered?.skipped ?? []).map {
      Report.Skipped(path: screen.path($0.path), reason: screen.text($0.reason))
    }
    report.files = [
      Report.File(
        path: screen.text("<environment>"), format: "process", stage: workload.stage,
        evidence: screen.text(workload.stageEvidence))
    ]
    report.workloads = [
      Report.WorkloadEntry(
        name: screen.name(workload.name), path: screen.text("<environment>"),
        stage: workload.stage, evidence: screen.text(workload.stageEvidence))
    ]
    report.summary.files = 1
    report.summary.workloads = 1
    report.countFindings()
    return report
  }
}
