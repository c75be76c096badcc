import RulePacks

extension RulePackProblem {
  /// The problem as one line, with all plain names.
  var description: String { NameScreen.plain.text(text).text }
}
