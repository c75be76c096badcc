import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import configlint

@Suite struct GitHubTests {
  private func lines(_ report: Report, isQuiet: Bool = false) -> [Substring] {
    GitHubReporter(run: ReportedRun(isQuiet: isQuiet)).text(report).split(separator: "\n")
  }

  @Test func annotationsHavePlacesAndTitles() throws {
    let lines = lines(try ReportSample.report([("app/.env.production", "CORS_ORIGINS=*\n")]))
    #expect(lines.count == 2)
    #expect(
      lines.first?.hasPrefix(
        "::error file=app/.env.production,line=1,endLine=1,col=14,endColumn=15,"
          + "title=cors-any-origin::CORS_ORIGINS lets every website") == true)
    #expect(lines.last?.hasPrefix("configlint: 1 error in 1 file (1 env)") == true)
  }

  @Test func notesAreNotices() throws {
    let lines = lines(
      try ReportSample.report([(".env.example", "CORS_ORIGINS=*\n")]), isQuiet: true)
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("::notice file=.env.example,line=1,") == true)
  }

  @Test(arguments: [
    ("a%b", "a%25b"), ("a\r\nb\rc\n", "a%0D%0Ab%0Dc%0A"), ("a:b,c", "a:b,c"), ("%0A", "%250A"),
    ("##[x]", "# #[x]"), ("###[x]", "## #[x]"),
  ])
  func messagesAreEscaped(_ text: String, _ escaped: String) {
    #expect(GitHubReporter.command("error", [], text) == "::error::\(escaped)")
  }

  @Test(arguments: [
    ("a:b,c%", "a%3Ab%2Cc%25"), ("x::y\n::z", "x%3A%3Ay%0A%3A%3Az"), ("=", "="),
  ])
  func propertiesAreEscaped(_ text: String, _ escaped: String) {
    #expect(
      GitHubReporter.command("error", [("file", text), ("line", "1")], "m")
        == "::error file=\(escaped),line=1::m")
  }

  @Test(arguments: [
    ("::set-output name=a::b", "./::set-output name=a::b"), ("a\n::error::b", "a ::error::b"),
    ("a\r::b\u{85}c\u{2028}d", "a ::b c d"), ("x ##[add-mask]y", "x # #[add-mask]y"),
    (" \n::error::b", "./::error::b"), ("\u{B}::error::b", "./::error::b"),
  ])
  func linesOfTheLogAreNoCommands(_ text: String, _ line: String) {
    let made = GitHubReporter.logLine(text)
    #expect(made == line)
    #expect(!made.drop { $0.isWhitespace }.hasPrefix("::") && !made.contains("##["))
  }

  /// With the sign in front of it, each is one `Character`.
  private static let combining: [Unicode.Scalar] = ["\u{FE0F}", "\u{301}"]

  @Test(arguments: combining)
  func combiningSignsHideNothingFromTheRunner(_ mark: Unicode.Scalar) {
    for (sign, escape) in [
      ("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), ("##[", "# #["), ("a", "a"),
    ] {
      let text = GitHubReporter.command("error", [("file", "x\(sign)\(mark)y")], "\(sign)\(mark)")
      let wanted = "::error file=x\(escape)\(mark)y::\(escape)\(mark)"
      #expect(Array(text.unicodeScalars) == Array(wanted.unicodeScalars))
    }
    for (sign, escape) in [(":", "%3A"), (",", "%2C")] {
      let text = GitHubReporter.command("error", [("file", "x\(sign)\(mark)y")], "")
      #expect(Array(text.utf8) == Array("::error file=x\(escape)\(mark)y::".utf8))
    }
    for (text, line) in [
      ("::\(mark)error::b", "./::\(mark)error::b"), ("##[\(mark)error]", "# #[\(mark)error]"),
      (" ::\(mark)", "./::\(mark)"), ("\u{FE0F} ::error::b", "./::error::b"),
    ] {
      #expect(Array(GitHubReporter.logLine(text).utf8) == Array(line.utf8))
    }
  }

  @Test(arguments: combining)
  func combiningSignsHideNothingFromMarkdown(_ mark: Unicode.Scalar) {
    func expect(_ text: String, _ wanted: String) {
      #expect(Array(text.utf8) == Array(wanted.utf8), "\(text)")
    }
    for sign in #"\`*_<>[]$#~"#.unicodeScalars {
      expect(Markdown.prose("a\(sign)\(mark)b"), "a\\\(sign)\(mark)b")
    }
    expect(Markdown.prose("`a\(mark)*`\(mark)*`b`"), "`a\(mark)*`\(mark)\\*`b`")
    expect(Markdown.cell("a|\(mark)b"), "a\\|\(mark)b")
    expect(Markdown.code("a|\(mark)b", inTable: true), "`a\\|\(mark)b`")
    expect(Markdown.code("a`\(mark)b``\(mark)"), "``` a`\(mark)b``\(mark) ```")
    expect(Markdown.block(["```\(mark)"], language: ""), "````\n```\(mark)\n````")
  }

  @Test func rowsOfBackquotesEndNoCode() {
    #expect(Markdown.prose("``` ` ``` ![i](u) `").contains("!\\[i\\](u)"))
  }

  /// A step shows ten annotations of a kind; what is beyond them is counted and in the log.
  @Test(arguments: [(10, 10, false), (11, 10, true), (25, 10, true)])
  func theLimitsOfAStepHold(_ count: Int, _ shown: Int, _ isCut: Bool) throws {
    for (stage, kind) in [("production", "error"), ("example", "notice")] {
      let lines = lines(try ReportSample.many(count, stage: stage), isQuiet: true)
      let annotations = lines.filter { $0.hasPrefix("::\(kind) ") }
      #expect(annotations.count == shown)
      #expect(lines.filter { $0.hasPrefix("::") }.count == (isCut && kind == "error" ? 11 : shown))
      let note = lines.filter { $0.hasPrefix("::notice title=configlint::") }
      #expect(note.count == (isCut ? 1 : 0))
      let rest = count - (isCut && kind == "notice" ? shown - 1 : shown)
      if isCut { #expect(note.first?.contains("\(rest) more finding") == true) }
      let word = kind == "error" ? "error: f" : "note: f"
      #expect(lines.filter { $0.hasPrefix(word) }.count == rest)
    }
  }

  @Test func whatCouldNotBeCheckedIsAnError() throws {
    let lines = lines(try ReportSample.whole(withFailure: true))
    #expect(lines.first == "::error title=configlint::not checked: locked.env: it is locked")
    let nothing = GitHubReporter(run: ReportedRun(status: 2)).text(Report())
    #expect(nothing.hasPrefix("::error title=configlint::nothing to check\n"))
    #expect(!GitHubReporter(run: ReportedRun(status: 0)).text(Report()).hasPrefix("::"))
  }

  @Test func theSummaryIsNamedWhereThereIsOne() throws {
    let report = try ReportSample.many(11)
    for hasSummary in [true, false] {
      let text = GitHubReporter(run: ReportedRun(hasJobSummary: hasSummary)).text(report)
      #expect(text.contains("summary of the job") == hasSummary)
    }
  }

  @Test func theNameOfTheToolIsSaidOnce() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    let result = try Tool.run(
      ["--staged", "--format", "github"], in: tree,
      environment: ["GITHUB_STEP_SUMMARY": "\(tree.path)/summary"])
    #expect(result.output == "configlint: no staged configuration, nothing to check\n")
    #expect(
      String(decoding: try tree.bytes(of: "summary"), as: UTF8.self)
        == "## configlint\n\nno staged configuration, nothing to check\n")
    let text = try Tool.run(["--staged"], in: tree)
    #expect(text.output == "configlint: no staged configuration, nothing to check\n")
  }

  @Test func theMostSeriousComeFirst() throws {
    var report = try ReportSample.whole()
    report.findings.sort { $0.severity < $1.severity }
    let kinds = lines(report).filter { $0.hasPrefix("::") }.map { $0.prefix { $0 != " " } }
    let order = ["::error", "::warning", "::notice"]
    let ranks = kinds.compactMap { order.firstIndex(of: String($0)) }
    #expect(ranks == ranks.sorted() && ranks.count == kinds.count && Set(ranks).count == 3)
  }

  // MARK: the summary of the job

  @Test func theSummaryIsATableOfFindings() throws {
    let report = try ReportSample.whole(withFailure: true)
    let text = GitHubSummary(run: ReportedRun()).text(report)
    #expect(text.hasPrefix("## configlint\n\n"))
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count == report.findings.count + 2)
    #expect(rows.allSatisfy { row in row.replacing("\\|", with: "").count { $0 == "|" } == 5 })
    #expect(text.contains("skipped 1: 1 no format that is known"))
    #expect(text.contains("### Not checked\n\n- `locked.env`: it is locked\n"))
  }

  @Test(arguments: [
    ("a|b", "`a\\|b`"), ("a`b", "`` a`b ``"), ("a``<img>``b", "``` a``<img>``b ```"),
    ("<b>", "`<b>`"),
  ])
  func pathsAreCode(_ path: String, _ code: String) throws {
    #expect(Markdown.code(path, inTable: true) == code)
  }

  @Test func theSummaryIsCutAtARow() throws {
    let report = try ReportSample.many(60)
    let whole = GitHubSummary(run: ReportedRun()).text(report)
    let limit = 4000
    let text = GitHubSummary(run: ReportedRun()).text(report, limit: limit)
    #expect(whole.utf8.count > limit && text.utf8.count <= limit)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| error") }
    #expect(rows.count > 10 && rows.allSatisfy { $0.hasSuffix(" |") })
    #expect(text.contains("\nThe table is cut: \(60 - rows.count) more findings are in the log.\n"))
    #expect(GitHubSummary(run: ReportedRun()).text(report, limit: 10).isEmpty)
  }

  @Test func theSummaryIsAddedToTheFileOfTheStep() throws {
    let tree = try TemporaryTree()
    try tree.write("app/.env.production", ReportSample.bad)
    try tree.write("summary.md", "before\n")
    let environment = ["GITHUB_STEP_SUMMARY": "\(tree.path)/summary.md"]
    func summary() throws -> String {
      String(decoding: try tree.bytes(of: "summary.md"), as: UTF8.self)
    }
    _ = try Tool.run(["app"], in: tree, environment: environment)
    #expect(try summary() == "before\n")
    let result = try Tool.run(["app", "--format", "github"], in: tree, environment: environment)
    #expect(result.status == 1)
    #expect(try summary().hasPrefix("before\n## configlint\n"))
    // What an earlier command of the step wrote counts, too.
    try tree.write("summary.md", bytes: [UInt8](repeating: 0x61, count: (1 << 20) - 50))
    _ = try Tool.run(["app", "--output", "github:-"], in: tree, environment: environment)
    #expect(try summary().utf8.count == (1 << 20) - 50)
    let broken = try Tool.run(
      ["app", "--format", "github"], in: tree, environment: ["GITHUB_STEP_SUMMARY": tree.path])
    #expect(broken.status == 2)
    #expect(broken.errors.contains("summary"))
  }
}
