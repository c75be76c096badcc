public import RulePacks

/// One problem, with its place and what to do about it.
///
/// A finding has no room for a secret's text: what it says is made from rules, screened names and
/// categories, and nothing else can be put into it.
public struct Finding: Sendable, Hashable {
  /// The kebab-case id of the rule.
  public let rule: String
  /// What the finding is about.
  public let category: Category
  /// How serious it is here.
  public let severity: Severity
  /// How sure the rule is.
  public let confidence: Confidence
  /// What is wrong, in one sentence without a full stop.
  public let message: String
  /// What to do.
  public let help: String
  /// Why it matters, where a pack of the project says so.
  package let why: String?
  /// Relative to the working directory; `<environment>` for the environment of a process.
  public let path: String
  /// From 1; nil for the environment of a process.
  public var line: Int? { span?.start.line }
  /// In Unicode code points from 1; nil for the environment of a process.
  public var column: Int? { span?.start.column }
  /// The line on which the span ends.
  public var endLine: Int? { span?.end.line }
  /// Exclusive.
  public var endColumn: Int? { span?.end.column }
  /// The name of the setting, if the finding is about one.
  public let key: String?
  /// The workload that consumes the setting.
  public let workload: String?
  /// The stage in which it was judged.
  public let stage: Stage
  /// Sixteen hexadecimal digits over rule, path, key path and ordinal; never over a value.
  public var fingerprint: String { identity.fingerprint }
  /// What the fingerprint is made of.
  package let identity: FindingIdentity
  /// CWE, ASVS and official pages.
  public let references: [String]
  /// Other places, such as where the value is used.
  public let related: [RelatedPlace]
  package let excerpt: Excerpt?
  private let span: Span?

  /// Where a finding begins and ends in its file.
  struct Span: Sendable, Hashable {
    var start: SourceLocation
    var end: SourceLocation
  }

  init(
    _ draft: FindingDraft, _ screen: NameScreen, _ identity: FindingIdentity,
    path: ScreenedText, span: Span?, excerpt: Excerpt?, related: [RelatedPlace]
  ) {
    self.identity = identity
    rule = draft.rule
    category = draft.category
    severity = draft.severity
    confidence = draft.confidence
    message = screen.text(draft.message).text
    help = screen.text(draft.help).text
    why = draft.why.map { screen.text($0).text }
    self.path = path.text
    key = draft.key.map { screen.key($0).text }
    workload = draft.workload.map { screen.name($0).text }
    stage = draft.stage
    references = draft.references.map(\.text)
    self.related = related
    self.excerpt = excerpt
    self.span = span
  }
}

/// Another place that a finding speaks of.
public struct RelatedPlace: Sendable, Hashable {
  /// Relative to the working directory.
  public let path: String
  /// From 1; nil for the environment of a process.
  public let line: Int?
  /// In Unicode code points from 1.
  public let column: Int?
  /// What that place has to do with the finding.
  public let message: String

  init(path: ScreenedText, at location: SourceLocation?, message: ScreenedText) {
    self.path = path.text
    line = location?.line
    column = location?.column
    self.message = message.text
  }
}
