import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint hook`: puts the check in front of every commit.
struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "Check what is staged before each commit.",
    subcommands: [HookInstallCommand.self, HookUninstallCommand.self, HookRunCommand.self])
}

/// `configlint hook run`: what the hook runs.
struct HookRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Check what is staged, as the index has it.",
    discussion: """
      The same as `check --staged`. The status is 0 where nothing is wrong or nothing of the \
      configuration is staged, 1 with findings, and 2 where something could not be read; git \
      stops the commit unless it is 0.
      """)

  @OptionGroup var options: JudgingOptions

  @OptionGroup var resolution: ResolutionOptionGroup

  @OptionGroup var known: BaselineOption

  func run() throws {
    try ChangeRun(options: options, resolution: resolution, baseline: known.baseline).run(.staged)
  }
}

/// `configlint hook install`: writes the pre-commit hook.
struct HookInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Write the pre-commit hook of this repository.",
    discussion: """
      The hook lies where git looks for it: `core.hooksPath`, or the folder that all work trees \
      share. A hook that is there is kept and runs first. Arguments after -- are those that the \
      hook gives to `hook run`.
      """)

  @Flag(help: "Write the hook although another program looks after the hooks here.")
  var force = false

  @Argument(parsing: .postTerminator, help: "Options of `hook run`, after --.")
  var arguments: [String] = []

  func validate() throws {
    // Better now than at the next commit.
    do {
      _ = try HookRunCommand.parse(arguments)
    } catch {
      throw ValidationError("after `--`: \(HookRunCommand.message(for: error))")
    }
  }

  func run() throws {
    try HookCommand.reporting {
      let folder = try HookFolder()
      let hook = PreCommitHook(folder: folder)
      let script = HookScript(tool: HookScript.toolPath(), arguments: arguments)
      return try hook.install(script, force: force)
    }
  }
}

/// `configlint hook uninstall`: takes the hook out.
struct HookUninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take the hook out, and put back the one that was there before.")

  @Flag(help: "Take the hook out although somebody has changed it.")
  var force = false

  func run() throws {
    try HookCommand.reporting {
      try PreCommitHook(folder: try HookFolder()).uninstall(force: force)
    }
  }
}

extension HookCommand {
  /// Says what was done, or ends with 2 and says why not.
  fileprivate static func reporting(_ body: () throws -> ReportText) throws {
    let text = try CommandFailure.reported(body)
    Output.write("configlint: \(NameScreen.builtin.text(text).text)\n")
  }
}
