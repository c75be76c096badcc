import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// The same environment at commit, in CI and at start: the same rules.
@Suite struct ThreeGatesTests {
  private static let environment = """
    ENVIRONMENT=production
    DATABASE_URL=postgresql://user:password@localhost/db
    GEMINI_API_KEY=your-api-key-here
    SECRET_KEY=short-secret
    CORS_ORIGINS=*
    DEBUG=true
    ENABLE_DOCS=true
    DB_POOL_MIN_SIZE=30
    DB_POOL_MAX_SIZE=5

    """

  @Test func checkEnvExecAndTheLibraryAgree() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", Self.environment)
    let folder = "\(Tool.repository)/Examples/deployments/event-store/before"
    let bytes = try readFile(path: "\(folder)/configguard.yaml", limit: 1 << 20)
    let contract = bytes.text(SourceRange(start: 0, end: bytes.count))
    try tree.write("configguard.yaml", contract)
    try tree.write(".env.example", Self.exampleKeys(contract))

    let check = try Tool.run(["check", ".env", "--format", "json"], in: tree)
    let checked = try JSONReport(check.output).rules
    let env = try Tool.run(
      ["env", "--env-file", ".env", "--format", "json"], in: tree)
    let exec = try Tool.run(
      ["exec", "--env-file", ".env", "--format", "json", "--", "true"], in: tree)
    let dotenv = DotEnvFile.parse(SourceBytes(Self.environment), dialect: .compose)
    let values = dotenv.resolved(environment: { _ in nil }).values
    let library = Validator(contract: try Contract(yaml: contract)).validate(environment: values)

    #expect(checked.count >= 7)
    #expect(check.status == 1 && env.status == 1 && exec.status == 78)
    #expect(try JSONReport(env.output).rules == checked)
    #expect(Set(library.findings.map(\.rule)) == checked)
    let refused = String(exec.errors.prefix { $0 != "\n" })
    #expect(try JSONReport(refused).rules == checked)
  }

  /// An example file with every variable of a contract, so that nothing is said of it.
  private static func exampleKeys(_ contract: String) throws -> String {
    try Contract(yaml: contract).variables.map { "\($0.name)=\n" }.joined()
  }
}
