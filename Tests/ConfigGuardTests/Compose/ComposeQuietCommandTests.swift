import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Commands of which no settings are made are commands of which nothing is to be said.
@Suite struct ComposeQuietCommandTests {
  private static let words = [
    "run", "curl", "--fail", "-f", "http://localhost:8000/x", "https://db.example.com/x?a=b", "CMD",
    "CMD-SHELL", "--db-password", "tall-otter-19", "--pass", "--user", "app", "-u",
    "app:tall-otter",
    "mysql", "-ptall-otter", "--token", "-c", "--", "''", "/usr/bin/redis-cli", "-a",
    "'a b'", "DB_PASSWORD=tall-otter", "--api-key=tall-otter", "-Dapp.password", "-Dx=y",
    "postgres://shop:hunter2@db/x", "redis://cache.example.com", "--database-url",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "'$${X}'", "'${X:-tall-otter}'", "5", "~",
    "\"a\\x24b\"",
    "AKIAIOSFODNN7EXAMPLE", "eyJhbGciOiJub25lIn0.e30.", "--cors-origin", "'*'", "&anchor word",
    "*anchor", "!!str 5", "[a, b]", "{a: b}", "host:5432/x", "--host", "user@host", "0.0.0.0:80",
  ]

  /// Lists of words of which each stands beside many others.
  private static func commands() -> [String] {
    var random = SeededNumbers(seed: 7)
    return (0..<1_200).map { _ in
      let items = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }
      // An alias needs its anchor in front.
      let hasAnchor = items.firstIndex(of: "&anchor word").map { first in
        items[..<first].contains("*anchor") == false
      }
      let known = items.filter { $0 != "*anchor" || hasAnchor == true }
      return "[\(known.joined(separator: ", "))]"
    }
  }

  private static func findings(_ commands: ArraySlice<String>, isTraced: Bool) throws -> [String] {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    // Who wants to know why something is said gets every setting.
    if isTraced { context.trace = JudgingTrace(path: "none") }
    var text = "services:\n"
    for (number, command) in commands.enumerated() {
      let key = ["command", "entrypoint", "healthcheck"][number % 3]
      let value = key == "healthcheck" ? "{test: \(command)}" : command
      text += "  s\(number):\n    image: shop\n    \(key): \(value)\n"
    }
    let file = SourceFile(
      path: "compose.production.yaml", bytes: SourceBytes(text), tracking: .unknown)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("it is not there") })
    try linter.add(file, as: .yaml)
    return linter.report().findings.map {
      "\($0.rule) \($0.line ?? 0):\($0.column ?? 0) \($0.message)"
    }
  }

  @Test func whatIsFoundIsTheSame() throws {
    let commands = Self.commands()
    var found = 0
    for start in stride(from: 0, to: commands.count, by: 300) {
      let part = commands[start..<min(start + 300, commands.count)]
      let all = try Self.findings(part, isTraced: true)
      #expect(try Self.findings(part, isTraced: false) == all)
      found += all.count
    }
    #expect(found > 300)
  }

  private static func settings(_ command: String) throws -> [String] {
    try ProjectFiles([
      "compose.yaml": "services:\n  web: {image: shop, healthcheck: {test: \(command)}}\n"
    ]).read().documents.flatMap(\.settings).map { "\($0.key)=\($0.value.text)" }
  }

  @Test(
    "of plain words nothing is made",
    arguments: [
      "[CMD, curl, --fail, \"http://localhost:8000/healthy\"]", "[pg_isready, -q, -t, 5]",
      "[/bin/sh, -c, ./start.sh]", "serve", "[]",
    ])
  func plainWords(_ command: String) throws {
    #expect(try Self.settings(command) == [])
  }

  @Test(
    "the words of a command are held where one of them may tell something",
    arguments: [
      "[run, --db-password, tall-otter]", "[mysql, -ptall-otter]", "[redis-cli, -a, tall-otter]",
      "[run, --pass, tall-otter, --user, app]", "[run, 'a b']", "[run, A=b]", "run now",
      "[curl, -u, a:b]", "[run, \"x\\x24y\"]",
    ])
  func tellingWords(_ command: String) throws {
    #expect(try !Self.settings(command).isEmpty)
  }

  @Test func theValueOfAnOptionIsNoProgram() throws {
    // `curl` is what is looked for here, and `-p` is an option of `mysql` still.
    #expect(try !Self.settings("[mysql, --find, curl, -ptall-otter]").isEmpty)
  }

  @Test func addressesOfOptionsAreHeldWhereTheirNamesAreAskedFor() throws {
    let address = "http://shop.example.com/x"
    #expect(
      try Self.settings("[run, --payment-api-url, \"\(address)\"]").contains(
        "payment-api-url=\(address)"))
  }
}

/// Gives the same numbers in every run.
private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9
  }
}
