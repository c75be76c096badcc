import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// An exception takes out what it is for, and leaves everything else as it was.
@Suite struct SuppressedFingerprintTests {
  /// Fingerprints by line, of what is open and of what is allowed.
  private func fingerprints(_ path: String, _ text: String, honours: Bool) throws -> [Int: String] {
    var project = SuppressedProject(path, text)
    project.honoursInlineSuppressions = honours
    let report = try project.report()
    let all = report.findings + report.suppressed.map(\.finding)
    return Dictionary(
      all.filter { $0.rule == "hardcoded-secret" }.map { ($0.line ?? 0, $0.fingerprint) },
      uniquingKeysWith: { $0 + $1 })
  }

  /// Several findings with one identity, of which some are allowed.
  @Test(arguments: [
    ("a.yaml", "password: SECRET # ALLOW\npassword: SECRET\npassword: SECRET\n", 3),
    ("a.yaml", "---\npassword: SECRET\n---\npassword: SECRET # ALLOW\n---\npassword: SECRET\n", 3),
  ]) func noExceptionChangesAnothersFingerprint(path: String, text: String, count: Int) throws {
    let text = text.replacing("ALLOW", with: "configlint:allow hardcoded-secret -- a sandbox")
      .replacing("KEY", with: "PASSWORD").replacing("SECRET", with: "q7Rv2LxT9bK4mZ8wYc3")
    let without = try fingerprints(path, text, honours: false)
    let with = try fingerprints(path, text, honours: true)
    #expect(without == with)
    #expect(Set(with.values).count == count)
    #expect(with.values.allSatisfy { $0.utf8.count == 16 })
  }

  /// What is allowed is one entry for one fact, whoever consumes it.
  @Test func oneFactIsAllowedOnce() throws {
    let compose = (1...5).map { "  s\($0): {image: a, env_file: app.env}\n" }.joined()
    let secret = "A_PASSWORD=q7Rv2LxT9bK4mZ8wYc3 # configlint:allow hardcoded-secret -- a sandbox\n"
    let report = try SuppressedProject([
      ("compose.yaml", "services:\n" + compose), ("app.env", secret),
    ]).report()
    #expect(report.suppressed.count == 1 && report.summary.suppressed == 1)
    #expect(report.suppressed.first?.finding.related.count == 9)
  }

  /// One value under two names: to allow the one does not hide the other.
  @Test func anotherNameOfTheFactStays() throws {
    let contract = "variables: {API_PASSWORD: {secret: true, sentinels: [admin]}}\n"
    func report(allowing rules: String...) throws -> Report {
      let comment = "# configlint:allow \(rules.joined(separator: ", ")) -- a demo"
      let text = "API_PASSWORD=admin \(rules.isEmpty ? "" : comment)\n"
      return try SuppressedProject([(".env.production", text)], contract: contract).report()
    }
    let (first, second) = ("secret-check-sentinel", "weak-secret")
    #expect(try report().open(first) == [1] && report().open(second) == [])
    let one = try report(allowing: first)
    #expect(one.allowed(first) == [1] && one.open(second) == [1])
    // The first name is the one that counts, also where only the second is allowed.
    #expect(try report(allowing: second).open(first) == [1])
    // Both are answers to the one fact.
    let both = try report(allowing: first, second)
    #expect(both.allowed(first) == [1] && both.allowed(second) == [])
    #expect(both.open(second) == [] && both.faults == [])
  }

  /// The count of the rest is that of what is open.
  @Test func theRestIsCountedWithoutWhatIsAllowed() throws {
    let lines = (1...160).map { number in
      let allow = number <= 40 ? " # configlint:allow hardcoded-secret -- a sandbox" : ""
      return "a\(number)_password: hunter\(number)plus4x\(allow)\n"
    }
    let report = try SuppressedProject("config.yaml", lines.joined()).report()
    #expect(report.findings.count == 101 && report.suppressed.count == 40)
    #expect(report.findings.prefix(100).map(\.line) == (41...140).map { $0 })
    #expect(report.findings.last?.message == "and 20 more of this rule in this file")
    let all = report.findings.map(\.fingerprint) + report.suppressed.map(\.finding.fingerprint)
    #expect(Set(all).count == 141)
  }

  /// Findings about exceptions have fingerprints by the rule that they name.
  @Test func faultsAreToldApartByTheirRules() throws {
    func fingerprint(_ text: String) throws -> String? {
      try SuppressedProject(".env", text).report().findings
        .last { $0.rule == "unused-suppression" }?.fingerprint
    }
    let second = "B=1 # configlint:allow cors-any-origin -- x\n"
    let first = "A=1 # configlint:allow debug-enabled -- x\n"
    #expect(try fingerprint(second) == fingerprint(first + second))
    #expect(try fingerprint(second) != nil)
  }
}
