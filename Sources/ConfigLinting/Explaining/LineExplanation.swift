package import ConfigGuard
package import RulePacks

/// Why findings stand on a line of a file, or why none do; everything in it may be shown.
package struct LineExplanation: Sendable {
  /// What stands on a line.
  package enum Kind: String, Sendable, CaseIterable {
    case setting
    /// A key of a document of which only rules about places in documents speak.
    case node
    /// A program asks for a variable.
    case read
    /// Here a workload begins, and what it lacks is reported.
    case workload
    /// What is started, of which the words are judged.
    case command
    /// What a file lacks as a whole is reported here.
    case fileStart = "file-start"
    case comment
    /// A comment or an annotation that allows something.
    case directive
    /// A variable that the file does not set.
    case absent
    case blank
    case template
    case syntaxError = "syntax-error"
    case other
    /// The file is not judged.
    case notJudged = "not-judged"
  }

  package struct File: Sendable {
    package var format: String?
    /// How the format is known, or why the file is none that is judged.
    package var evidence: ScreenedText
    package var stage: Stage
    package var stageEvidence: ScreenedText
    package var readers: Report.Readers?
    /// Why the file, or a part of it, is passed over.
    package var skipped: [String] = []
    /// The file is not judged, but its text is searched for tokens.
    package var isSearched = false
  }

  /// A setting near a line that has none.
  package struct Nearest: Sendable {
    package var key: ScreenedText
    package var line: Int
  }

  package var path: ScreenedText
  package var line: Int
  package var column: Int?
  package var kind: Kind
  /// The name of what stands here, of workloads, commands and variables.
  package var subject: ScreenedText?
  package var file: File
  package var nearest: Nearest?
  /// What `check` reports on this line, as it reports it.
  package var findings: [Finding] = []
  /// What `check` would report if the project did not allow it.
  package var suppressed: [Report.Suppressed] = []
  /// Findings on other lines that name this one.
  package var elsewhere: [Finding] = []
  package var settings: [ExplainedSetting] = []
  package var reads: [ExplainedRead] = []
  package var directives: [ExplainedDirective] = []
  /// The variable that is not set.
  package var absent: AbsentVariable?
  /// Rules about places in documents, and others that found something here.
  package var rules: [ExplainedRule] = []
  /// Rules that have nothing to do with what stands here.
  package var otherRules = 0
}

/// A setting that a line holds, uses, or would set if nothing lay above it.
package struct ExplainedSetting: Sendable {
  package enum Relation: String, Sendable, CaseIterable {
    case held
    case used
    case shadowed
  }

  /// One environment in which it was judged.
  package struct Environment: Sendable {
    /// The workload; nil for a file that is judged by itself.
    package var workload: ScreenedText?
    package var location: ResolvedEnvironment.Location
    package var stage: Stage
    package var stageEvidence: ScreenedText
    package var steps: [ResolutionStep]
    package var isJudged: Bool
  }

  /// One role that the vocabulary's patterns give to the key.
  package struct Role: Sendable {
    package var name: String
    package var pattern: ScreenedText
  }

  package var key: ScreenedText
  package var keyPath: ScreenedText
  /// The words that rules compare; none where the key may not be shown.
  package var words: [String]
  package var relation: Relation
  package var role: String
  package var roleEvidence: ScreenedText
  /// Other roles whose patterns match and which come later in the vocabulary.
  package var otherRoles: [Role]
  package var form: String
  package var value: ValueDescription
  /// What the text is for those who look for secrets.
  package var secretClass: ScreenedText?
  package var contract: ScreenedText
  package var environments: [Environment]
  package var rules: [ExplainedRule]
  /// Rules that look at every value and found nothing.
  package var quietRules: Int
  /// Rules about secrets that did not look, since the key has another role.
  package var rulesOfSecrets: Int
}

/// A rule that could have spoken here, and what became of it.
package struct ExplainedRule: Sendable {
  /// In the order in which they are listed.
  package enum Verdict: String, Sendable, CaseIterable {
    case fired
    case allowed
    case anotherName = "another-name"
    case elsewhere
    case notKept = "not-kept"
    case silentInStage = "silent-in-stage"
    case off
    case notSelected = "not-selected"
    case judgedInside = "judged-inside"
    case emptyExample = "empty-example"
    case passed
    case excepted
    case conditionUnmet = "condition-unmet"
    case processOnly = "process-only"
  }

  package var id: String
  package var verdict: Verdict
  package var severity: Severity?
  package var reason: ScreenedText
  /// What the rule compares, of one that is about more than the setting or the place.
  package var looksAt: ScreenedText?
  /// The workloads of which this holds; none where it holds of all.
  package var workloads: [ScreenedText] = []
}

/// A variable that a program asks for.
package struct ExplainedRead: Sendable {
  package var name: ScreenedText
  package var isRequired: Bool
  package var hasDefault: Bool
  package var contract: ScreenedText
}

/// A rule that a comment or an annotation allows.
package struct ExplainedDirective: Sendable {
  package enum State: String, Sendable, CaseIterable {
    /// It answers a finding.
    case needed
    case unneeded
    case expired
    /// It does not do what it is meant to.
    case void
    /// Nothing that it allows was found, and the run cannot tell whether anything could be.
    case unknown
  }

  /// The rule's id; nil where none is named that is known.
  package var rule: String?
  package var kind: Report.Suppressed.Kind
  /// The last day on which it holds.
  package var until: String?
  package var reason: ScreenedText?
  /// For how much of the file it holds.
  package var scope: ScreenedText?
  package var state: State
  package var evidence: ScreenedText
}

/// A variable that a file does not set, although its contract knows it.
package struct AbsentVariable: Sendable {
  /// One environment in which it could be set.
  package struct Environment: Sendable {
    /// The workload; nil for a file that is judged by itself.
    package var workload: ScreenedText?
    package var stage: Stage
    package var verdict: ScreenedText
  }

  package var name: ScreenedText
  package var contract: ScreenedText
  package var environments: [Environment]
}
