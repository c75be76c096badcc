import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

/// What the repository says of itself: it is clean, and its pages are current.
@Suite struct RepositoryTests {
  @Test func theToolIsCleanOnItsOwnRepository() throws {
    // A copy of what git tracks, so that build folders of this machine do not count.
    let tree = try TemporaryTree()
    _ = try run(
      [
        "sh", "-c", "cd \"$1\" && git ls-files -z | xargs -0 cp -P --parents -t \"$2\"", "sh",
        Tool.repository, tree.path,
      ],
      environment: ["PATH": Platform.environmentVariable("PATH") ?? ""])
    let result = try Tool.run(["--format", "json", "--fail-on", "note"], in: tree)
    #expect(try JSONReport(result.output).rows.map(\.description) == [])
    #expect(result.status == 0)
  }

  /// `CONFIGGUARD_RECORD=1 swift test --filter RepositoryTests` brings the page up to date.
  @Test func theCommandLinePageIsCurrent() throws {
    let path = "\(Tool.repository)/docs/command-line.md"
    let bytes = try readFile(path: path, limit: 1 << 20)
    let page = bytes.text(SourceRange(start: 0, end: bytes.count))
    let commands: [(String, any ParsableCommand.Type)] = [
      ("check", CheckCommand.self), ("env", EnvCommand.self), ("exec", ExecCommand.self),
      ("resolve", ResolveCommand.self), ("matrix", MatrixCommand.self),
      ("explain", ExplainCommand.self), ("quote", QuoteCommand.self),
      ("contract diff", ContractCommand.Diff.self),
      ("init", InitCommand.self), ("generate", GenerateCommand.self),
      ("rules list", RulesCommand.List.self),
      ("rules show", RulesCommand.Show.self), ("rules test", RulesCommand.Test.self),
    ]
    var current = page
    for (name, type) in commands {
      let help = Configlint.helpMessage(for: type, columns: 90)
      current = try #require(replaced(name, in: current, with: help), "no place for \(name)")
    }
    if Platform.environmentVariable("CONFIGGUARD_RECORD") == "1" {
      try Platform.replaceFile(path, with: current)
      Issue.record("the page was written anew; run the test again")
    }
    #expect(page == current)
  }

  private func replaced(_ name: String, in page: String, with help: String) -> String? {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "<!-- help:\(name) -->"),
      let end = lines[start...].firstIndex(of: "<!-- end -->")
    else { return nil }
    let block = ["```", help.trimmedASCII, "```"].map { Substring($0) }
    return (lines[...start] + block + lines[end...]).joined(separator: "\n")
  }
}
