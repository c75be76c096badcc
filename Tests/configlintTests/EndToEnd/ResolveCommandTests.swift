import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct ResolveCommandTests {
  /// The project of the example in docs/command-line.md; its secrets are made for each run.
  static func shop() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write(
      "compose.yaml",
      """
      services:
        web:
          image: registry.example.com/shop/web:1.4
          env_file: web.env
          environment:
            APP_ENV: production
            DATABASE_URL: ${DATABASE_URL}
            ADMIN_KEY: changeme123
            GREETING: Hello ${USER_NAME}
            SMTP_PASSWORD:
            LOG_LEVEL: info
      """)
    let secret = Canary.text(32)
    try tree.write(".env", "DATABASE_URL=postgres://shop:\(secret)@db:5432/shop?sslmode=require\n")
    try tree.write(
      "web.env",
      "DATABASE_URL=postgres://localhost/test\nLOG_LEVEL=debug\nSESSION_SECRET=\(secret)\n")
    return tree
  }

  static let table = """
    web  compose.yaml:2:3
      compose, image registry.example.com/shop/web:1.4, production (`APP_ENV`)
      KEY             VALUE                                              FROM                              SHADOWS  THROUGH
      DATABASE_URL    postgres://********@db:5432/shop?sslmode=********  .env:1:14                         1        compose.yaml:7:21 (environment)
      LOG_LEVEL       info                                               compose.yaml:11:18 (environment)  1        -
      SESSION_SECRET  ******** looks random, 32 characters or more       web.env:3:16 (env_file)           -        compose.yaml:4:15 (env_file)
      APP_ENV         production                                         compose.yaml:6:16 (environment)   -        -
      ADMIN_KEY       ******** a placeholder                             compose.yaml:8:18 (environment)   -        -
      GREETING        a reference to the variable USER_NAME              compose.yaml:9:17 (environment)   -        -
      SMTP_PASSWORD   supplied elsewhere                                 compose.yaml:10:7 (environment)   -        -

    1 environment, 7 settings, 2 references resolved, 1 open, 1 supplied elsewhere

    """

  static let way = """
    web  compose.yaml:2:3
      compose, image registry.example.com/shop/web:1.4, production (`APP_ENV`)
      DATABASE_URL
        used here  compose.yaml:7:21  environment
        held here  .env:1:14          .env         postgres://********@db:5432/shop?sslmode=********
        shadowed   web.env:1:14       env_file     postgres://localhost/test

    1 environment, 7 settings, 2 references resolved, 1 open, 1 supplied elsewhere

    """

  @Test func anEnvironmentIsATable() throws {
    let result = try Tool.run(["resolve"], in: Self.shop())
    #expect(result.status == 0)
    #expect(result.output == Self.table)
    #expect(result.errors.isEmpty)
  }

  @Test func aKeyIsShownWithItsWholeWay() throws {
    let result = try Tool.run(["resolve", "--key", "DATABASE_URL"], in: Self.shop())
    #expect(result.status == 0)
    #expect(result.output == Self.way)
  }

  @Test func theExampleOfThePageIsTrue() throws {
    let bytes = try readFile(path: "\(Tool.repository)/docs/command-line.md", limit: 1 << 20)
    let page = bytes.text(SourceRange(start: 0, end: bytes.count))
    #expect(page.contains("```\n\(Self.table)```"))
    #expect(page.contains("```\n\(Self.way)```"))
  }

  @Test func whatIsNotSetIsSaidWithANearName() throws {
    let tree = try Self.shop()
    let slip = try Tool.run(["resolve", "--key", "DATABSE_URL"], in: tree)
    #expect(slip.status == 0)
    #expect(
      slip.output.hasPrefix(
        "DATABSE_URL is not set in\n  web  compose.yaml:2:3; did you mean `DATABASE_URL`?\n"))
    let passed = try Tool.run(["resolve", "--key", "SMTP_PASSWORD"], in: tree)
    #expect(
      passed.output.contains(
        "passed through  compose.yaml:10:7  environment  supplied elsewhere: by the environment in")
    )
  }

  @Test(arguments: [[], ["--key", "LOG_LEVEL"], ["--key", "NO_SUCH_KEY"]])
  func theJSONKeepsItsSchema(_ arguments: [String]) throws {
    let result = try Tool.run(["resolve", "--format", "json"] + arguments, in: Self.shop())
    #expect(result.status == 0)
    #expect(try JSONDocument.refusals(of: result.output, by: "resolve.v1") == [])
  }

  @Test func theSchemaRefusesTheTextOfASecret() throws {
    let output = try Tool.run(["resolve", "--format", "json"], in: Self.shop()).output
    let broken = output.replacing(
      "\"class\":\"placeholder\",\"text\":null", with: "\"class\":\"placeholder\",\"text\":\"x\"")
    #expect(broken != output)
    #expect(try !JSONDocument.refusals(of: broken, by: "resolve.v1").isEmpty)
  }

  @Test func whatCannotBeDoneEndsWithTwo() throws {
    let tree = try Self.shop()
    let service = try Tool.run(["resolve", "--service", "wep"], in: tree)
    #expect(service.status == 2)
    #expect(service.errors.contains("no workload is called `wep`; did you mean `web`?"))
    #expect(service.output.isEmpty)
    let empty = try Tool.run(["resolve"], in: TemporaryTree())
    #expect(empty.status == 2)
    #expect(empty.errors.contains("nothing to read"))
    #expect(try Tool.run(["resolve", "absent.yaml"], in: tree).status == 2)
    #expect(try Tool.run(["resolve", "--format", "html"], in: tree).status == 2)
    try tree.write("notes/notes.yaml", "a: 1\n")
    #expect(try Tool.run(["resolve", "notes"], in: tree).errors.contains("nothing runs here"))
  }

  @Test func whatConfigMapsAndSecretsHoldIsResolved() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "app.yaml",
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: app}
      data: {LOG_LEVEL: debug, MODE: plain}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: app}
      stringData: {MODE: \(Canary.text())}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec:
        template:
          spec:
            containers:
              - name: api
                image: x
                envFrom:
                  - secretRef: {name: app}
                  - configMapRef: {name: app}
                env:
                  - {name: LOG_LEVEL, value: info}
      """)
    let level = try Tool.run(["resolve", "--key", "LOG_LEVEL"], in: tree)
    #expect(level.output.contains("held here  app.yaml:24:40"))
    #expect(level.output.contains("shadowed   app.yaml:4:19   ConfigMap app  debug\n"))
    let mode = try Tool.run(["resolve", "--key", "MODE"], in: tree)
    #expect(mode.output.contains("held here  app.yaml:4:32"))
    #expect(mode.output.contains("shadowed   app.yaml:9:20"))
    #expect(mode.output.contains("********"))
  }

  @Test func textThatCannotBeReadIsToldWithItsPlace() throws {
    let tree = try Self.shop()
    try tree.write("web.env", "LOG_LEVEL=\"debug\nX=1\n")
    let result = try Tool.run(["resolve"], in: tree)
    // What is shown may be wrong.
    #expect(result.status == 2)
    #expect(result.output.contains("APP_ENV"))
    #expect(result.errors.hasPrefix("configlint: web.env:1:"))
  }

  @Test func anEnvFileOfAStageIsAnEnvironment() throws {
    let tree = try TemporaryTree()
    try tree.write(".env.production", "PORT=8080\n")
    try tree.write("other.env", "PORT=1\n")
    let walked = try Tool.run(["resolve"], in: tree)
    #expect(walked.output.hasPrefix(".env.production  .env.production:1:1\n"))
    #expect(!walked.output.contains("other.env"))
    let named = try Tool.run(["resolve", "other.env"], in: tree)
    #expect(named.output.contains("  PORT  1      other.env:1:6\n"))
  }

  @Test func aLineBreakBreaksNoTable() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "compose.yaml",
      """
      services:
        web:
          image: x
          environment: {A: "one\\ntwo", B: "red\\e[31m\\u202e", C: "three\\rfour"}
      """)
    let result = try Tool.run(["resolve"], in: tree)
    #expect(result.output.split(separator: "\n").count == 7)
    #expect(result.output.contains("2 lines"))
    #expect(!result.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test func manyKeysAreFine() throws {
    let tree = try TemporaryTree()
    let lines = (0..<10_000).map { "KEY_\($0)=value of \($0)" }
    try tree.write(".env.production", lines.joined(separator: "\n") + "\n")
    let result = try Tool.run(["resolve", "--format", "json"], in: tree)
    #expect(result.status == 0)
    #expect(result.output.contains("\"settings\":10000"))
    let near = try Tool.run(["resolve", "--key", "KEY_99999x"], in: tree)
    #expect(near.output.contains("did you mean `KEY_9999`?"))
  }
}

/// A document that a command wrote, held against its schema.
enum JSONDocument {
  static func refusals(of text: String, by schema: String) throws -> [String] {
    #expect(JSONSyntax.firstProblem(in: SourceBytes(text)) == nil)
    let path = "\(Tool.repository)/schemas/\(schema).schema.json"
    let file = try JSONSchema(JSONValue(yaml: readFile(path: path, limit: 1 << 20)))
    return file.refusals(of: try JSONValue(yaml: text)).map(\.description)
  }
}

/// Text that can stand nowhere by chance.
enum Canary {
  static func text(_ length: Int = 26) -> String {
    let letters = Array("abcdefghijkmnpqrstuvwxyz")
    let digits = Array("23456789")
    // Digits in between, so that no run of chance makes a word of it.
    return String(
      (0..<length).map { ($0 % 3 == 1 ? digits : letters).randomElement() ?? "x" })
  }
}
