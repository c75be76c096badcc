import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// How reports are written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

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

  @Option(help: ArgumentHelp("The contract to use instead of the nearest one.", valueName: "file"))
  var config: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A reader of the env files, or several with commas between; the first one's values count.",
      valueName: "id"))
  var dialect: [String] = []

  @Option(help: "How to write the report.")
  var format: ReportFormat = .text

  @Option(help: ArgumentHelp("Write the report to a file.", valueName: "file"))
  var output: String?

  @Option(help: "The severity from which on the exit status is 1 (default: error).")
  var failOn: FailureLevel?

  @Option(parsing: .singleValue, help: ArgumentHelp("Run only this rule.", valueName: "rule-id"))
  var only: [String] = []

  @Option(parsing: .singleValue, help: ArgumentHelp("Leave out this rule.", valueName: "rule-id"))
  var skip: [String] = []

  @Option(help: "Judge this workload only.")
  var service: String?

  @Option(help: "When to colour the text.")
  var color: ColorChoice = .auto

  @Flag(help: "Print findings only, no summary.")
  var quiet = false

  @Flag(help: "Never show progress.")
  var noProgress = false

  /// The contract named by `--config`, or the one in the working directory.
  func contractHere() throws -> Contract? {
    if let config { return try ContractFinder.read(config) }
    return try ContractFinder.readIfPresent(ContractFinder.name)
  }

  /// The built-in rules and the packs that a contract names.
  func rules(for contract: Contract?) throws -> PreparedRules {
    let rules = try ContractFinder.rules(for: contract)
    let known = Set(rules.set.rules.flatMap { [$0.id] + $0.formerly })
    let named = contract?.ruleSettings.map(\.rule) ?? []
    for id in only + skip + named where !known.contains(id) {
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
      output == nil && Platform.isTerminal(1)
        && (Platform.environmentVariable("NO_COLOR") ?? "").isEmpty
    }
  }

  /// Writes a report where and how it was asked for.
  func write(_ report: Report, milliseconds: Int, to descriptor: Int32 = 1) throws {
    let text =
      switch format {
      case .text: TextReporter(usesColor: usesColor, isQuiet: quiet).text(report)
      case .json: JSONReporter(version: Version.text).text(report, milliseconds: milliseconds)
      }
    try write(text, to: descriptor)
  }

  /// Writes a text to the file of `--output`, or else to a descriptor.
  func write(_ text: String, to descriptor: Int32) throws {
    guard let output else {
      Platform.write(text, to: descriptor)
      return
    }
    do {
      try Platform.replaceFile(output, with: text)
    } catch {
      throw CommandFailure("\(path: output) cannot be written: \(prose: error.text)")
    }
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

/// Why a command could not do what it was asked; the process ends with 2.
struct CommandFailure: Error {
  let text: ReportText

  init(_ text: ReportText) { self.text = text }
}
