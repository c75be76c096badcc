import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Exceptions with a last day, on the day before, on the day and after it.
@Suite struct SuppressionEndTests {
  /// Seconds since 1970, and whether an exception up to 2026-11-21 has ended.
  static let times = [
    (1_795_132_800, false),  // 2026-11-20 00:00:00
    (1_795_219_199, false),  // 2026-11-20 23:59:59
    (1_795_219_200, false),  // 2026-11-21 00:00:00
    (1_795_305_599, false),  // 2026-11-21 23:59:59
    (1_795_305_600, true),  // 2026-11-22 00:00:00
    (1_900_000_000, true),
  ]

  private static let ended = "an exception for this ended on 2026-11-21"

  private func expect(_ report: Report, ended: Bool, at place: String) throws {
    #expect(report.suppressed.count == (ended ? 0 : 1))
    #expect(report.suppressed.allSatisfy { $0.expires == "2026-11-21" })
    let faults = report.findings.filter { $0.category == .suppression }
    #expect(faults.map(\.rule) == (ended ? ["expired-suppression"] : []))
    #expect(faults.allSatisfy { "\($0.path):\($0.line ?? 0)" == place && $0.severity == .warning })
    let open = report.findings.filter { $0.rule == "cors-any-origin" }
    #expect(open.count == (ended ? 1 : 0))
    // The finding that is there again says why.
    let related = open.flatMap(\.related).filter { $0.message == Self.ended }
    #expect(related.map { "\($0.path):\($0.line ?? 0)" } == (ended ? [place] : []))
  }

  @Test(arguments: times) func ofAComment(now: Int, isOver: Bool) throws {
    var project = SuppressedProject(
      ".env.production",
      "# configlint:allow cors-any-origin until 2026-11-21 -- a demo\nCORS_ORIGINS=*\n")
    project.now = now
    try expect(project.report(), ended: isOver, at: ".env.production:1")
  }

  @Test(arguments: times) func ofAnAnnotation(now: Int, isOver: Bool) throws {
    var project = SuppressedProject(
      "settings.yaml",
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: a
        annotations: {configlint.allow/cors-any-origin: until 2026-11-21 -- a demo}
      data: {CORS_ORIGINS: "*"}
      """)
    project.now = now
    try expect(project.report(), ended: isOver, at: "settings.yaml:5")
  }

  @Test(arguments: times) func ofTheContract(now: Int, isOver: Bool) throws {
    let contract = "rules: {cors-any-origin: {allow: [{reason: a demo, expires: 2026-11-21}]}}\n"
    var project = SuppressedProject([(".env.production", "CORS_ORIGINS=*\n")], contract: contract)
    project.now = now
    try expect(project.report(), ended: isOver, at: "configguard.yaml:2")
  }

  /// At start-up the finding is there again, too.
  @Test(arguments: times) func atStartUp(now: Int, isOver: Bool) throws {
    let contract = try Contract(
      yaml: """
        version: 1
        rules: {cors-any-origin: {allow: [{reason: a demo, owner: shop team, expires: 2026-11-21}]}}
        """)
    var validator = Validator(contract: contract, stage: .production)
    validator.now = now
    let report = validator.validate(environment: ["CORS_ORIGINS": "*"])
    #expect(report.findings.map(\.rule) == (isOver ? ["cors-any-origin"] : []))
    #expect(report.suppressed.map(\.owner) == (isOver ? [] : ["shop team"]))
    #expect(report.refusesStart == isOver)
    let related = report.findings.flatMap(\.related).map { "\($0.path) \($0.message)" }
    #expect(related == (isOver ? ["configguard.yaml \(Self.ended)"] : []))
  }

  /// One that has ended does not take the place of one that holds.
  @Test func anotherExceptionMayHold() throws {
    let text = """
      # configlint:allow cors-any-origin until 2026-01-31 -- a demo
      # configlint:allow cors-any-origin until 2030-01-31 -- a longer demo
      CORS_ORIGINS=*
      """
    let report = try SuppressedProject(".env.production", text).report()
    #expect(report.suppressed.map(\.reason) == ["a longer demo"])
    #expect(report.faults == ["1 expired-suppression"])
  }

  @Test(arguments: ["2026-02-30", "2026-13-01", "2026-1-1", "soon", "''"])
  func theContractTakesDaysOnly(day: String) {
    #expect(throws: ContractError.self) {
      try Contract(
        yaml: "version: 1\nrules: {debug-enabled: {allow: [{reason: a, expires: \(day)}]}}\n")
    }
  }

  @Test(arguments: ["''", "' '"]) func theContractWantsAReason(reason: String) {
    #expect(throws: ContractError.self) {
      try Contract(yaml: "version: 1\nrules: {debug-enabled: {allow: [{reason: \(reason)}]}}\n")
    }
  }
}
