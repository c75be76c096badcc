import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint explain`: a rule's page.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show a rule's page: why, how to fix, examples.",
    discussion: "Rules of the packs that the contract in this folder names are known, too.")

  @Argument(help: "The rule's id.", completion: .rules)
  var id: String

  func run() throws {
    let (rule, page) = try KnownRule.named(id)
    Output.write(RuleDocument(rule: rule, page: page).text)
  }
}

/// Rules by id, the project's own included, with a hint for names that are nearly right.
enum KnownRule {
  static func named(_ id: String) throws -> (Rule, RulePage) {
    var rules = BuiltinPacks.rules.rules
    if let found = find(id, in: rules, BuiltinPacks.pages) { return found }
    if let contract = try ContractFinder.readIfPresent(ContractFinder.name) {
      for path in contract.packs {
        let pack = try RulePackFile.read(path).pack
        if let found = find(id, in: pack.rules, pack.pages) { return found }
        rules += pack.rules
      }
    }
    let hint = NearMiss.nearest(to: id, among: rules.map(\.id))
      .map { "; did you mean \(quoted: $0)?" as ReportText }
    Output.error("there is no rule \(quoted: id)\(hint ?? "")")
    throw ExitStatus.failed
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
