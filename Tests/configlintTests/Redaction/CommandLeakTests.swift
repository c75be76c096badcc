import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// Runs the commands with secrets in every place that they read and searches both streams.
@Suite struct CommandLeakTests {
  private func expectNoLeak(
    _ arguments: [String], _ secret: PlantedSecret, in tree: TemporaryTree,
    environment: [String: String] = [:], onlyErrors: Bool = false
  ) throws {
    let result = try Tool.run(arguments, in: tree, environment: environment)
    let leak = LeakSearch(secret.secret)
      .leak(in: onlyErrors ? result.errors : result.everything)
    let shown = arguments.map { $0.contains(secret.text) ? "…" : $0 }
    #expect(leak == nil, "\(shown) prints \(leak ?? "")")
    #expect(result.status != 0 || !result.output.isEmpty, "\(shown) prints nothing")
  }

  private static let outputs = [
    ["check", "."], ["check", "--format", "json"], ["check", "--format", "html"],
    ["check", "--color", "always", "--quiet"],
    ["check", "--only", "syntax-error", "--no-progress"], ["resolve"],
    ["resolve", "--format", "json"], ["resolve", "--key", "DB_PASSWORD"], ["matrix"],
    ["matrix", "--format", "html"], ["matrix", "--format", "json"],
    ["explain", ".env.production:1"], ["explain", "--format", "json", "compose.yaml:5"],
    ["explain", "broken.yaml:1"],
  ]

  @Test(arguments: PlantedSecret.all) func noCommandThatReadsFilesLeaks(
    secret: PlantedSecret
  ) throws {
    let tree = try TemporaryTree()
    let name = secret.isUnlikeNames ? secret.text : "name"
    try tree.write(
      ".env.production", "DB_PASSWORD=\(secret.text)\nAPI_TOKEN=\"\(secret.text)\n")
    try tree.write("broken.yaml", "password: \"\(secret.text)\n  x: [\n")
    try tree.write(
      "compose.yaml",
      """
      services:
        "\(name.filter { $0 != "\"" && $0 != "\\" && $0 != "\n" })":
          image: a
          env_file: missing.env
          environment: {DB_PASSWORD: admin, "API_TOKEN": '\(secret.text.filter { $0 != "'" })'}
      """)
    if secret.isUnlikeWords, !secret.text.contains("/") {
      try tree.write("\(secret.text)/.env", "DB_PASSWORD=admin\n")
    }
    for arguments in Self.outputs { try expectNoLeak(arguments, secret, in: tree) }
  }

  @Test(arguments: PlantedSecret.all) func noCommandThatReadsTheEnvironmentLeaks(
    secret: PlantedSecret
  ) throws {
    let tree = try TemporaryTree()
    try tree.write("broken.env", "DB_PASSWORD=\"\(secret.text)\n")
    try tree.write("missing.env", "DB_PASSWORD=${NOTHING:?\(secret.text)}\n")
    let environment = [
      "DB_PASSWORD": secret.text, "API_TOKEN": "admin", "APP_ENV": "production",
      "DATABASE_URL": "postgres://app:\(secret.text)@db.example.com/x",
    ]
    for command in ["env", "exec"] {
      let tail = command == "exec" ? ["--", "true"] : []
      for options in [
        [], ["--format", "json"], ["--color", "always"], ["--env-file", "broken.env"],
        ["--env-file", "missing.env"], ["--quiet"],
      ] {
        try expectNoLeak(
          [command] + options + tail, secret, in: tree, environment: environment)
      }
    }
  }

  /// What is typed in the wrong place is not repeated.
  @Test(arguments: PlantedSecret.unlikeWords) func noRefusalRepeatsWhatWasTyped(
    secret: PlantedSecret
  ) throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\n")
    let text = secret.text
    for arguments in [
      ["check", text], ["check", "--stage", text], ["check", "--config", text],
      ["check", "--only", text], ["check", "--skip", text], ["check", "--dialect", text],
      ["check", "--service", text], ["check", "--env-file", text], ["check", "--\(text)"],
      ["check", "--stdin-name", text, "-"], ["check", "--output", "\(text)/x"], [text],
      ["resolve", "--service", text], ["resolve", "--key", text], ["matrix", "--service", text],
      ["env", "--env-file", text], ["env", text], ["exec", "--", text],
      ["exec", "--env-file", text, "--", "true"], ["explain", text], ["rules", "show", text],
      ["explain", "\(text):3"], ["explain", "--key", text, ".env"],
      ["explain", "--service", text, ".env:1"], ["explain", "--only", text, ".env:1"],
      ["rules", "test", text], ["quote", "--dialect", text, "a"],
    ] {
      try expectNoLeak(arguments, secret, in: tree)
    }
  }

  @Test(arguments: PlantedSecret.unlikeNames) func noUserPackAndNoContractLeaks(
    secret: PlantedSecret
  ) throws {
    let tree = try TemporaryTree()
    let quoted = secret.text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''")
    let pack = """
      pack: mine
      rules:
        - id: my-rule
          category: cors
          title: A title
          severity: error
          look-at: {setting: {keys: [level]}}
          check: {value: {pattern: '(\(quoted)'}}
      """
    try tree.write("pack.yaml", pack)
    try tree.write(
      "configguard.yaml", "version: 1\nvariables: {A: {pattern: '(\(quoted)'}}\n")
    try tree.write("other.yaml", "version: 1\nrules: {packs: [pack.yaml]}\n")
    try tree.write(".env", "A=1\n")
    for arguments in [
      ["rules", "test", "pack.yaml"], ["check"], ["check", "--config", "other.yaml"], ["env"],
      ["exec", "--", "true"], ["resolve"], ["matrix"],
    ] {
      try expectNoLeak(arguments, secret, in: tree)
    }
  }

  /// The value is what was asked for; why it cannot be written does not repeat it.
  @Test(arguments: PlantedSecret.all) func quoteRefusesWithoutTheValue(
    secret: PlantedSecret
  ) throws {
    let tree = try TemporaryTree()
    try expectNoLeak(["quote", secret.text], secret, in: tree, onlyErrors: true)
  }

  @Test func pagesOfRulesAreTheSameForEverybody() throws {
    let tree = try TemporaryTree()
    let secret = PlantedSecret.random
    for arguments in [
      ["rules", "list"], ["rules", "show", "weak-secret"], ["explain", "cors-any-origin"],
    ] {
      try expectNoLeak(
        arguments, secret, in: tree, environment: ["DB_PASSWORD": secret.text])
    }
  }
}
