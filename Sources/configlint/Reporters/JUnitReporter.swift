import ConfigGuard
import RulePacks

/// Findings as the results of tests: a suite for each file, a case for each finding.
///
/// What is below `--fail-on` passes and says its piece as output, so that a viewer shows as failed
/// what failed. There are no times in it: two runs give the same bytes.
struct JUnitReporter {
  let run: ReportedRun

  func text(_ report: Report) -> String {
    var suites = ReportedFile.all(of: report, run.root).map { suite($0) } + rest(of: report)
    // Some readers refuse a document without a suite.
    if suites.isEmpty {
      suites = [
        Suite(name: "configlint", cases: [Case(name: "nothing to check", outcome: .passed)])
      ]
    }
    var xml = XMLWriter()
    let total = Self.counts("configlint", suites.flatMap(\.cases), ofSuite: false)
    xml.element("testsuites", total) { xml in
      for suite in suites {
        xml.element("testsuite", Self.counts(suite.name, suite.cases)) { xml in
          for entry in suite.cases { add(entry, suite.name, to: &xml) }
        }
      }
    }
    return xml.text
  }

  private struct Suite {
    let name: String
    var cases: [Case] = []

    /// Viewers take two cases with one name for one.
    mutating func add(_ name: String, _ outcome: Outcome) {
      cases.append(Case(name: name, outcome: outcome))
    }
  }

  private struct Case {
    var name: String
    let outcome: Outcome
  }

  private enum Outcome {
    case passed
    case found(Finding, isFailure: Bool)
    case skipped(String)
    case broken(String)

    var isFailure: Bool {
      if case .found(_, true) = self { true } else { false }
    }

    var isSkipped: Bool {
      if case .skipped = self { true } else { false }
    }

    var isBroken: Bool {
      if case .broken = self { true } else { false }
    }
  }

  private func suite(_ file: ReportedFile) -> Suite {
    var suite = Suite(name: file.path)
    for finding in file.findings {
      let isFailure = run.failsFrom.isReached(by: finding.severity)
      suite.add(name(of: finding), .found(finding, isFailure: isFailure))
    }
    for suppressed in file.suppressed {
      suite.add(name(of: suppressed.finding), .skipped(suppressed.reason))
    }
    if suite.cases.isEmpty { suite.add("no findings", .passed) }
    var counts: [String: Int] = [:]
    for index in suite.cases.indices {
      let name = suite.cases[index].name
      let count = counts[name, default: 0] + 1
      counts[name] = count
      if count > 1 { suite.cases[index].name = "\(name) #\(count)" }
    }
    return suite
  }

  /// The name stays when lines move, so that viewers know the case again.
  private func name(of finding: Finding) -> String {
    [finding.rule, finding.key, finding.workload.map { "in \($0)" }].compactMap { $0 }
      .joined(separator: " ")
  }

  /// What was not checked: an error where it was asked for, else a count for each reason.
  private func rest(of report: Report) -> [Suite] {
    var suite = Suite(name: "not checked")
    for failure in report.failures {
      suite.add(run.root.path(failure.path), .broken(failure.reason))
    }
    for (reason, paths) in report.skippedByReason {
      let files = paths.count == 1 ? "1 file" : "\(paths.count) files"
      suite.add(reason, .skipped("\(files): \(reason)"))
    }
    if report.failures.isEmpty, report.files.isEmpty, run.status == ExitStatus.failed.code {
      suite.add("files", .broken("nothing to check"))
    }
    return suite.cases.isEmpty ? [] : [suite]
  }

  /// Jenkins allows the number of skipped cases for a suite only.
  private static func counts(
    _ name: String, _ cases: [Case], ofSuite: Bool = true
  ) -> KeyValuePairs<String, String?> {
    [
      "name": name, "tests": String(cases.count),
      "failures": String(cases.count { $0.outcome.isFailure }),
      "errors": String(cases.count { $0.outcome.isBroken }),
      "skipped": ofSuite ? String(cases.count { $0.outcome.isSkipped }) : nil,
    ]
  }

  private func add(_ entry: Case, _ suite: String, to xml: inout XMLWriter) {
    let attributes: KeyValuePairs<String, String?> = ["name": entry.name, "classname": suite]
    switch entry.outcome {
    case .passed: xml.element("testcase", attributes)
    case .found(let finding, let isFailure):
      let details = details(of: finding, in: suite)
      xml.element("testcase", attributes) { xml in
        if isFailure {
          xml.element(
            "failure", ["message": finding.message, "type": finding.severity.rawValue],
            holding: details)
        } else {
          xml.element("system-out", holding: details)
        }
      }
    case .skipped(let reason):
      xml.element("testcase", attributes) { $0.element("skipped", ["message": reason]) }
    case .broken(let reason):
      xml.element("testcase", attributes) { xml in
        xml.element("error", ["message": reason, "type": "unreadable"])
      }
    }
  }

  private func details(of finding: Finding, in path: String) -> String {
    let place = finding.line.map { line in "\(path):\(line):\(finding.column ?? 1)" } ?? path
    var lines = ["\(place): \(finding.severity.rawValue): \(finding.message) [\(finding.rule)]"]
    if let workload = finding.workload {
      lines.append("in: \(workload) (\(finding.stage.rawValue))")
    }
    lines.append("fix: \(finding.help)")
    return lines.joined(separator: "\n")
  }
}

extension Report {
  /// What was skipped, by reason; the reason with the most files comes first.
  var skippedByReason: [(reason: String, paths: [String])] {
    Dictionary(grouping: skipped, by: \.reason)
      .map { (reason: $0.key, paths: $0.value.map(\.path)) }
      .sorted { ($1.paths.count, $0.reason) < ($0.paths.count, $1.reason) }
  }
}
