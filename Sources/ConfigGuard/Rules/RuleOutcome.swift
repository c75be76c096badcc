package import RulePacks

/// What became of a rule that was asked about one thing.
package enum RuleOutcome {
  /// Switched off, for another gate, or silent in this stage.
  case refused
  /// The rule leaves settings with such a key out.
  case excepted
  /// What the rule asks for besides does not hold.
  case unmet
  /// There is nothing wrong.
  case passed
  case violated(Severity, [Violation])
}

/// A rule that was asked about a setting, for those who want to know why it said nothing.
package struct RuleConsideration {
  /// Why the rule looked at the setting at all.
  package enum Cause: Sendable, Hashable {
    case key
    case role
    /// It looks at every setting.
    case every
    /// It compares settings of a whole environment, of which this is one.
    case environment
  }

  /// What the rule said, in more detail than judging needs.
  package enum Answer {
    /// `--only` or `--skip`.
    case notSelected
    /// For the environment of a process only.
    case otherGate
    /// The contract switches it off.
    case off
    case silentInStage
    case excepted
    /// The first part of the condition that does not hold.
    case unmet(Condition, ConditionVerdict)
    /// A template leaves values empty on purpose.
    case emptyExample
    /// A secret stands inside the value and is judged by itself.
    case judgedInside
    /// The token in the value is one that everybody has.
    case publishedToken
    case passed
    case violated([FindingDraft])
  }

  package let rule: Rule
  package let cause: Cause
  package let answer: Answer
  /// The secret inside the value that was judged instead of all of it.
  package var part: InnerSecret?
}
