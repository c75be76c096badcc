import ConfigGuard
import RulePacks

/// A contract that was concluded from what is there; what contradicts the project is taken back.
package struct DraftedContract: Sendable {
  /// How much was found where.
  package struct Counts: Sendable {
    package var templates = 0
    package var environmentFiles = 0
    package var manifests = 0
    package var sourceFiles = 0
    package var variables: [VariableEvidence.Origin: Int] = [:]
    package var fromOutside = 0
    package var ofProducts = 0
    package var hidden = 0
  }

  struct Pair: Sendable, Hashable {
    var first: String
    var second: String
  }

  package internal(set) var variables: [DraftedVariable]
  package private(set) var counts: Counts
  var groups: [Pair]
  var comparisons: [Pair]
  var services: [DraftedService]
  private(set) var defaultStage: DraftedVariable.Conclusion<Stage>?
  private(set) var stages: [(stage: Stage, path: String)]
  /// The check of each rule of contracts, by the rule's id.
  let checks: [String: String]
  var positions: [String: Int] = [:]

  /// - Parameters:
  ///   - linter: Everything that the project holds, its source code included.
  ///   - context: The project that all of it belongs to.
  ///   - root: The folder of the contract; paths count from there.
  package init(_ linter: Linter, _ context: ProjectContext, root: String) {
    var collector = EvidenceCollector(linter.resolved(), context, root: root)
    collector.addEnvironmentFiles()
    collector.addCode()
    collector.addManifests()
    let drafter = VariableDrafter(context)
    variables = Self.ordered(collector).map { drafter.draft($0) }
    positions = Dictionary(
      variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    counts = Counts(collector, variables)
    checks = Dictionary(
      context.index.contractRules.map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    groups = []
    comparisons = []
    services = Self.services(collector, variables)
    defaultStage = collector.stageFallback.map { found in
      .init(found.stage, "guessed: \(found.path):\(found.line) falls back to it", isGuess: true)
    }
    stages = collector.stagesOfFiles()
    groups = pairs(Self.halves)
    comparisons = pairs(Self.bounds).filter { pair in
      [pair.first, pair.second].allSatisfy { variable($0)?.type?.fact == .int }
        && Self.isInOrder(collector.variables[pair.first], collector.variables[pair.second])
    }
  }

  package var isEmpty: Bool { variables.isEmpty }

  package var guesses: Int {
    variables.reduce(groups.count + comparisons.count + (defaultStage == nil ? 0 : 1)) {
      $0 + $1.guesses
    }
  }

  private func variable(_ name: String) -> DraftedVariable? {
    positions[name].map { variables[$0] }
  }

  // MARK: order

  /// As templates have them, then what only code reads, then what only manifests set.
  private static func ordered(_ collector: EvidenceCollector) -> [VariableEvidence] {
    let listed = Set(collector.order)
    let rest = collector.variables.values.filter { !listed.contains($0.name) }
    let sorted = rest.sorted { left, right in
      (Self.section(left), left.name) < (Self.section(right), right.name)
    }
    return collector.order.compactMap { collector.variables[$0] } + sorted
  }

  /// What the service reads comes first, what nobody was seen to read last.
  private static func section(_ variable: VariableEvidence) -> Int {
    let origins = Set(variable.mentions.map(\.origin))
    if origins.contains(.code) { return 0 }
    if origins.contains(.task) { return origins.count == 1 ? 3 : 1 }
    return 2
  }

  // MARK: pairs

  /// Two halves of one login; the one is of no use without the other.
  private static let halves: [(String, String)] = [
    ("_CLIENT_ID", "_CLIENT_SECRET"), ("_ACCESS_KEY_ID", "_SECRET_ACCESS_KEY"),
  ]

  private static let bounds: [(String, String)] = [("MIN", "MAX"), ("MINIMUM", "MAXIMUM")]

  /// Pairs of variables whose names differ by two texts only.
  private func pairs(_ words: [(String, String)]) -> [Pair] {
    variables.flatMap { variable in
      words.compactMap { first, second in
        let isEnd = first.hasPrefix("_")
        let parts = isEnd ? [] : variable.name.split(separator: "_").map(String.init)
        let other: String
        if isEnd {
          guard variable.name.hasSuffix(first) else { return nil }
          other = String(variable.name.dropLast(first.count)) + second
        } else {
          guard parts.contains(first) else { return nil }
          other = parts.map { $0 == first ? second : $0 }.joined(separator: "_")
        }
        return positions[other] == nil ? nil : Pair(first: variable.name, second: other)
      }
    }
  }

  private static let mostCompared = 100

  /// Whether no file has a lower bound above its upper one.
  private static func isInOrder(_ low: VariableEvidence?, _ high: VariableEvidence?) -> Bool {
    guard let low, let high else { return false }
    return !low.values.prefix(mostCompared).contains { lower in
      high.values.prefix(mostCompared).contains { upper in
        guard lower.path == upper.path, let least = Double(lower.text),
          let most = Double(upper.text)
        else { return false }
        return least > most
      }
    }
  }

  // MARK: services

  /// Services that are given something; none where one stands for all.
  private static func services(
    _ collector: EvidenceCollector, _ variables: [DraftedVariable]
  ) -> [DraftedService] {
    var services = Array(collector.services.values)
    let readAt = Dictionary(
      collector.variables.values.map { ($0.name, $0.mentions(of: [.code]).map(\.path)) },
      uniquingKeysWith: { first, _ in first })
    for index in services.indices {
      // Where no manifest says what is built, a folder may be called like the service.
      let name = services[index].name.split(separator: "/").first.map(String.init) ?? ""
      if services[index].folders.isEmpty, !name.isEmpty {
        for (variable, paths) in readAt
        where paths.contains(where: { "/\($0)".contains("/\(name)/") }) {
          services[index].variables.insert(variable)
        }
      }
      for folder in services[index].folders {
        let prefix = folder == "." ? "" : folder + "/"
        for (name, paths) in readAt where paths.contains(where: { $0.hasPrefix(prefix) }) {
          services[index].variables.insert(name)
        }
      }
    }
    // A list of nearly everything says less than none.
    for index in services.indices where services[index].variables.count * 2 > variables.count {
      services[index].takesAll = true
    }
    services = services.filter { !$0.variables.isEmpty || $0.takesAll }
      .sorted { $0.name < $1.name }
    guard services.count > 1 || collector.sharesNamesWithProducts else { return [] }
    return services
  }
}

extension DraftedContract.Counts {
  init(_ collector: EvidenceCollector, _ variables: [DraftedVariable]) {
    self.init()
    templates = collector.files[.template]?.count ?? 0
    environmentFiles = collector.files[.environmentFile]?.count ?? 0
    manifests =
      (collector.files[.manifest] ?? []).union(collector.files[.reference] ?? []).count
    sourceFiles =
      (collector.files[.code] ?? []).union(collector.files[.task] ?? []).count
    for origin in VariableEvidence.Origin.allCases {
      self.variables[origin] = variables.count { variable in
        variable.mentions.contains { $0.origin == origin }
      }
    }
    fromOutside = collector.namesFromOutside.count
    ofProducts = collector.namesOfProducts.count
    hidden = collector.hiddenNames.count
  }
}
