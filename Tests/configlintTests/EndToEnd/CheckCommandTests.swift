import RulePacks
import Testing

@Suite struct CheckCommandTests {
  private static let bad = "APP_ENV=production\nADMIN_KEY=changeme123\nALLOWED_ORIGINS=*\n"

  @Test func findingsEndWithOneAndNameTheirPlace() throws {
    let tree = try TemporaryTree()
    try tree.write("app/.env.production", Self.bad)
    let result = try Tool.run([], in: tree)
    #expect(result.status == 1)
    #expect(result.output.contains("app/.env.production:2:11: error:"))
    #expect(result.output.contains("app/.env.production:3:17: error:"))
    #expect(result.output.contains(" 3 | ALLOWED_ORIGINS=*\n   |                 ^\n"))
    #expect(result.output.contains("2 errors in 1 file (1 env)"))
    #expect(!result.output.contains("\u{1B}["))
  }

  @Test func failOnDecidesTheStatusOnly() throws {
    let tree = try TemporaryTree()
    try tree.write(".env.production", Self.bad)
    let never = try Tool.run(["--fail-on", "never"], in: tree)
    #expect(never.status == 0)
    #expect(never.output == (try Tool.run([], in: tree)).output)
    let example = try TemporaryTree()
    try example.write(".env.example", "ADMIN_KEY=changeme123\n")
    #expect(try Tool.run([], in: example).status == 0)
    #expect(try Tool.run(["--fail-on", "note"], in: example).status == 1)
  }

  @Test func aMistypedCommandIsAnswered() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\n")
    let mistyped = try Tool.run(["chekc"], in: tree)
    #expect(mistyped.status == 2)
    #expect(mistyped.errors.contains("did you mean the command `check`?"))
    // Whoever names the command means a path.
    #expect(!(try Tool.run(["check", "chekc"], in: tree)).errors.contains("did you mean"))
    try tree.write("fixx/.env", "A=1\n")
    #expect(try Tool.run(["fixx"], in: tree).errors.isEmpty)
  }

  @Test func twoRunsGiveTheSameBytes() throws {
    let tree = try TemporaryTree()
    try tree.write("a/.env.production", Self.bad)
    try tree.write("b/.env.production", Self.bad)
    try tree.write(
      "compose.yaml", "services:\n  web:\n    image: x\n    environment: {DEBUG: 'true'}\n")
    func report() throws -> String {
      let text = try Tool.run(["--format", "json"], in: tree).output
      let start = try #require(text.range(ofText: "\"durationMs\":"))
      return String(text[..<start])
        + String(text[start...].drop { $0 != "}" })
    }
    #expect(try report() == report())
  }

  @Test func onlyAndSkipChooseRules() throws {
    let tree = try TemporaryTree()
    try tree.write(".env.production", Self.bad)
    let only = try Tool.run(["--format", "json", "--only", "cors-any-origin"], in: tree)
    #expect(try JSONReport(only.output).rules == ["cors-any-origin"])
    let skip = try Tool.run(["--format", "json", "--skip", "cors-any-origin"], in: tree)
    #expect(try !JSONReport(skip.output).rules.contains("cors-any-origin"))
    let typo = try Tool.run(["--only", "cors-any-orgin"], in: tree)
    #expect(typo.status == 2)
    #expect(typo.errors.contains("did you mean `cors-any-origin`?"))
  }

  @Test func standardInputIsJudgedUnderItsName() throws {
    let tree = try TemporaryTree()
    let result = try Tool.run(
      ["-", "--stdin-name", ".env.production"], in: tree, input: Self.bad)
    #expect(result.status == 1)
    #expect(result.output.contains(".env.production:2:11: error:"))
  }

  @Test func theReportGoesToAFile() throws {
    let tree = try TemporaryTree()
    try tree.write(".env.production", Self.bad)
    let result = try Tool.run(["--format", "json", "--output", "report.json"], in: tree)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    let text = String(decoding: try tree.bytes(of: "report.json"), as: UTF8.self)
    #expect(try JSONReport(text).rows.count == 2)
  }

  @Test func usageErrorsEndWithTwo() throws {
    let tree = try TemporaryTree()
    #expect(try Tool.run(["--no-such-option"], in: tree).status == 2)
    #expect(try Tool.run(["--format", "xml"], in: tree).status == 2)
    #expect(try Tool.run(["exec"], in: tree).status == 78)
    let help = try Tool.run(["--help"], in: tree)
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE:"))
  }

  @Test func aBrokenContractIsNamedWithItsPlace() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 1\nvariables:\n  PORT: {type: intt}\n")
    try tree.write(".env", "PORT=80\n")
    let result = try Tool.run([], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("configguard.yaml:3:16: `intt` is none of"))
  }

  @Test func theNearestContractCounts() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 1\nvariables:\n  OUTER: {required: true}\n")
    try tree.write("inner/configguard.yaml", "version: 1\nvariables:\n  INNER: {required: true}\n")
    try tree.write("inner/deep/.env.production", "A=1\n")
    try tree.write(".env.production", "A=1\n")
    let report = try JSONReport(try Tool.run(["--format", "json"], in: tree).output)
    let missing = report.rows.filter { $0.rule == "required-variable-missing" }
    #expect(
      missing.map { "\($0.path) \($0.key)" } == [
        ".env.production OUTER", "inner/deep/.env.production INNER",
      ])
  }

  @Test func ignoredFoldersAreCheckedWhenNamed() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 1\nignore: [fixtures, '*.skip.env']\n")
    try tree.write("fixtures/.env.production", Self.bad)
    try tree.write("fixtures/a.skip.env", Self.bad)
    try tree.write("app.yaml", "a: 1\n")
    func paths(_ arguments: String...) throws -> Set<String> {
      let result = try Tool.run(["--format", "json"] + arguments, in: tree)
      return Set(try JSONReport(result.output).rows.map(\.path))
    }
    #expect(try paths(".") == [])
    #expect(try paths("fixtures") == ["fixtures/.env.production"])
    #expect(try paths("fixtures/a.skip.env") == ["fixtures/a.skip.env"])
    #expect(try paths("--force-ignore", "fixtures/a.skip.env", "app.yaml") == [])
  }

  @Test func aRuleIsAnsweredInTheContract() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "configguard.yaml",
      """
      version: 1
      rules:
        cors-any-origin:
          allow:
            - {path: .env.production, reason: a public API}
        placeholder-secret: warning
      """)
    try tree.write(".env.production", Self.bad)
    let result = try Tool.run(["--format", "json"], in: tree)
    let report = try JSONReport(result.output)
    #expect(result.status == 0)
    #expect(report.rows.map { "\($0.rule) \($0.severity)" } == ["placeholder-secret warning"])
    #expect(report.summary("suppressed") == "1")
  }
}

extension String {
  /// The index behind the first occurrence of a text.
  func range(ofText text: String) -> String.Index? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
