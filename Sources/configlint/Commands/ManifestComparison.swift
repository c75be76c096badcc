import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// What files are found to have by a new contract that they had not by the old one.
struct ManifestComparison {
  /// Sorted by path, line and column.
  let findings: [Finding]
  /// How many files and workloads were checked.
  let files: Int
  let workloads: Int
  let failures: [Report.Skipped]

  /// Whether a file that was right is wrong now.
  var isBroken: Bool { findings.contains { $0.severity == .error } }

  init(
    _ paths: [String], _ old: Contract, _ new: Contract, root: String, stage: Stage?
  ) throws {
    let before = try Self.report(paths, old, root: root, stage: stage)
    let now = try Self.report(paths, new, root: root, stage: stage)
    let known = Set(before.findings.map(Identity.init))
    findings = now.findings.filter { !known.contains(Identity($0)) }
    files = now.files.count
    workloads = now.workloads.count
    failures = now.failures
    guard files > 0 || !failures.isEmpty else {
      let list = paths.map(ReportText.path).joined(separator: ", ")
      throw CommandFailure("nothing to check: no file of a known format in \(list)")
    }
  }

  /// What makes two findings the same although their words differ.
  private struct Identity: Hashable {
    let rule: String
    let severity: Severity
    let path: String
    let line: Int?
    let column: Int?
    let key: String?
    let workload: String?
    let stage: Stage

    init(_ finding: Finding) {
      rule = finding.rule
      severity = finding.severity
      path = finding.path
      line = finding.line
      column = finding.column
      key = finding.key
      workload = finding.workload
      stage = finding.stage
    }
  }

  private static func report(
    _ paths: [String], _ contract: Contract, root: String, stage: Stage?
  ) throws -> Report {
    let environment = try CommandFailure.environment()
    let options = try JudgingOptions.parse(stage.map { ["--stage", $0.rawValue] } ?? [])
    let finder = try ContractFinder(
      contract: contract, root: root, options: options, environment: environment)
    let store = FileStore(limit: CheckCommand.sizeLimit, environment: environment)
    var linter = Linter(
      contexts: { try finder.context(for: $0) }, load: { store.sibling($0) },
      isStageGiven: stage != nil)
    let gathering = FileGathering(
      finder: finder, store: store, environment: environment, forceIgnore: false, stdinName: "-")
    for path in paths { try gathering.gather(path, into: &linter) }
    return linter.report()
  }
}
