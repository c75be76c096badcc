import ConfigGuard
import RulePacks

/// Decides what the project answers to each finding, and notes which of its answers were needed.
struct SuppressionLedger {
  private let linter: Linter
  private let positions: Positions
  private var files: [ObjectIdentifier: FileSuppressions] = [:]
  private var used: [ObjectIdentifier: Set<Int>] = [:]
  private var usedAllowances: Set<Place> = []
  /// Files in which the text ends in another way than it is meant to.
  private let unreadable: Set<ObjectIdentifier>

  /// Where the reading of each file is; of most runs nobody asks.
  private final class Positions {
    private let readings: [FileReading]
    private(set) lazy var ofFiles: [ObjectIdentifier: Int32] = Dictionary(
      zip(readings.lazy.map { ObjectIdentifier($0.file) }, 0...),
      uniquingKeysWith: { first, _ in first })

    init(_ readings: [FileReading]) { self.readings = readings }
  }

  init(_ linter: Linter) {
    self.linter = linter
    positions = Positions(linter.readings)
    let readings = linter.index.open.map { linter.readings[$0] }
    unreadable = Set(
      readings.lazy.filter { reading in
        reading.drafts.contains { $0.category == .syntax || $0.category == .unchecked }
      }.map { ObjectIdentifier($0.file) })
    guard linter.honoursInlineSuppressions else { return }
    for reading in readings where reading.mentionsSuppressions {
      _ = suppressions(of: reading.file)
    }
  }

  /// A finding with what the project says to it.
  mutating func answered(_ draft: FindingDraft) -> FindingDraft {
    var result = draft
    if linter.honoursInlineSuppressions, draft.category != .suppression {
      for place in [draft.place] + draft.related.map(\.place) { answer(&result, at: place) }
    }
    let path = draft.place.file.path
    guard let context = context(of: draft.place.file) else { return result }
    for allowance in context.judge.allowances(for: draft, at: context.projectPath(of: path)) {
      usedAllowances.insert(allowance.place)
      context.judge.answer(&result, by: allowance)
    }
    return result
  }

  private mutating func answer(_ draft: inout FindingDraft, at place: Place) {
    let known = suppressions(of: place.file)
    guard !known.all.isEmpty, let judge = context(of: place.file)?.judge else { return }
    for number in known.holding(draft.rule, at: place.range) {
      used[ObjectIdentifier(place.file), default: []].insert(number)
      let suppression = known.all[number]
      if let end = suppression.answer.expires, judge.isOver(end) {
        draft.note(endOf: end, at: Place(place.file, suppression.name))
      } else if draft.answer == nil {
        draft.answer = suppression.answer
      }
    }
  }

  /// A file that only a workload refers to belongs to the project of its own folder.
  private func context(of file: SourceFile) -> ProjectContext? {
    reading(of: file)?.context ?? (try? linter.contexts(file.path))
  }

  private func reading(of file: SourceFile) -> FileReading? {
    positions.ofFiles[ObjectIdentifier(file)].map { linter.readings[Int($0)] }
  }

  mutating func suppressions(of file: SourceFile) -> FileSuppressions {
    let id = ObjectIdentifier(file)
    if let known = files[id] { return known }
    var result = FileSuppressions(without: file)
    let reading = reading(of: file)
    if reading?.mentionsSuppressions ?? SuppressionSearch.finds(in: file.bytes),
      let type = reading?.type ?? FileType(path: file.path), let context = context(of: file)
    {
      result = FileSuppressions(file, as: type, in: context) { [linter] in
        reading?.readers?.primary
          ?? context.dialects.verdict(
            path: file.path, projectPath: context.projectPath(of: file.path),
            contract: context.contract, load: linter.load
          ).primary
      }
    }
    files[id] = result
    return result
  }

  // MARK: what is wrong with the answers

  /// Findings about exceptions themselves, which only the contract can answer.
  mutating func findings() -> [FindingDraft] {
    var drafts: [FindingDraft] = []
    for file in files.values.sorted(by: { $0.file.path < $1.file.path }) {
      guard let context = context(of: file.file) else { continue }
      drafts += findings(in: file, context).map { answered($0) }
    }
    // Only now is it known which exceptions of the contract were needed.
    for context in linter.projects {
      drafts += findings(aboutContractOf: context).map { answered($0) }
    }
    return drafts
  }

  private func findings(
    in file: FileSuppressions, _ context: ProjectContext
  ) -> [FindingDraft] {
    var drafts = file.faults.flatMap { draft($0.problem, of: $0.rule, in: file.file, context) }
    for (number, suppression) in file.all.enumerated() {
      let problem: ReadingProblem
      if let end = suppression.answer.expires, context.judge.isOver(end) {
        problem = Self.expired(suppression.rule, on: end, at: suppression.name)
      } else if used[ObjectIdentifier(file.file)]?.contains(number) != true,
        isNeedless(suppression.rule, in: file.file, context)
      {
        problem = ReadingProblem(
          kind: .suppressionUnused,
          message: "\(quoted: suppression.rule) is allowed here, where it finds nothing",
          range: suppression.name)
      } else {
        continue
      }
      drafts += draft(problem, of: suppression.rule, in: file.file, context)
    }
    return drafts
  }

  private func findings(aboutContractOf context: ProjectContext) -> [FindingDraft] {
    var drafts: [FindingDraft] = []
    for setting in context.contract?.ruleSettings ?? [] {
      for allowance in setting.allowances {
        let place = allowance.place
        let problem: ReadingProblem
        if let end = allowance.expires, context.judge.isOver(end) {
          problem = Self.expired(setting.rule, on: end, at: place.range)
        } else if !usedAllowances.contains(place), isNeedless(allowance, setting.rule, context) {
          problem = ReadingProblem(
            kind: .suppressionUnused,
            message: "\(quoted: setting.rule) is allowed here for files in which it finds nothing",
            range: place.range)
        } else {
          continue
        }
        drafts += draft(problem, of: setting.rule, in: place.file, context)
      }
    }
    return drafts
  }

  /// An entry of a baseline without a finding, where this run can tell that it is not needed.
  func findings(aboutEntry entry: FindingIdentity, at place: Place) -> [FindingDraft] {
    let reading = linter.readings.first { $0.file.path == entry.path }
    guard let context = reading?.context ?? (try? linter.contexts(entry.path)) else { return [] }
    if let reading {
      guard isNeedless(entry.rule, in: reading.file, context) else { return [] }
    } else {
      // Of what a run over everything does not meet, nothing is left.
      guard linter.judgesAsUsual, linter.hasWalked(context), !linter.isSkipped(entry.path) else {
        return []
      }
    }
    let problem = ReadingProblem(
      kind: .suppressionUnused,
      message: """
        \(quoted: entry.rule) is not found any more in \(path: entry.path)\(Self.key(of: entry)); \
        `configlint baseline prune` removes the entry
        """,
      range: place.range)
    return draft(problem, of: entry.rule, in: place.file, context)
  }

  private static func key(of entry: FindingIdentity) -> ReportText {
    entry.keyPath.isEmpty || entry.keyPath == entry.rule ? "" : " (\(name: entry.keyPath))"
  }

  private func draft(
    _ problem: ReadingProblem, of rule: String, in file: SourceFile, _ context: ProjectContext
  ) -> [FindingDraft] {
    let stage = reading(of: file)?.stage.stage ?? .unknown
    return context.judge.draft(problem, in: file, stage: stage, duplicates: "").map { draft in
      var draft = draft
      // What is no rule's id may be anything, and nobody shall try guesses against a fingerprint.
      draft.keyPath = context.index.rule(rule)?.id ?? ""
      return draft
    }
  }

  private static func expired(
    _ rule: String, on day: String, at range: SourceRange
  ) -> ReadingProblem {
    ReadingProblem(
      kind: .suppressionExpired,
      message: "the exception from \(quoted: rule) ended on \(prose: day)", range: range)
  }

  // MARK: what this run can tell

  /// Whether the rule would have found something here, were there anything to find.
  private func isNeedless(_ id: String, in file: SourceFile, _ context: ProjectContext) -> Bool {
    guard linter.judgesAsUsual, let reading = reading(of: file),
      !unreadable.contains(ObjectIdentifier(file)), let rule = enabled(id, context),
      reading.isTracked || !rule.category.dependsOnTracking
    else { return false }
    return rule.isAboutOneFile || linter.hasWalked(context)
  }

  /// Of an exception for many files or for none in particular only a run over all files can tell.
  private func isNeedless(
    _ allowance: RuleSetting.Allowance, _ id: String, _ context: ProjectContext
  ) -> Bool {
    guard linter.judgesAsUsual, linter.hasWalked(context), let rule = enabled(id, context),
      rule.category != .suppression
    else { return false }
    // Without a path it may be meant for the start of the service.
    guard let path = allowance.path else { return !rule.gates.contains(.process) }
    return linter.readings.contains { reading in
      reading.context === context
        && path.matches(context.projectPath(of: reading.file.path))
        && !unreadable.contains(ObjectIdentifier(reading.file))
        && (reading.isTracked || !rule.category.dependsOnTracking)
    }
  }

  private func enabled(_ id: String, _ context: ProjectContext) -> Rule? {
    guard let rule = context.index.rule(id), context.judge.isEnabled(rule, .files),
      context.judge.ruleSettings[rule.id]?.isOff != true
    else { return nil }
    return rule
  }
}

extension Rule {
  /// Whether what it finds in a file depends on that file alone.
  fileprivate var isAboutOneFile: Bool {
    guard condition?.isAboutOthers != true else { return false }
    switch scope {
    case .setting, .path, .text, .reading: return true
    default: return false
    }
  }
}

extension Category {
  /// Whether a file that is not in version control may hold what such a rule finds.
  fileprivate var dependsOnTracking: Bool {
    self == .trackedSecret || rankAmongSecretFacts(.high) != nil
  }
}

extension FileReading {
  /// Whether the file is where no secret may stand, now or with the next commit.
  fileprivate var isTracked: Bool {
    self.file.tracking == .tracked || self.type != .environment && self.type != .credentials
  }
}
