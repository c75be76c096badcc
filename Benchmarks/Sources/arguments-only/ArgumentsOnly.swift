import ArgumentParser

/// Parses options like those of `configlint check` and does nothing: the floor for start-up.
@main
struct ArgumentsOnly: ParsableCommand {
  @Argument var paths: [String] = ["."]
  @Option var stage: String?
  @Option var config: String?
  @Option var format = "text"
  @Option var output: String?
  @Option var failOn: String?
  @Option(parsing: .singleValue) var only: [String] = []
  @Option(parsing: .singleValue) var skip: [String] = []
  @Option var service: String?
  @Option var color = "auto"
  @Flag var quiet = false
  @Flag var noProgress = false
  @Flag var forceIgnore = false
}
