package import RulePacks

/// The variables that a service will see, whichever way each one comes to it.
package struct GatheredEnvironment: Sendable {
  /// What a value was taken from, other than a variable.
  package struct Origin: Sendable {
    /// As reports show it.
    var note: ReportText
    /// The `_FILE` variable that led to the file.
    package var variable: String?
  }

  /// Something that is wrong with a source.
  package struct Problem: Sendable {
    package enum Kind: String, Sendable {
      case unusable = "file-unusable"
      case bothSet = "file-and-value"
    }

    package var kind: Kind
    /// The variable, or nil where a whole folder is meant.
    package var name: String?
    package var text: ReportText
    /// Nothing more serious than this; nil for what the rule says.
    package var atMost: Severity?
  }

  /// Every variable with the value that counts.
  package var values: [String: String]
  /// Where values are from that no variable has.
  package var origins: [String: Origin] = [:]
  package var problems: [Problem] = []
  /// Files in folders of secrets that no variable is made of, and why.
  package var skipped: [(path: String, reason: ReportText)] = []

  package init(_ values: [String: String]) { self.values = values }

  /// Variables for whose file nothing better can be said than that it is missing.
  var unusable: Set<String> {
    Set(problems.lazy.filter { $0.kind == .unusable && $0.atMost == nil }.compactMap(\.name))
  }

  /// What a command needs that reads variables only: values that came from files.
  package var exported: (added: [String: String], removed: Set<String>) {
    // A file such as `tls.key` is no variable.
    let names = origins.keys.filter { VariableName.isUsual($0) }
    let removed = names + names.compactMap { origins[$0]?.variable }
    let added = names.compactMap { name in values[name].map { (name, $0) } }
    return (Dictionary(added, uniquingKeysWith: { $1 }), Set(removed))
  }
}

extension GatheredEnvironment {
  /// The problems of the sources as findings.
  func drafts(_ judge: Judge, _ here: Surroundings, at place: Place) -> [FindingDraft] {
    problems.compactMap { problem in
      guard let rule = judge.index.contractRules[problem.kind.rawValue],
        judge.isEnabled(rule, here.gate), var severity = judge.severity(rule, in: here.stage)
      else { return nil }
      // What the project itself says of the rule is not softened.
      if let most = problem.atMost, judge.ruleSettings[rule.id]?.severity == nil {
        severity = min(severity, most)
      }
      return FindingDraft(
        rule, severity, at: place, keyPath: problem.name ?? "", key: problem.name,
        workload: here.workload?.name, stage: here.stage, arguments: ["problem": problem.text])
    }
  }

  /// Says in each finding about a value from a file that it came from there, and calls nothing
  /// missing whose file is the real problem.
  func explained(_ drafts: [FindingDraft], _ index: RuleIndex) -> [FindingDraft] {
    let missing = Set(["required", "required-secret"].compactMap { index.contractRules[$0]?.id })
    let unknown = index.contractRules["unknown"]?.id
    let unusable = unusable
    return drafts.compactMap { draft in
      guard let key = draft.key else { return draft }
      if missing.contains(draft.rule), unusable.contains(key) { return nil }
      guard let origin = origins[key] else { return draft }
      // The slip is in the name of the variable that leads to the file.
      if draft.rule == unknown, origin.variable != nil { return nil }
      var draft = draft
      draft.message += origin.note
      return draft
    }
  }
}
