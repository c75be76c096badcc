import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// How reports are written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case jsonl
  case sarif
  case github
  case gitlab
  case junit
  case checkstyle
  case html

  /// Whether files and workloads are shown in which nothing was found.
  var listsFiles: Bool {
    switch self {
    case .json, .jsonl, .junit, .checkstyle, .html: true
    case .text, .sarif, .github, .gitlab: false
    }
  }

  /// Whether paths are counted from the folder of all files.
  var namesRoot: Bool { self != .text && self != .json && self != .jsonl && self != .html }

  /// The report in this format.
  func text(_ report: Report, _ run: ReportedRun) -> String {
    var text = ""
    write(report, run) { text += $0 }
    return text
  }

  /// Gives the report in this format, in one piece or in several; the one place that knows which
  /// reporter writes which format.
  func write(_ report: Report, _ run: ReportedRun, _ take: (String) -> Void) {
    switch self {
    case .text:
      let reporter = TextReporter(
        usesColor: run.usesColor, isQuiet: run.isQuiet,
        summary: run.summary.map { "configlint: \($0)" })
      take(run.message ?? reporter.text(report))
    case .json:
      JSONReporter(version: run.version).write(report, milliseconds: run.milliseconds, take)
    case .jsonl: take(JSONLinesReporter(run: run).text(report))
    case .sarif: take(SARIFReporter(run: run).text(report))
    case .github: take(GitHubReporter(run: run).text(report))
    case .gitlab: take(GitLabReporter(run: run).text(report))
    case .junit: take(JUnitReporter(run: run).text(report))
    case .checkstyle: take(CheckstyleReporter(run: run).text(report))
    case .html:
      let reporter = HTMLReporter(
        version: run.version, report: report, matrix: run.matrix(), status: run.status,
        isOfChange: run.summary != nil)
      take(reporter.text())
    }
  }
}

/// What formats say of a run besides what was found.
struct ReportedRun {
  var version = Version.text
  var milliseconds = 0
  /// The status with which the process is about to end; nil where it becomes another program.
  var status: Int32?
  /// From which severity on a finding is a failure.
  var failsFrom = FailureLevel.error
  /// What each service gets in each stage, for formats that show it; nil where no file was read.
  var matrix: () -> StageMatrix? = { nil }
  var root = ReportRoot()
  /// Text for people is coloured, and shows findings only.
  var usesColor = false
  var isQuiet = false
  /// What is said of a run over a change in place of the usual sentence.
  var summary: String?
  /// What is printed for people in place of the text report.
  var message: String?
  /// Pages of the rules of the project's own packs.
  var ownRules: [RuleDocument] = []
  /// What is proven to mend findings, by their fingerprints; it holds no secret.
  var fixes: [String: ProposedFix] = [:]
  /// The files that were judged, and those that say how; no report takes the place of one.
  ///
  /// A large project has thousands, and most reports are not written to files.
  var inputs: () -> [String] = { [] }
  /// There is a page that shows the summary of the job.
  var hasJobSummary = false
  /// SARIF says nothing of what the project answered.
  var leavesOutSuppressed = false
}
