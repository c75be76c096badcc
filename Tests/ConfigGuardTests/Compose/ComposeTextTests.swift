import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("Texts in Compose files besides environments")
struct ComposeTextTests {
  /// Findings of a project as `path:column category`.
  private func findings(_ service: String, _ more: String = "") throws -> [String] {
    let text = "services:\n  web:\n    image: shop\n\(service)\n\(more)\n"
    let report = try ProjectFiles(["compose.production.yaml": text]).report()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return report.findings.map { finding in
      guard let line = finding.line, let column = finding.column, let end = finding.endColumn,
        finding.endLine == line
      else { return "\(finding.category.rawValue)" }
      let shown = lines[line - 1].dropFirst(column - 1).prefix(end - column)
      return "\(finding.category.rawValue) \(shown)"
    }
  }

  private static let token = "nfp_16C7e42F292c6912E7710c838347Ae178B4a"

  @Test("tokens in commands, health checks, labels and build arguments")
  func tokens() throws {
    let token = Self.token
    let all = try findings(
      """
          command: run --flag \(token)
          entrypoint: ["sh", "-c", "\(token)"]
          healthcheck: {test: ["CMD-SHELL", "curl -H \(token)"]}
          labels: ["com.example.note=\(token)"]
          build: {context: app, args: ["NOTE=\(token)"]}
      """)
    #expect(all.count == 5)
    #expect(all.allSatisfy { $0.hasPrefix("hardcoded-secret") })
  }

  @Test("a name in a list ends at the byte `=`, and a mark that follows belongs to the value")
  func marks() throws {
    let all = try findings("    environment: [\"DB_PASSWORD=\u{338}hunter2xyz\"]")
    #expect(all.count == 1 && all[0].hasPrefix("hardcoded-secret"))
  }

  @Test("passwords in addresses and options of commands")
  func options() throws {
    #expect(
      try findings("    command: run postgres://app:hunter2@db/x") != [])
    #expect(
      try findings("    command: redis-server --requirepass hunter2").contains {
        $0.hasSuffix(" hunter2")
      })
    #expect(
      try findings("    command: [\"run\", \"--db-password=hunter2\"]").contains {
        $0.hasSuffix(" hunter2")
      })
    #expect(
      try findings("    healthcheck: {test: \"PGPASSWORD=hunter2 psql -c 'select 1'\"}").contains {
        $0.hasSuffix(" hunter2")
      })
  }

  @Test(
    "what the shell or the platform supplies is no secret",
    arguments: [
      "    command: redis-server --requirepass $${REDIS_PASSWORD}",
      "    command: redis-server --requirepass ${REDIS_PASSWORD}",
      "    healthcheck: {test: \"mysqladmin ping --password=$$MYSQL_ROOT_PASSWORD\"}",
      "    command: [\"mysqld\", \"--password-file=/run/secrets/db\", \"--skip-password\", \"--help\"]",
      "    command: run --token-ttl 3600 --password-min-length=12",
      "    healthcheck: {test: [\"CMD\", \"curl\", \"-f\", \"http://localhost/health\"]}",
    ])
  func supplied(_ service: String) throws {
    #expect(try findings(service) == [])
  }

  @Test("settings and tokens in the content of a config, where they stand")
  func content() throws {
    let found = try findings(
      "    configs: [app]",
      """
      configs:
        app:
          content: |
            # comment
            debug = false
            db_password=hunter2
            "api_token": "\(Self.token)"
            url: https://example.com/x
      """)
    #expect(found.contains { $0.hasSuffix(" hunter2") })
    #expect(found.contains("hardcoded-secret \(Self.token)"))
    #expect(found.count == 2)
  }

  @Test("a secret from a variable is held in .env")
  func variable() throws {
    let reading = try ProjectFiles([
      "compose.yaml": """
      services: {web: {image: a, secrets: [db]}}
      secrets: {db: {environment: DB_PASSWORD}}
      """,
      ".env": "DB_PASSWORD=x\n",
    ]).read()
    let setting = try #require(reading.documents.first?.settings.first)
    #expect(setting.holder == ".env .env")
    #expect(setting.isDeclaredSecret)
    #expect(setting.uses.map(\.source) == ["secret db"])
  }

  @Test("an option is given the word behind it and no other")
  func openOptions() throws {
    let address = "postgres://shop:hunter2@db/shop"
    let texts = ["[run, --url, x, '\(address)']", "[run, --url, '\(address)']"]
    let keys = try texts.map { text in
      try ProjectFiles(["compose.yaml": "services: {web: {image: shop, command: \(text)}}"])
        .read().documents.flatMap(\.settings).map(\.key)
    }
    #expect(keys.map { $0.contains("url") } == [false, true])
  }
}
