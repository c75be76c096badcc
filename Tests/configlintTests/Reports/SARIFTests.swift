import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import configlint

@Suite struct SARIFTests {
  private func run(_ report: Report, _ run: ReportedRun = ReportedRun()) throws -> JSONValue {
    let log = try ReportSample.json(SARIFReporter(run: run).text(report))
    return try #require(log.at("runs/0"))
  }

  @Test func resultsPointAtTheirRulesAndThoseAtTheirWeaknesses() throws {
    let run = try run(ReportSample.whole())
    let rules = try #require(run.at("tool/driver/rules")).items
    let taxa = try #require(run.at("taxonomies/0/taxa")).items
    let results = try #require(run.at("results")).items
    #expect(results.count > 4)
    for result in results {
      let index = try #require(result.at("ruleIndex")?.int)
      #expect(rules[index].at("id") == result.at("ruleId"))
    }
    #expect(Set(rules.map { $0.at("id")?.string }) == Set(results.map { $0.at("ruleId")?.string }))
    for relationship in rules.flatMap({ $0.at("relationships")?.items ?? [] }) {
      let index = try #require(relationship.at("target/index")?.int)
      #expect(taxa[index].at("id") == relationship.at("target/id"))
    }
    let cors = try #require(rules.first { $0.at("id")?.string == "cors-any-origin" })
    #expect(
      cors.strings("properties/tags") == [
        "security", "configuration", "cors", "external/cwe/cwe-942",
      ])
    #expect(cors.at("helpUri")?.string == "https://fetch.spec.whatwg.org/#http-cors-protocol")
    #expect(taxa.first { $0.at("id")?.string == "942" }?.at("shortDescription/text") != nil)
  }

  @Test func placesAreThoseOfTheFindings() throws {
    let report = try ReportSample.whole()
    let results = try #require(run(report).at("results")).items
    for (finding, result) in zip(report.findings, results) {
      let place = try #require(result.at("locations/0/physicalLocation"))
      #expect(place.at("artifactLocation/uri")?.string == finding.path)
      #expect(place.at("artifactLocation/uriBaseId")?.string == "%SRCROOT%")
      #expect(place.at("region/startLine")?.int == finding.line)
      #expect(place.at("region/startColumn")?.int == finding.column)
      #expect(place.at("region/endLine")?.int == finding.endLine)
      #expect(place.at("region/endColumn")?.int == finding.endColumn)
      #expect(result.at("partialFingerprints/configlint~1v1") == nil)
      #expect(result.at("relatedLocations")?.items.count ?? 0 == finding.related.count)
    }
  }

  @Test func answersAreSuppressions() throws {
    let results = try #require(run(ReportSample.whole()).at("results")).items
    let answered = results.filter { $0.at("suppressions/0") != nil }
    #expect(answered.count == 1)
    let answer = try #require(answered.first?.at("suppressions/0"))
    #expect(answer.at("kind")?.string == "external")
    #expect(answer.at("justification")?.string == "a <public> API | really")
    #expect(answer.at("properties/expires")?.string == "2099-01-01")
    // Where one result has suppressions, all say that they have none.
    #expect(results.allSatisfy { $0.at("suppressions") != nil })
    let open = try run(ReportSample.many(1))
    #expect(open.at("results/0/suppressions") == nil)
    // GitHub shows what is suppressed as open.
    let concealed = try run(ReportSample.whole(), ReportedRun(leavesOutSuppressed: true))
    #expect(concealed.at("results")?.items.count == results.count - 1)
    #expect(concealed.at("results/0/suppressions") == nil)
    let notes = concealed.at("invocations/0/toolExecutionNotifications")?.items ?? []
    #expect(notes.contains { $0.at("message/text")?.string?.hasPrefix("1 findings that") == true })
  }

  @Test func longReportsKeepTheMostSeriousAndSaySo() throws {
    var report = try ReportSample.whole()
    report.findings.sort { $0.severity < $1.severity }
    let all = report.findings.count + report.suppressed.count
    var reporter = SARIFReporter(run: ReportedRun())
    reporter.limit = 2
    let log = try ReportSample.json(reporter.text(report))
    let results = try #require(log.at("runs/0/results")).items
    #expect(results.map { $0.at("level")?.string } == ["error", "error"])
    let notes = log.at("runs/0/invocations/0/toolExecutionNotifications")?.items ?? []
    #expect(
      notes.contains {
        $0.at("message/text")?.string
          == "The report is cut: \(all - 2) more findings are left out."
      })
  }

  @Test func whatWasNotCheckedIsANotification() throws {
    let run = try run(ReportSample.whole(withFailure: true), ReportedRun(status: 2))
    let invocation = try #require(run.at("invocations/0"))
    #expect(invocation.at("executionSuccessful") == .bool(false))
    #expect(invocation.at("exitCode")?.int == 2)
    let notes = try #require(invocation.at("toolExecutionNotifications")).items
    #expect(notes.first?.at("level")?.string == "error")
    #expect(notes.first?.at("message/text")?.string == "it is locked")
    #expect(
      notes.first?.at("locations/0/physicalLocation/artifactLocation/uri")?.string == "locked.env")
    #expect(
      notes.last?.at("message/text")?.string == "Skipped 1: no format that is known.")
  }

  @Test func environmentsHaveNoFile() throws {
    let report = Validator().validate(environment: ["DB_PASSWORD": "changeme", "DEBUG": "true"])
    let results = try #require(run(report).at("results")).items
    #expect(!results.isEmpty)
    for result in results {
      #expect(result.at("locations/0/physicalLocation") == nil)
      #expect(result.at("locations/0/logicalLocations/0/name")?.string != nil)
    }
  }

  @Test func linksOfMessagesAreNoLinks() {
    var json = JSONWriter()
    json.object { $0.message("see [this](1) and ${A}") }
    #expect(json.text == "{\"message\":{\"text\":\"see [this] (1) and ${A}\"}}")
    for mark in ["\u{FE0F}", "\u{301}"] {
      var json = JSONWriter()
      json.object { $0.message("[a](\(mark)1)") }
      #expect(json.text.unicodeScalars.contains(" "))
    }
  }

  @Test(arguments: [
    ("a b/ä.yaml", "a%20b/%C3%A4.yaml"), ("C:x", "C%3Ax"), ("a%20b", "a%2520b"), ("~-_.", "~-_."),
    ("\n#?", "%0A%23%3F"),
  ])
  func addressesAreEncoded(_ path: String, _ address: String) {
    #expect(PercentEncoding.text(path) == address)
  }

  /// What a rule of the project's own pack is, its page says; what may be a secret is masked.
  @Test func ownRulesHaveTheirPages() throws {
    let tree = try TemporaryTree()
    let token = "sk_live_51H8sKqLkdIwHu7ixZq3T9vPb2"
    try tree.write("configguard.yaml", "version: 1\nrules: {packs: [own.yaml]}\n")
    try tree.write(
      "own.yaml",
      """
      pack: labels
      rules:
        - id: labels-simulated
          category: debug
          title: Labels are printed into the void, as with \(token)
          severity: {production: warning, development: off}
          look-at: {setting: [label printer]}
          check: {value: {one-of: [simulated]}}
          message: "{key} prints no labels in {stage}"
          why: Nobody can tell whose crates they are.
          fix: Name the printer of the hall.
          references: [CWE-489]
          since: 1.0.0
          examples:
            bad:
              - files: {".env.production": "LABEL_PRINTER=⟦simulated⟧\\n"}
                severity: warning
            good:
              - files: {".env.production": "LABEL_PRINTER=hall\\n"}
      """)
    try tree.write(".env.production", "LABEL_PRINTER=simulated\n")
    let result = try Tool.run(["--format", "sarif"], in: tree)
    let rule = try #require(ReportSample.json(result.output).at("runs/0/tool/driver/rules/0"))
    #expect(rule.at("id")?.string == "labels-simulated")
    let title = try #require(rule.at("shortDescription/text")?.string)
    #expect(title.hasPrefix("Labels are printed into the void") && !title.contains("51H8sKq"))
    #expect(
      rule.at("fullDescription/text")?.string == "Nobody can tell whose crates they are.")
    #expect(rule.at("defaultConfiguration/level")?.string == "warning")
    #expect(rule.strings("properties/tags").last == "external/cwe/cwe-489")
    #expect(!result.everything.contains(token))
  }
}
