import ConfigGuard
import RulePacks

/// Tells what of a file could matter where files are compared with one another.
final class CommonInterest {
  /// What rules ask of workloads beside the one that they are about.
  private let ofWorkloads: [Condition]
  private let budgets: [(number: Int, rule: Rule, budget: ConnectionBudget)]
  private let schemes: Set<String>
  /// Whether an image without its tag is a server that a budget knows.
  private var servers: [String: Bool] = [:]

  init(_ context: ProjectContext) {
    var asked: [Condition] = []
    for number in context.index.rulesAboutDocuments {
      for case .workload(let condition) in context.index.rules[number].condition?.parts ?? []
      where !asked.contains(condition) {
        asked.append(condition)
      }
    }
    ofWorkloads = asked
    budgets = context.index.projectRules.compactMap { number in
      let rule = context.index.rules[number]
      guard case .connectionBudget(let budget) = rule.check,
        context.judge.isEnabled(rule, .files)
      else { return nil }
      return (number, rule, budget)
    }
    schemes = ProjectJudge.dataStoreSchemes(of: context)
  }

  /// Whether anything of a file could matter to others, or to what is shown of them.
  ///
  /// Settings whose keys say that they are secrets were found when the file was judged.
  ///
  /// - Parameters:
  ///   - consumed: What was judged in another place than its own.
  ///   - context: The thread's own, which is that of the reading.
  func concerns(
    _ reading: FileReading, besides consumed: ConsumedPlaces, _ context: ProjectContext
  ) -> Bool {
    if reading.format == EnvironmentFile.name {
      return reading.stage.stage == .example
        || reading.settings.contains {
          KnownSecrets.mayTake(fromAnyNamed: $0) || context.worth(of: $0) != nil
        }
    }
    for document in reading.documents {
      let isOfInterest = document.settings.contains { setting in
        consumed.contains(setting.place)
          ? KnownSecrets.mayTake(from: setting, context.judge)
          : KnownSecrets.mayTake(fromAnyNamed: setting)
      }
      if isOfInterest { return true }
    }
    for number in reading.workloads.indices
    where concerns(reading.workloads[number], context) {
      return true
    }
    return !reading.heldSecrets().isEmpty || concernsBudgets(reading, context)
  }

  /// Whether other objects could be compared with one, beyond its name.
  static func concerns(_ object: ConfigurationObject) -> Bool {
    object.maker != nil
      || object.name.kind == ConfigurationObject.secret && object.holdsClearText
  }

  private func concerns(_ workload: Workload, _ context: ProjectContext) -> Bool {
    if !ofWorkloads.isEmpty {
      let here = Neighbours.surroundings(of: workload)
      if ofWorkloads.contains(where: { context.judge.verdict($0, here) != .no }) { return true }
    }
    // Hosts are compared between these.
    let isCompared =
      switch workload.stage {
      case .production, .development, .test: true
      default: false
      }
    return workload.environment.contains { setting in
      KnownSecrets.mayTake(fromAnyNamed: setting)
        || isCompared && ProjectJudge.dataStore(setting, schemes) != nil
    }
  }

  /// Whether a budget could be about a workload, once the server is known.
  func speaksOfDatabases(_ reading: FileReading, _ context: ProjectContext) -> Bool {
    guard !budgets.isEmpty else { return false }
    return reading.workloads.contains { workload in
      workload.environment.contains { setting in
        setting.info.candidates.contains { candidate in
          budgets.contains { $0.number == candidate.rule }
        }
      }
    }
  }

  private func concernsBudgets(_ reading: FileReading, _ context: ProjectContext) -> Bool {
    guard !budgets.isEmpty else { return false }
    let runsServer = reading.workloads.contains { $0.image.map { isServer($0) } ?? false }
    guard runsServer || !reading.databases.isEmpty else { return false }
    guard ConnectionBudgetJudge.isAlone(reading) else { return true }
    // Nobody else shares what such a file starts.
    let alone = ProjectJudge(readings: [reading], consumed: [], load: { .missing($0) })
    return budgets.contains { number, rule, budget in
      !ConnectionBudgetJudge(alone, rule, number, budget, context).drafts().isEmpty
    }
  }

  private func isServer(_ image: String) -> Bool {
    let name = ContainerImage.untagged(image)
    if let known = servers[name] { return known }
    let identity = ContainerImage.Identity(image)
    let isServer = budgets.contains { budget in
      budget.budget.servers.contains { identity.matches($0.images) }
    }
    servers[name] = isServer
    return isServer
  }
}
