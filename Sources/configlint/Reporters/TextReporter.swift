import ConfigGuard
import RulePacks

/// The report for people: place, severity, message, the line with the span marked, why, what to do.
struct TextReporter {
  let usesColor: Bool
  let isQuiet: Bool
  /// What is said in place of the usual summary.
  var summary: String?

  func text(_ report: Report) -> String {
    var blocks = report.findings.isEmpty ? [] : findings(report)
    if !isQuiet { blocks.append(summary ?? ReportSummary(report).text) }
    return blocks.isEmpty ? "" : blocks.joined(separator: "\n\n") + "\n"
  }

  private func findings(_ report: Report) -> [String] {
    var explained: Set<String> = []
    return report.findings.map { finding in
      // The reason is the same for every finding of a rule; once is enough.
      let why =
        explained.insert(finding.rule).inserted
        ? finding.reason : nil
      return block(finding, why: why)
    }
  }

  private func block(_ finding: Finding, why: String?) -> String {
    var place = plain(finding.path)
    if let line = finding.line, let column = finding.column { place += ":\(line):\(column)" }
    let severity = style(finding.severity.rawValue + ":", color(of: finding.severity))
    var lines = [
      "\(style(place, "1")): \(severity) \(finding.message) \(style("[\(finding.rule)]", "2"))"
    ]
    if let excerpt = finding.excerpt, let number = finding.line {
      let margin = String(repeating: " ", count: String(number).count)
      let marks = String(repeating: "^", count: excerpt.length)
      let offset = String(repeating: " ", count: excerpt.offset)
      lines.append(" \(number) | \(excerpt.line)")
      lines.append(" \(margin) | \(offset)\(style(marks, color(of: finding.severity)))")
    }
    if let workload = finding.workload {
      lines.append("   in: \(plain(workload)) (\(finding.stage.rawValue))")
    }
    if let why { lines.append("   why: \(why)") }
    lines.append("   fix: \(finding.help)")
    for related in finding.related {
      var place = plain(related.path)
      if let line = related.line, let column = related.column { place += ":\(line):\(column)" }
      lines.append("   see: \(place): \(plain(related.message))")
    }
    return lines.joined(separator: "\n")
  }

  /// Names and paths come from files, and must not be able to write on the terminal or to command a
  /// runner of GitHub that prints them.
  private func plain(_ text: String) -> String { GitHubReporter.logLine(Printable.text(text)) }

  private func color(of severity: Severity) -> String {
    switch severity {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }

  private func style(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
