import ConfigGuard
import RulePacks

/// What came of a run, and how much it looked at.
struct HTMLVerdict {
  private let report: Report

  private let status: Int32?
  private let isOfChange: Bool

  init(_ report: Report, status: Int32?, isOfChange: Bool) {
    self.report = report
    self.status = status
    self.isOfChange = isOfChange
  }

  /// There was nothing that could have been found.
  private var isNothingChecked: Bool { report.files.isEmpty && report.findings.isEmpty }

  /// The counts as a sentence begins with them.
  var sentence: String {
    let summary = report.summary
    let parts = [
      (summary.errors, "error"), (summary.warnings, "warning"), (summary.notes, "note"),
    ].filter { $0.0 > 0 }.map { $0.0.of($0.1) }
    guard let last = parts.last else {
      if !report.failures.isEmpty { return "Not everything could be checked" }
      return isNothingChecked ? "Nothing was checked" : "No findings"
    }
    return parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " and " + last
  }

  var section: Markup {
    """
    <h1 class="verdict \(tone)">\(sentence)</h1>
    <p class="scope">\(scope)</p>
    <ul class="tiles">
    \(tiles.lines)
    </ul>
    """
  }

  private var tone: Markup {
    if !report.failures.isEmpty || status == ExitStatus.failed.code { return "error" }
    if isNothingChecked { return "note" }
    return switch report.worst {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    case nil: "clean"
    }
  }

  private var scope: Markup {
    let stages = Stage.allCases.filter { stage in
      report.files.contains { $0.stage == stage }
        || report.workloads.contains { $0.stage == stage }
    }
    guard !report.files.isEmpty else {
      if isOfChange {
        return isNothingChecked
          ? "nothing of the change is configuration" : "in what depends on the change"
      }
      return isNothingChecked ? "there is no file of a known format" : "in no file"
    }
    if report.files.allSatisfy({ $0.path == SourceFile.environmentPath }) {
      return "in the environment of a process"
    }
    let kinds = report.formats.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    var parts: [Markup] = ["\(report.summary.files.of("file")) <span>(\(kinds))</span>"]
    if report.summary.workloads > 0 { parts.append("\(report.summary.workloads.of("workload"))") }
    let known = stages.filter { $0 != .unknown }.map(\.rawValue)
    if !known.isEmpty { parts.append("\(known.joined(separator: ", "))") }
    if !report.skipped.isEmpty { parts.append("\(report.skipped.count) not checked") }
    return "in " + parts.joined(separator: " · ")
  }

  private var tiles: [Markup] {
    let summary = report.summary
    var tiles = [
      tile(summary.errors, "error", "error"), tile(summary.warnings, "warning", "warning"),
      tile(summary.notes, "note", "note"),
    ]
    if summary.suppressed > 0 { tiles.append(tile(summary.suppressed, nil, "other")) }
    return tiles
  }

  private func tile(_ number: Int, _ noun: String?, _ tone: Markup) -> Markup {
    let tone: Markup = number == 0 ? "none" : tone
    let name = noun.map { number == 1 ? $0 : "\($0)s" } ?? "allowed"
    return "<li class=\"\(tone)\"><strong>\(number)</strong> \(name)</li>"
  }
}
