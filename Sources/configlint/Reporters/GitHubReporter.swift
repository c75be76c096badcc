import ConfigGuard
import RulePacks

/// Findings as annotations of GitHub Actions, and the rest as lines of the log.
///
/// A runner takes any line that begins with `::`, and `##[` anywhere, for a command. Nothing that
/// comes from a file can make such a line: texts are escaped, and log lines begin with a word.
struct GitHubReporter {
  /// More annotations of one kind are not shown for a step.
  static let mostOfAKind = 10

  let run: ReportedRun

  func text(_ report: Report) -> String {
    let findings = report.findingsBySeverity
    let failures = failures(of: report)
    var shown: [Finding] = []
    var rest: [Finding] = []
    // What could not be checked is an error as well, and the first one.
    var counts: [Severity: Int] = [.error: min(failures.count, Self.mostOfAKind)]
    // The note about the rest is a notice as well.
    let isCut = Severity.allCases.contains { severity in
      let count = findings.count { $0.severity == severity }
      return count + (severity == .error ? failures.count : 0) > Self.mostOfAKind
    }
    for finding in findings {
      let limit = Self.mostOfAKind - (finding.severity == .note && isCut ? 1 : 0)
      if counts[finding.severity, default: 0] < limit {
        counts[finding.severity, default: 0] += 1
        shown.append(finding)
      } else {
        rest.append(finding)
      }
    }
    var lines = failures.prefix(Self.mostOfAKind).map {
      Self.command("error", ["title": "configlint"], $0)
    }
    lines += shown.map(annotation)
    if !rest.isEmpty {
      let count = rest.count == 1 ? "1 more finding" : "\(rest.count) more findings"
      lines.append(
        Self.command(
          "notice", ["title": "configlint"],
          "\(count): see \(run.hasJobSummary ? "the summary of the job or " : "")the log of this step"
        ))
    }
    // What is cut, and what has no place in an annotation, is in the log.
    lines += rest.map { finding in
      Self.logLine(
        "\(finding.severity.rawValue): \(place(of: finding)): \(finding.message) [\(finding.rule)]")
    }
    lines += failures.dropFirst(Self.mostOfAKind).map(Self.logLine)
    if !run.isQuiet {
      lines.append(Self.logLine("configlint: \(run.summary ?? ReportSummary(report).text)"))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Why the run is no proof of anything.
  private func failures(of report: Report) -> [String] {
    guard report.failures.isEmpty else {
      return report.failures.map { "not checked: \(run.root.path($0.path)): \($0.reason)" }
    }
    return report.summary.files == 0 && run.status == ExitStatus.failed.code
      ? ["nothing to check"] : []
  }

  private func annotation(_ finding: Finding) -> String {
    let kind = finding.severity == .note ? "notice" : finding.severity.rawValue
    var properties: [(String, String)] = []
    switch run.root.place(of: finding.path) {
    case .inside(let path), .outside(let path, _): properties.append(("file", path))
    case .nowhere: break
    }
    if let line = finding.line, let endLine = finding.endLine {
      properties.append(("line", String(line)))
      properties.append(("endLine", String(endLine)))
      // Columns are for spans on one line.
      if line == endLine, let column = finding.column, let end = finding.endColumn {
        properties.append(("col", String(column)))
        properties.append(("endColumn", String(end)))
      }
    }
    properties.append(("title", finding.rule))
    return Self.command(kind, properties, "\(finding.message)\n\(finding.help)")
  }

  private func place(of finding: Finding) -> String {
    let path = run.root.path(finding.path)
    return finding.line.map { "\(path):\($0):\(finding.column ?? 1)" } ?? path
  }

  // MARK: commands

  private static func command(
    _ name: String, _ properties: KeyValuePairs<String, String>, _ message: String
  ) -> String {
    command(name, properties.map { ($0.key, $0.value) }, message)
  }

  static func command(
    _ name: String, _ properties: [(String, String)], _ message: String
  ) -> String {
    let list = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
    return "::\(name)\(list.isEmpty ? "" : " ")\(list)::\(escaped(message))"
  }

  private static func escaped(_ text: String) -> String {
    withoutOldCommands(text).replacingScalars("%", with: "%25")
      .replacingScalars("\r", with: "%0D").replacingScalars("\n", with: "%0A")
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text).replacingScalars(":", with: "%3A").replacingScalars(",", with: "%2C")
  }

  /// A line of the log, which no runner takes for a command.
  static func logLine(_ text: String) -> String {
    let line = text.split { $0.isNewline }.joined(separator: " ")
    let start = line.unicodeScalars.drop {
      $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
    }
    let rest = String(String.UnicodeScalarView(start))
    return withoutOldCommands(rest.hasScalarPrefix("::") ? "./" + rest : line)
  }

  /// An older way of writing commands holds in the middle of a line, too.
  private static func withoutOldCommands(_ text: String) -> String {
    text.replacingScalars("##[", with: "# #[")
  }
}

extension Report {
  /// The most serious first; those of one severity in the report's order.
  var findingsBySeverity: [Finding] {
    Severity.allCases.sorted(by: >).flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }
}
