import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// Options that say what a deployment is started with.
struct ResolutionOptionGroup: ParsableArguments {
  @Option(
    name: .customLong("env-file"), parsing: .singleValue,
    help: ArgumentHelp(
      "An env file that Compose reads in the place of `.env`; a later one wins.",
      valueName: "file"), completion: .file())
  var envFiles: [String] = []

  @Flag(help: "Let references of Compose files come to the variables of this process, too.")
  var useProcessEnv = false

  @Option(
    name: [.customShort("f"), .customLong("file")], parsing: .singleValue,
    help: ArgumentHelp(
      "A Compose file of one project; each one lies over those before it.", valueName: "file"),
    completion: .file())
  var composeFiles: [String] = []

  @Option(
    name: .customLong("profile"), parsing: .singleValue,
    help: ArgumentHelp("A profile whose Compose services are started.", valueName: "name"))
  var profiles: [String] = []

  /// What the linter is given.
  func resolutionOptions(_ environment: GitEnvironment, _ store: FileStore) -> ResolutionOptions {
    for path in envFiles + composeFiles { store.allow(path) }
    var options = ResolutionOptions()
    options.environmentFiles = envFiles
    options.processEnvironment = useProcessEnv ? Platform.environmentVariables() : nil
    options.composeFiles = composeFiles
    options.profiles = profiles
    options.isIgnored = { store.isIgnored($0) }
    options.isPresent = { store.isPresent($0) }
    options.absence = { store.absence(in: $0) }
    return options
  }

  /// What is checked: what was named, else the files of the project, else this folder.
  func paths(_ named: [String]) -> [String] {
    guard !composeFiles.isEmpty else { return named.isEmpty ? ["."] : named }
    let known = Set(named)
    return named + composeFiles.filter { !known.contains($0) }
  }

  /// Says which of the files that were named for a project cannot be read.
  func reportMissing(in store: FileStore, to linter: inout Linter) {
    for path in envFiles {
      if case .failure(let error) = store.file(path) { linter.fail(path, error.reason) }
    }
  }
}
