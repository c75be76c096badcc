import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint init`: writes the first contract of a project, or the example file of a contract.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a first contract from what is there, or .env.example from the contract.",
    discussion: """
      Variables come from example files, other env files, manifests and source code. What was \
      concluded from a name or a value is marked as guessed. Nothing is written that existing \
      files contradict, and no value of a secret. An existing file is replaced with --force only.
      """)

  @Argument(help: "The folder of the project.", completion: .directory)
  var path = "."

  @Flag(help: "Write .env.example from the contract.")
  var example = false

  @Option(
    help: ArgumentHelp(
      "With --example, the contract to use instead of the nearest one.", valueName: "file"),
    completion: .file())
  var config: String?

  @Option(
    help: ArgumentHelp("Write to this file, or to standard output with -.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("Where editors find the JSON Schema of contracts.", valueName: "address"))
  var schema: String?

  @Flag(help: "Replace what is there.")
  var force = false

  func run() throws {
    try CommandFailure.reported {
      let environment = try CommandFailure.environment()
      if example { try writeExample(environment) } else { try writeContract(environment) }
    }
  }

  // MARK: the contract

  private func writeContract(_ environment: GitEnvironment) throws {
    guard config == nil else { throw CommandFailure("`--config` goes with `--example` only") }
    let target = output ?? FilePath.join(path, ContractFinder.name)
    try requireFree(target)
    let root = FilePath.normalized(path)
    let sources = try ProjectSources(root: root, environment: environment)
    let context = Self.context(nil, root: root)
    context.readsEverything = true
    var draft = DraftedContract(
      try sources.linter(context, readsCode: true), context, root: root)
    guard !draft.isEmpty else {
      throw CommandFailure(
        "nothing in \(path: path) speaks of a variable: no env file, no manifest, no source code")
    }
    try prove(&draft, sources, root)
    try write(draft.text(schema: schema), to: target)
    summary(of: draft, target)
  }

  private static func context(_ contract: Contract?, root: String) -> ProjectContext {
    ProjectContext(
      BuiltinPacks.prepared, contract: contract, root: root, now: Platform.secondsSince1970())
  }

  private static let mostRounds = 12

  /// Takes back what the project's own files contradict, until nothing is left.
  private func prove(
    _ draft: inout DraftedContract, _ sources: ProjectSources, _ root: String
  ) throws {
    let name = FilePath.join(root, ContractFinder.name)
    for round in 0..<Self.mostRounds {
      let contract: Contract
      do throws(ContractError) {
        contract = try ContractReader.read(SourceBytes(draft.text()), path: name)
      } catch {
        // A default or an example may be what the contract's own reader refuses.
        guard round == 0 else { throw error }
        draft.removeValues()
        continue
      }
      let report = try sources.linter(Self.context(contract, root: root)).report()
      guard draft.isContradicted(by: report) else { return }
      guard draft.loosen(by: report) else { break }
    }
    throw CommandFailure(
      "the files of \(path: path) contradict each other in what they say of variables")
  }

  private func summary(of draft: DraftedContract, _ target: String) {
    let counts = draft.counts
    func row(_ files: Int, _ one: String, _ many: String, _ origins: Set<VariableOrigin>) -> String?
    {
      guard files > 0 else { return nil }
      let variables = draft.variables.count { variable in
        variable.mentions.contains { origins.contains($0.origin) }
      }
      return "  \(variables) in \(files) \(files == 1 ? one : many)\n"
    }
    let secrets = draft.variables.count(where: \.isSecret)
    var text = "\(draft.variables.count) variables, \(secrets) of them secrets\n"
    text +=
      row(counts.templates, "example file", "example files", [.template, .commentedOut]) ?? ""
    text +=
      row(counts.environmentFiles, "other env file", "other env files", [.environmentFile]) ?? ""
    text += row(counts.manifests, "manifest", "manifests", [.manifest, .reference]) ?? ""
    text += row(counts.sourceFiles, "source file", "source files", [.code, .task]) ?? ""
    let leftOut = [
      counts.fromOutside > 0 ? "\(counts.fromOutside) of the system" : nil,
      counts.ofProducts > 0 ? "\(counts.ofProducts) that only other images read" : nil,
      counts.hidden > 0 ? "\(counts.hidden) with a name that may be a secret" : nil,
    ].compactMap { $0 }
    if !leftOut.isEmpty { text += "Left out: \(leftOut.joined(separator: ", ")).\n" }
    if draft.guesses > 0 {
      text += "\(draft.guesses) guesses: look at the lines with \"guessed\".\n"
    }
    tell(text, target)
  }

  // MARK: the example file

  private func writeExample(_ environment: GitEnvironment) throws {
    var options = try JudgingOptions.parse(config.map { ["--config=\($0)"] } ?? [])
    options.quiet = true
    let finder = try ContractFinder(options: options, environment: environment)
    let context = try finder.context(for: FilePath.join(path, ContractFinder.name))
    guard let contract = context.contract else {
      throw CommandFailure(
        "no \(path: ContractFinder.name) in \(path: path) or above it; `configlint init` writes one"
      )
    }
    guard !contract.variables.isEmpty else {
      throw CommandFailure("the contract \(path: contract.path) has no variables")
    }
    let target = output ?? FilePath.join(FilePath.folder(of: contract.path), ".env.example")
    try requireFree(target)
    try write(ExampleFile(contract, context).text, to: target)
    tell("\(contract.variables.count) variables\n", target)
  }

  // MARK: files

  private var printsOnly: Bool { output == "-" }

  private func requireFree(_ target: String) throws {
    guard !printsOnly, !force, (try? Platform.linkStatus(of: target)) != nil else { return }
    throw CommandFailure("\(path: target) exists already; `--force` replaces it")
  }

  private func write(_ text: String, to target: String) throws {
    if printsOnly { return Output.write(text) }
    do {
      try Platform.replaceFile(target, with: text)
    } catch {
      throw CommandFailure("\(path: target) cannot be written: \(prose: error.text)")
    }
  }

  /// Says what was done; beside a file that is printed, where it is in nobody's way.
  private func tell(_ text: String, _ target: String) {
    guard !printsOnly else {
      Platform.write(text, to: 2)
      return
    }
    Output.write("Wrote \(NameScreen.builtin.path(target).text): " + text)
  }
}

private typealias VariableOrigin = VariableEvidence.Origin
