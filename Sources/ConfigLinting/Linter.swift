package import ConfigGuard
import RulePacks

/// Checks files: reads them all, resolves what refers to what, and judges the result.
package struct Linter {
  let contexts: (String) throws -> ProjectContext
  let load: (String) -> SiblingFile
  let isStageGiven: Bool
  let service: String?
  let options: ResolutionOptions
  package let workers: WorkerPool
  /// Whether comments and annotations in the files may allow anything.
  package var honoursInlineSuppressions = true
  /// Findings that are known.
  package var baseline: BaselineRun?
  /// Folders of which every file was gathered.
  private(set) var walked: Set<String> = []
  var readings: [FileReading] = []
  /// Who refers to an env file, by its path.
  private(set) var consumers: [String: [ConsumedFile]] = [:]
  /// Files in whose text something was found, read or not.
  private(set) var scanned: [FileReading] = []
  /// Files that are no configuration, of which only the text was searched.
  private var searched: Set<String> = []
  private var skipped: [PassedOver] = []
  private var unread: [PassedOver] = []
  private var bytes = 0
  /// Folders that hold a manifest, whose service an env file there may belong to.
  private var manifestFolders: Set<String> = []

  /// - Parameters:
  ///   - contexts: The project that a path belongs to.
  ///   - load: Reads a file that another one refers to.
  ///   - isStageGiven: The stage was named by the user, so that every env file is a whole one.
  ///   - service: Judge this workload only.
  ///   - options: What deployments are started with.
  ///   - jobs: How many threads read and judge at most; `load` is called on all of them.
  package init(
    contexts: @escaping (String) throws -> ProjectContext,
    load: @escaping (String) -> SiblingFile, isStageGiven: Bool = false, service: String? = nil,
    options: ResolutionOptions = ResolutionOptions(), jobs: Int = 1
  ) {
    workers = WorkerPool(jobs: jobs)
    self.contexts = contexts
    self.load = load
    self.isStageGiven = isStageGiven
    self.service = service
    self.options = options
  }

  /// Says that every file of a folder is added that a whole run would add.
  ///
  /// A run on some files only cannot tell which of a project's exceptions are needless.
  package mutating func noteWalk(of folder: String) {
    walked.insert(FilePath.normalized(folder))
  }

  package mutating func skip(_ path: String, _ reason: ReportText) {
    skipped.append(PassedOver(path: path, reason: reason))
  }

  /// Whether a file, or a part of it, was passed over.
  func isSkipped(_ path: String) -> Bool { skipped.contains { $0.path == path } }

  /// Whether a file is searched for tokens, and nothing else of it is judged.
  package func searches(_ path: String) -> Bool { searched.contains(path) }

  /// Something that was asked for and could not be checked.
  package mutating func fail(_ path: String, _ reason: ReportText) {
    unread.append(PassedOver(path: path, reason: reason))
    skip(path, reason)
  }

  /// What was asked for and could not be checked, and why.
  package var failures: [Report.Skipped] {
    unread.isEmpty ? [] : unread.map { [screen] in $0.shown(by: screen) }
  }

  /// The files that are judged as configuration, also as parts of others.
  package var paths: [String] {
    readings.filter { $0.format != FileType.text.rawValue }.map(\.file.path) + consumers.keys
  }

  /// What may be shown of names, by the tokens that any of the projects knows.
  package var screen: NameScreen {
    let classifiers = classifiers
    return classifiers.isEmpty ? .builtin : NameScreen(classifiers)
  }

  /// What tells tokens in each of the projects.
  var classifiers: [SecretClassifier] {
    var seen: Set<ObjectIdentifier> = []
    return readings.map(\.context).filter { seen.insert(ObjectIdentifier($0)).inserted }
      .map(\.judge.classifier)
  }

  /// - Parameter isNamed: The file was asked for; one that was only found counts as configuration
  ///   where its content says so.
  package mutating func add(
    _ file: SourceFile, as type: FileType, isNamed: Bool = true
  ) throws {
    take(
      read(file, as: type, in: try contexts(file.path), on: nil), as: type, isNamed: isNamed)
  }

  /// Reads a file without adding it.
  ///
  /// - Parameter worker: Who reads it, if not the only one.
  package func read(
    _ file: SourceFile, as type: FileType, in context: ProjectContext, on worker: Worker?
  ) -> FileReading {
    let reader = ConfigurationReader(
      context: worker?.context(of: context) ?? context, load: load, options: options)
    var reading = reader.read(file, as: type)
    reading.context = context
    return reading
  }

  /// Whether a program says nothing of its environment, so that it need not be added.
  package static func isIdle(_ reading: FileReading) -> Bool {
    reading.reads.isEmpty && reading.drafts.isEmpty
  }

  /// Adds what was read.
  package mutating func take(_ reading: FileReading, as type: FileType, isNamed: Bool = true) {
    let file = reading.file
    if type == .sourceCode, !isNamed, Self.isIdle(reading) { return }
    if !reading.scan.isEmpty, reading.skipReason != NotConfiguration.rulePack {
      scanned.append(reading)
    }
    if let reason = reading.skipReason {
      if reason != NotConfiguration.rulePack { searched.insert(file.path) }
      skip(file.path, reason)
      return
    }
    for reason in reading.skippedDocuments { skip(file.path, "one document: \(reason)") }
    bytes += file.bytes.count
    readings.append(reading)
    if reading.isManifest { manifestFolders.insert(FilePath.folder(of: file.path)) }
    for consumed in reading.consumed { consumers[consumed.file.path, default: []].append(consumed) }
  }

  /// A file of a known format that could not be read, with the finding that says so.
  package mutating func addUnread(_ path: String, _ problem: ReadingProblem) throws {
    let context = try contexts(path)
    let file = SourceFile(path: path, bytes: SourceBytes(""), tracking: .unknown)
    var reading = FileReading(
      file: file, context: context, format: "unread",
      stage: context.stages.verdict(
        path: context.projectPath(of: path), contract: context.contract))
    reading.drafts = context.judge.draft(
      problem, in: file, stage: reading.stage.stage, duplicates: "duplicate-key")
    readings.append(reading)
  }

  /// Judges everything that was added.
  package func report() -> Report { judged().report }

  /// The report, and what each of its findings was made of.
  package func judged() -> (report: Report, drafts: [FindingDraft]) {
    var joined = self
    let drafts = joined.joinKubernetes()
    return joined.judged(drafts)
  }

  private func judged(_ earlier: [FindingDraft]) -> (report: Report, drafts: [FindingDraft]) {
    var drafts = earlier
    var consumedPlaces: Set<Place> = []
    let parts = partPaths()
    for reading in readings {
      drafts += reading.drafts.filter { !isKnownElsewhere($0, reading, parts) }
    }
    var unknown: [PassedOver] = []
    var secrets: [StagedSecret] = []
    for reading in readings {
      for workload in reading.workloads where !parts.contains(reading.file.path) {
        for setting in workload.environment {
          consumedPlaces.insert(setting.place)
          for layer in setting.shadowed { consumedPlaces.insert(layer.place) }
        }
      }
    }
    let resolvedPlaces = consumedPlaces.union(placesOfResults(besides: parts))
    let everything = Everything(
      parts: parts, overlays: overlayStages(), consumed: consumedPlaces, resolved: resolvedPlaces)
    workers.forgetNeighbours()
    let judged = workers.map(readings) { worker, reading in
      judge(reading, among: everything, on: worker)
    }
    for each in judged { drafts += each.pending }
    for each in judged {
      drafts += each.drafts
      secrets += each.secrets
    }
    if let service, !readings.contains(where: { $0.workloads.contains { $0.name == service } }) {
      unknown = [PassedOver(path: service, reason: "no workload has this name")]
    }
    compareReaders(&drafts)
    if service == nil {
      drafts += ProjectJudge(
        readings: readings, secrets: secrets, consumed: Set(consumers.keys), load: load,
        parts: parts
      ).drafts()
      drafts += judgeTexts(besides: drafts)
    }
    var (report, reported) = makeReport(drafts)
    report.failures += unknown.map { [screen] in $0.shown(by: screen) }
    return (report, reported)
  }

  /// What is known of all files when each of them is judged.
  private struct Everything {
    var parts: Set<String>
    /// The stages of what is laid over each file.
    var overlays: [String: Set<Stage>]
    var consumed: Set<Place>
    var resolved: Set<Place>
  }

  /// What one file was found to hold.
  private struct Judged {
    var pending: [FindingDraft] = []
    var drafts: [FindingDraft] = []
    var secrets: [StagedSecret] = []
  }

  /// Judges one file; what it finds is of the project's own context, whoever judges.
  private func judge(
    _ reading: FileReading, among everything: Everything, on worker: Worker
  ) -> Judged {
    let neighbours = worker.neighbours(of: reading.context) { context, judge in
      Neighbours(readings.filter { $0.context === context }, judge)
    }
    let context = reading.context
    var reading = reading
    reading.context = worker.context(of: context)
    let isPart = everything.parts.contains(reading.file.path)
    var judged = Judged()
    judged.pending = reading.pending.lazy.filter { $0.condition.verdict(neighbours) == .yes }
      .map(\.draft)
    for workload in reading.workloads where service.map({ $0 == workload.name }) ?? true {
      judged.drafts +=
        isPart
        ? judgeRest(of: workload, reading, everything.resolved, &judged.secrets)
        : judge(
          workload, reading, everything.overlays[reading.file.path] ?? [], neighbours,
          &judged.secrets)
    }
    if service == nil {
      if reading.format == EnvironmentFile.name {
        judged.drafts += judgeEnvironmentFile(reading, everything.consumed, &judged.secrets)
      }
      for document in reading.documents {
        var document = document
        document.surroundings.neighbours = neighbours
        judged.drafts += judge(
          document, reading, isPart ? everything.resolved : everything.consumed, &judged.secrets)
      }
    }
    for index in judged.secrets.indices { judged.secrets[index].context = context }
    return judged
  }

  /// Places of what documents hold that were made of several files, and of what they replaced.
  private func placesOfResults(besides parts: Set<String>) -> Set<Place> {
    var places: Set<Place> = []
    for reading in readings where !reading.parts.isEmpty && !parts.contains(reading.file.path) {
      for document in reading.documents {
        for setting in document.settings {
          places.insert(setting.place)
          for layer in setting.shadowed { places.insert(layer.place) }
        }
      }
    }
    return places
  }

  /// Judges a workload; of a base, what it lacks may be in a file that is laid over it.
  private func judge(
    _ workload: Workload, _ reading: FileReading, _ overlays: Set<Stage>,
    _ neighbours: Neighbours?, _ secrets: inout [StagedSecret]
  ) -> [FindingDraft] {
    var workload = workload
    if Self.mayComplete(overlays, workload) { workload.open() }
    let context = reading.context
    let service = context.service(of: workload)
    let contract = context.contract?.scoped(to: service)
    var here = Surroundings(
      gate: .files, stage: workload.stage, format: workload.format, file: workload.file,
      settings: workload.environment, workload: workload, kind: workload.kind,
      contract: contract, load: service?.load ?? contract?.load)
    here.neighbours = neighbours
    let place = Place(workload.file, workload.range)
    var drafts: [FindingDraft] = []
    for setting in workload.environment {
      context.trace?.add(setting, in: here, .workload, reading)
      drafts += context.judge.judge(setting, in: here)
      drafts += judgeShadowed(below: setting, context, here)
      drafts += judgeDefaults(of: setting, context, here)
      if context.comparesAcrossStages(setting, in: here) {
        secrets.append(
          StagedSecret(
            setting: setting, stage: workload.stage, context: context, format: workload.format))
      }
    }
    var whole = here
    if !context.isContractual(workload) { whole.load = nil }
    drafts += context.judge.judgeWorkload(whole, at: place)
    if let contract, context.isContractual(workload) {
      let judge = ContractJudge(context.judge, contract)
      let supplied = SuppliedByFile(contract: contract, keys: context.keys).added(to: here)
      let isWhole = !workload.hasUnreadSources
      drafts += judge.judge(supplied, absentAt: place, isWhole: isWhole).drafts
    }
    return drafts
  }

  /// A secret is in its file, and in every clone of it, although the process gets another value.
  private func judgeShadowed(
    below setting: Setting, _ context: ProjectContext, _ here: Surroundings
  ) -> [FindingDraft] {
    setting.shadowed.flatMap { layer -> [FindingDraft] in
      guard let below = Self.setting(of: layer, below: setting) else { return [] }
      return context.judge.judge(below, in: here).filter { Self.isJudgedBelow($0.category) }
    }
  }

  /// What a layer would be if nothing lay above it; nil where no literal of its own stands there.
  static func setting(of layer: Layer, below setting: Setting) -> Setting? {
    guard let value = layer.value, value.form == .literal, layer.place != setting.place
    else { return nil }
    var below = setting
    below.value = value
    below.file = layer.place.file
    below.keyRange = value.range
    below.uses = []
    return below
  }

  static func isJudgedBelow(_ category: Category) -> Bool { category == .hardcodedSecret }

  /// The default of a reference to a value that is held elsewhere, for when that is not there.
  private func judgeDefaults(
    of setting: Setting, _ context: ProjectContext, _ here: Surroundings
  ) -> [FindingDraft] {
    setting.written.flatMap { written in
      context.judge.judge(written, in: here).filter { Self.isJudgedOfDefaults($0.category) }
    }
  }

  static func isJudgedOfDefaults(_ category: Category) -> Bool {
    switch category {
    case .insecureFallback, .hardcodedSecret, .defaultCredential, .placeholderSecret, .weakSecret:
      true
    default: false
    }
  }

  /// Whether a reference that nothing sets in its file was looked up where the file is used.
  private func isKnownElsewhere(
    _ draft: FindingDraft, _ reading: FileReading, _ parts: Set<String>
  ) -> Bool {
    guard draft.category == .resolution, draft.place.file === reading.file,
      parts.contains(reading.file.path) || consumers[reading.file.path] != nil
    else { return false }
    let kinds = [ReadingProblem.Kind.referenceUnset, .referenceNearMiss].map(\.rawValue)
    return kinds.contains { reading.context.index.readingRules[$0]?.id == draft.rule }
  }

  /// Judges what no project that a file is a part of has taken from it.
  private func judgeRest(
    of workload: Workload, _ reading: FileReading, _ consumed: Set<Place>,
    _ secrets: inout [StagedSecret]
  ) -> [FindingDraft] {
    let context = reading.context
    let here = Surroundings(
      gate: .files, stage: workload.stage, format: workload.format, file: workload.file,
      settings: workload.environment, workload: workload, kind: workload.kind,
      contract: context.contract)
    let rest = DocumentSettings(settings: workload.environment, surroundings: here)
    return judge(rest, reading, consumed, &secrets)
  }

  private func judge(
    _ document: DocumentSettings, _ reading: FileReading, _ consumed: Set<Place>,
    _ secrets: inout [StagedSecret]
  ) -> [FindingDraft] {
    if reading.format == FileType.sourceCode.rawValue {
      return judgeDefaults(of: document, reading)
    }
    let context = reading.context
    let here = document.surroundings
    let contract = context.contract.map { ContractJudge(context.judge, $0) }
    var drafts: [FindingDraft] = []
    for setting in document.settings where !consumed.contains(setting.place) {
      context.trace?.add(setting, in: here, .document, reading)
      drafts += context.judge.judge(setting, in: here)
      if let contract { drafts += contract.judge(setting, here) }
      if context.comparesAcrossStages(setting, in: here) {
        secrets.append(StagedSecret(setting: setting, stage: here.stage, context: context))
      }
    }
    return drafts
  }

  private func judgeEnvironmentFile(
    _ reading: FileReading, _ consumed: Set<Place>, _ secrets: inout [StagedSecret]
  ) -> [FindingDraft] {
    let context = reading.context
    let here = Surroundings(
      gate: .files, stage: reading.stage.stage, format: reading.format, file: reading.file,
      settings: reading.settings, contract: context.contract, load: context.contract?.load)
    var drafts: [FindingDraft] = []
    let contract = context.contract.map { ContractJudge(context.judge, $0) }
    let isWhole = isWholeEnvironment(reading)
    for setting in reading.settings where !consumed.contains(setting.place) {
      context.trace?.add(setting, in: here, .environmentFile, reading)
      drafts += context.judge.judge(setting, in: here)
      if !isWhole, let contract { drafts += contract.judge(setting, here) }
      if context.comparesAcrossStages(setting, in: here) {
        secrets.append(
          StagedSecret(setting: setting, stage: reading.stage.stage, context: context))
      }
    }
    guard isWhole else { return drafts }
    let start = Place(reading.file, SourceRange(at: reading.file.bytes.hasByteOrderMark ? 3 : 0))
    drafts += context.judge.judgeWorkload(here, at: start)
    if let declared = context.contract, let contract {
      let supplied = SuppliedByFile(contract: declared, keys: context.keys).added(to: here)
      drafts += contract.judge(supplied, absentAt: start, isWhole: true).drafts
    }
    return drafts
  }

  /// Whether an env file on its own is all that a service gets.
  func isWholeEnvironment(_ reading: FileReading) -> Bool {
    guard reading.stage.stage != .example,
      consumers[reading.file.path] == nil, !EnvironmentFile.isOfKamal(reading.file.path)
    else { return false }
    if isStageGiven { return true }
    if reading.file.name.lowercased() == ".env" {
      let folder = FilePath.folder(of: reading.file.path)
      return !manifestFolders.contains(folder)
    }
    return reading.context.stages.isNamedForStage(reading.file.name)
  }

  private func makeReport(
    _ drafts: [FindingDraft]
  ) -> (report: Report, drafts: [FindingDraft]) {
    var report = Report()
    readings.first { $0.context.trace != nil }?.context.trace?.drafts = drafts
    let (answered, ledger) = answered(drafts)
    var screen = self.screen
    if answered.contains(where: { $0.answer != nil }) {
      let secrets = knownSecrets(in: [])
      screen.knowsSecret = { secrets.isOrHolds($0) }
    }
    var builder = ReportBuilder(screen)
    let reported = builder.fill(
      &report, with: answered, baseline: baseline.map { BaselineUse(run: $0, ledger: ledger) })
    let parts = partPaths()
    for reading in readings {
      report.files.append(
        Report.File(
          path: screen.path(reading.file.path), format: reading.format,
          stage: reading.stage.stage, evidence: screen.text(reading.stage.evidence),
          readers: readers(of: reading, screen)))
      // A part's workloads are those of the project that it is a part of.
      guard !parts.contains(reading.file.path) else { continue }
      for workload in reading.workloads where service.map({ $0 == workload.name }) ?? true {
        report.workloads.append(
          Report.WorkloadEntry(
            name: screen.name(workload.name),
            path: screen.path(workload.variant ?? workload.file.path), stage: workload.stage,
            evidence: screen.text(workload.stageEvidence)))
      }
    }
    report.files.sort { $0.path < $1.path }
    report.workloads.sort { ($0.path, $0.name) < ($1.path, $1.name) }
    report.skipped = skipped.map { $0.shown(by: screen) }.sorted {
      ($0.path, $0.reason) < ($1.path, $1.reason)
    }
    report.failures = failures
    report.summary.files = readings.count
    report.summary.bytes = bytes
    report.summary.workloads = report.workloads.count
    report.countFindings()
    return (report, reported)
  }
}

/// A file that was passed over, by its own name.
private struct PassedOver {
  var path: String
  var reason: ReportText

  func shown(by screen: NameScreen) -> Report.Skipped {
    Report.Skipped(path: screen.path(path), reason: screen.text(reason))
  }
}
