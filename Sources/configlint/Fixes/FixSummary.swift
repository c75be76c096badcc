import ConfigGuard
import ConfigLinting
import RulePacks

/// What `fix` says of itself: a line for each fix, a line for each refusal, and what is left.
struct FixSummary {
  let text: String

  init(_ plan: FixPlan, isDryRun: Bool) {
    let session = plan.session
    var lines: [String] = []
    for fix in session.fixes {
      lines.append("\(Self.place(fix.path, fix.line)): \(fix.rule): \(fix.description)")
    }
    for ignored in plan.ignored { lines.append(Self.line(for: ignored)) }
    let fixed = lines.count
    for refused in session.refused {
      lines.append(
        "\(Self.place(refused.path, refused.line)): \(refused.rule): not fixed: \(refused.reason)")
    }
    for (file, reason) in plan.notIgnored {
      let place = Self.place(file.finding.path, file.finding.line)
      let reason = NameScreen.builtin.text(reason).text
      lines.append("\(place): \(file.finding.rule): not fixed: \(reason)")
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(
      Self.sentence(
        fixed: fixed, files: plan.changes.count,
        refused: session.refused.count + plan.notIgnored.count,
        left: session.report, isDryRun: isDryRun))
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func place(_ path: String, _ line: Int?) -> String {
    line.map { "\(path):\($0)" } ?? path
  }

  private static func line(for ignored: FixPlan.Ignored) -> String {
    let finding = ignored.file.finding
    let screen = NameScreen.builtin
    let path = screen.path(ignored.entry.path).text
    var line = "\(place(finding.path, finding.line)): \(finding.rule): named in \(path)"
    if ignored.file.isTracked {
      let isPlain = FilePath.isPlain(ignored.file.path)
      let file = isPlain ? screen.text("\(file: ignored.file.path)").text : "FILE"
      line += "; git goes on tracking it until `git rm --cached \(file)`"
    }
    return line
  }

  private static func sentence(
    fixed: Int, files: Int, refused: Int, left: Report, isDryRun: Bool
  ) -> String {
    let count = left.findings.count
    var parts = [
      fixed == 0
        ? "nothing to fix"
        : "\(fixed) \(isDryRun ? "would be " : "")fixed in \(files) \(files == 1 ? "file" : "files")"
    ]
    if refused > 0 { parts.append("\(refused) not, for the reasons above") }
    let findings = count == 1 ? "1 finding remains" : "\(count) findings remain"
    parts.append(count == 0 ? "nothing else was found" : "\(findings) for `configlint check`")
    return parts.joined(separator: "; ")
  }
}
