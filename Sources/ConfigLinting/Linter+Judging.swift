import ConfigGuard
import RulePacks

extension Linter {
  func judged(_ earlier: [FindingDraft]) -> (report: Report, drafts: [FindingDraft]) {
    var drafts = earlier
    let parts = partPaths()
    let open = index.open.map { readings[$0] }
    for reading in open {
      drafts += reading.drafts.filter { !isKnownElsewhere($0, reading, parts) }
    }
    var unknown: [PassedOver] = []
    var secrets: [StagedSecret] = []
    let consumed = placesConsumedElsewhere(in: open, besides: parts)
    let everything = Everything(
      parts: parts, overlays: overlayStages(), consumed: consumed,
      suppliers: Set(consumed.lazy.map { ObjectIdentifier($0.file) }),
      results: placesOfResults(in: open, besides: parts), projects: projects, open: open)
    workers.forgetNeighbours()
    let project = ProjectJudge(
      readings: open, consumed: Set(consumers.keys), load: load, parts: parts)
    var comparisons: [ProjectJudge.Comparison] = []
    let judged = workers.map(
      open, first: { if service == nil { comparisons = project.comparisons() } },
      { worker, reading in judge(reading, among: everything, on: worker) })
    for each in judged { drafts += each.pending }
    for each in judged {
      drafts += each.findings.drafts
      secrets += each.findings.secrets
    }
    if let service, !readings.contains(where: { $0.workloads.contains { $0.name == service } }) {
      unknown = [PassedOver(path: service, reason: "no workload has this name")]
    }
    compareReaders(&drafts)
    if service == nil {
      drafts += project.drafts(comparisons, secrets)
      drafts += judgeTexts(besides: drafts)
    }
    var (report, reported) = makeReport(drafts, judged.lazy.map(\.entries), besides: parts)
    report.failures += unknown.map { [screen] in $0.shown(by: screen) }
    return (report, reported)
  }

  /// What is known of all files when each of them is judged.
  private struct Everything {
    var parts: Set<String>
    /// The stages of what is laid over each file.
    var overlays: [String: Set<Stage>]
    /// What workloads of other files get from a file.
    var consumed: Set<Place>
    /// The files that they get it from.
    var suppliers: Set<ObjectIdentifier>
    var results: Set<Place>
    var projects: [ProjectContext]
    /// All files that others could ask about.
    var open: [FileReading]
  }

  /// What one file was found to hold.
  private struct Judged {
    var entries: FileEntries
    var pending: [FindingDraft] = []
    var findings = EarlyJudgement.Findings()
  }

  /// Judges one file; what it finds is of the project's own context, whoever judges.
  private func judge(
    _ reading: FileReading, among everything: Everything, on worker: Worker
  ) -> Judged {
    let isPart = everything.parts.contains(reading.file.path)
    var judged = Judged(
      entries: entries(of: reading, isPart: isPart, worker.screen(everything.projects)))
    if let early = reading.early,
      early.remains != nil || !everything.suppliers.contains(ObjectIdentifier(reading.file))
    {
      judged.findings = early.findings
      if !early.ofWholeEnvironment.isEmpty, isWholeEnvironment(reading) {
        judged.findings.drafts += early.ofWholeEnvironment
      }
      return judged
    }
    let neighbours = worker.neighbours(of: reading.context) { context, judge in
      Neighbours(everything.open, of: context, judge)
    }
    let context = reading.context
    var reading = reading
    reading.context = worker.context(of: context)
    judged.pending = reading.pending.lazy.filter { $0.condition.verdict(neighbours) == .yes }
      .map(\.draft)
    let consumed = ConsumedPlaces(
      in: reading, elsewhere: everything.consumed, results: isPart ? everything.results : nil)
    judged.findings = findings(
      in: reading, isPart: isPart, besides: consumed,
      overlays: everything.overlays[reading.file.path] ?? [], neighbours)
    if service == nil, reading.format == EnvironmentFile.name, isWholeEnvironment(reading) {
      judged.findings.drafts += judgeWholeEnvironment(reading)
    }
    for index in judged.findings.secrets.indices {
      judged.findings.secrets[index].context = context
    }
    return judged
  }

  /// Judges what a file holds, but for what is said of an env file as a whole.
  func findings(
    in reading: FileReading, isPart: Bool, besides consumed: ConsumedPlaces,
    overlays: Set<Stage>, _ neighbours: any Neighbourhood
  ) -> EarlyJudgement.Findings {
    var found = EarlyJudgement.Findings()
    for workload in reading.workloads where service.map({ $0 == workload.name }) ?? true {
      found.drafts.append(
        anyOf: isPart
          ? judgeRest(of: workload, reading, consumed, &found.secrets)
          : judge(workload, reading, overlays, neighbours, &found.secrets))
    }
    guard service == nil else { return found }
    if reading.format == EnvironmentFile.name {
      found.drafts += judgeEnvironmentFile(reading, consumed, &found.secrets)
    }
    for document in reading.documents {
      var document = document
      document.surroundings.forgetAnswers()
      document.surroundings.neighbours = neighbours
      found.drafts.append(anyOf: judge(document, reading, consumed, &found.secrets))
    }
    return found
  }

  /// Places of what workloads get from other files than their own.
  private func placesConsumedElsewhere(
    in readings: [FileReading], besides parts: Set<String>
  ) -> Set<Place> {
    let found = workers.map(readings) { _, reading -> [Place] in
      var places: [Place] = []
      guard !parts.contains(reading.file.path) else { return places }
      let file = reading.file
      // Most settings are of the file itself, and are not copied to find that out.
      for number in reading.workloads.indices {
        reading.workloads[number].forEachPlace { owner, place in
          if owner !== file { places.append(place()) }
        }
      }
      return places
    }
    return Set(found.joined())
  }

  /// Places of what documents hold that were made of several files, and of what they replaced.
  private func placesOfResults(
    in readings: [FileReading], besides parts: Set<String>
  ) -> Set<Place> {
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
    _ neighbours: any Neighbourhood, _ secrets: inout [StagedSecret]
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
      drafts.append(anyOf: context.judge.judge(setting, in: here))
      drafts.append(anyOf: judgeShadowed(below: setting, context, here))
      drafts.append(anyOf: judgeDefaults(of: setting, context, here))
      if context.comparesAcrossStages(setting, in: here) {
        secrets.append(
          StagedSecret(
            setting: setting, stage: workload.stage, context: context, format: workload.format))
      }
    }
    var whole = here
    if !context.isContractual(workload) { whole.load = nil }
    drafts.append(anyOf: context.judge.judgeWorkload(whole, at: place))
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
    of workload: Workload, _ reading: FileReading, _ consumed: ConsumedPlaces,
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
    _ document: DocumentSettings, _ reading: FileReading, _ consumed: ConsumedPlaces,
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
      drafts.append(anyOf: context.judge.judge(setting, in: here))
      if let contract { drafts += contract.judge(setting, here) }
      if context.comparesAcrossStages(setting, in: here) {
        secrets.append(StagedSecret(setting: setting, stage: here.stage, context: context))
      }
    }
    return drafts
  }

  private func judgeEnvironmentFile(
    _ reading: FileReading, _ consumed: ConsumedPlaces, _ secrets: inout [StagedSecret]
  ) -> [FindingDraft] {
    let context = reading.context
    let here = Self.surroundings(ofEnvironmentFile: reading)
    var drafts: [FindingDraft] = []
    let contract = context.contract.map { ContractJudge(context.judge, $0) }
    let isWhole = contract == nil || isWholeEnvironment(reading)
    for setting in reading.settings where !consumed.contains(setting.place) {
      context.trace?.add(setting, in: here, .environmentFile, reading)
      drafts.append(anyOf: context.judge.judge(setting, in: here))
      if !isWhole, let contract { drafts += contract.judge(setting, here) }
      if context.comparesAcrossStages(setting, in: here) {
        secrets.append(
          StagedSecret(setting: setting, stage: reading.stage.stage, context: context))
      }
    }
    return drafts
  }

  /// Judges what a service lacks that gets an env file and nothing else.
  func judgeWholeEnvironment(_ reading: FileReading) -> [FindingDraft] {
    let context = reading.context
    let here = Self.surroundings(ofEnvironmentFile: reading)
    let start = Place(reading.file, SourceRange(at: reading.file.hasByteOrderMark ? 3 : 0))
    var drafts = context.judge.judgeWorkload(here, at: start)
    if let declared = context.contract {
      let supplied = SuppliedByFile(contract: declared, keys: context.keys).added(to: here)
      drafts +=
        ContractJudge(context.judge, declared).judge(
          supplied, absentAt: start, isWhole: true
        ).drafts
    }
    return drafts
  }

  private static func surroundings(ofEnvironmentFile reading: FileReading) -> Surroundings {
    let contract = reading.context.contract
    return Surroundings(
      gate: .files, stage: reading.stage.stage, format: reading.format, file: reading.file,
      settings: reading.settings, contract: contract, load: contract?.load)
  }
}
