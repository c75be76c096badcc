import ConfigGuard
import RulePacks

extension Explainer {
  /// A variable that stands nowhere in the file, where the contract or a finding knows its name.
  package func explanations(ofAbsent name: String) -> [LineExplanation] {
    guard let reading else { return [] }
    func isAboutIt(_ finding: Finding) -> Bool {
      finding.path == shownPath.text && finding.key == name
    }
    let found = findings(where: isAboutIt)
    let allowed = report.suppressed.filter { isAboutIt($0.finding) }
    let isDeclared = reading.context.contract?.variable(name) != nil
    guard isDeclared || !found.isEmpty || !allowed.isEmpty else { return [] }
    let variable = AbsentVariable(
      name: screen.key(name),
      contract: screen.text(declaration(of: name, reading.context.contract)),
      environments: environments(without: name, reading))
    let lines = Set(found.compactMap(\.line) + allowed.compactMap(\.finding.line)).sorted()
    return (lines.isEmpty ? [1] : lines).map { line in
      var explanation = LineExplanation(
        path: shownPath, line: line, kind: .absent, subject: screen.key(name), file: facts)
      explanation.findings = found.filter { $0.line == line }
      explanation.suppressed = allowed.filter { $0.finding.line == line }
      explanation.absent = variable
      explanation.rules = unlistedRules(of: explanation)
      explanation.otherRules = max(
        0, reading.context.index.rules.count - Set(explanation.rules.map(\.id)).count)
      return explanation
    }
  }

  private func environments(
    without name: String, _ reading: FileReading
  ) -> [AbsentVariable.Environment] {
    let context = reading.context
    let workloads = reading.workloads.map { workload in
      let contract = context.contract?.scoped(to: context.service(of: workload))
      let verdict: ReportText =
        if let setting = workload.environment.first(where: { $0.key == name }) {
          "set in \(path: setting.file.path)"
        } else if !context.isContractual(workload) {
          "not set; the contract does not speak of this workload"
        } else if workload.hasUnreadSources {
          "not set in what can be read here; the workload gets more"
        } else {
          words(forAbsent: name, contract, workload.stage)
        }
      return AbsentVariable.Environment(
        workload: screen.name(workload.name), stage: workload.stage,
        verdict: screen.text(verdict))
    }
    guard workloads.isEmpty else { return workloads }
    let verdict: ReportText =
      linter.isWholeEnvironment(reading)
      ? words(forAbsent: name, context.contract, reading.stage.stage)
      : "not set; the file is no whole environment, so that nothing is missing from it"
    return [
      AbsentVariable.Environment(
        workload: nil, stage: reading.stage.stage, verdict: screen.text(verdict))
    ]
  }

  private func words(
    forAbsent name: String, _ contract: Contract?, _ stage: Stage
  ) -> ReportText {
    guard let variable = contract?.variable(name) else { return "not set" }
    if variable.requirement.holds(in: stage) { return "not set, and required in this stage" }
    return variable.requiredWhen.isEmpty
      ? "not set, and not required in this stage"
      : "not set, and required at times only"
  }
}
