import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// Options of what files are read as, for commands that judge nothing.
struct ContextOptions: ParsableArguments {
  @Option(help: "Show this workload only.")
  var service: String?

  @Option(help: "What the environment is for; replaces what files and variables say.")
  var stage: Stage?

  @Option(
    help: ArgumentHelp("The contract to use instead of the nearest one.", valueName: "file"),
    completion: .file())
  var config: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A reader of the env files, or several with commas between; the first one's values count.",
      valueName: "id"), completion: .dialects)
  var dialect: [String] = []

  /// The same options as whoever looks for contracts knows them.
  func judgingOptions(_ others: [String] = []) throws -> JudgingOptions {
    var arguments = dialect.flatMap { ["--dialect", $0] }
    if let stage { arguments += ["--stage", stage.rawValue] }
    if let config { arguments += ["--config=\(config)"] }
    return try JudgingOptions.parse(arguments + others)
  }
}

/// Options of the commands that show environments instead of judging them.
struct ResolvingOptions: ParsableArguments {
  @Argument(help: "Files, folders, or - for standard input (default: .).", completion: .file())
  var paths: [String] = []

  @OptionGroup var resolution: ResolutionOptionGroup

  @OptionGroup var context: ContextOptions

  @Option(help: ArgumentHelp("Write to a file.", valueName: "file"), completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "name"))
  var stdinName = "stdin.yaml"

  @Flag(help: "Let the contract's `ignore:` hold for paths named here, too.")
  var forceIgnore = false

  /// Everything that was asked for, read and resolved but not judged.
  func linter() throws -> Linter {
    let environment = try CommandFailure.environment()
    let store = FileStore(limit: CheckCommand.sizeLimit, environment: environment)
    let finder = try ContractFinder(
      options: try context.judgingOptions(), environment: environment, readsEverything: true,
      repositories: store.repositories)
    var linter = Linter(
      contexts: { try finder.context(for: $0) }, load: { store.sibling($0) },
      isStageGiven: context.stage != nil, service: context.service,
      options: resolution.resolutionOptions(environment, store))
    resolution.reportMissing(in: store, to: &linter)
    let gathering = FileGathering(
      finder: finder, store: store, environment: environment, forceIgnore: forceIgnore,
      stdinName: stdinName)
    for path in resolution.paths(paths) { try gathering.gather(path, into: &linter) }
    return linter
  }

  /// Runs a command and ends with 2 where it could not do all that it was asked.
  func run(_ write: (Linter) throws -> Void) throws {
    try CommandFailure.reported {
      let linter = try linter()
      try write(linter)
      for failure in linter.failures {
        Output.error(failure)
      }
      if !linter.failures.isEmpty { throw ExitStatus.failed }
    }
  }

  /// Writes to standard output or to the file that was named.
  func write(_ text: String) throws {
    guard let output else { return Output.write(text) }
    do {
      try Platform.replaceFile(output, with: text)
    } catch {
      throw CommandFailure("\(path: output) cannot be written: \(prose: error.text)")
    }
  }

  /// Says what could not be read, and so may be missing in the answer.
  func report(_ problems: [ResolvedProject.Problem]) {
    for problem in problems {
      Output.error(problem)
    }
  }

  /// Ends where there is nothing to show, and says why.
  func requireSomething(_ isEmpty: Bool, in linter: Linter) throws {
    guard isEmpty else { return }
    for failure in linter.failures {
      Output.error(failure)
    }
    let names = linter.environmentNames
    if let service = context.service, !names.contains(service) {
      let hint = NearMiss.nearest(to: service, among: names)
        .map { "; did you mean \(quoted: $0)?" as ReportText }
      throw CommandFailure("no workload is called \(quoted: service)\(hint ?? "")")
    }
    let list = resolution.paths(paths).map(ReportText.path).joined(separator: ", ")
    throw CommandFailure(
      linter.fileCount == 0
        ? "nothing to read: no file of a known format in \(list)"
        : "nothing runs here: no workload and no env file in \(list)")
  }
}
