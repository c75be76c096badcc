import RulePacks

/// The message about an environment, for people who read a log at night, and for log pipelines.
///
/// Neither form holds the value of a secret. What is missing comes first, then what is wrong, then
/// warnings and notes.
public enum StartupMessage {
  /// A heading, the stage and how it is known, then one block for each rule with all variables
  /// that it speaks of; empty if there is no problem.
  ///
  /// The lines have up to 100 characters, without colours and without a line break at the end.
  public static func text(_ report: Report) -> String {
    text(report, isRefused: report.refusesStart)
  }

  /// The same where the caller decides what refuses a start.
  package static func text(_ report: Report, isRefused: Bool) -> String {
    guard !report.findings.isEmpty || !report.failures.isEmpty else { return "" }
    return StartupText(StartupSummary(report, isRefused: isRefused)).text
  }

  /// One JSON object without a line break (`schemas/startup.v1.schema.json`), also if there is no
  /// problem.
  public static func jsonLine(_ report: Report) -> String {
    StartupSummary(report, isRefused: report.refusesStart).jsonLine
  }
}

/// What both forms of the message say of a report.
struct StartupSummary {
  /// Findings that are read together.
  enum Part: CaseIterable {
    case missing
    case wrong
    case warnings
    case notes
  }

  let report: Report
  let isRefused: Bool
  let stage: Stage
  let stageEvidence: String
  /// The service of the contract, if the caller named one.
  let service: String?

  init(_ report: Report, isRefused: Bool) {
    self.report = report
    self.isRefused = isRefused
    let process = report.workloads.first
    stage = process?.stage ?? .unknown
    stageEvidence = process?.stageEvidence ?? "nothing says what it is for"
    service = process.flatMap { $0.name == Validator.unnamed ? nil : $0.name }
  }

  /// The findings of a part, as the report sorts them: by key and rule.
  func findings(_ part: Part) -> [Finding] {
    report.findings.filter { self.part(of: $0) == part }
  }

  private func part(of finding: Finding) -> Part {
    switch finding.severity {
    case .error: finding.isAboutAbsence ? .missing : .wrong
    case .warning: .warnings
    case .note: .notes
    }
  }

  /// How many problems there are, and what becomes of the start.
  var heading: String {
    let verdict = isRefused ? "must not start" : "starts all the same"
    guard !report.findings.isEmpty else {
      return failures.isEmpty
        ? "The configuration has no problems."
        : "The configuration cannot be judged. \(subject) \(verdict)."
    }
    return "Configuration problems: \(counts). \(subject) \(verdict)."
  }

  /// Why not everything could be judged.
  var failures: [String] { report.failures.map { "\($0.path): \($0.reason)" } }

  private var subject: String { service.map { "The service \($0)" } ?? "The service" }

  private var counts: String {
    let summary = report.summary
    let counts = [
      Self.count(summary.errors, "error"), Self.count(summary.warnings, "warning"),
      Self.count(summary.notes, "note"),
    ].compactMap { $0 }
    guard summary.suppressed > 0 else { return counts.joined(separator: ", ") }
    return (counts + ["\(summary.suppressed) allowed"]).joined(separator: ", ")
  }

  private static func count(_ number: Int, _ name: String) -> String? {
    number == 0 ? nil : "\(number) \(name)\(number == 1 ? "" : "s")"
  }
}

extension Finding {
  /// Whether a variable is absent or empty that has to be there.
  var isAboutAbsence: Bool {
    category == .missingSecret || rule == "required-variable-missing"
  }
}

/// Why an environment could not be judged at all.
struct StartupProblem {
  private let reason: String

  init(_ error: any Error) {
    // Of other errors nobody knows what they say.
    reason = (error as? ContractError)?.description ?? "the contract cannot be read"
  }

  private static let verdict = "The configuration cannot be judged. The service must not start."

  var text: String { "\(Self.verdict)\n  \(reason)" }

  var jsonLine: String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.member("level", "error")
      json.member("message", "\(Self.verdict) \(reason)")
      json.member("service", nil as String?)
      json.member("stage", nil as String?)
      json.member("stageEvidence", nil as String?)
      json.member("refused", true)
      json.counts(Report.Summary())
      json.array("findings", [Finding]()) { _, _ in }
      json.array("failures", [reason]) { $0.value($1) }
    }
    return json.text
  }
}
