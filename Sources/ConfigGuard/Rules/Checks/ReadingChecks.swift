package import RulePacks

extension Judge {
  /// The finding for something that a reader could not accept.
  package func draft(
    _ problem: ReadingProblem, in file: SourceFile, stage: Stage, duplicates: String
  ) -> [FindingDraft] {
    let check =
      switch problem.kind {
      case .syntax: "syntax"
      case .limit: "limit"
      case .duplicateKey: duplicates
      case .valueRewritten: "value-rewritten"
      case .valueRefused: "value-refused"
      }
    guard let rule = index.readingRules[check], isEnabled(rule, .files),
      let severity = severity(rule, in: stage)
    else { return [] }
    var draft = FindingDraft(
      rule, severity, at: Place(file, problem.range), keyPath: "", key: nil, workload: nil,
      stage: stage, arguments: ["problem": problem.message])
    draft.isShowable = problem.kind == .duplicateKey && !problem.message.hasPrefix("this ")
    if let related = problem.related {
      draft.related = [(Place(file, related), "the first one is here")]
    }
    return [draft]
  }
}
