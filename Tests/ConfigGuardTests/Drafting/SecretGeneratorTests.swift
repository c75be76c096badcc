import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct SecretGeneratorTests {
  private static let contract = """
    version: 1
    variables:
      ADMIN_KEY: {required: true, secret: true, min-length: 100}
      SIGNING_SECRET: {secret: true, pattern: 'sk_[a-f0-9]{64}'}
      DEVICE_SECRET: {secret: true, pattern: '[A-Z2-7]{32,40}|x[0-9]{40}'}
      SHORT_SECRET: {secret: true, pattern: '[0-9]{6}'}
      MODE_SECRET: {secret: true, one-of: [a, b]}
      PLAIN_WORDS: {secret: true}
      STRIPE_SECRET_KEY: {secret: true}
      HEX_SECRET: {type: hex, bytes: 16, secret: true}
      RAW_SECRET: {type: base64, bytes: {min: 64}, secret: true}
      ID_SECRET: {type: uuid, secret: true}
      TIGHT_SECRET: {secret: true, max-length: 20}
      TINY_SECRET: {secret: true, max-length: 6}
      PORT: {type: port}
      DATABASE_URL: {type: url, secret: true}
    """

  private func generator(_ text: String? = contract) throws -> SecretGenerator {
    SecretGenerator(
      contract: try text.map { try Contract(yaml: $0) }, rules: BuiltinPacks.prepared)
  }

  private static let shapes: [(key: String, pattern: String)] = [
    ("ADMIN_KEY", "[0-9a-f]{100}"), ("SIGNING_SECRET", "sk_[a-f0-9]{64}"),
    ("DEVICE_SECRET", "[A-Z2-7]{32,40}|x[0-9]{40}"), ("PLAIN_WORDS", "[0-9a-f]{64}"),
    ("APP_KEY", "base64:[A-Za-z0-9]{43}="), ("SECRET_KEY_BASE", "[0-9a-f]{128}"),
    ("DJANGO_SECRET_KEY", "[0-9a-f]{100}"), ("AIRFLOW__CORE__FERNET_KEY", "[A-Za-z0-9]{43}="),
    ("RAILS_MASTER_KEY", "[0-9a-f]{32}"), ("JWT_SECRET", "[0-9a-f]{64}"),
    ("VAULT_ENC_KEY", "[A-Za-z0-9]{32}"), ("DB_PASSWORD", "[0-9a-f]{64}"),
    ("HEX_SECRET", "[0-9a-f]{32}"), ("RAW_SECRET", "[A-Za-z0-9]{86}=="),
    ("ID_SECRET", "[0-9a-f-]{36}"), ("TIGHT_SECRET", "[A-Za-z0-9]{20}"),
    ("GITHUB_WEBHOOK_SECRET", "[0-9a-f]{64}"), ("GRAFANA_ADMIN_PASSWORD", "[0-9a-f]{64}"),
  ]

  @Test(arguments: shapes.indices) func valuesHaveTheRightShapeAndPass(_ index: Int) throws {
    let (key, pattern) = Self.shapes[index]
    let generator = try generator()
    let compiled = try Pattern(pattern)
    var random = SystemRandomNumberGenerator()
    var contract = try Contract(yaml: Self.contract)
    contract.variables = ContractVariables(contract.variables.filter { $0.name == key })
    var seen: Set<String> = []
    for _ in 0..<20 {
      let value = try generator.value(for: key, using: &random)
      #expect(compiled.matchesWhole(value), "\(key) has another shape")
      #expect(seen.insert(value).inserted, "\(key) was made twice")
      let report = Validator(contract: contract, stage: .production)
        .validate(environment: [key: value])
      #expect(report.findings.filter { $0.key == key }.map(\.rule) == [], "\(key)")
    }
  }

  @Test(arguments: [
    "PORT", "DATABASE_URL", "MODE_SECRET", "SHORT_SECRET", "TINY_SECRET", "STRIPE_SECRET_KEY",
    "GITHUB_TOKEN",
    "AWS_SECRET_ACCESS_KEY", "OPENAI_API_KEY", "STRIPE_WEBHOOK_SECRET", "LOG_LEVEL", "a b", "",
  ])
  func whatCannotBeMadeIsRefused(_ key: String) throws {
    let generator = try generator()
    var random = SystemRandomNumberGenerator()
    #expect(throws: SecretGenerator.Refusal.self) {
      try generator.value(for: key, using: &random)
    }
  }

  @Test func aVendorsValueIsMadeWhenAskedForTwice() throws {
    var random = SystemRandomNumberGenerator()
    let value = try generator().value(for: "STRIPE_SECRET_KEY", isForced: true, using: &random)
    #expect(value.utf8.count == 64)
  }

  @Test func formsAreWhatTheyAreCalled() {
    var random = SystemRandomNumberGenerator()
    for count in [0, 1, 2, 3, 16, 32, 33, 64] {
      let text = SecretForm.base64(bytes: count, prefix: "").value(using: &random)
      #expect(Base64.decode(text)?.count == count)
      #expect(text.utf8.count % 4 == 0)
      #expect(SecretForm.hex(bytes: count).value(using: &random).utf8.count == count * 2)
    }
    let uuid = SecretForm.uuid.value(using: &random)
    let pattern = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    #expect(PatternCache().matchesWhole(pattern, uuid))
  }
}
