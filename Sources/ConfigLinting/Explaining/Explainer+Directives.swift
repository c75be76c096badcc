import ConfigGuard
import RulePacks

extension Explainer {
  /// What the comments and annotations of a line allow, and if that was needed.
  func directives(on line: Int) -> [ExplainedDirective] {
    let faults = suppressions.faults.filter { self.line(of: $0.problem.range) == line }
    let held = suppressions.all.filter { self.line(of: $0.name) == line }
    guard !faults.isEmpty || !held.isEmpty,
      let context = reading?.context ?? (try? linter.contexts(file.path))
    else { return [] }
    return held.map { directive($0, context) }
      + faults.map { fault in
        ExplainedDirective(
          rule: context.index.rule(fault.rule)?.id, kind: .inline, state: .void,
          evidence: screen.text(fault.problem.message))
      }
  }

  private func directive(
    _ suppression: Suppression, _ context: ProjectContext
  ) -> ExplainedDirective {
    let answer = suppression.answer
    let (state, evidence) = state(of: suppression, context)
    return ExplainedDirective(
      rule: suppression.rule, kind: answer.kind, until: answer.expires,
      reason: screen.text(answer.reason), scope: screen.text(words(forScope: suppression.scope)),
      state: state, evidence: screen.text(evidence))
  }

  private func words(forScope scope: SourceRange?) -> ReportText {
    guard let scope else { return "the whole file" }
    let first = line(of: scope)
    // A scope ends behind its last line, or on it.
    let last = max(first, lines.line(of: max(scope.start, scope.end - 1)))
    return first == last ? "line \(first)" : "lines \(first) to \(last)"
  }

  private func state(
    of suppression: Suppression, _ context: ProjectContext
  ) -> (ExplainedDirective.State, ReportText) {
    let at = lines.location(of: suppression.name.start)
    if let end = suppression.answer.expires, context.judge.isOver(end) {
      return (.expired, "it ended on \(prose: end) and allows nothing any more")
    }
    let answered = report.suppressed.filter {
      $0.kind == suppression.answer.kind && $0.path == shownPath.text && $0.line == at.line
        && $0.column == at.column
    }.map(\.finding)
    if let first = answered.first {
      var place: ReportText = "\(path: first.path)"
      if let line = first.line { place += ":\(line)" }
      let more: ReportText = answered.count > 1 ? " and \(answered.count - 1) more" : ""
      return (.needed, "it answers what was found at \(place)\(more)")
    }
    let fault = report.findings.first {
      $0.category == .suppression && $0.path == shownPath.text && $0.line == at.line
        && $0.column == at.column
    }
    if let fault { return (.unneeded, "\(prose: fault.message)") }
    return (
      .unknown,
      "nothing that was found is answered by it, and this run cannot tell that it is needless"
    )
  }
}
