import ConfigGuard
import RulePacks

/// Compares what all workloads together may open at one database with what its server takes.
///
/// What nothing states counts as little as it can be, so that a sum that is too large is so for sure.
struct ConnectionBudgetJudge {
  private let project: ProjectJudge
  private let rule: Rule
  private let context: ProjectContext
  private let number: Int
  private let budget: ConnectionBudget

  init(
    _ project: ProjectJudge, _ rule: Rule, _ number: Int, _ budget: ConnectionBudget,
    _ context: ProjectContext
  ) {
    self.project = project
    self.rule = rule
    self.context = context
    self.number = number
    self.budget = budget
  }

  /// The workloads that share one database.
  private struct Group: Hashable {
    let scope: String
    let path: String
    let stage: Stage
    let identity: DatabaseIdentity
  }

  private struct Members {
    var keys: Set<String> = []
    var shares: [ConnectionShare] = []
  }

  func drafts() -> [FindingDraft] {
    let ceilings = ceilings()
    guard !ceilings.isEmpty else { return [] }
    let keys = BudgetKeys(budget, rule: number)
    var groups: [Group: Members] = [:]
    var order: [Group] = []
    for reading in project.readings
    where reading.context === context && !project.parts.contains(reading.file.path) {
      for workload in reading.workloads where isStarted(workload) {
        let scope = Self.scope(of: workload.format, reading)
        guard context.judge.severity(rule, in: workload.stage) != nil else { continue }
        let client = DatabaseClient(workload, context.service(of: workload), keys, context)
        for found in client.shares(context.contract) {
          let group = Group(
            scope: scope, path: Self.path(of: found.identity, reading), stage: workload.stage,
            identity: found.identity)
          if groups[group] == nil { order.append(group) }
          groups[group, default: Members()].keys.formUnion(found.keys)
          groups[group, default: Members()].shares.append(found.share)
        }
      }
    }
    return order.flatMap { group -> [FindingDraft] in
      guard let members = groups[group],
        let ceiling = ceilings.ceiling(
          of: group.identity, keys: members.keys, stage: group.stage, scope: group.scope,
          path: group.path)
      else { return [] }
      return Self.deployments(members.shares).compactMap { draft($0, ceiling, group.stage) }
    }
  }

  /// What all servers of the project take.
  func ceilings() -> ConnectionCeilings {
    var ceilings = ConnectionCeilings(budget, context)
    for reading in project.readings
    where reading.context === context && !project.parts.contains(reading.file.path) {
      for database in reading.databases {
        ceilings.add(
          database, scope: Self.scope(of: KubernetesManifest.name, reading),
          path: reading.file.path)
      }
      // Most of them run no server, and are not even looked at as a whole.
      for number in reading.workloads.indices
      where ceilings.mayRunServer(reading.workloads[number].image) {
        let workload = reading.workloads[number]
        guard isStarted(workload) else { continue }
        ceilings.add(workload, scope: Self.scope(of: workload.format, reading))
      }
    }
    return ceilings
  }

  /// Whether the workload runs for good where its file is deployed.
  private func isStarted(_ workload: Workload) -> Bool {
    !workload.isInitial && workload.startsWith == nil && workload.kind != "static_sites"
      && !CISystem.isFormat(workload.format) && !SettingLayers.isFormat(workload.format)
  }

  /// Files of one format are deployed together, but what is a project of its own.
  private static func scope(of format: String, _ reading: FileReading) -> String {
    let isAlone = format == ComposeFile.name || !reading.parts.isEmpty || !reading.bases.isEmpty
    return isAlone ? reading.file.path : format
  }

  /// Whether what a file starts shares no server with what others start.
  static func isAlone(_ reading: FileReading) -> Bool {
    reading.databases.isEmpty
      && reading.workloads.allSatisfy { scope(of: $0.format, reading) == reading.file.path }
  }

  /// A resource of a document has its name there only.
  private static func path(of identity: DatabaseIdentity, _ reading: FileReading) -> String {
    if case .supplier(.database) = identity { return reading.file.path }
    return ""
  }

  /// The shares of each deployment; what names one workload twice is deployed in several places.
  private static func deployments(_ shares: [ConnectionShare]) -> [[ConnectionShare]] {
    guard !isDistinct(shares) else { return [shares] }
    var folders: [String: [ConnectionShare]] = [:]
    for share in shares {
      folders[FilePath.folder(of: share.workload.file.path), default: []].append(share)
    }
    return folders.keys.sorted().compactMap { folders[$0] }.filter(isDistinct)
  }

  private static func isDistinct(_ shares: [ConnectionShare]) -> Bool {
    Set(shares.map { "\($0.workload.kind ?? "") \($0.workload.name)" }).count == shares.count
  }

  // MARK: findings

  /// Workloads that a message lists, and places that it refers to.
  private static let mostNamed = 12
  private static let mostRelated = 40

  private func draft(
    _ shares: [ConnectionShare], _ ceiling: ConnectionCeilings.Ceiling, _ stage: Stage
  ) -> FindingDraft? {
    var total = 0
    for share in shares {
      let (sum, isTooLarge) = total.addingReportingOverflow(share.total)
      total = isTooLarge ? .max : sum
    }
    guard total > ceiling.usable else { return nil }
    let ordered = shares.enumerated().sorted {
      ($1.element.total, $0.offset) < ($0.element.total, $1.offset)
    }.map(\.element)
    guard let first = ordered.first(where: { $0.setting != nil }) ?? ordered.first,
      let place = first.pool.place
    else { return nil }
    var parts = ordered.prefix(Self.mostNamed).map(\.text).joined(separator: ", ")
    if ordered.count > Self.mostNamed {
      parts += ", and \(ordered.count - Self.mostNamed) more"
    }
    let isExact = shares.allSatisfy(\.isExact)
    guard let severity = context.judge.severity(rule, in: stage) else { return nil }
    var draft = FindingDraft(
      rule, severity, at: place, subject: first.setting?.place,
      keyPath: first.setting?.keyPath ?? rule.id, key: first.setting?.key,
      workload: first.workload.name, stage: stage,
      arguments: [
        "parts": parts, "total": isExact ? "\(total)" : "at least \(total)",
        "limit": ceiling.text,
      ])
    draft.content = .number
    draft.related = Array(related(ordered, besides: place).prefix(Self.mostRelated))
    draft.related.append((ceiling.place, ceiling.message))
    return draft
  }

  /// Every line that states a factor, once.
  private func related(
    _ shares: [ConnectionShare], besides first: Place
  ) -> [(place: Place, message: ReportText)] {
    var known: Set<Place> = [first]
    var places: [(place: Place, message: ReportText)] = []
    func add(_ place: Place?, _ message: ReportText) {
      guard let place, known.insert(place).inserted else { return }
      places.append((place, message))
    }
    for share in shares {
      add(share.pool.place, "the pool of \(name: share.workload.name)")
      for use in share.setting?.uses ?? [] { add(use.place, "used here") }
      for other in share.others { add(other.place, other.message) }
    }
    return places
  }
}
