import ConfigGuard
import RulePacks

/// The report as one line of JSON (`schemas/report.v1.schema.json`).
struct JSONReporter {
  let version: String

  /// Writes the report piece by piece: the list of files alone may have megabytes.
  func write(_ report: Report, milliseconds: Int, _ take: (String) -> Void) {
    withoutActuallyEscaping(take) { take in
      var json = JSONWriter(passingOn: take)
      add(report, milliseconds: milliseconds, to: &json)
      take(json.text)
      take("\n")
    }
  }

  private func add(_ report: Report, milliseconds: Int, to json: inout JSONWriter) {
    json.object { json in
      json.member("version", 1)
      json.tool(version)
      json.object("summary") { Self.add(report.summary, milliseconds: milliseconds, to: &$0) }
      json.array("findings", report.findings) { json, finding in
        json.object { Self.add(finding, to: &$0) }
      }
      json.array("files", report.files) { json, file in json.object { Self.add(file, to: &$0) } }
      json.array("workloads", report.workloads) { json, workload in
        json.object { Self.add(workload, to: &$0) }
      }
      json.array("skipped", report.skipped) { json, skipped in
        json.object { Self.add(skipped, to: &$0) }
      }
      json.array("suppressed", report.suppressed) { json, suppressed in
        json.object { Self.add(suppressed, to: &$0) }
      }
    }
  }
}

/// The members of each part of a report, for all formats that are JSON of our own.
extension JSONReporter {
  static func add(
    _ summary: Report.Summary, milliseconds: Int, to json: inout JSONWriter
  ) {
    json.member("files", summary.files)
    json.member("bytes", summary.bytes)
    json.member("workloads", summary.workloads)
    json.member("errors", summary.errors)
    json.member("warnings", summary.warnings)
    json.member("notes", summary.notes)
    json.member("suppressed", summary.suppressed)
    json.member("durationMs", milliseconds)
  }

  static func add(_ file: Report.File, to json: inout JSONWriter) {
    json.member("path", file.path)
    json.member("format", file.format)
    json.member("stage", file.stage.rawValue)
    json.member("stageEvidence", file.stageEvidence)
    add(file.readers, to: &json)
  }

  static func add(_ workload: Report.WorkloadEntry, to json: inout JSONWriter) {
    json.member("name", workload.name)
    json.member("path", workload.path)
    json.member("stage", workload.stage.rawValue)
    json.member("stageEvidence", workload.stageEvidence)
  }

  static func add(_ skipped: Report.Skipped, to json: inout JSONWriter) {
    json.member("path", skipped.path)
    json.member("reason", skipped.reason)
  }

  static func add(_ suppressed: Report.Suppressed, to json: inout JSONWriter) {
    add(suppressed.finding, to: &json)
    addAnswer(to: suppressed, &json)
  }

  static func addAnswer(to suppressed: Report.Suppressed, _ json: inout JSONWriter) {
    json.object("suppression") { json in
      json.member("kind", suppressed.kind.rawValue)
      json.member("reason", suppressed.reason)
      json.member("owner", suppressed.owner)
      json.member("expires", suppressed.expires)
      json.member("path", suppressed.path)
      json.member("line", suppressed.line)
      json.member("column", suppressed.column)
    }
  }

  private static func add(_ readers: Report.Readers?, to json: inout JSONWriter) {
    guard let readers else { return json.member("readers", nil as String?) }
    json.object("readers") { json in
      json.array("dialects", readers.dialects) { $0.value($1) }
      json.member("evidence", readers.evidence)
      json.member("default", readers.isDefault)
    }
  }

  /// What tells a finding, for documents that are about something else.
  static func addBriefly(_ finding: Finding, to json: inout JSONWriter) {
    json.member("rule", finding.rule)
    json.member("severity", finding.severity.rawValue)
    json.member("message", finding.message)
    json.member("path", finding.path)
    json.member("line", finding.line)
    json.member("column", finding.column)
    json.member("key", finding.key)
    json.member("workload", finding.workload)
    json.member("stage", finding.stage.rawValue)
    json.member("fingerprint", finding.fingerprint)
  }

  static func add(_ finding: Finding, to json: inout JSONWriter) {
    json.member("rule", finding.rule)
    json.member("category", finding.category.rawValue)
    json.member("severity", finding.severity.rawValue)
    json.member("confidence", finding.confidence.rawValue)
    json.member("message", finding.message)
    json.member("help", finding.help)
    json.member("path", finding.path)
    json.member("line", finding.line)
    json.member("column", finding.column)
    json.member("endLine", finding.endLine)
    json.member("endColumn", finding.endColumn)
    json.member("key", finding.key)
    json.member("workload", finding.workload)
    json.member("stage", finding.stage.rawValue)
    json.member("fingerprint", finding.fingerprint)
    json.array("references", finding.references) { $0.value($1) }
    json.array("related", finding.related) { json, related in
      json.object { json in
        json.member("path", related.path)
        json.member("line", related.line)
        json.member("column", related.column)
        json.member("message", related.message)
      }
    }
  }
}
