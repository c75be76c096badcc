public import RulePacks

/// One problem, with its place and what to do about it.
///
/// A finding has no room for a secret's text: messages are made from rules, names and categories.
public struct Finding: Sendable, Hashable {
  /// The kebab-case id of the rule.
  public var rule: String
  /// What the finding is about.
  public var category: Category
  /// How serious it is here.
  public var severity: Severity
  /// How sure the rule is.
  public var confidence: Confidence
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// What to do.
  public var help: String
  /// Relative to the working directory; `<environment>` for the environment of a process.
  public var path: String
  /// From 1; nil for the environment of a process.
  public var line: Int?
  /// In Unicode code points from 1; nil for the environment of a process.
  public var column: Int?
  /// The line on which the span ends.
  public var endLine: Int?
  /// Exclusive.
  public var endColumn: Int?
  /// The name of the setting, if the finding is about one.
  public var key: String?
  /// The workload that consumes the setting.
  public var workload: String?
  /// The stage in which it was judged.
  public var stage: Stage
  /// Sixteen hexadecimal digits over rule, path, key path and ordinal; never over a value.
  public var fingerprint: String
  /// CWE, ASVS and official pages.
  public var references: [String]
  /// Other places, such as where the value is used.
  public var related: [RelatedPlace]
  package var excerpt: Excerpt?
}

/// Another place that a finding speaks of.
public struct RelatedPlace: Sendable, Hashable {
  /// Relative to the working directory.
  public var path: String
  /// From 1; nil for the environment of a process.
  public var line: Int?
  /// In Unicode code points from 1.
  public var column: Int?
  /// What that place has to do with the finding.
  public var message: String
}

/// The line of a finding as it may be shown: secrets are masked before it is made.
package struct Excerpt: Sendable, Hashable {
  package var line: String
  /// Characters in front of the marked span, and its length.
  package var offset: Int
  package var length: Int
}
