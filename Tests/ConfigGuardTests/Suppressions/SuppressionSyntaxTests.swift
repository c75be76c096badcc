import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a directive may look like, and what is said of one that is none.
@Suite struct SuppressionSyntaxTests {
  private func report(_ comment: String) throws -> Report {
    try SuppressedProject(".env.production", "CORS_ORIGINS=* \(comment)\n").report()
  }

  @Test(arguments: [
    "# configlint:allow cors-any-origin -- a public API",
    "#configlint:allow cors-any-origin -- a public API",
    "## configlint:allow cors-any-origin -- a public API",
    "#\tConfigLint:Allow  CORS-Any-Origin   --   a public API  ",
    "# configlint: allow cors-any-origin -- a public API",
    "# configlint:allow cors-any-origin, debug-enabled -- a public API",
    "# configlint:allow debug-enabled cors-any-origin -- a public API",
    "# configlint:allow ,cors-any-origin, -- a public API",
    "# configlint:allow debug-enabled -- x # configlint:allow cors-any-origin -- a public API",
    "# configlint:allow cors-any-origin until 2026-11-21 -- a public API",
    "# configlint:allow cors-any-origin -- a public API -- and more",
    "# configlint:allow cors-any-origin -- öffentlich",
  ]) func theRuleIsAllowed(comment: String) throws {
    let report = try report(comment)
    #expect(report.allowed("cors-any-origin") == [1])
    #expect(report.open("cors-any-origin") == [])
    #expect(report.faults.allSatisfy { $0 == "1 unused-suppression" })
    let reason = try #require(report.suppressed.first?.reason)
    #expect(reason.hasPrefix("a public API") || reason == "öffentlich")
  }

  @Test(arguments: [
    ("# configlint:allow cors-any-origin", "suppression-without-reason"),
    ("# configlint:allow cors-any-origin --", "suppression-without-reason"),
    ("# configlint:allow cors-any-origin -- ", "suppression-without-reason"),
    ("# configlint:allow cors-any-origin -- ...", "suppression-without-reason"),
    ("# configlint:allow cors-any-origin --a public API", "suppression-without-reason"),
    ("# configlint:allow cors-any-origin - a public API", "suppression-without-reason"),
    ("# configlint:allow cors-any-origin because it is public", "suppression-without-reason"),
    ("# configlint:allow", "suppression-without-reason"),
    ("# configlint:allow -- a public API", "suppression-not-understood"),
    ("# configlint:allow * -- a public API", "suppression-not-understood"),
    ("# configlint:allow all -- a public API", "suppression-not-understood"),
    ("# configlint:allow cors-any-origin, * -- a public API", "suppression-not-understood"),
    ("# configlint:ignore cors-any-origin -- a public API", "suppression-not-understood"),
    ("# configlint:allowed cors-any-origin -- a public API", "suppression-not-understood"),
    ("# configlint:allow=cors-any-origin -- a public API", "suppression-not-understood"),
    ("# configlint:", "suppression-not-understood"),
    ("# configlint:allow cors-any-origin until -- a public API", "suppression-not-understood"),
    ("# configlint:allow cors-any-origin until soon -- a public API", "suppression-not-understood"),
    ("# configlint:allow cors-any-origin until 2030-02-30 -- a", "suppression-not-understood"),
    ("# configlint:allow until 2030-01-31 cors-any-origin -- a", "suppression-not-understood"),
    ("# configlint:allow-file cors-any-origin -- a public API", "suppression-not-understood"),
    ("# configlint:allow unused-suppression -- a public API", "suppression-not-understood"),
    ("# configlint:allow cors-any-orign -- a public API", "suppression-of-unknown-rule"),
    ("# configlint:allow no-such-rule -- a public API", "suppression-of-unknown-rule"),
    ("# configlint:allow cors-* -- a public API", "suppression-of-unknown-rule"),
    ("# configlint:allow cors-any-origin until 2026-11-20 -- a", "expired-suppression"),
  ]) func nothingIsAllowed(comment: String, fault: String) throws {
    let report = try report(comment)
    #expect(report.faults == ["1 \(fault)"])
    #expect(report.open("cors-any-origin") == [1])
    #expect(report.suppressed.isEmpty)
    #expect(report.findings.allSatisfy { $0.rule != fault || $0.severity == .warning })
  }

  /// Prose may speak of the tool.
  @Test(arguments: [
    "# see configlint:allow in the guide", "# configlint: checks this in every build",
    "# docs/configlint:allow.md", "# configlint is here", "# a -- configlint:allow x",
    "# see # configlint:allow cors-any-origin -- because",
    "# other:ignore # configlint:allow cors-any-origin -- a public API",
    "# CONFIGLINT",
  ]) func proseIsNoDirective(comment: String) throws {
    let report = try report(comment)
    #expect(report.faults == [] && report.suppressed.isEmpty)
    #expect(report.open("cors-any-origin") == [1])
  }

  @Test func aHintNamesTheRuleThatIsMeant() throws {
    let report = try report("# configlint:allow cors-any-orign -- a public API")
    let message = try #require(report.findings.first { $0.category == .suppression }?.message)
    #expect(message == "there is no rule `cors-any-orign`; did you mean `cors-any-origin`?")
  }

  @Test func knownIdsHoldBesideUnknownOnes() throws {
    let report = try report("# configlint:allow cors-any-origin, nonsense -- a public API")
    #expect(report.faults == ["1 suppression-of-unknown-rule"])
    #expect(report.allowed("cors-any-origin") == [1])
  }

  @Test(arguments: ["\n", "\n\n", "\n# other\n\n"]) func aboveNothing(behind: String) throws {
    let text = "CORS_ORIGINS=*\n# configlint:allow cors-any-origin -- a public API\(behind)"
    let report = try SuppressedProject(".env.production", text + "A=1\n").report()
    let fault = behind == "\n" ? "unused-suppression" : "suppression-not-understood"
    #expect(report.faults == ["2 \(fault)"])
    #expect(report.open("cors-any-origin") == [1])
  }

  /// What is wrong with exceptions is answered in the contract only.
  @Test(arguments: [
    ("rules: {suppression-without-reason: off}\n", 0),
    ("rules: {suppression-without-reason: {allow: [{reason: later}]}}\n", 1),
  ]) func theContractAnswersFaults(contract: String, suppressed: Int) throws {
    let text =
      "# configlint:allow-file suppression-without-reason -- x\n"
      + "CORS_ORIGINS=* # configlint:allow cors-any-origin\n"
    let report = try SuppressedProject([(".env.production", text)], contract: contract).report()
    #expect(report.faults == ["1 suppression-not-understood"])
    #expect(report.suppressed.count == suppressed)
    #expect(report.open("cors-any-origin") == [2])
  }

  /// More exceptions than anybody writes end in a finding, and cost no time.
  @Test func thereIsALimit() throws {
    let line = "A=1 # configlint:allow cors-any-origin, debug-enabled -- x\n"
    let text =
      String(repeating: line, count: 600)
      + "CORS_ORIGINS=* # configlint:allow cors-any-origin -- x\n"
    let report = try SuppressedProject(".env.production", text).report()
    #expect(report.open("cors-any-origin") == [601])
    #expect(report.faults.contains("501 suppression-not-understood"))
  }

  /// The name of an annotation has at most 63 characters of few kinds.
  @Test func everyRuleMayBeAnAnnotation() {
    for rule in BuiltinPacks.rules.rules {
      #expect(rule.id.utf8.count <= 63)
      #expect(
        rule.id.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        })
    }
    let prefix = SuppressionAnnotations.prefix.dropLast()
    #expect(
      prefix.split(separator: ".").allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } })
  }
}
