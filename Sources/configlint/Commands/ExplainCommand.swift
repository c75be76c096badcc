import ArgumentParser
import ConfigGuard
import RulePacks

/// `configlint explain`: a rule's page.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show a rule's page: why, how to fix, examples.")

  @Argument(help: "The rule's id.")
  var id: String

  func run() throws {
    let (rule, page) = try BuiltinRule.named(id)
    Output.write(RuleDocument(rule: rule, page: page).text)
  }
}

/// Rules by id, with a hint for names that are nearly right.
enum BuiltinRule {
  static func named(_ id: String) throws -> (Rule, RulePage) {
    let rules = BuiltinPacks.rules.rules
    guard let rule = rules.first(where: { $0.id == id || $0.formerly.contains(id) }),
      let page = BuiltinPacks.pages.first(where: { $0.id == rule.id })
    else {
      let hint = NearMiss.nearest(to: id, among: rules.map(\.id))
        .map { "; did you mean \(quoted: $0)?" as ReportText }
      Output.error("there is no rule \(quoted: id)\(hint ?? "")")
      throw ExitStatus.failed
    }
    return (rule, page)
  }
}
