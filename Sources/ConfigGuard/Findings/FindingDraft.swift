package import RulePacks

/// A finding before its place is turned into lines and columns, and its names are screened.
package struct FindingDraft: Sendable {
  package let rule: String
  package var category: Category
  package var severity: Severity
  package let confidence: Confidence
  package var message: ReportText
  package let help: ReportText
  package let references: [Reference]
  package let place: Place
  /// The whole value that the finding is about; facts about one value are compared by it.
  package let subject: Place
  /// The subject was given: it begins where the value begins.
  let isAboutWholeValue: Bool
  /// As it is written; a screen decides what is shown of it.
  package var keyPath: String
  package var key: String?
  /// What the finding is about inside a value that it cannot point into.
  package var part: String?
  package var workload: String?
  package let stage: Stage
  package var related: [(place: Place, message: ReportText)] = []
  /// The service's own contract says so.
  package var isContractual = false
  package var why: ReportText?
  /// A rule of the project's own packs found it.
  package var isOwn = false
  /// What stands in the marked span.
  package var content = SpanContent.value
  /// What the rule says that may be done about it without asking.
  package let repair: Repair?
  /// What the project says to it; nil leaves it open.
  package var answer: Answer?

  /// What a rule says of a place; `arguments` are what its check knows.
  package init(
    _ rule: Rule, _ severity: Severity, at place: Place, subject: Place? = nil, keyPath: String,
    key: String?, part: ReportText? = nil, workload: String?, stage: Stage,
    arguments: [String: ReportText] = [:]
  ) {
    var arguments = arguments
    let name: ReportText = key.map { "\(setting: $0)" } ?? "this"
    arguments["key"] = part.map { "\(name) \($0)" } ?? name
    arguments["stage"] = "\(stage)"
    arguments["workload"] = workload.map { "\(name: $0)" } ?? "\(path: place.file.name)"
    self.rule = rule.id
    category = rule.category
    self.severity = severity
    confidence = rule.confidence
    message = ReportText(messageOf: rule, arguments)
    // A command that is copied must mean one file and nothing else.
    let isPlain = FilePath.isPlain(place.file.path)
    help = ReportText(helpOf: rule, ["file": isPlain ? "\(file: place.file.path)" : "FILE"])
    references = rule.references
    isOwn = rule.isOwn
    repair = rule.repair
    why = ReportText(whyOf: rule)
    self.place = place
    self.subject = subject ?? place
    isAboutWholeValue = subject != nil
    self.keyPath = keyPath
    self.key = key
    self.workload = workload
    self.stage = stage
  }
}

/// What the marked span of a finding holds, which decides what an excerpt shows of it.
package enum SpanContent: Sendable, Hashable {
  /// A value; it is masked.
  case value
  /// A value of which a rule about public values speaks.
  case publicValue
  /// A key, or the name of an object, a service or a scheme.
  case name
  /// `name=value`, as a rule for the parameters of an address lists it.
  case parameter
  case path
  case number
  /// The line with which the text of a key begins, which is the same for all keys.
  case keyHeader
}
