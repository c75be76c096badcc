import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// How an explanation is written.
enum ExplanationFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

/// `configlint explain`: a rule's page, or why findings stand on a line and others do not.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show a rule's page, or why something was found on a line, or was not.",
    usage: """
      configlint explain <rule-id>
      configlint explain [<options>] <file>:<line>[:<column>]
      configlint explain [<options>] --key <name> <file>
      """,
    discussion: """
      Of a line it says what stands there, what the words of the key mean, what kind of value it \
      is, where the value comes from, in which stage it is judged, and which rules looked at it. \
      The findings are those of `configlint check` in this folder. Values of secrets are never \
      shown. The status is 0 when there was something to say.

      Rules of the packs that the contract in this folder names are known, too.
      """)

  @Argument(
    help: ArgumentHelp("The rule's id, or a place.", valueName: "rule-id-or-place"),
    completion: .rules)
  var subject: String

  @Option(
    help: ArgumentHelp("The line of this setting, of the file that is named.", valueName: "name"))
  var key: String?

  @Option(help: "How to write what is said of a line.")
  var format: ExplanationFormat = .text

  @OptionGroup var context: ContextOptions

  @Option(
    parsing: .singleValue, help: ArgumentHelp("Run only this rule.", valueName: "rule-id"),
    completion: .rules)
  var only: [String] = []

  @Option(
    parsing: .singleValue, help: ArgumentHelp("Leave out this rule.", valueName: "rule-id"),
    completion: .rules)
  var skip: [String] = []

  @OptionGroup var resolution: ResolutionOptionGroup

  func run() throws {
    try CommandFailure.reported {
      switch try ExplainedSubject(subject, key: key) {
      case .rule(let rule, let page): try write(rule, page)
      case .place(let place): try explain(place)
      }
    }
  }

  private func write(_ rule: Rule, _ page: RulePage) throws {
    guard format == .text else { throw CommandFailure("the page of a rule is text only") }
    Output.write(RuleDocument(rule: rule, page: page).text)
  }

  private func explain(_ place: ExplainedPlace) throws {
    let others = only.flatMap { ["--only", $0] } + skip.flatMap { ["--skip", $0] }
    let run = try ExplainRun(
      place.path, options: try context.judgingOptions(others), service: context.service,
      resolution)
    let explanations = try run.explanations(of: place)
    switch format {
    case .text:
      let blocks = explanations.map { ExplanationText($0, run.basis).text }
      Output.write(blocks.joined(separator: "\n"))
    case .json:
      Output.write(ExplanationJSON(explanations, run.basis, version: Version.text).text)
    }
    for failure in run.failures { Output.error(failure) }
    if !run.failures.isEmpty { throw ExitStatus.failed }
  }
}

/// Rules by id, the project's own included, with a hint for names that are nearly right.
enum KnownRule {
  static func named(_ id: String) throws -> (Rule, RulePage) {
    if let found = try find(id) { return found }
    Output.error(try unknown(id).text)
    throw ExitStatus.failed
  }

  static func find(_ id: String) throws -> (Rule, RulePage)? {
    if let found = find(id, in: BuiltinPacks.rules.rules, BuiltinPacks.pages) { return found }
    for pack in try ownPacks() {
      if let found = find(id, in: pack.rules, pack.pages) { return found }
    }
    return nil
  }

  /// That there is no such rule, with the one that was probably meant.
  static func unknown(_ id: String) throws -> CommandFailure {
    let rules = BuiltinPacks.rules.rules + (try ownPacks()).flatMap(\.rules)
    let hint = NearMiss.nearest(to: id, among: rules.map(\.id))
      .map { "; did you mean \(quoted: $0)?" as ReportText }
    return CommandFailure("there is no rule \(quoted: id)\(hint ?? "")")
  }

  private static func ownPacks() throws -> [RulePack] {
    guard let contract = try ContractFinder.readIfPresent(ContractFinder.name) else { return [] }
    return try contract.packs.map { try RulePackFile.read($0).pack }
  }

  private static func find(
    _ id: String, in rules: [Rule], _ pages: [RulePage]
  ) -> (Rule, RulePage)? {
    guard let rule = rules.first(where: { $0.id == id || $0.formerly.contains(id) }),
      let page = pages.first(where: { $0.id == rule.id })
    else { return nil }
    return (rule, page)
  }
}
