import ConfigGuard
import ConfigLinting
import RulePacks

/// Standard output and standard error, written in large pieces.
enum Output {
  static func write(_ text: String) { Platform.write(text, to: 1) }

  /// Says why something could not be done; names in it are screened.
  static func error(_ text: ReportText) { line(NameScreen.builtin.text(text).text) }

  /// Says what could not be checked.
  static func error(_ failure: Report.Skipped) { line("\(failure.path): \(failure.reason)") }

  static func error(_ error: ContractError) { line(error.description) }

  static func error(_ problem: ResolvedProject.Problem) {
    line("\(problem.location.text): \(problem.message)")
  }

  /// Repeats what the parser of the arguments says of them.
  static func usageError(_ text: String) {
    let screen = NameScreen.builtin
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    Platform.write(lines.map { screen.text(.prose(String($0))).text + "\n" }.joined(), to: 2)
  }

  private static func line(_ text: String) { Platform.write("configlint: \(text)\n", to: 2) }
}
