import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// How a matrix is written.
enum MatrixFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case html
  case json
}

/// `configlint matrix`: which variables each service has in which stage.
struct MatrixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    abstract: "Compare what each service gets in each stage.",
    usage: "configlint matrix [<options>] [<paths> ...]",
    discussion: """
      Rows are variables, columns are stages; what is missing somewhere comes first. Cells say \
      whether a value is there and what kind it is, never what it is. Nothing is judged: the \
      status is 0 when all that was asked for could be read.
      """)

  @Option(help: "How to write it.")
  var format: MatrixFormat = .text

  @OptionGroup var options: ResolvingOptions

  func run() throws {
    try options.run { linter in
      let matrix = linter.matrix()
      options.report(matrix.problems)
      try options.requireSomething(matrix.services.isEmpty, in: linter)
      switch format {
      case .text:
        try options.write(MatrixText(matrix, isChosen: options.context.service != nil).text)
      case .html: try options.write(MatrixHTML(matrix).text)
      case .json: try options.write(MatrixJSON(matrix, version: Version.text).text)
      }
      if !matrix.problems.isEmpty { throw ExitStatus.failed }
    }
  }
}
