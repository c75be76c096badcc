import ConfigGuard

/// Contracts and values that several tests share.
enum Sample {
  static let contractText = """
    version: 1
    variables:
      PORT: {type: port, default: 8080}
      ADMIN_KEY: {required: true, secret: true, min-length: 16}
      DATABASE_URL: {required: true}
      LOG_FORMAT: {one-of: [json, text]}
      FEATURE_ON: {type: bool}
      HTTP_SERVER_TIMEOUT: {type: int, range: {min: 1, max: 120}}
    """

  static func contract() throws -> Contract { try Contract(yaml: contractText) }

  static func validator(_ stage: Stage? = .production) throws -> Validator {
    Validator(contract: try contract(), stage: stage)
  }

  /// What only chance can guess; no such text stands in a file.
  static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
  }

  static func good() -> [String: String] {
    ["ADMIN_KEY": secret(), "DATABASE_URL": "postgres://db.internal/shop?sslmode=require"]
  }
}

extension Report {
  /// Rules with the keys that they are about.
  var facts: Set<String> {
    Set(findings.map { "\($0.rule) \($0.key ?? "-") \($0.severity.rawValue)" })
  }

  func message(_ rule: String) -> String? { findings.first { $0.rule == rule }?.message }
}
