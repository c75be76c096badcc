import ConfigGuard
import ConfigLinting

/// The report as one page that needs nothing else: the verdict, the findings, which variable is set
/// where, and what was not checked.
struct HTMLReporter {
  let version: String
  let report: Report
  let matrix: StageMatrix?
  /// The status with which the process is about to end.
  var status: Int32?
  /// The report is about a change, which may well have nothing to check.
  var isOfChange = false

  private var verdict: HTMLVerdict {
    HTMLVerdict(report, status: status, isOfChange: isOfChange)
  }

  func text() -> String {
    HTMLPage(
      title: "\(verdict.sentence) - configlint", style: Self.style,
      script: Self.script, body: body
    ).text
  }

  /// The page without its frame.
  var body: Markup {
    let groups = FindingGroups(report)
    let findings = HTMLFindings(groups)
    let picture = matrix.flatMap { HTMLMatrix($0, findings: groups.all) }
    let lists = HTMLReportLists(report)
    return """
      <header class="head">
      <p class="tool">Configuration report</p>
      \(verdict.section)
      </header>
      \(contents(hasPicture: picture != nil))
      <main>
      \(lists.failures)
      \(findings.section)
      \(picture?.section)
      \(lists.suppressed)
      \(lists.skipped)
      \(lists.checked)
      </main>
      <footer>
      <p>configlint \(version). Secrets are masked, and the page loads nothing.</p>
      </footer>
      """
  }

  private func contents(hasPicture: Bool) -> Markup {
    var items: [Markup] = [
      "<li><a href=\"#findings\">Findings <span>\(report.findings.count)</span></a></li>"
    ]
    if hasPicture { items.append("<li><a href=\"#variables\">Variables by stage</a></li>") }
    if !report.suppressed.isEmpty {
      items.append(
        "<li><a href=\"#allowed\">Allowed <span>\(report.suppressed.count)</span></a></li>")
    }
    if !report.skipped.isEmpty {
      items.append(
        "<li><a href=\"#skipped\">Not checked <span>\(report.skipped.count)</span></a></li>")
    }
    if !report.files.isEmpty {
      items.append("<li><a href=\"#checked\">Checked <span>\(report.files.count)</span></a></li>")
    }
    return """
      <nav aria-label="Contents">
      <ul>
      \(items.lines)
      </ul>
      </nav>
      """
  }
}

extension Int {
  /// The number with what it counts.
  func of(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
