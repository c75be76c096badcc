import ConfigGuard
import RulePacks

extension Explainer {
  /// Rules that found something on the line, and that nothing which stands there lists.
  func unlistedRules(of explanation: LineExplanation) -> [ExplainedRule] {
    let listed = Set(
      (explanation.settings.flatMap(\.rules) + explanation.rules)
        .filter { $0.verdict == .fired || $0.verdict == .allowed }.map(\.id))
    let index = (reading?.context ?? (try? linter.contexts(file.path)))?.index
    func rule(
      _ finding: Finding, _ verdict: ExplainedRule.Verdict, _ reason: ReportText
    ) -> ExplainedRule {
      ExplainedRule(
        id: finding.rule, verdict: verdict, severity: finding.severity,
        reason: screen.text(reason),
        looksAt: finding.category == .suppression
          ? screen.text("looks at what the project allows")
          : index?.rule(finding.rule).map { screen.text($0.scope.words) })
    }
    return explanation.findings.filter { !listed.contains($0.rule) }.map {
      rule($0, .fired, "\(prose: $0.message)")
    }
      + explanation.suppressed.filter { !listed.contains($0.finding.rule) }.map {
        rule($0.finding, .allowed, Self.words(for: $0))
      }
  }

  /// That a finding is allowed, by whom, until when, and where that is written.
  static func words(for allowed: Report.Suppressed) -> ReportText {
    var words: ReportText = allowed.kind == .baseline ? "allowed by the baseline" : "allowed"
    if let path = allowed.path {
      words += " in \(path: path)"
      if let line = allowed.line { words += ":\(line)" }
    }
    if let owner = allowed.owner { words += " by \(prose: owner)" }
    if let expires = allowed.expires { words += " until \(prose: expires)" }
    return allowed.reason.isEmpty ? words : words + ": \(prose: allowed.reason)"
  }
}

extension RuleScope {
  /// What a rule looks at.
  fileprivate var words: ReportText {
    switch self {
    case .setting: "looks at a setting"
    case .path: "looks at a place in the document"
    case .workload: "looks at all that the workload gets"
    case .command: "looks at the words of what is started"
    case .project: "compares the files of the project"
    case .contract: "compares what is set with the contract"
    case .reading: "looks at how the text of the file is read"
    case .text: "searches text that is no setting's value"
    }
  }
}
