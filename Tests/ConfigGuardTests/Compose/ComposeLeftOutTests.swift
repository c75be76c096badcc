import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Entries of environments of which no settings are made are entries of which nothing is to be said.
@Suite struct ComposeLeftOutTests {
  private static let keys = [
    "LOG_LEVEL", "RUST_LOG", "DEBUG", "NODE_ENV", "APP_ENV", "DB_POOL_SIZE", "POOL_SIZE", "DB_HOST",
    "DB_USER", "DB_PASSWORD", "API_KEY", "AUTH_ENABLED", "GREETING", "PORT", "CORS_ORIGIN",
    "COOKIE_SECURE", "SESSION_SECRET", "JWT_EXPIRES_IN", "MAX_UPLOAD_SIZE", "REQUEST_TIMEOUT",
    "TLS_VERIFY", "SSL_MODE", "BCRYPT_ROUNDS", "TRACE_SAMPLE_RATE", "DJANGO_DEBUG", "APP_DEBUG",
    "FLASK_ENV", "RETRIES", "BACKUP_SCHEDULE", "SENTRY_DSN", "XDEBUG_MODE", "loglevel", "verify",
  ]
  private static let values = [
    "info", "debug", "TRACE", "'20'", "0", "5", "true", "'false'", "TODO", "change-me", "''",
    "https://shop.example.com/x", "http://shop.example.com/x", "localhost", "production", "10s",
    "'*'", "100000", "-1", "1e9", "warn", "off", "'on'", "develop", "'0 3 * * *'", "2MB", "disable",
    "${LEVEL:-debug}", "${LEVEL:-info}", "null", "'info '", "\"in\\x66o\"", "!!str debug", "INFO",
  ]

  private static func services(seed: UInt64) -> String {
    var state = seed
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    var text = "services:\n"
    for number in 0..<60 {
      text += "  s\(number):\n    image: shop\n    environment:\n"
      let isList = number % 3 == 0
      var met: Set<String> = []
      for _ in 0...below(5) {
        let key = keys[below(keys.count)]
        guard met.insert(key).inserted || below(8) == 0 else { continue }
        let value = values[below(values.count)]
        let plain = value.contains("\\") ? "info" : value.filter { $0 != "'" }
        text += isList ? "    - '\(key)=\(plain)'\n" : "      \(key): \(value)\n"
      }
    }
    return text + "  last: {image: shop, environment: {LOG_LEVEL: debug, REGION: x}}\n"
  }

  private static func findings(_ text: String, isTraced: Bool) throws -> [String] {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    // Who wants to know why something is said gets every setting.
    if isTraced { context.trace = JudgingTrace(path: "none") }
    let file = SourceFile(
      path: "compose.production.yaml", bytes: SourceBytes(text), tracking: .unknown)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("it is not there") })
    try linter.add(file, as: .yaml)
    return linter.report().findings.map {
      "\($0.rule) \($0.line ?? 0):\($0.column ?? 0) \($0.message)"
    }
  }

  @Test(arguments: UInt64(1)...6)
  func whatIsFoundIsTheSame(seed: UInt64) throws {
    let text = Self.services(seed: seed)
    let all = try Self.findings(text, isTraced: true)
    #expect(all.contains { $0.hasPrefix("log-level-debug") })
    #expect(try Self.findings(text, isTraced: false) == all)
  }
}
