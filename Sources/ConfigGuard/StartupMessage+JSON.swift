import RulePacks

extension StartupSummary {
  /// The whole report on one line.
  var jsonLine: String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.member("level", level)
      json.member("message", message)
      json.member("service", service)
      json.member("stage", stage.rawValue)
      json.member("stageEvidence", stageEvidence)
      json.member("refused", isRefused)
      json.counts(report.summary)
      json.array("findings", Part.allCases.flatMap(findings)) { json, finding in
        json.object { json in
          json.member("rule", finding.rule)
          json.member("category", finding.category.rawValue)
          json.member("severity", finding.severity.rawValue)
          json.member("key", finding.key)
          json.member("message", finding.message)
          json.member("help", finding.help)
          json.member("fingerprint", finding.fingerprint)
          json.array("references", finding.references) { $0.value($1) }
        }
      }
      json.array("failures", failures) { $0.value($1) }
    }
    return json.text
  }

  /// What log pipelines filter by: an error only where the start is refused.
  private var level: String {
    if isRefused { return "error" }
    return (report.worst ?? .note) > .note ? "warning" : "info"
  }

  /// Variables that the message names; the findings name all.
  private static let mostNamed = 12

  /// The heading with the names of the variables: a list of log entries shows nothing else.
  private var message: String {
    let parts: [(Part, String)] = [
      (.missing, "Missing"), (.wrong, "Wrong"), (.warnings, "Warnings"), (.notes, "Notes"),
    ]
    let lists = parts.compactMap { part, title -> String? in
      var names: [String] = []
      // What is about no single variable goes by the name of its rule.
      for finding in findings(part) where !names.contains(finding.key ?? finding.rule) {
        names.append(finding.key ?? finding.rule)
      }
      guard !names.isEmpty else { return nil }
      let shown = names.prefix(Self.mostNamed).joined(separator: ", ")
      let rest = names.count - Self.mostNamed
      return rest > 0 ? "\(title): \(shown) and \(rest) more." : "\(title): \(shown)."
    }
    return ([heading] + failures + lists).joined(separator: " ")
  }
}

extension JSONWriter {
  mutating func counts(_ summary: Report.Summary) {
    object("counts") { json in
      json.member("errors", summary.errors)
      json.member("warnings", summary.warnings)
      json.member("notes", summary.notes)
      json.member("suppressed", summary.suppressed)
    }
  }
}
