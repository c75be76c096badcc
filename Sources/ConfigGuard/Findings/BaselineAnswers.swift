package import RulePacks

/// What a baseline says to findings as they are about to be reported.
package protocol BaselineAnswers {
  /// An answer for a finding that was known before.
  func answer(to finding: FindingIdentity, _ severity: Severity) -> Answer?

  /// Findings about entries that no finding asked for; asked for after all answers.
  func unmet() -> [FindingDraft]
}
