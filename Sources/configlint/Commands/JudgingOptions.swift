import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// From which severity on findings change the exit status.
enum FailureLevel: String, CaseIterable, ExpressibleByArgument {
  case error
  case warning
  case note
  case never

  func isReached(by worst: Severity?) -> Bool {
    guard let worst else { return false }
    return switch self {
    case .error: worst >= .error
    case .warning: worst >= .warning
    case .note: true
    case .never: false
    }
  }
}

/// When text is coloured.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto
  case always
  case never
}

/// Options of every command that judges.
struct JudgingOptions: ParsableArguments {
  @Option(help: "What the environment is for; replaces what files and variables say.")
  var stage: Stage?

  @Option(
    help: ArgumentHelp("The contract to use instead of the nearest one.", valueName: "file"),
    completion: .file())
  var config: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A reader of the env files, or several with commas between; the first one's values count.",
      valueName: "id"), completion: .dialects)
  var dialect: [String] = []

  @Option(help: "How to write the report.")
  var format: ReportFormat = .text

  @Option(
    name: .customLong("output"), parsing: .singleValue,
    help: ArgumentHelp(
      "Write the report to a file, or with FORMAT: in front in that format besides; may repeat.",
      valueName: "[format:]file"), completion: .file())
  var outputs: [ReportOutput] = []

  @Option(help: "The severity from which on the exit status is 1 (default: error).")
  var failOn: FailureLevel?

  @Option(
    parsing: .singleValue, help: ArgumentHelp("Run only this rule.", valueName: "rule-id"),
    completion: .rules)
  var only: [String] = []

  @Option(
    parsing: .singleValue, help: ArgumentHelp("Leave out this rule.", valueName: "rule-id"),
    completion: .rules)
  var skip: [String] = []

  @Flag(help: "Let no comment and no annotation allow a finding; the contract still does.")
  var noInlineSuppressions = false

  @Option(help: "Judge this workload only.")
  var service: String?

  @Option(
    help: ArgumentHelp(
      "How many threads read and judge (default: as many as there are processors).",
      valueName: "n"))
  var jobs: Int?

  @Option(help: "When to colour the text.")
  var color: ColorChoice = .auto

  @Flag(help: "Print findings only, no summary.")
  var quiet = false

  @Flag(help: "Never show progress.")
  var noProgress = false

  /// More threads than this wait for one another.
  private static let mostThreads = 16

  /// How many threads read and judge.
  var threads: Int { jobs ?? min(Platform.processorCount, Self.mostThreads) }

  /// The contract named by `--config`, or the one in the working directory.
  func contractHere() throws -> Contract? {
    if let config { return try ContractFinder.read(config) }
    return try ContractFinder.readIfPresent(ContractFinder.name)
  }

  /// The built-in rules and the packs that a contract names.
  func rules(
    for contract: Contract?, _ load: RulePackFile.Load = RulePackFile.load
  ) throws -> PreparedRules {
    let rules = try ContractFinder.rules(for: contract, load)
    let named = contract?.ruleSettings.map(\.rule) ?? []
    for id in only + skip + named where !rules.index.hasRule(id) {
      let known = Set(rules.set.list.flatMap { [$0.id] + $0.formerly })
      let hint =
        NearMiss.nearest(to: id, among: known)
        .map { "; did you mean \(quoted: $0)?" as ReportText } ?? ""
      throw CommandFailure("there is no rule \(quoted: id)\(hint)")
    }
    if !only.isEmpty, Set(only).subtracting(skip).isEmpty {
      throw CommandFailure("`--skip` leaves nothing of what `--only` names")
    }
    return rules
  }

  /// The readers that `--dialect` names, in the order given.
  func dialects() throws -> [DotEnvDialect] {
    try DotEnvDialect.list(dialect)
  }

  var usesColor: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      Platform.isTerminal(1)
        && (Platform.environmentVariable("NO_COLOR") ?? "").isEmpty
    }
  }

  func validate() throws {
    try ReportOutput.requireDifferentFiles(outputs)
    if let jobs, jobs < 1 { throw ValidationError("`--jobs` is a number from 1 on") }
  }
}

extension DotEnvDialect {
  /// The readers that arguments name, one or several with commas in each.
  static func list(_ arguments: [String]) throws -> [DotEnvDialect] {
    let ids = arguments.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return try ids.map { written in
      let id = written.filter { $0 != " " }.lowercased()
      guard !id.isEmpty else { throw CommandFailure("`--dialect` names no reader") }
      guard let dialect = DotEnvDialect.named(id) else {
        throw CommandFailure(DotEnvDialect.unknown(id))
      }
      return dialect
    }
  }
}
