package import RulePacks

/// A finding before its place is turned into lines and columns.
package struct FindingDraft: Sendable {
  package var rule: String
  package var category: Category
  package var severity: Severity
  package var confidence: Confidence
  package var message: String
  package var help: String
  package var references: [String]
  package var place: Place
  /// The whole value that the finding is about; facts about one value are compared by it.
  package var subject: Place
  package var keyPath: String
  package var key: String?
  /// What the finding is about inside a value that it cannot point into.
  package var part: String?
  package var workload: String?
  package var stage: Stage
  package var related: [(place: Place, message: String)] = []
  /// The service's own contract says so.
  package var isContractual = false
  /// The marked span may be shown as it is written.
  package var isShowable = false

  /// What a rule says of a place; `arguments` are what its check knows.
  package init(
    _ rule: Rule, _ severity: Severity, at place: Place, subject: Place? = nil, keyPath: String,
    key: String?, shownKey: String? = nil, workload: String?, stage: Stage,
    arguments: [String: String] = [:]
  ) {
    var arguments = arguments
    // A secret may stand where a name should.
    let key = key.map { PlainName.isPlain($0) ? $0 : "(a key that is no name)" }
    arguments["key"] = shownKey.map { "\(key ?? "this") \($0)" } ?? key ?? "this"
    arguments["stage"] = stage.rawValue
    arguments["workload"] = workload ?? place.file.name
    self.rule = rule.id
    category = rule.category
    self.severity = severity
    confidence = rule.confidence
    message = Self.fill(rule.message, arguments)
    // A command that is copied must mean one file and nothing else.
    let path = FilePath.isPlain(place.file.path) ? place.file.path : "FILE"
    help = Self.fill(rule.help, ["file": path])
    references = rule.references
    self.place = place
    self.subject = subject ?? place
    self.keyPath = keyPath
    self.key = key
    self.workload = workload
    self.stage = stage
  }

  private static let longestArgument = 200

  /// `{name}` in a rule's message is replaced by what the check knows.
  package static func fill(_ template: String, _ arguments: [String: String]) -> String {
    guard template.contains("{") else { return template }
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      result +=
        arguments[name].map { Printable.text($0, limit: longestArgument) } ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
