package import ConfigGuard
package import RulePacks

extension ReadingProblem.Kind {
  /// Whether a path or the name of a service stands where such a problem is found.
  fileprivate var isAboutNames: Bool {
    switch self {
    case .missingFile, .outsideRoot, .missingService, .circularReference, .patchUnmatched,
      .codeMissing, .parameterShown:
      true
    default: false
    }
  }

  /// Whether the name of a rule stands where such a problem is found.
  fileprivate var isAboutRules: Bool {
    switch self {
    case .suppressionUnused, .suppressionExpired, .suppressionWithoutReason,
      .suppressionOfUnknownRule, .suppressionMalformed:
      true
    default: false
    }
  }
}

extension Judge {
  /// The finding for something that a reader could not accept.
  package func draft(
    _ problem: ReadingProblem, in file: SourceFile, stage: Stage, duplicates: String
  ) -> [FindingDraft] {
    let check = problem.kind == .duplicateKey ? duplicates : problem.kind.rawValue
    guard let rule = index.readingRules[check], isEnabled(rule, .files),
      let severity = severity(rule, in: stage)
    else { return [] }
    var draft = FindingDraft(
      rule, severity, at: Place(file, problem.range), keyPath: problem.key ?? "",
      key: problem.key, workload: nil,
      stage: stage, arguments: ["problem": problem.message])
    draft.content =
      problem.kind == .duplicateKey || problem.kind.isAboutRules
      ? .name : problem.kind.isAboutNames ? .path : .value
    if let related = problem.related {
      draft.related = [(Place(file, related), "the first one is here")]
    }
    return [draft]
  }
}
