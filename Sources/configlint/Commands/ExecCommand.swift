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

  @Flag(
    help: """
      Give the command only the variables that the contract declares, their NAME_FILE twins and a \
      few that every program expects.
      """)
  var scrub = false

  @Option(
    name: .customLong("keep"), parsing: .singleValue,
    help: ArgumentHelp(
      "With --scrub, a variable to pass on, too; * and ? match.", valueName: "name"))
  var kept: [String] = []

  @Flag(
    help: """
      Give the command the values of secret files as variables, in the place of their NAME_FILE \
      variables.
      """)
  var exportSecrets = false

  @Argument(parsing: .postTerminator, help: "The command and its arguments, after --.")
  var command: [String] = []

  func validate() throws {
    if command.isEmpty { throw ValidationError("there is no command after `--`") }
    if !scrub, !kept.isEmpty { throw ValidationError("`--keep` has a meaning with `--scrub` only") }
  }

  func run() throws {
    // Nobody may be reading what is printed; that is no reason to die in place of the service.
    let start = try Platform.ignoringBrokenPipes { try judge() }
    try become(start)
  }

  /// How the command is started.
  private struct Start {
    var path: String?
    var added: [String: String]
    /// What is passed on of the variables of this process; nil for everything, to the byte.
    var keeps: ((_ name: String) -> Bool)?
  }

  private func judge() throws -> Start {
    do {
      let contract = try options.judging.contractHere()
      let validator = try options.validator(contract)
      let passed = try passedVariables(contract)
      let environment = try options.environment(validator)
      let report = validator.validate(environment.gathered)
      let isRefused = options.isRefused(report)
      try write(report, isRefused: isRefused)
      if isRefused {
        Output.error("\(path: command[0]) was not started")
        throw ExitStatus.refused
      }
      return start(environment, passed)
    } catch let failure as CommandFailure {
      Output.error(failure.text)
      throw ExitStatus.refused
    } catch let error as ContractError {
      Output.error(error)
      throw ExitStatus.refused
    }
  }

  /// Writes what the library says when a service that embeds it starts, or the reports asked for.
  private func write(_ report: Report, isRefused: Bool) throws {
    let run = ReportedRun(
      status: isRefused ? ExitStatus.refused.code : nil, failsFrom: options.failsFrom(report),
      message: StartupMessage.text(report, isRefused: isRefused) + "\n",
      inputs: { [options] in options.envFiles })
    try options.judging.write(report, run, to: 2, isSilent: report.findings.isEmpty)
  }

  private func passedVariables(_ contract: Contract?) throws -> PassedVariables? {
    guard scrub else { return nil }
    guard let contract else {
      throw CommandFailure("`--scrub` needs a contract that says which variables to pass on")
    }
    return PassedVariables(contract, service: options.judging.service, kept: kept)
  }

  private func start(
    _ environment: EnvironmentOptions.Environment, _ passed: PassedVariables?
  ) -> Start {
    var added = environment.added
    var replaced: Set<String> = []
    if exportSecrets {
      let exported = environment.gathered.exported
      replaced = exported.removed
      added = added.filter { !replaced.contains($0.key) }
        .merging(exported.added) { $1 }
    }
    if let passed { added = added.filter { passed.contains($0.key) } }
    let isWhole = passed == nil && replaced.isEmpty
    return Start(
      path: environment.path, added: added,
      keeps: isWhole
        ? nil : { name in !replaced.contains(name) && passed?.contains(name) ?? true })
  }

  private func become(_ start: Start) throws {
    let arguments = Platform.lastArguments(command.count)
    var isFound = false
    for path in Self.candidates(for: arguments.first ?? [], in: start.path) {
      do throws(SystemError) {
        try Platform.execute(path, arguments: arguments, adding: start.added, keeping: start.keeps)
      } catch {
        // As a shell does it, a file that may not be run does not end the search.
        if !error.isNotFound, !isFound {
          isFound = true
          let path = String(decoding: path, as: UTF8.self)
          report("\(path: path) cannot be run: \(prose: error.text)")
        }
      }
    }
    if !isFound { report("\(path: command[0]) was not found") }
    throw isFound ? ExitStatus.notExecutable : ExitStatus.notFound
  }

  private func report(_ text: ReportText) {
    Platform.ignoringBrokenPipes { Output.error(text) }
  }

  /// A name with a slash is a path; any other is looked for along PATH.
  private static func candidates(for name: [UInt8], in path: String?) -> [[UInt8]] {
    let slash = UInt8(ascii: "/")
    if name.contains(slash) { return [name] }
    let folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(
      separator: ":", omittingEmptySubsequences: false)
    return folders.map { ($0.isEmpty ? [UInt8(ascii: ".")] : Array($0.utf8)) + [slash] + name }
  }
}
