import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Whole files in ConfigMaps, and what containers run.
@Suite struct EmbeddedFileTests {
  @Test(arguments: [
    ("app.properties", "spring.datasource.password=changeme", 6, 34),
    (".env", "export LOG=x\n  DB_PASSWORD=changeme", 7, 19),
    ("app.yaml", "db:\n    password: changeme", 7, 17),
    ("app.json", "{\"password\": \"changeme\"}", 6, 21),
    ("app.toml", "[db]\n  password = \"changeme\"", 7, 17),
  ])
  func settingsOfFilesAreJudgedWhereTheyStand(
    _ name: String, _ text: String, _ line: Int, _ column: Int
  ) throws {
    let manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata:\n  \(name): |\n"
    let indented = text.split(separator: "\n").map { "    \($0.trimmedStart)\n" }
    let body = name == "app.yaml" ? "    db:\n      password: changeme\n" : indented.joined()
    let report = try Cluster(["prod/app.yaml": manifest + body]).report
    let finding = try #require(report.findings.first { $0.rule == "placeholder-secret" })
    let lines = (manifest + body).split(separator: "\n", omittingEmptySubsequences: false)
    let found = lines[(finding.line ?? 1) - 1].dropFirst((finding.column ?? 1) - 1)
    #expect(found.hasPrefix("changeme"))
    #expect(report.findings.count == 1)
  }

  @Test(arguments: ["app.conf", "app.ini", "script.sh"])
  func otherFilesAreSearchedAsOneText(_ name: String) throws {
    let token = "shpat_0123456789abcdef0123456789abcdef"
    let text = configMap("app", "\(name): |\n  one\n  token \(token)")
    let report = try Cluster(["app.yaml": text]).report
    #expect(report.findings.map(\.rule) == ["provider-token-in-file"])
  }

  @Test func brokenFilesAreSearchedAsOneText() throws {
    let token = "shpat_0123456789abcdef0123456789abcdef"
    let text = configMap("app", "app.json: |\n  {\"a\": \(token)")
    let report = try Cluster(["app.yaml": text]).report
    #expect(report.findings.map(\.rule) == ["provider-token-in-file"])
  }

  @Test(arguments: [
    ("args: [--db, \"postgres://app:app@db/x\"]", ["database-url-weak-password"]),
    ("args: [\"--db=postgres://app:app@db/x\"]", ["database-url-weak-password"]),
    (
      "command: [sh, -c, \"psql 'postgres://app:app@db/x' | cat\"]",
      ["database-url-weak-password"]
    ),
    (
      "livenessProbe: {exec: {command: [psql, \"postgres://app:app@db/x\"]}}",
      ["database-url-weak-password"]
    ),
    (
      "args: [shpat_0123456789abcdef0123456789abcdef]", ["provider-token-in-file"]
    ),
    ("args: [\"postgres://app:$(DB_PASSWORD)@db/x\", $(TOKEN)]", []),
    ("command: [sh, -c, \"psql postgres://app:$DB_PASSWORD@db/x\"]", []),
    ("command: [sh, -c, \"psql postgres://app:${DB_PASSWORD}@db/x https://a.b/c\"]", []),
    ("command: [sh, -c, \"psql postgres://app:$(cat /run/secrets/db)@db/x\"]", []),
    ("args: [--password, word, --token-ttl=60]", ["weak-secret"]),
    ("args: [--password-file, word, --token-ttl=60]", []),
    ("args: {a: b}\ncommand: 5", []),
  ])
  func whatAContainerRunsIsSearched(_ container: String, _ expected: [String]) throws {
    let report = try Cluster(["prod/pod.yaml": pod(container)]).report
    #expect(report.findings.map(\.rule) == expected)
  }

  @Test func wordsOfACommandLine() {
    let text = Array("a=b --c-d=e=f 'g h';i|j".utf8)
    let words = CommandReader.words(of: text).map { String(decoding: text[$0], as: UTF8.self) }
    #expect(words == ["b", "f", "g", "h", "i", "j"])
  }
}

extension Substring {
  var trimmedStart: Substring { drop { $0 == " " } }
}
