public import ArgumentParser
import ConfigGuard
import ConfigLinting

/// The command line; `check` is what runs when no command is named.
@main
struct Configlint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "configlint",
    abstract:
      "Finds what would hurt a service in its configuration: before commit, in CI, at start.",
    discussion: """
      Exit status: 0 when nothing at or above --fail-on was found, 1 with findings, 2 when not \
      everything could be checked as asked. `exec` ends with the command's own status, or with 78 \
      when it refuses to start it.
      """,
    version: Version.text,
    subcommands: [
      BaselineCommand.self, CheckCommand.self, ContractCommand.self, EnvCommand.self,
      ExecCommand.self, ExplainCommand.self, FixCommand.self, GenerateCommand.self,
      HookCommand.self, InitCommand.self, MatrixCommand.self, QuoteCommand.self,
      ResolveCommand.self, RulesCommand.self,
    ],
    defaultSubcommand: CheckCommand.self)

  static func main() {
    Allocator.givesBackLargePieces()
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      var command = try parsed(arguments)
      try command.run()
    } catch let status as ExitStatus {
      Platform.end(status.code)
    } catch {
      let isUsageError = exitCode(for: error) != .success
      let text = fullMessage(for: error)
      if isUsageError {
        // It repeats what was typed, and secrets are typed in the wrong place, too.
        Platform.ignoringBrokenPipes { Output.usageError(text) }
        // Whoever starts a service through `exec` must see a refusal, not a finding.
        Platform.end(arguments.first == "exec" ? ExitStatus.refused.code : ExitStatus.failed.code)
      }
      Output.write(text + "\n")
    }
  }
}

extension Configlint {
  /// The command that the arguments ask for.
  ///
  /// To look through all commands takes longer than to check a small file, so those that run again
  /// and again are tried alone. Whatever they refuse is read, and answered, as part of the whole.
  fileprivate static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    if let alone = try? parsedAlone(arguments) { return alone }
    return try parseAsRoot(arguments)
  }

  private static func parsedAlone(_ arguments: [String]) throws -> (any ParsableCommand)? {
    // A request for help is answered by another command, which has to know the whole.
    if arguments.first == "check" {
      return try CheckCommand.parseAsRoot(Array(arguments.dropFirst())) as? CheckCommand
    }
    if arguments.starts(with: ["hook", "run"]) {
      return try HookRunCommand.parseAsRoot(Array(arguments.dropFirst(2))) as? HookRunCommand
    }
    guard let first = arguments.first else { return nil }
    // Behind options, a word may be a value of theirs as well as a command.
    let words = first.hasPrefix("-") ? arguments : [first]
    // The version is the whole tool's, too.
    guard !words.contains(where: { $0 == "--version" || namesCommand($0) }) else { return nil }
    return try CheckCommand.parseAsRoot(arguments) as? CheckCommand
  }

  private static func namesCommand(_ word: String) -> Bool {
    word == "help" || configuration.subcommands.contains { $0.configuration.commandName == word }
  }
}

/// The version of the tool, as reports and `--version` give it.
enum Version {
  static let text = "0.1.0"
}

/// A status with which the process ends.
struct ExitStatus: Error {
  let code: Int32

  static let findings = ExitStatus(code: 1)
  /// Something could not be checked as asked.
  static let failed = ExitStatus(code: 2)
  /// EX_CONFIG of sysexits.h: the configuration is wrong.
  static let refused = ExitStatus(code: 78)
  static let notExecutable = ExitStatus(code: 126)
  static let notFound = ExitStatus(code: 127)
}

extension Severity: ExpressibleByArgument {}
extension Stage: ExpressibleByArgument {}
