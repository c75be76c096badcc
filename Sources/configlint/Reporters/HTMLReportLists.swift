import ConfigGuard
import RulePacks

/// What a page says besides findings: failures, what was answered, passed over and checked.
struct HTMLReportLists {
  /// What a list shows of one kind; the rest is counted.
  private static let most = 500

  private let report: Report

  init(_ report: Report) { self.report = report }

  var failures: Markup? {
    guard !report.failures.isEmpty else { return nil }
    let items = report.failures.prefix(Self.most).map { failure -> Markup in
      "<li><code>\(breakable: failure.path)</code>: \(prose: failure.reason)</li>"
    }
    return """
      <section class="failures" aria-labelledby="failures">
      <h2 id="failures">Not everything could be checked</h2>
      <p>This was asked for and could not be checked, so that nothing is known about it:</p>
      <ul>
      \(items.lines)
      </ul>
      \(rest(of: report.failures.count))
      </section>
      """
  }

  var suppressed: Markup? {
    guard !report.suppressed.isEmpty else { return nil }
    let items = report.suppressed.prefix(Self.most).map { suppressed -> Markup in
      let finding = suppressed.finding
      let end = suppressed.expires.map { " <span class=\"until\">until \($0)</span>" as Markup }
      return """
        <li><p><span class="badge">\(finding.severity.rawValue)</span> \
        <span class="message">\(prose: finding.message)</span> \
        <code class="place">\(breakable: HTMLFindings.place(finding))</code></p>
        <p class="answer"><strong>Allowed</strong> \(prose: suppressed.reason)\(end) \
        <span class="source">(\(suppressed.kind.rawValue), <code>\(finding.rule)</code>)</span></p></li>
        """
    }
    return """
      <section aria-labelledby="allowed">
      <h2 id="allowed">Allowed</h2>
      <p class="lead">Found, and answered by the project with a reason.</p>
      <ul class="answers">
      \(items.lines)
      </ul>
      \(rest(of: report.suppressed.count))
      </section>
      """
  }

  var skipped: Markup? {
    guard !report.skipped.isEmpty else { return nil }
    let reasons = Dictionary(grouping: report.skipped, by: \.reason)
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let items = reasons.prefix(Self.most).map { reason, entries -> Markup in
      let paths = entries.prefix(Self.most).map {
        "<li><code>\(breakable: $0.path)</code></li>" as Markup
      }
      return """
        <details>
        <summary>\(entries.count) <span>\(prose: reason)</span></summary>
        <ul>
        \(paths.lines)
        </ul>
        \(rest(of: entries.count))
        </details>
        """
    }
    return """
      <section class="lists" aria-labelledby="skipped">
      <h2 id="skipped">Not checked</h2>
      \(items.lines)
      \(rest(of: reasons.count))
      </section>
      """
  }

  var checked: Markup? {
    guard !report.files.isEmpty else { return nil }
    let files = report.files.prefix(Self.most).map { file -> Markup in
      let readers = file.readers.map { "\(file.format), \($0.dialects.joined(separator: ", "))" }
      return row(
        "<code>\(breakable: file.path)</code>", readers ?? file.format, file.stage,
        file.stageEvidence)
    }
    let workloads = report.workloads.prefix(Self.most).map { workload in
      row("\(workload.name)", workload.path, workload.stage, workload.stageEvidence)
    }
    return """
      <section class="lists" aria-labelledby="checked">
      <h2 id="checked">Checked</h2>
      \(table("file", report.files.count, "Read as", files))
      \(table("workload", report.workloads.count, "Manifest", workloads))
      </section>
      """
  }

  private func row(_ name: Markup, _ kind: String, _ stage: Stage, _ evidence: String) -> Markup {
    """
    <tr><th scope="row">\(name)</th><td>\(kind)</td><td>\(stage.rawValue)</td>\
    <td>\(prose: evidence)</td></tr>
    """
  }

  private func table(_ noun: String, _ count: Int, _ kind: Markup, _ rows: [Markup]) -> Markup? {
    guard !rows.isEmpty else { return nil }
    return """
      <details>
      <summary>\(count.of(noun))</summary>
      <div class="scroll" role="region" aria-label="\(count.of(noun))" tabindex="0">
      <table>
      <thead>
      <tr><th scope="col">Name</th><th scope="col">\(kind)</th><th scope="col">Stage</th>\
      <th scope="col">Known by</th></tr>
      </thead>
      <tbody>
      \(rows.lines)
      </tbody>
      </table>
      </div>
      \(rest(of: count))
      </details>
      """
  }

  private func rest(of count: Int) -> Markup? {
    count > Self.most ? "<p class=\"notice\">and \(count - Self.most) more</p>" : nil
  }
}
