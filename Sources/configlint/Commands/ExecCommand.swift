import ArgumentParser
import ConfigGuard
import RulePacks

/// `configlint exec`: judges the environment, then becomes the command.
struct ExecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec", abstract: "Judge the environment, then become a command.",
    discussion: """
      The command replaces this process, so signals and its status pass through. Reports go to \
      standard error; when all is well nothing is printed. The status is 78 when the start is \
      refused, 126 or 127 when the command cannot be run.
      """)

  @OptionGroup var options: EnvironmentOptions

  @Argument(parsing: .postTerminator, help: "The command and its arguments, after --.")
  var command: [String] = []

  func validate() throws {
    if command.isEmpty { throw ValidationError("there is no command after `--`") }
  }

  func run() throws {
    let environment: (all: [String: String], added: [String: String])
    do {
      environment = try options.environment()
      let report = try options.report(on: environment.all)
      let isRefused = options.isRefused(report)
      if !report.findings.isEmpty { try write(report, isRefused: isRefused) }
      if isRefused {
        Output.error("\(path: command[0]) was not started")
        throw ExitStatus.refused
      }
    } catch let failure as CommandFailure {
      Output.error(failure.text)
      throw ExitStatus.refused
    } catch let error as ContractError {
      Output.error(error)
      throw ExitStatus.refused
    }
    try become(environment)
  }

  /// What the library writes when a service that embeds it starts, or the report that is asked for.
  private func write(_ report: Report, isRefused: Bool) throws {
    switch options.judging.format {
    case .text:
      let text = StartupMessage.text(report, isRefused: isRefused) + "\n"
      try options.judging.write(text, to: 2)
    default: try options.judging.write(report, milliseconds: 0, to: 2)
    }
  }

  private func become(_ environment: (all: [String: String], added: [String: String])) throws {
    var isFound = false
    for path in Self.candidates(for: command[0], in: environment.all["PATH"]) {
      do throws(SystemError) {
        try Platform.execute(path, arguments: command, adding: environment.added)
      } catch {
        // As a shell does it, a file that may not be run does not end the search.
        if !error.isNotFound, !isFound {
          isFound = true
          Output.error("\(path: path) cannot be run: \(prose: error.text)")
        }
      }
    }
    if !isFound { Output.error("\(path: command[0]) was not found") }
    throw isFound ? ExitStatus.notExecutable : ExitStatus.notFound
  }

  /// A name with a slash is a path; any other is looked for along PATH.
  private static func candidates(for name: String, in path: String?) -> [String] {
    if name.contains("/") { return [name] }
    let folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(
      separator: ":", omittingEmptySubsequences: false)
    return folders.map { $0.isEmpty ? "./\(name)" : "\($0)/\(name)" }
  }
}
