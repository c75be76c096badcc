import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Lines of env files that are left out are lines of which nothing is to be said.
@Suite struct EnvironmentInterestTests {
  private static let keys = [
    "APP_NAME", "GREETING", "CACHE_PREFIX", "DB_HOST", "API_KEY", "PASSWORD", "NODE_ENV", "DEBUG",
    "DATABASE_URL", "LOG_LEVEL", "SECRET_NAME", "SMTP_USER", "REGION", "X1", "TOKEN", "colour",
  ]
  private static let values = [
    "", "1", "true", "abc", "/var/lib/x", "a,b", "a:b", "eu-west-1", "https://example.com/x",
    "postgres://u:hunter2@db/x", "U2FsdGVkX1abcdefghijklmn", "vault:v1:abcd", "$1$abc$def",
    "ENC(abc)", "eyJhbGciOiJub25lIn0.e30.", "-p secret", "\"a b\"", "'x'", "a=b", "{x}", "50%",
    "AKIAIOSFODNN7EXAMPLE", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "user@host:1",
    "md50123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef01234567",
    "TODO", "a-todo", "change-me", "redis://cache.example.com:6379", "http://example.com/a",
    "op://vault/item/field", "amqp://queue.internal", "https://a.example.com,https://b.example.com",
    "HTTPS://EXAMPLE.COM", "jdbc:mysql://db.example.com/x", "a://b", "://x",
    "ftp://files.example.com",
    "https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnopqrstuvwx",
  ]

  @Test func nothingIsSaidOfWhatIsLeftOut() throws {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let lines = Self.keys.flatMap { key in
      Self.values.enumerated().map { "\(key)_\($0.offset)_\(key)=\($0.element)" }
    }
    let file = Self.file(lines.joined(separator: "\n") + "\n", named: ".env", .tracked)
    let parsed = DotEnvFile.parse(file.bytes, dialect: .compose)
    let interest = try #require(EnvironmentInterest(parsed, context.scan(file.bytes), context))
    let all = EnvironmentFile.settings(of: file, keys: context.keys, values: context.values)
    var count = 0
    for (entry, setting) in zip(parsed.entries, all.settings)
    where interest.passesOver(entry) {
      count += 1
      #expect(setting.value.form != .encrypted && setting.value.fallbacks.isEmpty)
      #expect(context.worth(of: setting) == nil, "\(setting.key)")
      for stage in Stage.allCases {
        let here = Surroundings(
          gate: .files, stage: stage, format: EnvironmentFile.name, file: file, settings: [setting])
        #expect(context.judge.judge(setting, in: here).isEmpty, "\(setting.key)")
      }
    }
    #expect(count >= 60)
  }

  @Test(arguments: [
    "A=1\nGREETING=hello\nB=${GREETING}\n", "GREETING=hello\nGREETING=${GREETING}\n",
    "B=${GREETING}\nGREETING=hello\n", "GREETING=hello\nB=${GREETNIG}\n",
    "GREETING=a\nGREETING=b\n",
    "GREETING=abc\nPASSWORD=${GREETING}\n", "X=1\nsops_mac=x\n",
    "GREETING=vault:a/b\nB=$GREETING\n",
  ])
  func problemsAndOtherSettingsStay(text: String) {
    for dialect in DotEnvDialect.all {
      let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
      let file = Self.file(text + Self.others, named: "a.env", .unknown)
      let parsed = DotEnvFile.parse(file.bytes, dialect: dialect)
      let interest = EnvironmentInterest(parsed, context.scan(file.bytes), context)
      let some = EnvironmentFile.settings(
        of: parsed, in: file, keys: context.keys, values: context.values, interest: interest)
      let all = EnvironmentFile.settings(
        of: parsed, in: file, keys: context.keys, values: context.values)
      #expect(some.problems == all.problems, "\(dialect.id)")
      let kept = Set(some.settings.map(\.key))
      let values = all.settings.filter { kept.contains($0.key) }
      #expect(some.settings.map(\.key) == values.map(\.key), "\(dialect.id)")
      #expect(
        some.settings.map(\.value.effective) == values.map(\.value.effective), "\(dialect.id)")
    }
  }

  /// Addresses without a login or parameters, and words, are most of what files hold.
  @Test(arguments: [
    ("GREETING=hello\n", true), ("GREETING=https://shop.internal.example/a\n", true),
    ("GREETING=http://shop.internal.example/a\n", true), ("GREETING=TODO\n", false),
    ("GREETING=redis://cache.example.com\n", false), ("GREETING=a://b?c=d\n", false),
    ("GREETING=https://a.example/https://b.example\n", false), ("API_TOKEN=hello\n", false),
  ])
  func whatIsPassedOver(text: String, isPassedOver: Bool) throws {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let file = Self.file(text + Self.others, named: ".env", .unknown)
    let parsed = DotEnvFile.parse(file.bytes, dialect: .compose)
    let interest = try #require(EnvironmentInterest(parsed, context.scan(file.bytes), context))
    #expect(interest.passesOver(try #require(parsed.entries.first)) == isPassedOver)
  }

  /// Rules that compare files ask for names of which no other rule does.
  @Test func namesThatOnlyOtherFilesAskFor() throws {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
    for (name, text) in [
      (".env.production", "GREETING=a\nCOLOUR=b\n" + Self.others),
      (".env.staging", "GREETING=a\n" + Self.others),
      (".env.example", "WELCOME_TEXT=\n" + Self.others), (".env", "WELCOM_TEXT=a\n" + Self.others),
    ] {
      try linter.add(Self.file(text, named: name, .unknown), as: .environment)
    }
    let rules = Set(linter.report().findings.map(\.rule))
    #expect(rules.isSuperset(of: ["variables-missing-in-stage", "near-miss-variable"]))
  }

  /// Files with few entries are judged as a whole.
  private static let others = (0..<8).map { "OTHER\($0)=x\n" }.joined()

  private static func file(_ text: String, named name: String, _ tracking: Tracking) -> SourceFile {
    SourceFile(path: name, bytes: SourceBytes(text), tracking: tracking)
  }
}
