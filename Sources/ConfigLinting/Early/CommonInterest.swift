import ConfigGuard
import RulePacks

/// Tells what of a file could matter where files are compared with one another.
final class CommonInterest {
  /// What rules ask of workloads beside the one that they are about.
  private let ofWorkloads: [WorkloadQuestion]
  private let budgets: [(number: Int, rule: Rule, budget: ConnectionBudget)]
  private let schemes: Set<String>
  /// What is known of images without their tags.
  private var images: [String: KnownImage] = [:]

  private struct KnownImage {
    /// Whether it is a server that a budget knows.
    let isServer: Bool
    /// Whether rules ask for it beside the workload that they are about.
    let isAskedFor: Bool
  }

  init(_ context: ProjectContext) {
    var asked: [Condition] = []
    for number in context.index.rulesAboutDocuments {
      for case .workload(let condition) in context.index.rules[number].condition?.parts ?? []
      where !asked.contains(condition) {
        asked.append(condition)
      }
    }
    ofWorkloads = asked.map { WorkloadQuestion($0) }
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
      if let image = workload.image, known(image).isAskedFor { return true }
      if ofWorkloads.contains(where: { $0.mayBeMet(besidesImage: workload, context.judge) }) {
        return true
      }
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

  private func isServer(_ image: String) -> Bool { known(image).isServer }

  private func known(_ image: String) -> KnownImage {
    let name = ContainerImage.untagged(image)
    if let known = images[name] { return known }
    let identity = ContainerImage.Identity(image)
    let known = KnownImage(
      isServer: budgets.contains { budget in
        budget.budget.servers.contains { identity.matches($0.images) }
      },
      isAskedFor: ofWorkloads.contains { $0.images.contains { identity.matches($0) } })
    images[name] = known
    return known
  }
}

/// What a rule asks of workloads beside the one that it is about; of several alternatives, those that
/// most rules have are told without looking at all of the workload.
private struct WorkloadQuestion {
  var images: [[String]] = []
  private var names: [[String]] = []
  private var commands: [[String]] = []
  private var others: [Condition] = []

  init(_ condition: Condition) { add(condition) }

  private mutating func add(_ condition: Condition) {
    switch condition {
    case .any(let parts): for part in parts { add(part) }
    case .image(let products): images.append(products)
    case .named(let words): names.append(words)
    case .command(let words): commands.append(words)
    default: others.append(condition)
    }
  }

  /// Whether anything but the image may be what is asked for.
  func mayBeMet(besidesImage workload: Workload, _ judge: Judge) -> Bool {
    if names.contains(where: { workload.isNamed($0) }) { return true }
    if commands.contains(where: { workload.runs($0) }) { return true }
    guard !others.isEmpty else { return false }
    let here = Neighbours.surroundings(of: workload)
    return others.contains { judge.verdict($0, here) != .no }
  }
}
