import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// The contracts of the example deployments at start-up: refusing and accepting.
@Suite struct StartupCaseTests {
  private static let repository: String = {
    "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
  }()

  private func validator(_ name: String, stage: Stage? = nil) throws -> Validator {
    let path = "\(Self.repository)/Examples/deployments/\(name)/before/configguard.yaml"
    let bytes = try readFile(path: path, limit: 1 << 20)
    let text = bytes.text(SourceRange(start: 0, end: bytes.count))
    return Validator(contract: try Contract(yaml: text, path: path), stage: stage)
  }

  private static func secret(_ prefix: String = "") -> String {
    var generator = SystemRandomNumberGenerator()
    return prefix + (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
  }

  private func categories(_ report: Report) -> Set<String> {
    Set(report.findings.map { "\($0.category.rawValue) \($0.key ?? "-")" })
  }

  @Test func shop() throws {
    let validator = try validator("shop-api")
    let report = validator.validate(environment: [
      "RAILWAY_ENVIRONMENT": "production", "ADMIN_KEY": "changeme123", "ALLOWED_ORIGINS": "*",
      "GORGIAS_WEBHOOK_SECRET": "your_webhook_secret_here",
    ])
    #expect(report.refusesStart)
    #expect(
      categories(report).isSuperset(of: [
        "placeholder-secret ADMIN_KEY", "cors ALLOWED_ORIGINS",
        "placeholder-secret GORGIAS_WEBHOOK_SECRET",
      ]))
    let empty = validator.validate(environment: ["RAILWAY_ENVIRONMENT": "production"])
    #expect(
      categories(empty).isSuperset(of: [
        "missing-secret ADMIN_KEY", "missing-secret GORGIAS_WEBHOOK_SECRET",
      ]))
    try validator.requireValidEnvironment([
      "RAILWAY_ENVIRONMENT": "development", "ALLOWED_ORIGINS": "*",
    ])
    let after = try validator.requireValidEnvironment([
      "RAILWAY_ENVIRONMENT": "production", "ADMIN_KEY": Self.secret(),
      "ALLOWED_ORIGINS": "https://yourdomain.example,https://app.yourdomain.example",
      "GORGIAS_WEBHOOK_SECRET": Self.secret(), "REDIS_URL": "redis://cache.internal:6379/0",
    ])
    #expect(after.findings.map(\.message) == [])
  }

  @Test func helpDesk() throws {
    let validator = try validator("help-desk-review", stage: .production)
    let report = validator.validate(environment: [
      "GORGIAS_DOMAIN": "demo", "GORGIAS_API_KEY": "demo-api-key",
      "GORGIAS_WEBHOOK_SECRET": "demo-webhook-secret",
    ])
    #expect(report.refusesStart)
    #expect(
      categories(report).isSuperset(of: [
        "placeholder-secret GORGIAS_API_KEY", "auth-disabled GORGIAS_WEBHOOK_SECRET",
      ]))
    #expect(report.findings.contains { $0.key == "SHOPIFY_ACCESS_TOKEN" })
  }

  @Test func reporting() throws {
    let validator = try validator("reporting-app")
    let report = validator.validate(environment: [
      "FLASK_ENV": "production", "FLASK_DEBUG": "1",
      "JWT_SECRET_KEY": "dev-only-secret-key-do-not-use-in-production",
      "CORS_ORIGINS": "http://localhost:3000,https://reports.example",
    ])
    #expect(report.refusesStart)
    #expect(
      categories(report).isSuperset(of: [
        "placeholder-secret JWT_SECRET_KEY", "cors CORS_ORIGINS", "debug FLASK_DEBUG",
      ]))
  }

  @Test func eventStore() throws {
    let validator = try validator("event-store")
    let before = [
      "ENVIRONMENT": "production", "DATABASE_URL": "postgresql://user:password@localhost/db",
      "GEMINI_API_KEY": "your-api-key-here", "SECRET_KEY": "short-secret",
      "CORS_ORIGINS": "*", "DEBUG": "true", "ENABLE_DOCS": "true", "DB_POOL_MIN_SIZE": "30",
      "DB_POOL_MAX_SIZE": "20",
    ]
    let report = validator.validate(environment: before)
    #expect(report.refusesStart)
    #expect(
      categories(report).isSuperset(of: [
        "default-credential DATABASE_URL", "contract DATABASE_URL",
        "placeholder-secret GEMINI_API_KEY", "weak-secret SECRET_KEY", "cors CORS_ORIGINS",
        "debug DEBUG", "debug ENABLE_DOCS", "contract DB_POOL_MIN_SIZE",
      ]))
    // Without a stage the contract's default, development, holds: all is told, and it starts.
    let tolerated = try validator.requireValidEnvironment(
      before.merging(["ENVIRONMENT": ""]) { $1 })
    #expect(tolerated.workloads.first?.stage == .development)
    let after = try validator.requireValidEnvironment([
      "ENVIRONMENT": "production",
      "DATABASE_URL": "postgresql://events:\(Self.secret())@db.internal/events?sslmode=require",
      "ANTHROPIC_API_KEY": Self.secret(), "SECRET_KEY": Self.secret(),
      "CORS_ORIGINS": "https://events.example", "DB_POOL_MIN_SIZE": "10",
      "DB_POOL_MAX_SIZE": "50",
    ])
    #expect(after.findings.map(\.message) == [])
  }
}
