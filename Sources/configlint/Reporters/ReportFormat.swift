import ArgumentParser
import ConfigGuard
import RulePacks

/// How reports are written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json

  /// The report in this format; the one place that knows which reporter writes which format.
  func text(_ report: Report, _ run: ReportedRun) -> String {
    switch self {
    case .text:
      run.message ?? TextReporter(usesColor: run.usesColor, isQuiet: run.isQuiet).text(report)
    case .json: JSONReporter(version: run.version).text(report, milliseconds: run.milliseconds)
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
  var root = ReportRoot()
  /// Text for people is coloured, and shows findings only.
  var usesColor = false
  var isQuiet = false
  /// What is printed for people in place of the text report.
  var message: String?
}
