import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint generate`: a strong value for a secret.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Print a strong random value of the right shape for a secret.",
    discussion: """
      The shape is what the contract says, else what is known of keys of this name (Laravel's \
      APP_KEY, Rails' SECRET_KEY_BASE, Fernet keys, keys of web tokens), else 32 random bytes in \
      hexadecimal digits. The value passes `configlint env` under the same contract. Nothing else \
      is printed, so that it can be piped into the store of secrets.
      """)

  @Argument(help: "The name of the variable.")
  var key: String

  @Option(
    help: ArgumentHelp("The contract to use instead of the nearest one.", valueName: "file"),
    completion: .file())
  var config: String?

  @Flag(help: "Make a value although a vendor issues such values.")
  var force = false

  func run() throws {
    try CommandFailure.reported {
      let options = try JudgingOptions.parse(config.map { ["--config=\($0)"] } ?? [])
      let contract = try nearest(options)
      let generator = SecretGenerator(contract: contract, rules: try options.rules(for: contract))
      var random = SystemRandomNumberGenerator()
      do {
        Output.write(try generator.value(for: key, isForced: force, using: &random) + "\n")
      } catch let refusal as SecretGenerator.Refusal {
        throw CommandFailure(refusal.text)
      }
    }
  }

  private func nearest(_ options: JudgingOptions) throws -> Contract? {
    let environment = try CommandFailure.environment()
    return try ContractFinder(options: options, environment: environment)
      .context(for: ContractFinder.name).contract
  }
}
