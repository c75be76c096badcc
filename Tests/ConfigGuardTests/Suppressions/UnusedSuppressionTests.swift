import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Exceptions that are for nothing, and runs that cannot tell.
@Suite struct UnusedSuppressionTests {
  private static let text =
    "CORS_ORIGINS=https://shop.example # configlint:allow cors-any-origin -- a public API\n"
  private static let missing = "required-variable-missing"
  private static let acrossFiles =
    "A=1 # configlint:allow \(missing) -- elsewhere\nCORS_ORIGINS=https://shop.example\n"

  private func project(
    _ text: String = text, _ change: (inout SuppressedProject) -> Void = { _ in }
  )
    throws -> Report
  {
    var project = SuppressedProject(".env.production", text)
    change(&project)
    return try project.report()
  }

  @Test func aNeedlessCommentIsFound() throws {
    let report = try project()
    #expect(report.faults == ["1 unused-suppression"])
    let finding = try #require(report.findings.first)
    #expect(finding.message == "`cors-any-origin` is allowed here, where it finds nothing")
    #expect(finding.severity == .warning && finding.column == 54 && finding.endColumn == 69)
  }

  /// Runs that judge less, or otherwise, than all runs do.
  @Test func otherRunsCannotTell() throws {
    #expect(try project { $0.only = ["debug-enabled", "unused-suppression"] }.faults == [])
    #expect(try project { $0.skip = ["cors-any-origin"] }.faults == [])
    #expect(try project { $0.skip = ["unused-suppression"] }.faults == [])
    #expect(try project { $0.service = "shop" }.faults == [])
    #expect(try project { $0.stage = .production }.faults == [])
    #expect(try project { $0.honoursInlineSuppressions = false }.faults == [])
    #expect(try project { $0.contract = "rules: {cors-any-origin: off}\n" }.faults == [])
    #expect(try project { $0.only = ["cors-any-origin", "unused-suppression"] }.faults.count == 1)
    #expect(try project { $0.contract = "rules: {unused-suppression: off}\n" }.faults == [])
  }

  /// A file tells for itself, except of rules that ask for others.
  @Test func runsOverSomeFilesTellOfOneFileOnly() throws {
    #expect(try project { $0.isWhole = false }.faults.count == 1)
    #expect(try project(Self.acrossFiles).faults.count == 1)
    #expect(try project(Self.acrossFiles) { $0.isWhole = false }.faults == [])
  }

  /// Behind an error a file may hold what the exception is for.
  @Test func brokenFilesCannotTell() throws {
    #expect(try project(Self.text + "WHAT IS THIS\n").faults == [])
  }

  /// A file that is only referred to was not checked.
  @Test func filesThatWereNotCheckedCannotTell() throws {
    let files = [
      ("compose.yaml", "services: {a: {image: a, env_file: app.env}}\n"), ("app.env", Self.text),
    ]
    var project = SuppressedProject(files)
    #expect(try project.report().faults == ["1 unused-suppression"])
    project.added = ["compose.yaml"]
    #expect(try project.report().faults == [])
  }

  /// Where git does not keep the file, no rule asks for its secrets.
  @Test func untrackedFilesCannotTellOfSecrets() throws {
    for (tracking, count) in [(Tracking.tracked, 1), (.untracked, 0), (.ignored, 0)] {
      let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
      var linter = Linter(contexts: { _ in context }, load: { _ in .missing("none") })
      let text = "A=1 # configlint:allow hardcoded-secret -- a sandbox\n"
      try linter.add(
        SourceFile(path: ".env.production", bytes: SourceBytes(text), tracking: tracking),
        as: .environment)
      let report = linter.report()
      #expect(report.findings.count { $0.rule == "unused-suppression" } == count)
    }
  }

  /// Of two that say the same, both are for something.
  @Test func everyAnswerToAFindingIsNeeded() throws {
    let contract = "rules: {cors-any-origin: {allow: [{path: .env.production, reason: all}]}}\n"
    let text = """
      # configlint:allow-file cors-any-origin -- one
      # configlint:allow cors-any-origin -- two
      CORS_ORIGINS=* # configlint:allow cors-any-origin -- three
      """
    let report = try SuppressedProject([(".env.production", text)], contract: contract).report()
    #expect(report.faults == [] && report.suppressed.count == 1)
    #expect(report.suppressed.first?.kind == .inline)
  }

  // MARK: the contract

  private func contract(
    _ allowance: String, rule: String = "cors-any-origin",
    _ change: (inout SuppressedProject) -> Void = { _ in }
  ) throws -> [String] {
    var project = SuppressedProject(
      [(".env.production", "CORS_ORIGINS=https://shop.example\n"), ("a/b.yaml", "x: 1\n")],
      contract: "rules: {\(rule): {allow: [{\(allowance), reason: a demo}]}}\n")
    change(&project)
    return try project.report().findings.filter { $0.category == .suppression }
      .map { "\($0.path):\($0.line ?? 0) \($0.rule)" }
  }

  @Test func aNeedlessExceptionOfTheContractIsFound() throws {
    let unused = ["configguard.yaml:2 unused-suppression"]
    #expect(try contract("path: .env.production") == unused)
    #expect(try contract("path: a/**") == unused)
    // No file of this path was checked.
    #expect(try contract("path: b/**") == [])
    #expect(try contract("path: .env.production") { $0.isWhole = false } == [])
    #expect(try contract("path: .env.production") { $0.added = ["a/b.yaml"] } == [])
    #expect(try contract("path: .env.production") { $0.skip = ["cors-any-origin"] } == [])
    // It may be for the start of the service, of which files say nothing.
    #expect(try contract("key: CORS_ORIGINS") == [])
    #expect(try contract("key: A", rule: "env-file-not-ignored") == unused)
  }

  @Test(arguments: [
    ("key: CORS_ORIGINS", 1), ("key: CORS_*", 1), ("key: '*ORIGIN?'", 1), ("key: ORIGINS", 0),
    ("key: cors_origins", 0), ("path: '*.production'", 1), ("path: '*.staging'", 0),
    ("workload: shop", 0), ("key: CORS_ORIGINS, path: .env.production", 1),
  ]) func pathAndKeyNarrow(allowance: String, count: Int) throws {
    let report = try SuppressedProject(
      [(".env.production", "CORS_ORIGINS=*\n")],
      contract: "rules: {cors-any-origin: {allow: [{\(allowance), reason: a demo}]}}\n"
    ).report()
    #expect(report.suppressed.count == count)
    #expect(report.open("cors-any-origin").count == 1 - count)
  }

  @Test(arguments: [
    ("key: cors.origins", 1), ("key: app.*", 0), ("key: origins", 1), ("key: '*.origins'", 1),
  ]) func keyPathsNarrow(allowance: String, count: Int) throws {
    let report = try SuppressedProject(
      [("config/production/app.yaml", "cors: {origins: ['*']}\n")],
      contract: "rules: {cors-any-origin: {allow: [{\(allowance), reason: a demo}]}}\n"
    ).report()
    #expect(report.suppressed.count == count)
  }

  /// An exception for one of two workloads leaves the other one's finding.
  @Test(arguments: [("web", 1), ("w*", 1), ("*", 0), ("none", 1)])
  func workloadsNarrow(pattern: String, open: Int) throws {
    let compose = """
      services:
        web: {image: a, env_file: app.env}
        api: {image: b, env_file: app.env}
      """
    let report = try SuppressedProject(
      [("compose.yaml", compose), ("app.env", "CORS_ORIGINS=*\n")],
      contract: "rules: {cors-any-origin: {allow: [{workload: '\(pattern)', reason: a demo}]}}\n"
    ).report()
    #expect(report.findings.count { $0.rule == "cors-any-origin" } == open)
    #expect(report.suppressed.count == (pattern == "none" ? 0 : 1))
  }
}
