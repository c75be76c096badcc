import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// The five cases at start-up: the library, `configlint env` and `configlint exec` refuse and accept
/// the same environments for the same reasons.
@Suite struct StartupGateTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let before: [String: String]
    /// What is wrong before, as `rule KEY`.
    let findings: Set<String>
    let after: [String: String]

    var testDescription: String { name }

    func contract() throws -> String {
      let path = "\(Tool.repository)/Examples/deployments/\(name)/before/configguard.yaml"
      let bytes = try readFile(path: path, limit: 1 << 20)
      return bytes.text(SourceRange(start: 0, end: bytes.count))
    }

    func tree() throws -> TemporaryTree {
      let tree = try TemporaryTree()
      try tree.write("configguard.yaml", contract())
      return tree
    }
  }

  @Test func allCasesAreHere() { #expect(Self.cases.map(\.name).sorted() == CaseTests.cases) }

  @Test(arguments: cases) func beforeIsRefused(example: Case) throws {
    let tree = try example.tree()
    let validator = Validator(contract: try Contract(yaml: example.contract()))
    let refusal = #expect(throws: InvalidConfiguration.self) {
      try validator.requireValidEnvironment(example.before)
    }
    let library = Set(
      (refusal?.report.findings ?? []).map { "\($0.rule) \($0.key ?? "-")" })
    #expect(library == example.findings)

    let env = try Tool.run(
      ["env", "--format", "json"], in: tree, environment: example.before)
    #expect(env.status == 1)
    #expect(try Self.findings(env.output) == library)

    let exec = try Tool.run(
      ["exec", "--format", "json", "--", "echo", "started"], in: tree,
      environment: example.before)
    #expect(exec.status == 78)
    #expect(exec.output.isEmpty)
    #expect(try Self.findings(String(exec.errors.prefix { $0 != "\n" })) == library)
  }

  @Test(arguments: cases) func afterIsAccepted(example: Case) throws {
    let tree = try example.tree()
    let validator = Validator(contract: try Contract(yaml: example.contract()))
    let report = try validator.requireValidEnvironment(example.after)
    #expect(report.findings.map { "\($0.rule) \($0.key ?? "-")" } == [])
    #expect(report.workloads.first?.stage == example.stage)

    let env = try Tool.run(["env", "--format", "json"], in: tree, environment: example.after)
    #expect(env.status == 0)
    #expect(try Self.findings(env.output) == [])

    let exec = try Tool.run(
      ["exec", "--", "echo", "started"], in: tree, environment: example.after)
    #expect(exec.status == 0)
    #expect(exec.output == "started\n")
    #expect(exec.errors.isEmpty)
  }

  /// The message of `exec` is the library's.
  @Test(arguments: cases) func peopleReadTheSameMessage(example: Case) throws {
    let validator = Validator(contract: try Contract(yaml: example.contract()))
    let exec = try Tool.run(
      ["exec", "--", "true"], in: example.tree(), environment: example.before)
    let message = StartupMessage.text(validator.validate(environment: example.before))
    #expect(exec.errors == message + "\nconfiglint: true was not started\n")
  }

  @Test func theMessageInTheDocumentationIsCurrent() throws {
    let example = try #require(Self.cases.first { $0.name == "event-store" })
    let report = Validator(contract: try Contract(yaml: example.contract())).validate(
      environment: [
        "ENVIRONMENT": "production", "CORS_ORIGINS": "*", "ENABLE_DOCS": "true",
        "GEMINI_API_KEY": Self.secret(),
      ])
    let bytes = try readFile(path: "\(Tool.repository)/docs/start-up.md", limit: 1 << 20)
    let page = bytes.text(SourceRange(start: 0, end: bytes.count))
    #expect(page.contains("```\n\(StartupMessage.text(report))\n```"))
  }

  private static func findings(_ report: String) throws -> Set<String> {
    Set(
      try JSONReport(report).rows.map { "\($0.rule) \($0.key == "null" ? "-" : $0.key)" })
  }
}

extension StartupGateTests.Case {
  fileprivate var stage: Stage { name == "help-desk-review" ? .staging : .production }
}

extension StartupGateTests {
  /// What only chance can guess; no such text stands in a file.
  private static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
  }

  private static func shopifyToken() -> String {
    "shpat_" + (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
  }

  static let cases: [Case] = [
    Case(
      name: "shop-api",
      before: [
        "RAILWAY_ENVIRONMENT": "production", "ADMIN_KEY": "changeme123", "ALLOWED_ORIGINS": "*",
        "CORS_ALLOW_METHODS": "*", "CORS_ALLOW_HEADERS": "*", "CORS_ALLOW_CREDENTIALS": "true",
        "GORGIAS_WEBHOOK_SECRET": "your_webhook_secret_here",
        "RATELIMIT_STORAGE_URI": "memory://",
      ],
      findings: [
        "cors-any-header CORS_ALLOW_HEADERS",
        "cors-any-method CORS_ALLOW_METHODS",
        "cors-any-origin-with-credentials ALLOWED_ORIGINS",
        "placeholder-secret ADMIN_KEY",
        "placeholder-secret GORGIAS_WEBHOOK_SECRET",
        "rate-limit-per-process RATELIMIT_STORAGE_URI",
        "required-variable-missing REDIS_URL",
      ],
      after: [
        "RAILWAY_ENVIRONMENT": "production", "ADMIN_KEY": secret(),
        "ALLOWED_ORIGINS": "https://yourdomain.example,https://app.yourdomain.example",
        "CORS_ALLOW_METHODS": "GET,POST,PUT,DELETE", "CORS_ALLOW_HEADERS": "Authorization",
        "CORS_ALLOW_CREDENTIALS": "true", "GORGIAS_WEBHOOK_SECRET": secret(),
        "REDIS_URL": "redis://cache.internal:6379/0", "RATELIMIT_ENABLED": "true",
      ]),
    Case(
      name: "help-desk-review",
      before: [
        "APP_ENV": "staging", "GORGIAS_DOMAIN": "demo", "GORGIAS_API_KEY": "demo-api-key",
        "GORGIAS_USERNAME": "demo@example.com", "GORGIAS_WEBHOOK_SECRET": "demo-webhook-secret",
        "SHOPIFY_API_VERSION": "2024-10",
      ],
      findings: [
        "placeholder-account GORGIAS_DOMAIN",
        "placeholder-account GORGIAS_USERNAME",
        "placeholder-secret GORGIAS_API_KEY",
        "required-secret-missing SHOPIFY_ACCESS_TOKEN",
        "required-variable-missing SHOPIFY_SHOP_NAME",
        "secret-check-sentinel GORGIAS_WEBHOOK_SECRET",
      ],
      after: [
        "APP_ENV": "staging", "GORGIAS_DOMAIN": "orchard", "GORGIAS_API_KEY": secret(),
        "GORGIAS_USERNAME": "integration@orchard.example", "GORGIAS_WEBHOOK_SECRET": secret(),
        "SHOPIFY_SHOP_NAME": "orchard", "SHOPIFY_ACCESS_TOKEN": shopifyToken(),
        "SHOPIFY_API_VERSION": "2024-10",
      ]),
    Case(
      name: "help-desk-fixes",
      before: [
        "APP_ENV": "production", "SECRET_KEY": secret(), "GORGIAS_DOMAIN": "orchard",
        "GORGIAS_USERNAME": "integration@orchard.example", "GORGIAS_API_KEY": secret(),
        "GORGIAS_WEBHOOK_SECRET": secret(), "SHOPIFY_SHOP_NAME": "orchard",
        "SHOPIFY_ACCESS_TOKEN": shopifyToken(), "CORS_ORIGINS": "https://help.orchard.example",
        "CORS_ALLOW_METHODS": "*", "CORS_ALLOW_HEADERS": "*", "WEBHOOK_TIMEOUT_SECONDS": "0",
        "WEBHOOK_MAX_PAYLOAD_BYTES": "0", "RATE_LIMIT_PER_MINUTE": "0", "DB_POOL_SIZE": "5",
      ],
      findings: [
        "cors-any-header CORS_ALLOW_HEADERS",
        "cors-any-method CORS_ALLOW_METHODS",
        "pool-size-too-small DB_POOL_SIZE",
        "variable-out-of-range RATE_LIMIT_PER_MINUTE",
        "variable-out-of-range WEBHOOK_MAX_PAYLOAD_BYTES",
        "variable-out-of-range WEBHOOK_TIMEOUT_SECONDS",
      ],
      after: [
        "APP_ENV": "production", "SECRET_KEY": secret(), "GORGIAS_DOMAIN": "orchard",
        "GORGIAS_USERNAME": "integration@orchard.example", "GORGIAS_API_KEY": secret(),
        "GORGIAS_WEBHOOK_SECRET": secret(), "SHOPIFY_SHOP_NAME": "orchard",
        "SHOPIFY_ACCESS_TOKEN": shopifyToken(), "CORS_ORIGINS": "https://help.orchard.example",
        "CORS_ALLOW_METHODS": "GET,POST", "CORS_ALLOW_HEADERS": "Authorization,Content-Type",
        "WEBHOOK_TIMEOUT_SECONDS": "10", "WEBHOOK_MAX_PAYLOAD_BYTES": "1048576",
        "RATE_LIMIT_PER_MINUTE": "120", "DB_POOL_SIZE": "20", "DB_MAX_OVERFLOW": "10",
        "DB_POOL_TIMEOUT": "30", "DB_POOL_RECYCLE": "3600", "DB_POOL_PRE_PING": "true",
      ]),
    Case(
      name: "reporting-app",
      before: [
        "FLASK_ENV": "production", "FLASK_DEBUG": "1", "PROPAGATE_EXCEPTIONS": "true",
        "JWT_SECRET_KEY": "dev-only-secret-key-do-not-use-in-production",
        "CORS_ORIGINS": "http://localhost:3000,https://reports.example",
        "CELERY_RESULT_EXPIRES": "0",
      ],
      findings: [
        "cors-development-origin CORS_ORIGINS",
        "debug-enabled FLASK_DEBUG",
        "placeholder-secret JWT_SECRET_KEY",
        "required-variable-missing WEB_BASE_URL",
        "result-expiry-off CELERY_RESULT_EXPIRES",
        "stack-traces-exposed PROPAGATE_EXCEPTIONS",
      ],
      after: [
        "FLASK_ENV": "production", "FLASK_DEBUG": "0", "PROPAGATE_EXCEPTIONS": "false",
        "JWT_SECRET_KEY": secret(), "REPORT_SIGNING_SECRET": secret(),
        "CORS_ORIGINS": "https://reports.example", "WEB_BASE_URL": "https://reports.example",
        "CELERY_RESULT_EXPIRES": "86400",
      ]),
    Case(
      name: "event-store",
      before: [
        "ENVIRONMENT": "production", "DATABASE_URL": "postgresql://user:password@localhost/db",
        "GEMINI_API_KEY": "your-api-key-here", "SECRET_KEY": "short-secret", "CORS_ORIGINS": "*",
        "DEBUG": "true", "ENABLE_DOCS": "true", "DB_POOL_MIN_SIZE": "30",
        "DB_POOL_MAX_SIZE": "5",
      ],
      findings: [
        "api-docs-enabled ENABLE_DOCS",
        "cors-any-origin CORS_ORIGINS",
        "database-url-weak-password DATABASE_URL",
        "debug-enabled DEBUG",
        "placeholder-secret GEMINI_API_KEY",
        "pool-size-too-small DB_POOL_MAX_SIZE",
        "secret-too-short SECRET_KEY",
        "variable-url-mismatch DATABASE_URL",
        "variables-out-of-order DB_POOL_MIN_SIZE",
      ],
      after: [
        "ENVIRONMENT": "production",
        "DATABASE_URL": "postgresql://events:\(secret())@db.internal/events?sslmode=require",
        "ANTHROPIC_API_KEY": secret(), "SECRET_KEY": secret(),
        "CORS_ORIGINS": "https://events.example", "DEBUG": "false", "ENABLE_DOCS": "false",
        "DB_POOL_MIN_SIZE": "10", "DB_POOL_MAX_SIZE": "50",
      ]),
  ]
}
