import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint quote`: how to write a value so that several readers of env files read it alike.
struct QuoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quote",
    abstract: "Print how to write a value so that each reader of an env file reads it back.",
    discussion: """
      Status 1 says that the readers have no spelling in common. Secrets are better piped in than \
      typed: what is typed stays in the history of the shell.

      Readers: \(DotEnvDialect.all.map(\.id).joined(separator: ", ")).
      """)

  /// Every spelling is read by every reader, so a long value would take long.
  private static let longest = 4096

  @Argument(help: "The value as the service should get it, or - for standard input.")
  var value: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A reader of the file, or several with commas between (default: all readers).",
      valueName: "id"), completion: .dialects)
  var dialect: [String] = []

  func run() throws {
    do {
      let dialects = try dialect.isEmpty ? DotEnvDialect.all : DotEnvDialect.list(dialect)
      let value = try text()
      guard value.utf8.count <= Self.longest else {
        throw CommandFailure("a value of more than \(Self.longest) bytes is not tried")
      }
      if let spelling = DotEnvSpelling(of: value, for: dialects).spelling() {
        return Output.write(spelling + "\n")
      }
      Output.error(refusal(of: value, dialects))
      throw ExitStatus.findings
    } catch let failure as CommandFailure {
      Output.error(failure.text)
      throw ExitStatus.failed
    }
  }

  private func text() throws -> String {
    guard value == "-" else { return value }
    guard let bytes = Platform.readStandardInput(limit: 1 << 20) else {
      throw CommandFailure("standard input cannot be read, or is too large")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure("standard input is no UTF-8")
    }
    // The line break that ends the input is not part of the value.
    return text.hasSuffix("\n") ? String(text.unicodeScalars.dropLast()) : text
  }

  /// Which readers cannot read it at all, and which have a spelling that the others misread.
  private func refusal(of value: String, _ dialects: [DotEnvDialect]) -> ReportText {
    let none = dialects.filter { DotEnvSpelling(of: value, for: [$0]).spelling() == nil }
    let names = { (list: [DotEnvDialect]) in
      list.map { "\(name: $0.id)" as ReportText }.joined(separator: ", ")
    }
    if !none.isEmpty { return "this value cannot be written for \(names(none))" }
    // The largest group that begins with the first reader is what the others can be parted from.
    var group: [DotEnvDialect] = []
    var left: [DotEnvDialect] = []
    for dialect in dialects {
      let isFine = DotEnvSpelling(of: value, for: group + [dialect]).spelling() != nil
      if isFine { group.append(dialect) } else { left.append(dialect) }
    }
    return
      "no spelling is read back by all: what suits \(names(group)) does not suit \(names(left))"
  }
}
