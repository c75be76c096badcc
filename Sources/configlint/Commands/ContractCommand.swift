import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// How the changes of a contract are written.
enum DifferenceFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

/// `configlint contract`: what can be asked of contracts alone.
struct ContractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract", abstract: "Compare contracts.", subcommands: [Diff.self])

  /// `configlint contract diff`.
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what changes from one contract to another, and whom that breaks.",
      discussion: """
        A change breaks if a manifest that was right by the old contract may be wrong by the new \
        one. The status is 1 if a change breaks, or if one of the manifests has an error that it \
        had not before.
        """)

    @Argument(
      help: "The contract as it was, or - for standard input.", completion: .file())
    var old: String

    @Argument(
      help: "The contract as it is to be, or - for standard input.", completion: .file())
    var new: String

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp(
        "Files and folders that are checked with both contracts.", valueName: "path"))
    var against: [String] = []

    @Option(help: "What the files are for; replaces what they say.")
    var stage: Stage?

    @Option(help: "How to write the changes.")
    var format: DifferenceFormat = .text

    @Option(help: ArgumentHelp("Write the changes to a file.", valueName: "file"))
    var output: String?

    func validate() throws {
      if old == "-", new == "-" { throw ValidationError("standard input is one contract only") }
    }

    func run() throws {
      try CommandFailure.reported {
        let contracts = (old: try contract(old, beside: new), new: try contract(new, beside: old))
        let difference = ContractDifference(from: contracts.old, to: contracts.new)
        let manifests = try manifests(contracts.old, contracts.new)
        try write(difference, manifests)
        for failure in manifests?.failures ?? [] { Output.error(failure) }
        if manifests?.failures.isEmpty == false { throw ExitStatus.failed }
        if difference.isBreaking || manifests?.isBroken == true { throw ExitStatus.findings }
      }
    }

    /// Reads a contract; one on standard input extends files from where the other one lies.
    private func contract(_ path: String, beside other: String) throws -> Contract {
      guard path == "-" else { return try ContractFinder.read(path) }
      guard let bytes = Platform.readStandardInput(limit: ContractReader.sizeLimit) else {
        throw CommandFailure("standard input cannot be read, or is too large")
      }
      let name = FilePath.join(FilePath.folder(of: other), "stdin.yaml")
      return try ContractReader.read(
        SourceBytes(bytes), path: name, load: ContractReader.loadFile)
    }

    private func manifests(_ old: Contract, _ new: Contract) throws -> ManifestComparison? {
      guard !against.isEmpty else { return nil }
      // Globs of both count from where the contract of the manifests lies.
      let root = FilePath.folder(of: self.new == "-" ? self.old : self.new)
      return try ManifestComparison(against, old, new, root: root, stage: stage)
    }

    private func write(
      _ difference: ContractDifference, _ manifests: ManifestComparison?
    ) throws {
      let screen = NameScreen.builtin
      let names = (old: screen.path(old).text, new: screen.path(new).text)
      let text =
        switch format {
        case .text:
          ContractDifferenceText(difference, manifests, old: names.old, new: names.new).text
        case .json:
          ContractDifferenceJSON(difference, manifests, old: names.old, new: names.new).text
        }
      guard let output else { return Output.write(text) }
      do {
        try Platform.replaceFile(output, with: text)
      } catch {
        throw CommandFailure("\(path: output) cannot be written: \(prose: error.text)")
      }
    }
  }
}
