import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct InitCommandTests {
  private static let drafted = """
    # Drafted by `configlint init` from what is there. A line with "guessed" was concluded from
    # a name or a value: confirm it or correct it.
    version: 1
    default-stage: development # guessed: app/settings.py:3 falls back to it
    stages:
      production: [".env.production"]
    variables:
      # Database
      DATABASE_URL: # .env.example:2, .env.production:1, app/settings.py:4, and 1 more
        type: url # guessed: the name
        required: true # app/settings.py:4 fails without it
        url: {schemes: [postgres, postgresql]} # guessed: from the value
        example: "postgres://db/orders"
      DB_POOL_MIN: # .env.example:3
        type: int # guessed: the name
        example: 2
      DB_POOL_MAX: # .env.example:4
        type: int # guessed: the name
        example: 20

      # In .env.example.
      PORT: # .env.example:7, app/settings.py:5
        description: "Where the API listens."
        type: port # app/settings.py:5
        default: 8000 # app/settings.py:5
      ADMIN_KEY: # .env.example:8, .env.production:2, app/settings.py:6
        required: [production, staging] # guessed: the fallback at app/settings.py:6 is none for them
        secret: true # guessed: the name
      SMTP_HOST: # .env.example:9 (commented out)
        type: host # guessed: the name

      # Read by the code, in no example file.
      APP_ENV: # app/settings.py:3
        default: development # app/settings.py:3

      # Set by manifests, read by no code that was found.
      LOG_LEVEL: # compose.yaml:6
        example: info # compose.yaml
    compare:
      - DB_POOL_MIN <= DB_POOL_MAX # guessed: the names

    """

  private static func project(
    secrets: [String] = (0..<3).map { _ in Canary.text() }
  ) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write(
      ".env.example",
      """
      # Database
      DATABASE_URL=postgres://db/orders
      DB_POOL_MIN=2
      DB_POOL_MAX=20

      # Where the API listens.
      PORT=8000
      ADMIN_KEY=\(secrets[0])
      # SMTP_HOST=

      """)
    try tree.write(
      "app/settings.py",
      """
      import os

      STAGE = os.getenv("APP_ENV", "development")
      DATABASE_URL = os.environ["DATABASE_URL"]
      PORT = int(os.getenv("PORT", "8000"))
      ADMIN_KEY = os.getenv("ADMIN_KEY", "\(secrets[1])")
      HOME = os.environ["HOME"]

      """)
    try tree.write("tests/test_app.py", "import os\nos.environ[\"ONLY_IN_TESTS\"]\n")
    try tree.write(
      "compose.yaml",
      """
      services:
        api:
          build: .
          environment:
            DATABASE_URL: postgres://db/orders
            LOG_LEVEL: info
        db:
          image: postgres:16
          environment:
            POSTGRES_DB: orders
            PGDATA: /data

      """)
    try tree.write(
      ".env.production",
      "DATABASE_URL=postgres://db/orders\nADMIN_KEY=\(secrets[2])\n")
    return tree
  }

  @Test func aContractIsDrafted() throws {
    let secrets = (0..<3).map { _ in Canary.text() }
    let tree = try Self.project(secrets: secrets)
    let result = try Tool.run(["init"], in: tree)
    #expect(result.status == 0, "\(result.errors)")
    let written = String(decoding: try tree.bytes(of: "configguard.yaml"), as: UTF8.self)
    #expect(written == Self.drafted)
    for secret in secrets { #expect(!(result.everything + written).contains(secret)) }
    #expect(
      result.output == """
        Wrote configguard.yaml: 8 variables, 1 of them secrets
          6 in 1 example file
          2 in 1 other env file
          2 in 1 manifest
          4 in 1 source file
        Left out: 1 of the system, 2 that only other images read.
        9 guesses: look at the lines with "guessed".

        """)
    let check = try Tool.run(["--format", "json"], in: tree)
    let rules = try JSONReport(check.output).rules
    #expect(rules.isDisjoint(with: Self.contractRules), "\(rules)")
  }

  /// Rules by which an environment can break its contract.
  private static let contractRules = Set(
    BuiltinPacks.rules.rules.filter { rule in
      if case .contract = rule.scope { true } else { false }
    }.map(\.id))

  @Test func whatIsThereIsNotReplacedUnasked() throws {
    let tree = try Self.project()
    try tree.write("configguard.yaml", "version: 1\n")
    let refused = try Tool.run(["init"], in: tree)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--force"))
    #expect(try tree.bytes(of: "configguard.yaml").count == 11)
    let printed = try Tool.run(["init", "--output", "-"], in: tree)
    #expect(printed.status == 0)
    #expect(printed.output == Self.drafted)
    #expect(printed.errors.hasPrefix("8 variables"))
    #expect(try Tool.run(["init", "--force"], in: tree).status == 0)
    #expect(try tree.bytes(of: "configguard.yaml").count > 100)
  }

  @Test func nothingIsMadeOfNothing() throws {
    let tree = try TemporaryTree()
    try tree.write("README.md", "nothing\n")
    let result = try Tool.run(["init"], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("nothing in . speaks of a variable"))
    #expect(try Tool.run(["init", "absent"], in: tree).status == 2)
  }

  @Test func guessesGiveWayToWhatFilesHold() throws {
    let tree = try TemporaryTree()
    try tree.write(".env.example", "PORT=web\nAPI_URL=/api\nMAX_ITEMS=2\nMIN_ITEMS=9\n")
    try tree.write(".env.production", "PORT=8080\n")
    try tree.write("a.js", "const key = process.env.API_URL.length\n")
    #expect(try Tool.run(["init"], in: tree).status == 0)
    let written = String(decoding: try tree.bytes(of: "configguard.yaml"), as: UTF8.self)
    #expect(!written.contains("port"))
    #expect(!written.contains("type: url"))
    #expect(!written.contains("<="))
    let check = try Tool.run(["--format", "json"], in: tree)
    #expect(try JSONReport(check.output).rules.isDisjoint(with: Self.contractRules))
  }

  @Test func severalServicesHaveListsOfTheirOwn() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "compose.yaml",
      """
      services:
        api: {build: ./api, environment: {API_PORT: "80", API_MODE: a, API_NAME: b}}
        worker: {build: ./worker, environment: {QUEUE: q, QUEUE_MODE: m, QUEUE_NAME: n}}
        web: {build: ./web, environment: {WEB_MODE: q, WEB_NAME: m, WEB_PORT: "81"}}

      """)
    try tree.write("worker/main.go", "package main\nvar x = os.Getenv(\"WORKER_ONLY\")\n")
    #expect(try Tool.run(["init"], in: tree).status == 0)
    let written = String(decoding: try tree.bytes(of: "configguard.yaml"), as: UTF8.self)
    #expect(
      written.hasSuffix(
        """
        services:
          api:
            variables: [API_MODE, API_NAME, API_PORT]
          web:
            variables: [WEB_MODE, WEB_NAME, WEB_PORT]
          worker:
            variables: [WORKER_ONLY, QUEUE, QUEUE_MODE, QUEUE_NAME]

        """), "\(written)")
  }

  // MARK: the example file

  private static let contract = """
    version: 1
    variables:
      PORT: {type: port, default: 8000, description: Where it listens.}
      GREETING: {example: 'it''s $5 # now'}
      ADMIN_KEY: {required: [production], secret: true, min-length: 32, example: changeme}
      OPENAI_API_KEY: {secret: true}
      GEMINI_API_KEY: {secret: true}
      MODE: {one-of: [fast, slow], required: true, default: fast}
    groups:
      - one-of: [OPENAI_API_KEY, GEMINI_API_KEY]

    """

  @Test func theExampleFileFollowsTheContract() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", Self.contract)
    let result = try Tool.run(["init", "--example"], in: tree)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "Wrote .env.example: 6 variables\n")
    let written = String(decoding: try tree.bytes(of: ".env.example"), as: UTF8.self)
    #expect(
      written.contains("\n# Where it listens.\n# a port from 1 to 65535; default 8000\nPORT=8000\n")
    )
    #expect(
      written.contains("\n# required in production; a secret; at least 32 characters\nADMIN_KEY=\n")
    )
    #expect(written.contains("\n# a secret\n# this or one of: GEMINI_API_KEY\nOPENAI_API_KEY=\n"))
    #expect(written.contains("\n# required; one of fast, slow; default fast\nMODE=fast\n"))
    #expect(!written.contains("changeme"))
    let check = try Tool.run(["--format", "json", "--fail-on", "note"], in: tree)
    #expect(try JSONReport(check.output).rows.map(\.description) == [])
    #expect(try Tool.run(["init", "--example"], in: tree).status == 2)
    #expect(try Tool.run(["init", "--example", "--output", "-"], in: tree).output == written)
  }

  @Test func theExampleFileNeedsAContract() throws {
    let tree = try TemporaryTree()
    #expect(try Tool.run(["init", "--example"], in: tree).status == 2)
    try tree.write("configguard.yaml", "version: 1\n")
    #expect(try Tool.run(["init", "--example"], in: tree).status == 2)
  }

  // MARK: generate

  @Test(arguments: ["ADMIN_KEY", "APP_KEY", "SECRET_KEY_BASE", "JWT_SECRET"])
  func aGeneratedValuePasses(_ key: String) throws {
    let tree = try TemporaryTree()
    try tree.write(
      "configguard.yaml",
      "version: 1\nvariables:\n  \(key): {required: true, secret: true, min-length: 32}\n")
    let made = try Tool.run(["generate", key], in: tree)
    #expect(made.status == 0)
    #expect(made.errors.isEmpty)
    let lines = made.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 && lines[1].isEmpty)
    let value = String(lines[0])
    let judged = try Tool.run(
      ["env", "--stage", "production"], in: tree, environment: [key: value])
    #expect(judged.status == 0, "\(judged.output)")
    #expect(try Tool.run(["generate", key], in: tree).output != made.output)
  }

  @Test(arguments: [
    ("STRIPE_SECRET_KEY", "issued by Stripe"), ("PORT", "holds no secret"),
    ("DATABASE_URL", "is an address"),
  ])
  func whatCannotBeMadeEndsWith2(_ key: String, _ reason: String) throws {
    let tree = try TemporaryTree()
    let result = try Tool.run(["generate", key], in: tree)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(reason))
  }
}
