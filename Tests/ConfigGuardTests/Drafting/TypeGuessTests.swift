import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct TypeGuessTests {
  private struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var values: [String]
    var type: ValueType?
    var testDescription: String { "\(name)=\(values)" }

    init(_ name: String, _ values: [String], _ type: ValueType?) {
      self.name = name
      self.values = values
      self.type = type
    }
  }

  private static let rows = [
    Row("PORT", [], .port), Row("SMTP_PORT", ["587"], .port), Row("SMTP_PORT", ["587a"], nil),
    Row("DATABASE_URL", [], .url), Row("LOGIN_URL", ["/login"], nil),
    Row("REDIS_HOST", [], .host), Row("MEILISEARCH_HOST", [], nil),
    Row("MEILISEARCH_HOST", ["http://search:7700"], .url), Row("DB_POOL_MAX_SIZE", [], .int),
    Row("CACHE_TTL", ["30s"], .duration), Row("CACHE_TTL_SECONDS", [], .int),
    Row("REQUEST_TIMEOUT", ["many"], nil), Row("FEATURE_X", ["true", "FALSE"], .bool),
    Row("ENABLE_DOCS", [], .bool), Row("USE_API_KEY", [], nil), Row("DEBUG", ["app:*"], nil),
    Row("DEBUG", ["0", "1"], .bool), Row("THRESHOLD", ["0.5"], .float),
    Row("API_VERSION", ["2.0"], nil), Row("ACCOUNT_ID", ["123"], nil),
    Row("LIMIT", ["10", "20"], .int), Row("LIMIT", ["010"], nil), Row("LIMIT", ["10", "x"], nil),
    Row("MODES", ["a,b,c"], .list), Row("GREETING", ["hello, you there"], nil),
    Row("ALLOWED_ORIGINS", [], .list), Row("CONTACT", ["team@shop.example"], .email),
    Row("CONTACT", ["Shop <team@shop.example>"], nil), Row("NAME", [], nil),
    Row("MEDIA_PATH", [], .path), Row("API_VERSION", ["2024-10"], .yearMonth),
    Row("TENANT", ["6f1b2c3d-0000-4000-8000-123456789abc"], .uuid),
    Row("MEMORY_LIMIT", ["128MB"], .byteSize), Row("GRACE", ["5m"], .duration),
    Row("TRUSTED", ["10.0.0.0/8"], .cidr), Row("OPTIONS", ["{\"a\": 1}"], .json),
  ]

  @Test(arguments: rows.indices) func typesAreConcludedFromNamesAndValues(_ index: Int) {
    let row = Self.rows[index]
    let index = BuiltinPacks.prepared.index
    let guesser = TypeGuesser(vocabulary: index.vocabulary, keys: KeyTable(index))
    var evidence = VariableEvidence(name: row.name)
    evidence.values = row.values.map {
      VariableEvidence.Found(
        origin: .template, path: ".env.example", text: $0, shown: $0, isPlaceholder: false)
    }
    #expect(guesser.guess(evidence, isSecret: false)?.type == row.type, "\(row.testDescription)")
  }

  @Test func codeOutweighsTheNameUnlessTheNameSaysMore() {
    let index = BuiltinPacks.prepared.index
    let guesser = TypeGuesser(vocabulary: index.vocabulary, keys: KeyTable(index))
    for (name, read, expected) in [
      ("SMTP_PORT", ValueType.int, ValueType.port), ("CACHE_TTL", .int, .int),
      ("REDIS_URL", .bool, .url), ("LEVEL", .bool, .bool),
    ] {
      var evidence = VariableEvidence(name: name)
      evidence.reads = [
        VariableEvidence.Read(
          path: "app.py", line: 3, isRequired: false, isTask: false, type: read)
      ]
      #expect(guesser.guess(evidence, isSecret: false)?.type == expected, "\(name)")
    }
  }

  @Test func everyTypeOfTheVocabularyIsOneOfContracts() {
    for entry in BuiltinPacks.rules.vocabulary.variableTypes {
      #expect(ValueType(rawValue: entry.type) != nil, "\(entry.type)")
    }
    #expect(!BuiltinPacks.rules.vocabulary.variableTypes.isEmpty)
  }
}
