import ConfigGuard
import ConfigLinting
import RulePacks

/// Checks a change, reports it, and says in one line what was checked.
struct ChangeRun {
  let options: JudgingOptions
  let resolution: ResolutionOptionGroup
  /// The file that `--baseline` names.
  let baseline: String?

  /// Which change is meant.
  enum Scope {
    case staged
    /// What HEAD has changed since it left a revision.
    case since(String)

    /// What the files of the change are.
    fileprivate var word: String {
      switch self {
      case .staged: "staged"
      case .since: "changed"
      }
    }
  }

  func run(_ scope: Scope, _ paths: [String] = []) throws {
    let start = ContinuousClock.now
    let report = try CommandFailure.reported {
      let (report, inputs, onlyInWorkTree) = try check(scope, paths)
      let elapsed = start.duration(to: .now)
      try write(report, scope, inputs, milliseconds: Int(elapsed / .milliseconds(1)))
      if report.findings.contains(where: { Self.mayBeOfAbsence($0.category) }) {
        explainAbsence(of: onlyInWorkTree)
      }
      return report
    }
    for failure in report.failures { Output.error(failure) }
    if let status = status(report) { throw status }
  }

  private func check(
    _ scope: Scope, _ paths: [String]
  ) throws -> (report: Report, inputs: [String], onlyInWorkTree: [String]) {
    let environment = try CommandFailure.environment()
    let changes =
      switch scope {
      case .staged:
        // What is wrong with the options is said when they are used.
        try GitChanges.staged(environment) { _ = try? options.rules(for: nil).text }
      case .since(let revision): try GitChanges.since(revision, environment)
      }
    let check = ChangeCheck(
      options: options, resolution: resolution, environment: environment, changes: changes,
      baseline: baseline, paths: paths)
    return try check.report()
  }

  private func write(
    _ report: Report, _ scope: Scope, _ inputs: [String], milliseconds: Int
  ) throws {
    let line = ReportSummary(report).text(ofFiles: scope.word)
    try options.write(
      report,
      ReportedRun(
        milliseconds: milliseconds, status: status(report)?.code ?? 0,
        failsFrom: options.failOn ?? .error, summary: line,
        inputs: { inputs + [baseline].compactMap { $0 } }))
    // A report that a program reads says nothing to whoever waits for the commit.
    if !options.quiet, !options.printsText { Platform.write("configlint: \(line)\n", to: 2) }
  }

  private func status(_ report: Report) -> ExitStatus? {
    if !report.failures.isEmpty { return .failed }
    return (options.failOn ?? .error).isReached(by: report.worst) ? .findings : nil
  }

  private static func mayBeOfAbsence(_ category: Category) -> Bool {
    switch category {
    case .resolution, .missingSecret, .contract: true
    default: false
    }
  }

  /// Whoever sees a file lying there wonders why it counts as missing.
  private func explainAbsence(of paths: [String]) {
    let paths = paths.filter { [.environment, .yaml].contains(FileType(path: $0)) }
    guard !options.quiet, !paths.isEmpty else { return }
    let names = paths.prefix(5).map(ReportText.path).joined(separator: ", ")
    Output.error("what git does not have counts as absent: \(names)")
  }
}
