import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What reports say of secrets inside values: one finding for one secret, where it stands.
@Suite struct EmbeddedJudgeTests {
  /// The key of Azurite, which its documentation prints.
  private static let emulatorKey =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="

  /// Findings as `rule severity text`, the text being what the file has at the place.
  private func findings(_ text: String, named name: String) throws -> [String] {
    let type = try #require(FileType(path: name))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return try report(of: text, named: name, as: type).findings.map { finding in
      let line = lines[(finding.line ?? 1) - 1].unicodeScalars
      let part = line.dropFirst((finding.column ?? 1) - 1)
        .prefix(
          finding.endLine == finding.line ? (finding.endColumn ?? 1) - (finding.column ?? 1) : 0)
      return "\(finding.rule) \(finding.severity.rawValue) \(String(part))"
    }
  }

  @Test(arguments: [
    ("DB: \"Server=x;Password=changeme\"", ["placeholder-secret error changeme"]),
    ("DB: \"Server=x;User Id=orders;Password=orders\"", ["default-credential error orders"]),
    ("DB: \"Server=x;Password=seven-brave-otters\"", ["hardcoded-secret error seven-brave-otters"]),
    (
      "DB: 'host=x password=${P:-seven-brave-otters}'",
      ["insecure-fallback error seven-brave-otters"]
    ),
    (
      "DB_SECRET: \"Server=x;Password=seven-brave-otters\"",
      ["hardcoded-secret error seven-brave-otters"]
    ),
    ("DB_SECRET: \"Server=x;Password=$${P}\"", []),
    ("X: '{\"user\":\"app\",\"password\":\"app\"}'", ["default-credential error app"]),
    (
      "X: \"{\\\"password\\\":\\\"changeme\\\",\\\"token\\\":\\\"todo\\\"}\"",
      [
        "placeholder-secret error {\\\"password\\\":\\\"changeme\\\",\\\"token\\\":\\\"todo\\\"}",
        "placeholder-secret error {\\\"password\\\":\\\"changeme\\\",\\\"token\\\":\\\"todo\\\"}",
      ]
    ),
    (
      "X: Basic YXBwOnNldmVuLWJyYXZlLW90dGVycw==",
      ["provider-token-in-file error Basic YXBwOnNldmVuLWJyYXZlLW90dGVycw=="]
    ),
    (
      "X: '{\"key\":\"shpat_0123456789abcdef0123456789abcdef\"}'",
      ["provider-token-in-file error {\"key\":\"shpat_0123456789abcdef0123456789abcdef\"}"]
    ),
    ("NEO4J_AUTH: neo4j/neo4j", ["default-credential error neo4j"]),
    (
      "STORE: AccountName=devstoreaccount1;AccountKey=\(emulatorKey);",
      ["default-credential error \(emulatorKey)"]
    ),
    ("DATABASE_URL: postgres://app:app@db/x", ["database-url-weak-password error app"]),
  ])
  func environment(_ line: String, _ expected: [String]) throws {
    let text = """
      services:
        api:
          image: registry.example.com/api:1.4.2
          environment:
            \(line)

      """
    #expect(try findings(text, named: "compose.production.yaml") == expected)
  }

  @Test func theMessageNamesBoth() throws {
    let text = "DATABASE_DSN=Server=x;Password=changeme\n"
    let report = try report(of: text, named: ".env.production", as: .environment)
    let finding = try #require(report.findings.first { $0.rule == "placeholder-secret" })
    #expect(finding.message == "DATABASE_DSN (its `Password`) is still a placeholder")
    #expect(finding.key == "DATABASE_DSN")
    #expect(finding.column == 32)
  }

  @Test func aNameThatMayBeASecretIsNotShown() throws {
    let name = "password.aB3dE5gH7jK9mN1pQ3sT5.password"
    let text = "X=Server=x;\(name)=changeme\n"
    let report = try report(of: text, named: ".env.production", as: .environment)
    let finding = try #require(report.findings.first { $0.rule == "placeholder-secret" })
    #expect(finding.message == "X (a part of it) is still a placeholder")
  }

  @Test func aProcessIsJudgedToo() {
    let validator = Validator()
    let report = validator.validate(environment: [
      "DB": "Server=x;User Id=orders;Password=orders", "X": "host=x password=${PASSWORD}",
      "Y": "{\"password\":\"changeme\",\"token\":\"todo\"}",
    ])
    #expect(
      report.findings.map { "\($0.rule) \($0.key ?? "-")" } == [
        "default-credential DB", "placeholder-secret Y", "placeholder-secret Y",
      ])
  }

  @Test(arguments: [
    ("CMD [\"redis-server\", \"--requirepass\", \"changeme\"]", "changeme"),
    ("CMD redis-server --requirepass changeme", "changeme"),
    ("HEALTHCHECK --interval=5s CMD mysqladmin ping -pchangeme", "changeme"),
    ("ENTRYPOINT [\"sh\", \"-c\", \"PGPASSWORD=changeme psql\"]", "changeme"),
  ])
  func images(_ line: String, _ expected: String) throws {
    let found = try findings("FROM redis:7\n\(line)\n", named: "Dockerfile")
    #expect(found == ["placeholder-secret warning \(expected)"])
  }

  @Test(arguments: [
    ("app.service", "[Service]\nExecStart=/bin/run --token changeme\n"),
    ("app.service", "[Service]\nExecStart=/bin/run --a \\\n  --token=changeme\n"),
    ("Procfile", "web: PORT=1 run --token changeme\n"),
  ])
  func processes(_ name: String, _ text: String) throws {
    let type = try #require(FileType(path: name))
    let found = try report(of: text, named: name, as: type).findings.map(\.rule)
    #expect(found == ["placeholder-secret"])
  }

  @Test(arguments: [
    ("args: [--password, changeme]", ["changeme"]),
    ("args: [\"--password=changeme\", \"--token=todo\"]", ["changeme", "todo"]),
    ("command: [sh, -c, \"mysql -pchangeme\"]", ["changeme"]),
    ("args: [--password, $(PASSWORD), changeme]", []),
    ("livenessProbe: {exec: {command: [redis-cli, -a, changeme, ping]}}", ["changeme"]),
  ])
  func containers(_ container: String, _ expected: [String]) throws {
    let report = try Cluster(["prod/pod.yaml": pod(container)]).report
    #expect(report.findings.map(\.rule) == expected.map { _ in "placeholder-secret" })
  }

  @Test(arguments: [
    ("command: redis-server --requirepass changeme", ["placeholder-secret error changeme"]),
    ("command: [\"run\", \"--db-password\", \"changeme\"]", ["placeholder-secret error changeme"]),
    ("command: run --url=postgres://app:app@db/x", ["database-url-weak-password error app"]),
    (
      "entrypoint: [\"sh\", \"-c\", \"exec run --token changeme\"]",
      ["placeholder-secret error changeme"]
    ),
    (
      "healthcheck: {test: [\"CMD-SHELL\", \"mysqladmin ping -pchangeme\"]}",
      ["placeholder-secret error changeme"]
    ),
    ("healthcheck: {test: [CMD, mysqladmin, ping, \"-p$$MYSQL_PASSWORD\"]}", []),
    ("command: run --token ${TOKEN:-changeme}", ["insecure-fallback error changeme"]),
  ])
  func services(_ line: String, _ expected: [String]) throws {
    let text = "services:\n  api:\n    image: registry.example.com/api:1.4.2\n    \(line)\n"
    #expect(try findings(text, named: "compose.production.yaml") == expected)
  }

  @Test func plainDocuments() throws {
    let text = """
      {"ConnectionStrings": {"Default": "Server=x;Password=changeme"}, "basic_auth": "app:changeme",
       "jvm": ["-Xmx1g", "-Dapp.password=changeme"]}

      """
    #expect(
      try findings(text, named: "prod/settings.json") == [
        "placeholder-secret error changeme", "placeholder-secret error changeme",
        "placeholder-secret error changeme",
      ])
  }
}
