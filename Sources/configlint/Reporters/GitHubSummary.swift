import ConfigGuard
import RulePacks

/// The report as Markdown for the summary page of a job of GitHub Actions.
struct GitHubSummary {
  /// A step may write so many bytes; of more, nothing is shown.
  static let limit = 1 << 20

  let run: ReportedRun

  /// - Parameter limit: How many bytes there is room for.
  func text(_ report: Report, limit: Int = Self.limit) -> String {
    var text = "## configlint\n\n\(Markdown.prose(run.summary ?? ReportSummary(report).text))\n"
    let tail = notes(on: report)
    // The note about what is cut needs its place.
    let room = limit - tail.utf8.count - 200
    let findings = report.findingsBySeverity
    var count = 0
    if !findings.isEmpty {
      text += "\n| Severity | Place | Finding | Rule |\n| --- | --- | --- | --- |\n"
    }
    var size = text.utf8.count
    for finding in findings {
      let row = row(finding)
      size += row.utf8.count
      guard size <= room else { break }
      text += row
      count += 1
    }
    if count < findings.count {
      text += "\nThe table is cut: \(findings.count - count) more findings are in the log.\n"
    }
    text += tail
    return text.utf8.count <= limit ? text : ""
  }

  private func row(_ finding: Finding) -> String {
    let path = run.root.path(finding.path)
    let place = finding.line.map { "\(path):\($0):\(finding.column ?? 1)" } ?? path
    let cells = [
      finding.severity.rawValue, Markdown.code(Self.line(place), inTable: true),
      Markdown.cell(Self.line(finding.message)), Markdown.code(finding.rule, inTable: true),
    ]
    return "| \(cells.joined(separator: " | ")) |\n"
  }

  private func notes(on report: Report) -> String {
    let most = 50
    let failures = report.failures.prefix(most).map { failure in
      let path = Markdown.code(Self.line(run.root.path(failure.path)))
      return "- \(path): \(Markdown.prose(Self.line(failure.reason)))\n"
    }
    var text = failures.isEmpty ? "" : "\n### Not checked\n\n" + failures.joined()
    if report.failures.count > most { text += "- and \(report.failures.count - most) more\n" }
    return text
  }

  /// A row of a table is one line.
  private static func line(_ text: String) -> String {
    text.split { $0.isNewline }.joined(separator: " ")
  }
}
