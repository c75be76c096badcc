import ConfigGuard
import RulePacks

/// The report as JSON Lines: one object a line (`schemas/report-line.v1.schema.json`).
struct JSONLinesReporter {
  let run: ReportedRun

  func text(_ report: Report) -> String {
    var lines: [String] = []
    func add(_ type: String, _ body: (inout JSONWriter) -> Void) {
      var json = JSONWriter()
      json.object { json in
        json.member("type", type)
        body(&json)
      }
      lines.append(json.text + "\n")
    }
    for finding in report.findings { add("finding") { JSONReporter.add(finding, to: &$0) } }
    for suppressed in report.suppressed {
      add("suppressed") { JSONReporter.add(suppressed, to: &$0) }
    }
    for file in report.files { add("file") { JSONReporter.add(file, to: &$0) } }
    for workload in report.workloads { add("workload") { JSONReporter.add(workload, to: &$0) } }
    for skipped in report.skipped { add("skipped") { JSONReporter.add(skipped, to: &$0) } }
    for failure in report.failures { add("failure") { JSONReporter.add(failure, to: &$0) } }
    // Whoever reads the last line knows that all lines came.
    add("summary") { json in
      json.member("version", 1)
      json.tool(run.version)
      JSONReporter.add(report.summary, milliseconds: run.milliseconds, to: &json)
    }
    return lines.joined()
  }
}
