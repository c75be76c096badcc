import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Names that nothing has: when that is a finding, and when it is none.
@Suite struct ReferenceProblemTests {
  private func key(_ name: String, _ key: String, optional: Bool = false) -> String {
    pod(
      """
      env:
        - name: X
          valueFrom: {configMapKeyRef: {name: \(name), key: \(key)\(optional ? ", optional: true" : "")}}
      """)
  }

  private func rules(_ files: [String: String]) throws -> [String] {
    try Cluster(files).report.findings.map(\.rule).filter { $0.hasPrefix("kubernetes-") }
  }

  @Test func aKeyOfAKnownObject() throws {
    let app = configMap("web-app", "LOG_LEVEL: info")
    #expect(try rules(set(app, key("web-app", "LOG_LEVEL"))) == [])
    #expect(try rules(set(app, key("web-app", "OTHER"))) == ["kubernetes-key-missing"])
    #expect(try rules(set(app, key("web-app", "OTHER", optional: true))) == [])
    #expect(
      try rules(set(app, key("web-app", "LOG_LEVL", optional: true)))
        == ["kubernetes-name-near-miss"])
    #expect(try rules(set(app, key("another", "OTHER"))) == [])
    #expect(try rules(set(app, key("web-ap", "LOG_LEVEL"))) == [])
    #expect(try rules(set(app, key("webapp", "LOG_LEVEL"))) == ["kubernetes-name-near-miss"])
  }

  @Test func objectsFarAwayAreOthers() throws {
    let app = configMap("web-config", "LOG_LEVEL: info")
    #expect(
      try rules(["shop/a/config.yaml": app, "shop/b/deep/pod.yaml": key("web-config", "X")]) == [])
    #expect(
      try rules(["shop/config.yaml": app, "shop/deep/pod.yaml": key("web-config", "X")])
        == ["kubernetes-key-missing"])
    #expect(
      try rules(["one/config.yaml": app, "two/pod.yaml": key("web-confg", "X")]) == [])
  }

  @Test func templatesMayHoldMore() throws {
    let app = configMap("web-config", "{{- if .Values.x }}\nLOG_LEVEL: info\n{{- end }}")
    #expect(try rules(["config.yaml": app, "pod.yaml": key("web-config", "OTHER")]) == [])
  }

  @Test func kindsAreKeptApart() throws {
    let secret = configMap("web-keys", "a: aGVsbG8=", kind: "Secret")
    let user = pod("envFrom: [{configMapRef: {name: web-keys}}]")
    #expect(try rules(set(secret, user)) == ["kubernetes-kind-mismatch"])
    #expect(try rules(set(secret, configMap("web-keys", "A: b"), user)) == [])
  }

  @Test(arguments: [
    ("web-config", "web-confg", true), ("web-config", "web-cofnig", true),
    ("web-config", "web_config", true), ("web-config", "webConfig", true),
    ("web-config", "web-configs", true), ("POSTGRES_PASSWORD", "POSTGRES_PASWORD", true),
    ("web-config", "api-config", false), ("app-1", "app-2", false), ("app", "api", false),
    ("app-dev", "app-dew", false), ("us-east", "us-west", false), ("db", "dbs", false),
    ("web-config", "web-config", false), ("a", "", false), ("web-v1", "web-v", false),
  ])
  func whatIsASlip(_ left: String, _ right: String, _ isSlip: Bool) {
    #expect(NearNames.isSlip(left, right) == isSlip)
    #expect(NearNames.isSlip(right, left) == isSlip)
    #expect((NearNames([left]).nearest(to: right) == left) == isSlip)
  }

  @Test func messagesShowNoPastedSecret() throws {
    let pasted = "AKIA4QF6ZJX2LWTB7Q3Dk9vXz0pLm7"
    let report = try Cluster(set(configMap("web-app", "A: a"), key("web-app", pasted))).report
    let finding = try #require(report.findings.first { $0.rule == "kubernetes-key-missing" })
    #expect(!finding.message.contains(pasted) && finding.key?.contains(pasted) != true)
  }
}
