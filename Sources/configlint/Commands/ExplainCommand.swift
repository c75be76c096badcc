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
    Output.write(RulePageText(rule: rule, page: page).text)
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

/// The text of a rule's page.
struct RulePageText {
  let rule: Rule
  let page: RulePage

  var text: String {
    var lines = [rule.id, rule.title, ""]
    lines.append("Category    \(rule.category.rawValue)")
    lines.append("Severity    \(severity)")
    lines.append("Confidence  \(rule.confidence.rawValue)")
    let gates = Gate.allCases.filter { rule.gates.contains($0) }.map(\.rawValue)
    lines.append("Looks at    \(gates.joined(separator: " and "))")
    lines.append("Since       \(rule.since)")
    lines += ["", "Why", indented(page.why), "", "Fix", indented(fix)]
    for (title, isBad) in [("Bad", true), ("Good", false)] {
      for example in page.examples where example.isBad == isBad {
        lines += ["", example.title.isEmpty ? title : "\(title): \(example.title)"]
        lines.append(indented(text(of: example)))
      }
    }
    if !rule.references.isEmpty {
      lines += ["", "References"] + rule.references.map { "  \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var fix: String {
    NameScreen.builtin.text(ReportText(fixOf: page, ["file": "FILE"])).text
  }

  private var severity: String {
    if let severity = rule.levels.everyStage { return "\(severity.rawValue) in every stage" }
    let levels =
      [(Stage.production, rule.levels.production), (.development, rule.levels.development)]
      + rule.levels.exceptions.map { ($0.stage, $0.severity) }
    return levels.map { stage, severity in
      let place = stage == .unknown ? "where the stage is unknown" : "in \(stage.rawValue)"
      return "\(severity?.rawValue ?? "off") \(place)"
    }.joined(separator: ", ")
  }

  private func text(of example: RuleExample) -> String {
    var parts = example.files.map { file in
      "\(file.path):\n\(indented(ExampleText(file.text).plain))"
    }
    if let contract = example.contract { parts.append("configguard.yaml:\n\(indented(contract))") }
    if !example.environment.isEmpty {
      let lines = example.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      parts.append("environment of the process:\n\(indented(lines.joined(separator: "\n")))")
    }
    return parts.joined(separator: "\n")
  }

  private func indented(_ text: String) -> String {
    text.trimmedASCII.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
  }
}
