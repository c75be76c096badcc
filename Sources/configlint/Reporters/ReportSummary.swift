import ConfigGuard

/// How much was checked and what came of it, in one sentence.
struct ReportSummary {
  private let report: Report

  init(_ report: Report) { self.report = report }

  /// `2 errors in 3 files (1 compose, 2 env), 1 workload; skipped 1: 1 too large`.
  var text: String {
    let summary = report.summary
    var text = "\(counts) in \(Self.count(summary.files, "file") ?? "0 files")\(formats)"
    if let workloads = Self.count(summary.workloads, "workload") { text += ", \(workloads)" }
    let assumed = report.files.filter { $0.readers?.isDefault == true }.count
    if assumed > 0 {
      let files = assumed == 1 ? "1 env file" : "\(assumed) env files"
      text += "; \(files) read as Docker Compose does"
    }
    return text + rest
  }

  /// `3 staged files checked (1 compose, 2 env), no findings`.
  func text(ofFiles kind: String) -> String {
    guard let files = Self.count(report.summary.files, "\(kind) file") else {
      let text =
        report.findings.isEmpty
        ? "no \(kind) configuration, nothing to check"
        : "no \(kind) file to check, \(counts) in what depends on the change"
      return text + rest
    }
    return "\(files) checked\(formats), \(counts)\(rest)"
  }

  /// What was found: `2 errors, 1 note`.
  private var counts: String {
    let summary = report.summary
    let counts = [
      Self.count(summary.errors, "error"), Self.count(summary.warnings, "warning"),
      Self.count(summary.notes, "note"),
    ].compactMap { $0 }
    return counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
  }

  /// What was read, by formats: ` (1 compose, 2 env)`, or nothing.
  private var formats: String {
    let checked = report.formats.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    return checked.isEmpty ? "" : " (\(checked.joined(separator: ", ")))"
  }

  /// What the project answered, and what was passed over.
  private var rest: String {
    var text = ""
    if !report.suppressed.isEmpty { text += "; \(allowed)" }
    if !report.skipped.isEmpty {
      let parts = report.skippedByReason.map { "\($0.paths.count) \($0.reason)" }
      text += "; skipped \(report.skipped.count): \(parts.joined(separator: ", "))"
    }
    return text
  }

  /// `1 allowed by the contract`, `3 allowed: 2 inline, 1 by the contract`.
  private var allowed: String {
    let counts = [
      (Report.Suppressed.Kind.inline, "inline"), (.annotation, "by annotation"),
      (.contract, "by the contract"), (.baseline, "by the baseline"),
    ].map { kind, words in (report.suppressed.count { $0.kind == kind }, words) }
      .filter { $0.0 > 0 }
    let total = "\(report.suppressed.count) allowed"
    return counts.count == 1
      ? "\(total) \(counts[0].1)"
      : "\(total): \(counts.map { "\($0.0) \($0.1)" }.joined(separator: ", "))"
  }

  private static func count(_ number: Int, _ name: String) -> String? {
    number == 0 ? nil : "\(number) \(name)\(number == 1 ? "" : "s")"
  }
}
