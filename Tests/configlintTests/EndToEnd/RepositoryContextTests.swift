import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite("What a repository says of the files that a manifest refers to")
struct RepositoryContextTests {
  private func findings(_ tree: TemporaryTree, _ arguments: [String] = ["."]) throws -> [String] {
    let result = try Tool.run(
      ["check", "--format", "json", "--fail-on", "never"] + arguments, in: tree)
    let report = try JSONReport(result.output)
    return report.rows.map { row in
      "\(row.path):\(row.line) \(row.rule) \(row.severity)"
    }
  }

  private func repository(_ files: [(String, String)]) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    for (path, text) in files { try tree.write(path, text) }
    try tree.git("init", "-q")
    try tree.git("add", "-A")
    return tree
  }

  private static let withSecretFile = """
    services: {db: {image: "registry.example.com/db:1", secrets: [password]}}
    secrets: {password: {file: db/password.txt}}
    """

  @Test("a file of a secret is judged where git tracks it")
  func trackedSecretFile() throws {
    let text = Canary.text(24) + "\n"
    let tracked = try repository([
      ("compose.yaml", Self.withSecretFile), ("db/password.txt", text),
    ])
    #expect(try findings(tracked).contains { $0.hasPrefix("db/password.txt:1 hardcoded-secret") })
    let ignored = try repository([
      ("compose.yaml", Self.withSecretFile), (".gitignore", "db/\n"), ("db/password.txt", text),
    ])
    #expect(try findings(ignored) == [])
  }

  @Test("an env file that is absent is supplied elsewhere only where git ignores it")
  func absentEnvFile() throws {
    let compose = "services: {web: {image: \"registry.example.com/web:1\", env_file: web.env}}\n"
    let ignored = try repository([("compose.yaml", compose), (".gitignore", "*.env\n")])
    #expect(try findings(ignored) == [])
    let forgotten = try repository([("compose.yaml", compose)])
    #expect(try findings(forgotten) == ["compose.yaml:1 missing-file error"])
    let described = try repository([("compose.yaml", compose), ("web.env.example", "A=\n")])
    #expect(try findings(described) == [])
  }

  @Test("what the folder of a checkout is called says nothing of its stage")
  func nameOfTheCheckout() throws {
    let tree = try TemporaryTree()
    try tree.write("examples/app.env", "ADMIN_PASSWORD=hunter2\n")
    try tree.git("init", "-q", folder: "examples")
    #expect(try findings(tree, ["examples"]).contains { $0.hasSuffix(" weak-secret warning") })
  }

  @Test("a slip in an ignored .env is found where the right name is asked for")
  func slipBehindADefault() throws {
    let tree = try repository([
      (
        "compose.yaml",
        """
        services:
          web:
            image: registry.example.com/web:1
            environment:
              CACHE_URL: ${DATABASE_NAME:-orders}
        """
      ), (".env", "DATABSE_NAME=shop\n"), (".env.example", "DATABASE_NAME=\n"),
      (".gitignore", ".env\n"),
    ])
    #expect(try findings(tree) == ["compose.yaml:5 near-miss-reference warning"])
  }

  @Test("one value under two names says both")
  func twoNames() throws {
    let tree = try repository([
      (
        "compose.yaml",
        """
        services:
          web:
            image: registry.example.com/web:1
            environment: {SESSION_SECRET: "${PASSWORD}"}
          worker:
            image: registry.example.com/worker:1
            environment: {SIGNING_SECRET: "${PASSWORD}"}
        """
      ), (".env", "PASSWORD=hunter2\n"),
    ])
    let result = try Tool.run(["check", "--fail-on", "never"], in: tree)
    #expect(result.output.contains("also for worker as SIGNING_SECRET"))
  }
}
