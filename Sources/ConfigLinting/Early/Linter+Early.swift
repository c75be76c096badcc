import ConfigGuard
import RulePacks

extension Linter {
  /// Judges a file that was just read, and gives back what nobody will ask for if nothing was found.
  ///
  /// Most files of a large project are of that kind. All others are kept as they are, for they may be
  /// compared, or shown.
  ///
  /// - Parameter worker: The thread that has read it.
  package func judgeEarly(_ reading: inout FileReading, on worker: Worker) {
    guard judgesEarly, canStandAlone(reading) else { return }
    let context = reading.context
    let own = worker.context(of: context)
    reading.context = own
    defer { reading.context = context }
    let early = EarlyJudgement()
    var alone = reading
    if let claims = KubernetesClaims(of: reading) {
      guard let settled = joinAlone(&alone, claims) else { return }
      early.claims = settled
      if settled.hasJoined { early.joined = alone.workloads }
    }
    let neighbours = UnknownNeighbours()
    let consumed = ConsumedPlaces(in: alone, elsewhere: [], results: nil)
    early.findings = findings(
      in: alone, isPart: false, besides: consumed, overlays: [], neighbours)
    if alone.format == EnvironmentFile.name {
      early.ofWholeEnvironment = judgeWholeEnvironment(alone)
    }
    guard !neighbours.wasAsked else { return }
    if isQuiet(alone, early), !own.commonInterest.concerns(alone, besides: consumed, own) {
      early.findings = EarlyJudgement.Findings()
      early.remains = FileRemains(
        of: alone, speaksOfDatabases: own.commonInterest.speaksOfDatabases(alone, own),
        listsFiles ? worker.screen([own]) : nil)
      early.joined = nil
      reading = alone.remaining(early)
    } else if holdsOnlyItsOwn(alone) {
      for index in early.findings.secrets.indices {
        early.findings.secrets[index].context = context
      }
      reading.early = early
    }
  }

  /// Whether nothing in the documents stands in other files, which workloads elsewhere may get.
  private func holdsOnlyItsOwn(_ reading: FileReading) -> Bool {
    let file = reading.file
    return reading.parts.isEmpty
      && reading.documents.allSatisfy { $0.settings.allSatisfy { $0.file === file } }
  }

  /// Whether nothing in the file itself waits for what others hold.
  private func canStandAlone(_ reading: FileReading) -> Bool {
    switch reading.type {
    case nil, .sourceCode, .text, .credentials: return false
    default: break
    }
    return service == nil && reading.context.contract == nil && reading.context.trace == nil
      && reading.skipReason == nil && reading.bases.isEmpty && reading.overlays.isEmpty
      && reading.pending.isEmpty && reading.documentFacts.isEmpty && reading.reads.isEmpty
      && reading.kubernetes.scalers.isEmpty
  }

  /// Whether nothing was found, and nothing could be where the text is looked at once more.
  private func isQuiet(_ reading: FileReading, _ early: EarlyJudgement) -> Bool {
    reading.drafts.isEmpty && reading.scan.isEmpty && !reading.mentionsSuppressions
      && reading.unportable.isEmpty && reading.databases.isEmpty
      && reading.workloads.allSatisfy { $0.variant == nil && $0.file === reading.file }
      && early.findings.drafts.isEmpty && early.ofWholeEnvironment.isEmpty
      && !reading.kubernetes.objects.contains { CommonInterest.concerns($0) }
      && !early.findings.secrets.contains { secret in
        secret.setting.value.literal?.isEmpty == false
      }
  }

  /// Gives containers what objects of the same file hold for them; nil where a finding comes of it.
  private func joinAlone(
    _ reading: inout FileReading, _ claims: KubernetesClaims
  ) -> KubernetesClaims? {
    var claims = claims
    guard claims.hasJoined else { return claims }
    // What a project has taken in stands in files of others, which count, too.
    guard reading.parts.isEmpty else { return nil }
    let context = reading.context
    let own = OwnJoin(
      KubernetesJoin(reading.kubernetes, keys: context.keys, values: context.values))
    guard Self.joinWorkloads(of: &reading, context, own).isEmpty else { return nil }
    claims.wanted = Array(own.join.absent)
    claims.taken = own.join.taken
    return claims
  }
}

extension FileReading {
  /// What is left once settings and workloads were given back.
  fileprivate func remaining(_ early: EarlyJudgement) -> FileReading {
    var rest = FileReading(
      file: self.file, context: self.context, format: self.format, stage: self.stage)
    rest.early = early
    // It is in the line of the report already, if there is one.
    if rest.isListed { rest.stage.evidence = "" }
    rest.type = self.type
    if let readers = self.readers {
      rest.readers = readers
      // Who wants all settings of an env file after all has it read once more.
      rest.leavesOutSettings = true
    }
    rest.parts = self.parts
    if !self.consumed.isEmpty { rest.consumed = self.consumed }
    if !self.skippedDocuments.isEmpty { rest.skippedDocuments = self.skippedDocuments }
    return rest
  }
}

extension KubernetesClaims {
  /// Nil for a file that has nothing to do with objects.
  init?(of reading: FileReading) {
    for number in reading.workloads.indices {
      guard let container = reading.workloads[number].container else { continue }
      let owner = container.owner.name
      if owners.last != owner { owners.append(owner) }
      if !container.sources.isEmpty { hasJoined = true }
    }
    offered = reading.kubernetes.objects.map(\.name.name)
    if isEmpty { return nil }
  }
}

extension EnvironmentSource {
  /// The object that is asked for, if it is one.
  var reference: ConfigurationReference? {
    switch self {
    case .object(let reference, _): reference
    case .key(let reference, _): reference.object
    case .own, .unread: nil
    }
  }
}
