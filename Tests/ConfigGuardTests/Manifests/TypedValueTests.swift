import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Values of an environment as the process receives them.
@Suite struct TypedValueTests {
  private func compose(_ environment: String) -> FileReading {
    readDocument(
      "services:\n  web:\n    image: shop\n    environment:\n" + environment, named: "compose.yaml")
  }

  @Test(arguments: [
    ("012", "10"), ("\"012\"", "012"), ("!!str 012", "012"), ("1.10", "1.1"), ("22:22", "22:22"),
    ("yes", "yes"), ("True", "true"), ("!override 012", "012"),
  ])
  func composeMapForm(written: String, received: String) throws {
    let setting = try compose("      POOL_MAX: \(written)\n").setting("POOL_MAX")
    #expect(setting.value.literal == received)
  }

  @Test func composeListFormIsText() throws {
    let reading = compose("      - POOL_MAX=012\n      - VERSION=1.10\n")
    #expect(try reading.setting("POOL_MAX").value.literal == "012")
    #expect(try reading.setting("VERSION").value.literal == "1.10")
    #expect(reading.drafts.allSatisfy { $0.category != .reading })
  }

  @Test(arguments: ["~", "null", "", "!!null null"]) func composeNull(written: String) throws {
    let setting = try compose("      DB_PASSWORD: \(written)\n").setting("DB_PASSWORD")
    #expect(setting.value.form == .passedThrough)
  }

  @Test func whatComposeResetsIsNotThere() {
    let reading = readDocument(
      """
      services:
        web:
          image: shop
          environment: {A: !reset null, B: x, C: !reset 1}
        worker:
          image: shop
          environment: !reset {A: x}
        gone: !reset
          image: shop
      """, named: "compose.yaml")
    #expect(reading.workloads.map(\.name) == ["web", "worker"])
    #expect(reading.workloads.map { $0.environment.map(\.key) } == [["B"], []])
  }

  @Test func aSharedEnvironmentIsReportedOnce() throws {
    let report = try report(
      of: """
        x-env: &env {POOL_MAX: 012}
        services:
          web: {image: shop, environment: *env}
          worker: {image: shop, environment: {<<: *env}}
        """, named: "compose.yaml")
    #expect(report.findings.map(\.rule) == ["value-rewritten"])
  }

  @Test func noMessageHoldsAValue() throws {
    let text = "services:\n  web:\n    image: x\n    environment: {DB_PASSWORD: 0471123}\n"
    let findings = try report(of: text, named: "compose.yaml").findings
    let finding = try #require(findings.first { $0.rule == "value-rewritten" })
    #expect(!finding.message.contains("0471123") && !finding.message.contains("160339"))
    #expect(finding.excerpt.map { !$0.line.contains("0471123") } ?? false)
  }

  @Test(arguments: [
    ("ConfigMap", "data: {A: 1, B: \"1\", C: yes, D: text, E: , F: {x: y}, G: [1]}", 4),
    ("Secret", "stringData: {A: true, B: 'true'}\ndata: {C: 12, D: MTI=}", 2),
    ("ConfigMap", "data: {A: {{ .Values.a }}}", 0),
    (
      "Pod", "spec: {containers: [{name: w, env: [{name: A, value: 1}, {name: B, value: '1'}]}]}", 1
    ),
    ("Pod", "spec: {containers: [{name: w, env: [{name: A, value: 2024-01-01}]}]}", 0),
  ])
  func kubernetesTakesStringsOnly(kind: String, body: String, count: Int) throws {
    let text = "apiVersion: v1\nkind: \(kind)\nmetadata: {name: a}\n\(body)\n"
    let report = try report(of: text, named: "k.yaml")
    #expect(report.findings.count { $0.rule == "value-refused" } == count)
  }
}
