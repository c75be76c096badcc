import ArgumentParser
import ConfigGuard
import ConfigLinting
import Testing

@testable import configlint

/// What `explain` says was found is what `check` finds, on every line of the example deployments.
@Suite struct ExplanationAgreementTests {
  private static let projects = [
    "event-store", "help-desk-fixes", "help-desk-review", "reporting-app", "shop-api",
  ]

  @Test(arguments: projects) func everyLineHasTheFindingsOfCheck(project: String) throws {
    let tree = try TemporaryTree()
    _ = try run(
      ["cp", "-R", "\(Tool.repository)/Examples/deployments/\(project)/before", tree.path],
      environment: ["PATH": Platform.environmentVariable("PATH") ?? ""])
    let folder = "\(tree.path)/before"
    let check = try Tool.run(["check", folder, "--format", "json"], in: tree)
    let expected = try JSONReport(check.output).rows
    let files = try run(
      ["find", folder, "-type", "f"], environment: ["PATH": "/usr/bin:/bin"])
    let paths = String(decoding: files, as: UTF8.self).split(separator: "\n").map(String.init)
    var explained: Set<String> = []
    for path in paths {
      let run = try ExplainRun(
        path, options: try JudgingOptions.parse([]), service: nil,
        try ResolutionOptionGroup.parse([]))
      for line in 1...run.lineCount {
        let place = ExplainedPlace(path: path, target: .line(line, column: nil))
        for explanation in try run.explanations(of: place) {
          let found = explanation.findings.map { "\(line):\($0.column ?? 0) \($0.rule)" }
          let wanted = expected.filter { $0.path == path && $0.line == "\(line)" }
            .map { "\(line):\($0.column) \($0.rule)" }
          #expect(found.sorted() == wanted.sorted(), "\(path):\(line)")
          explained.formUnion(found.map { "\(path):\($0)" })
          let fired = explanation.settings.flatMap(\.rules) + explanation.rules
          for rule in fired where rule.verdict == .fired {
            #expect(explanation.findings.contains { $0.rule == rule.id }, "\(path):\(line)")
          }
        }
      }
    }
    #expect(explained == Set(expected.map { "\($0.path):\($0.line):\($0.column) \($0.rule)" }))
    #expect(!expected.isEmpty)
  }
}
