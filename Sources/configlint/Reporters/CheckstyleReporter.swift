import ConfigGuard
import RulePacks

/// Findings in the XML of Checkstyle, which most viewers of warnings read.
struct CheckstyleReporter {
  let run: ReportedRun

  func text(_ report: Report) -> String {
    var xml = XMLWriter()
    xml.element("checkstyle", ["version": "4.3"]) { xml in
      for file in ReportedFile.all(of: report, run.root) {
        let attributes: KeyValuePairs<String, String?> = ["name": file.path]
        guard !file.findings.isEmpty else {
          xml.element("file", attributes)
          continue
        }
        xml.element("file", attributes) { xml in
          for finding in file.findings { add(finding, to: &xml) }
        }
      }
    }
    return xml.text
  }

  private func add(_ finding: Finding, to xml: inout XMLWriter) {
    let severity =
      switch finding.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "info"
      }
    xml.element(
      "error",
      [
        // Readers ask for a line; none has the number 0.
        "line": String(finding.line ?? 0), "column": finding.column.map { String($0) },
        "severity": severity, "message": "\(finding.message). \(finding.help)",
        "source": "configlint.\(finding.rule)",
      ])
  }
}

/// A file that was checked, with what was found in it.
struct ReportedFile {
  /// Counted from the root.
  let path: String
  var findings: [Finding] = []
  var suppressed: [Report.Suppressed] = []

  /// Every file that was checked or in which something was found, sorted by path.
  static func all(of report: Report, _ root: ReportRoot) -> [ReportedFile] {
    var files: [String: ReportedFile] = [:]
    for file in report.files {
      let path = root.path(file.path)
      files[path] = ReportedFile(path: path)
    }
    for finding in report.findings {
      let path = root.path(finding.path)
      files[path, default: ReportedFile(path: path)].findings.append(finding)
    }
    for suppressed in report.suppressed {
      let path = root.path(suppressed.finding.path)
      files[path, default: ReportedFile(path: path)].suppressed.append(suppressed)
    }
    return files.values.sorted { $0.path < $1.path }
  }
}
