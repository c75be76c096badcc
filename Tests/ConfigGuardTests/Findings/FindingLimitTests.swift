import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// A report lists so many findings of one rule in one file and counts the rest.
@Suite struct FindingLimitTests {
  private func secrets(_ count: Int) -> String {
    (1...count).map { "a\($0)_password: hunter\($0)plus4x\n" }.joined()
  }

  @Test func aHundredAreListed() throws {
    let report = try report(of: secrets(100), named: "config.yaml")
    #expect(report.findings.count == 100)
    #expect(report.findings.allSatisfy { $0.category != .unchecked })
  }

  @Test func theRestIsCounted() throws {
    let report = try report(of: secrets(350), named: "config.yaml")
    #expect(report.findings.count == 101)
    let rest = try #require(report.findings.last)
    #expect(rest.category == .unchecked && rest.rule == "hardcoded-secret" && rest.line == 101)
    #expect(rest.message == "and 250 more of this rule in this file")
    #expect(rest.severity == report.findings[0].severity)
    #expect(report.findings.prefix(100).map(\.line) == (1...100).map { $0 })
    #expect(Set(report.findings.map(\.fingerprint)).count == 101)
  }

  @Test func duplicateKeysAreCountedToo() throws {
    let text = String(repeating: "x: 1\n", count: 351)
    let report = try report(of: text, named: "config.yaml")
    #expect(report.findings.count == 100)
    #expect(report.findings.last?.message == "this key and 250 more in this file are given twice")
    #expect(report.findings.allSatisfy { $0.rule == "duplicate-key" })
  }
}
