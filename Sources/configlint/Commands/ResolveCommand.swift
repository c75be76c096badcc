import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// How resolved environments are written.
enum ResolutionFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

/// `configlint resolve`: the environment that each workload really gets.
struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Show the environment that each workload gets, and where it comes from.",
    usage: "configlint resolve [<options>] [<paths> ...]",
    discussion: """
      Values of secrets are never shown, nor is text that looks as if it were one. Nothing is \
      judged: the status is 0 when all that was asked for could be read.
      """)

  @Option(help: ArgumentHelp("Show the whole way of one variable.", valueName: "name"))
  var key: String?

  @Option(help: "How to write it.")
  var format: ResolutionFormat = .text

  @OptionGroup var options: ResolvingOptions

  func run() throws {
    try options.run { linter in
      let resolution = linter.resolution()
      options.report(resolution.problems)
      try options.requireSomething(resolution.environments.isEmpty, in: linter)
      switch format {
      case .text: try options.write(ResolutionText(resolution, key: key).text)
      case .json:
        try options.write(ResolutionJSON(resolution, key: key, version: Version.text).text)
      }
      if !resolution.problems.isEmpty { throw ExitStatus.failed }
    }
  }
}
