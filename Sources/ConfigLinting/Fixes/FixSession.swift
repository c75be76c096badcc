package import ConfigGuard
package import RulePacks

/// Mends the files of a project in memory, as far as it can be proven that nothing else changes.
///
/// Every round takes what the findings offer, carries it out on the bytes, reads everything again
/// and compares: the nodes and comments of each file, each env file under all its readers, each
/// setting of each environment, and the findings. What fails takes back the fixes that it belongs
/// to.
package struct FixSession {
  /// Reads the project with some files replaced, and keeps every setting where that is asked for.
  package typealias Reader = (_ files: [String: SourceBytes], _ everything: Bool) throws -> Linter

  private let read: Reader
  private let others: OtherFiles
  private let obstacle: (_ path: String, _ mustBeIgnored: Bool) -> ReportText?
  private let manifests: (_ path: String) -> [SourceFile]
  private let isWanted: (Finding) -> Bool
  /// What each file holds by now, where that is something new.
  package private(set) var files: [String: SourceBytes] = [:]
  /// What was done, in the order of the findings.
  package private(set) var fixes: [ProposedFix] = []
  package private(set) var refused: [RefusedFix] = []
  /// Files that only a `.gitignore` helps.
  package private(set) var unignored: [UnignoredFile] = []
  /// What is left when all is done.
  package private(set) var report = Report()
  /// Everything that was read, before anything was mended.
  package private(set) var original: Linter?
  /// The same afterwards, with every setting.
  package private(set) var mended: Linter?
  private let movesSecrets: Bool
  private let rounds: Int

  package static let mostRounds = 6
  private static let mostAttempts = 8

  /// - Parameters:
  ///   - movesSecrets: Literal secrets may be moved to a `.env` beside their manifest.
  ///   - rounds: How often what a fix leaves may be mended in turn.
  ///   - isWanted: Whether a finding may be mended.
  ///   - load: A file that need not be among those that are read, as it is on disk.
  ///   - obstacle: Why a file must not be written, or not hold a secret.
  ///   - manifests: The YAML files that may read a file, from its folder upwards.
  package init(
    movesSecrets: Bool = false, rounds: Int = Self.mostRounds,
    isWanted: @escaping (Finding) -> Bool,
    load: @escaping (String) -> SourceFile?,
    obstacle: @escaping (_ path: String, _ mustBeIgnored: Bool) -> ReportText?,
    manifests: @escaping (_ path: String) -> [SourceFile] = { _ in [] },
    read: @escaping Reader
  ) {
    others = OtherFiles(load)
    self.obstacle = obstacle
    self.manifests = manifests
    self.movesSecrets = movesSecrets
    self.rounds = rounds
    self.isWanted = isWanted
    self.read = read
  }

  package mutating func run() throws {
    var state = try State(read, files)
    original = state.everything
    unignored = Self.unignored(state, isWanted)
    for _ in 0..<rounds {
      let candidates = candidates(in: state)
      guard !candidates.isEmpty, let next = try prove(candidates, state) else { break }
      state = next
    }
    mended = state.everything
    report = state.judged.report
  }

  /// What was read and judged of one state of the files.
  struct State {
    let linter: Linter
    let judged: (report: Report, drafts: [FindingDraft])
    let everything: Linter
    let snapshot: SettingSnapshot
    let readings: [String: FileReading]

    init(_ read: Reader, _ files: [String: SourceBytes]) throws {
      linter = try read(files, false)
      judged = linter.judged()
      everything = try read(files, true)
      snapshot = SettingSnapshot(everything)
      readings = Dictionary(
        linter.readings.map { ($0.file.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var proposer: FixProposer { FixProposer(readings: readings, readers: linter.verdict(of:)) }
  }

  /// What a file holds on disk; nil for one that is not there.
  package func original(of path: String) -> SourceBytes? {
    original?.readings.first { $0.file.path == path }?.file.bytes ?? others.file(path)?.bytes
  }

  // MARK: what could be done

  /// What the findings offer, without edits that overlap: those wait for the next round.
  private mutating func candidates(in state: State) -> [FixCandidate] {
    refused = refused.filter { fixed in settled.contains(fixed.fingerprint) }
    var candidates: [FixCandidate] = []
    for (finding, draft) in zip(state.judged.report.findings, state.judged.drafts)
    where isWanted(finding) && !settled.contains(finding.fingerprint) {
      do throws(FixRefusal) {
        guard let candidate = try candidate(for: finding, draft, state) else { continue }
        for path in candidate.paths.sorted() {
          let isTarget = candidate.effect == .movesValue && path != candidate.file.path
          if let reason = obstacle(path, isTarget) { throw FixRefusal(reason) }
        }
        try VariableReferences(state, files, manifests).requireNone(to: candidate)
        let isFree = !candidates.contains { other in
          other.edits.contains { one in candidate.edits.contains { Self.overlap(one, $0) } }
        }
        if isFree { candidates.append(candidate) }
      } catch {
        refuse(finding, error.reason)
      }
    }
    return candidates
  }

  private func candidate(
    for finding: Finding, _ draft: FindingDraft, _ state: State
  ) throws(FixRefusal) -> FixCandidate? {
    if let repair = draft.repair {
      return repair == .ignore ? nil : try state.proposer.candidate(for: finding, draft, repair)
    }
    guard movesSecrets, draft.category == .hardcodedSecret else { return nil }
    return try SecretMove(state, current: { current($0, state) }).candidate(for: finding, draft)
  }

  private static func overlap(_ one: FileEdit, _ other: FileEdit) -> Bool {
    guard one.path == other.path else { return false }
    if one.range == other.range { return true }
    return one.range.start < other.range.end && other.range.start < one.range.end
  }

  /// Findings whose fix was tried and taken back; it is not tried again.
  private var settled: Set<String> = []

  private mutating func refuse(_ finding: Finding, _ reason: ReportText, isFinal: Bool = false) {
    if isFinal { settled.insert(finding.fingerprint) }
    refused.append(
      RefusedFix(
        rule: finding.rule, fingerprint: finding.fingerprint, path: finding.path,
        line: finding.line, reason: NameScreen.builtin.text(reason)))
  }

  // MARK: proof

  /// The next state with the fixes that are proven, or nil where none is.
  private mutating func prove(_ offered: [FixCandidate], _ state: State) throws -> State? {
    var candidates = offered.filter { candidate in
      let objections = candidate.paths.sorted().compactMap { path in
        objection(to: [candidate], in: path, state)
      }
      guard let objection = objections.first else { return true }
      refuse(candidate.finding, objection, isFinal: true)
      return false
    }
    for attempt in 0..<Self.mostAttempts where !candidates.isEmpty {
      let paths = Set(candidates.flatMap(\.paths))
      let unproven: [FixFault] = paths.compactMap { path in
        objection(to: candidates, in: path, state).map { (nil, path, $0) }
      }
      var next = files
      var edited: [String: EditedBytes] = [:]
      for path in paths {
        let bytes = edit(path, candidates, state)
        edited[path] = bytes
        next[path] = bytes.after
      }
      let after = try State(read, next)
      let newPaths = paths.filter { state.readings[$0] == nil }
      var faults = unproven
      faults += state.snapshot.faults(after.snapshot, candidates, edited, ignoring: newPaths)
      faults += FindingComparison(state.judged, after.judged).faults(candidates)
      if after.judged.report.failures.count > state.judged.report.failures.count {
        faults.append((nil, "", "a file could not be read any more"))
      }
      guard !faults.isEmpty else {
        files = next
        fixes += candidates.map { proposed($0) }
        return after
      }
      let isLast = attempt == Self.mostAttempts - 1
      var guilty: [Int: ReportText] = [:]
      for (owner, path, reason) in faults {
        let owners: [Int] =
          if let owner, !isLast {
            [owner]
          } else {
            isLast ? [] : Self.suspects(among: candidates, in: path)
          }
        for number in owners.isEmpty ? Array(candidates.indices) : owners
        where guilty[number] == nil {
          guilty[number] = reason
        }
      }
      for (number, reason) in guilty.sorted(by: { $0.key < $1.key }) {
        refuse(candidates[number].finding, reason, isFinal: true)
      }
      candidates = candidates.indices.filter { guilty[$0] == nil }.map { candidates[$0] }
    }
    return nil
  }

  /// Whose fault it may be where that cannot be told: of what changes how a file is read, else of
  /// everything in the file.
  private static func suspects(among candidates: [FixCandidate], in path: String) -> [Int] {
    let here = candidates.indices.filter { candidates[$0].paths.contains(path) }
    let changing = here.filter { number in
      let effect = candidates[number].effect
      return effect == .removesEntry || effect == .unitesReaders
    }
    return changing.isEmpty ? here : changing
  }

  private static let unproven: ReportText = "it is not proven that nothing else would change"

  /// A file as it is by now; nil for one that is not there.
  private func current(_ path: String, _ state: State) -> SourceFile? {
    if let reading = state.readings[path] { return reading.file }
    let file = others.file(path)
    guard let bytes = files[path] else { return file }
    return SourceFile(path: path, bytes: bytes, tracking: file?.tracking ?? .unknown)
  }

  private func edit(
    _ path: String, _ candidates: [FixCandidate], _ state: State
  ) -> EditedBytes {
    let bytes = current(path, state)?.bytes ?? SourceBytes("")
    return EditedBytes(bytes, candidates.flatMap(\.edits).filter { $0.path == path })
  }

  /// Why the edits of a file are not proven.
  private func objection(
    to candidates: [FixCandidate], in path: String, _ state: State
  ) -> ReportText? {
    let edited = edit(path, candidates, state)
    guard let type = FileType(path: path) else { return Self.unproven }
    switch type {
    case .environment:
      let verdict = state.readings[path].flatMap { state.linter.verdict(of: $0) }
      let here = candidates.filter { $0.paths.contains(path) }
      let dialects =
        verdict.map { $0.isDefault ? Self.readers(of: edited.before) : $0.dialects }
      return EnvironmentFileProof(edited, dialects ?? [.compose], here).objection()
    case .dockerfile:
      return DockerfileProof(edited).holds() ? nil : Self.unproven
    default: return DocumentProof(edited, type).holds() ? nil : Self.unproven
    }
  }

  /// Where nobody knows who reads a file, it may be all who find anything in it.
  private static func readers(of bytes: SourceBytes) -> [DotEnvDialect] {
    [.compose]
      + DotEnvDialect.all.filter { dialect in
        dialect != .compose && !DotEnvFile.parse(bytes, dialect: dialect).entries.isEmpty
      }
  }

  private func proposed(_ candidate: FixCandidate) -> ProposedFix {
    ProposedFix(
      rule: candidate.finding.rule, fingerprint: candidate.finding.fingerprint,
      severity: candidate.finding.severity, path: candidate.finding.path,
      line: candidate.finding.line,
      description: NameScreen.builtin.text(candidate.description), edits: candidate.edits)
  }
}

/// Files that are written and need not be among those that are read; each is loaded once, so that
/// what it held is known when it is written.
private final class OtherFiles {
  private let load: (String) -> SourceFile?
  private var files: [String: SourceFile?] = [:]

  init(_ load: @escaping (String) -> SourceFile?) { self.load = load }

  func file(_ path: String) -> SourceFile? {
    if let known = files[path] { return known }
    let file = load(path)
    files[path] = .some(file)
    return file
  }
}

/// What speaks against a fix; without a number, against all fixes of the file or of the run.
typealias FixFault = (candidate: Int?, path: String, reason: ReportText)

/// An env file that git may take in, with the finding that says so.
package struct UnignoredFile: Sendable {
  package let finding: Finding
  /// As the run names it.
  package let path: String
  package let isTracked: Bool
}

extension FixSession {
  private static func unignored(
    _ state: State, _ isWanted: (Finding) -> Bool
  ) -> [UnignoredFile] {
    zip(state.judged.report.findings, state.judged.drafts).compactMap { finding, draft in
      guard draft.repair == .ignore, isWanted(finding) else { return nil }
      let file = draft.place.file
      return UnignoredFile(
        finding: finding, path: file.path, isTracked: file.tracking == .tracked)
    }
  }
}
