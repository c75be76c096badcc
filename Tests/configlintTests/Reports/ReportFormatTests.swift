import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import configlint

/// What holds for every format.
@Suite struct ReportFormatTests {
  @Test(arguments: ReportFormat.allCases)
  func twoRunsGiveTheSameBytes(_ format: ReportFormat) throws {
    let tree = try TemporaryTree()
    for file in ReportSample.files { try tree.write(file.path, file.text) }
    func report() throws -> String {
      let text = try Tool.run(["--format", format.rawValue], in: tree).output
      return text.split(separator: ",").filter { !$0.hasPrefix("\"durationMs\"") }
        .joined(separator: ",")
    }
    let first = try report()
    #expect(try first == report())
    #expect(first.contains("cors-any-origin"))
  }

  @Test(arguments: ReportFormat.allCases)
  func nothingFoundIsAReport(_ format: ReportFormat) throws {
    let report = try ReportSample.report([("fine.yaml", "services: {a: {image: b}}\n")])
    #expect(report.findings.isEmpty)
    let text = format.text(report, ReportedRun())
    #expect(!text.isEmpty && text.hasSuffix("\n"))
    try expectValid(text, format)
    try expectValid(format.text(Report(), ReportedRun(status: 2)), format)
  }

  @Test func longReportsArePassedOnPieceByPiece() throws {
    var report = try ReportSample.whole()
    let entry = try #require(report.workloads.first)
    report.workloads = Array(repeating: entry, count: 5_000)
    var pieces: [String] = []
    ReportFormat.json.write(report, ReportedRun()) { pieces.append($0) }
    #expect(pieces.count > 3)
    #expect(pieces.allSatisfy { $0.utf8.count < 1 << 17 })
    let text = pieces.joined()
    #expect(text == ReportFormat.json.text(report, ReportedRun()))
    #expect(text.split(separator: "\"\(entry.name)\"").count > 5_000)
    try expectValid(text, .json)
  }

  @Test(arguments: ReportFormat.allCases)
  func everyFormatIsWhatItsReadersExpect(_ format: ReportFormat) throws {
    let report = try ReportSample.whole(withFailure: true)
    #expect(Set(report.findings.map(\.severity)) == Set(Severity.allCases))
    #expect(!report.suppressed.isEmpty && !report.skipped.isEmpty)
    let text = format.text(report, ReportedRun(status: 2))
    try expectValid(text, format)
    for rule in Set(report.findings.map(\.rule)) { #expect(text.contains(rule)) }
  }

  /// Names with everything that means something to some format.
  @Test(arguments: [
    "a b", "ä€𝄞", "<b>&\"'", "::set-output name=x::y", "##[add-mask]x", "a,line=1:b%0A",
    "a|b`c``d", "x\n::error::y", "x\r\n::stop-commands::z", "\u{0}\u{1B}[31m\u{FFFE}", "]]>",
    "[a](1)", "{0}", "\\", "-->", "a\u{2028}b", "\u{202E}x",
  ])
  func oddNamesStayNames(_ name: String) throws {
    let service = name.filter { !"\"\\\n\r\u{0}\u{1B}".contains($0) && $0 != "\r\n" }
    let report = try ReportSample.report([
      ("\(name)/.env.production", ReportSample.bad),
      (
        "compose.yaml",
        "services: {\"\(service)\": {image: a, environment: {DEBUG: 'true'}}}\n"
      ),
    ])
    #expect(report.findings.count > 2)
    for format in ReportFormat.allCases {
      let text = format.text(report, ReportedRun())
      try expectValid(text, format)
      #expect(!text.contains("\u{1B}") && !text.contains("\u{0}"))
      let commands = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        .filter { $0.hasPrefix("::") }
      if format == .text { #expect(commands.isEmpty && !text.contains("##[")) }
      guard format == .github else { continue }
      #expect(commands.allSatisfy { $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") })
      #expect(commands.count == report.findings.count && !text.contains("##["))
    }
    let summary = GitHubSummary(run: ReportedRun()).text(report)
    let rows = summary.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count == report.findings.count + 2)
  }

  private func expectValid(_ text: String, _ format: ReportFormat) throws {
    switch format {
    case .sarif: #expect(try JSONDocument.refusals(of: text, by: "sarif-2.1.0") == [])
    case .json: #expect(try JSONDocument.refusals(of: text, by: "report.v1") == [])
    case .gitlab: #expect(try JSONDocument.refusals(of: text, by: "gitlab-code-quality") == [])
    case .jsonl:
      let lines = text.split(separator: "\n")
      #expect(lines.last?.hasPrefix("{\"type\":\"summary\"") == true)
      for line in lines {
        #expect(try JSONDocument.refusals(of: String(line), by: "report-line.v1") == [])
      }
    case .junit, .checkstyle:
      let check = XMLCheck(text)
      #expect(check.problems == [])
      #expect(check.root?.name == (format == .junit ? "testsuites" : "checkstyle"))
    default: break
    }
  }

  /// What readers must refuse, so that the schemas do not accept just anything.
  @Test(arguments: [
    BrokenText(
      "no version", replacing: "\"version\":\"2.1.0\",", with: "", path: ""),
    BrokenText(
      "a snippet", replacing: "\"region\":{\"startLine\":1,",
      with: "\"region\":{\"snippet\":{\"text\":\"x\"},\"startLine\":1,",
      path: "/runs/0/results/0/locations/0/physicalLocation/region/snippet"),
    BrokenText(
      "an address outside", replacing: "\"uri\":\".env.production\"", with: "\"uri\":\"../x\"",
      path: "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri"),
    BrokenText(
      "an address with a blank", replacing: "\"uri\":\".env.production\"", with: "\"uri\":\"a b\"",
      path: "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri"),
    BrokenText(
      "no such level", replacing: "\"kind\":\"fail\",\"level\":\"error\"",
      with: "\"kind\":\"fail\",\"level\":\"critical\"", path: "/runs/0/results/0/level"),
    BrokenText(
      "columns of bytes", replacing: "unicodeCodePoints", with: "utf8", path: "/runs/0/columnKind"),
    BrokenText(
      "a number as severity", replacing: "\"security-severity\":\"8.0\"",
      with: "\"security-severity\":8.0",
      path: "/runs/0/tool/driver/rules/0/properties/security-severity"),
  ])
  func theSchemaOfSARIFRefuses(_ broken: BrokenText) throws {
    let report = try ReportSample.report([(".env.production", "CORS_ORIGINS=*\n")])
    let good = ReportFormat.sarif.text(report, ReportedRun())
    let text = try #require(broken.applied(to: good))
    let refusals = try JSONDocument.refusals(of: text, by: "sarif-2.1.0")
    #expect(!refusals.isEmpty && refusals.allSatisfy { $0.hasPrefix("\(broken.path): ") })
  }

  @Test(arguments: [
    BrokenText(
      "another severity", replacing: "\"critical\"", with: "\"high\"", path: "/0/severity"),
    BrokenText(
      "no line", replacing: "\"begin\":1", with: "\"begin\":0", path: "/0/location/lines/begin"),
    BrokenText(
      "a path from here", replacing: "\"path\":\"", with: "\"path\":\"./",
      path: "/0/location/path"),
    BrokenText("no name", replacing: "\"check_name\":\"cors-any-origin\",", with: "", path: "/0"),
  ])
  func theSchemaOfGitLabRefuses(_ broken: BrokenText) throws {
    let report = try ReportSample.report([(".env.production", "CORS_ORIGINS=*\n")])
    let good = ReportFormat.gitlab.text(report, ReportedRun())
    let text = try #require(broken.applied(to: good))
    let refusals = try JSONDocument.refusals(of: text, by: "gitlab-code-quality")
    #expect(!refusals.isEmpty && refusals.allSatisfy { $0.hasPrefix("\(broken.path): ") })
  }

  @Test(arguments: [
    "{}", "{\"type\":\"other\"}", "{\"type\":\"skipped\",\"path\":\"a\"}",
    "{\"type\":\"skipped\",\"path\":\"a\",\"reason\":\"b\",\"value\":\"c\"}", "[]",
  ])
  func theSchemaOfLinesRefuses(_ line: String) throws {
    #expect(try !JSONDocument.refusals(of: line, by: "report-line.v1").isEmpty)
  }
}
