import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Variables of manifests that are left out are variables of which nothing is to be said.
@Suite struct SettingInterestTests {
  private static let keys = [
    "APP_NAME", "GREETING", "CACHE_PREFIX", "DB_HOST", "API_KEY", "PASSWORD", "NODE_ENV", "DEBUG",
    "DATABASE_URL", "LOG_LEVEL", "SECRET_NAME", "SMTP_USER", "REGION", "X1", "TOKEN", "colour",
    "EXPORT_PERIOD", "POOL_SIZE", "WORKERS", "ALLOWED_ORIGINS", "app.properties",
    "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE",
  ]
  private static let values = [
    "''", "1", "\"1\"", "010", "1.50", "true", "yes", "null", "~", "abc", "/var/lib/x", "a,b",
    "eu-west-1", "https://example.com/x", "http://db.example.com:80",
    "https://u:p4ss@example.com/x",
    "https://example.com/x?sslmode=disable", "redis://cache.example.com:6379", "HTTPS://a.example",
    "https://a.example,https://b.example", "TODO", "changeme", "\"CHANGE-ME\"", "2024-01-01",
    "postgres://u:hunter2@db/x", "U2FsdGVkX1abcdefghijklmn", "vault:v1:abcd", "$(GREETING)",
    "${GREETING}", "${GREETING:-x}", "$$GREETING", "eyJhbGciOiJub25lIn0.e30.", "'-p secret'",
    "\"a\\x24b\"", "'it''s'", "AKIAIOSFODNN7EXAMPLE", "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "md50123456789abcdef0123456789abcdef", "|\n          x", "&anchor word", "!!str 5", "[a, b]",
    "0123456789abcdef0123456789abcdef01234567", "*anchor", "{a: b}", "50%", "12:30:45",
  ]

  /// Documents in which the variables of a kind stand, by the path of their file.
  private static func files(_ variables: [(key: String, value: String)]) -> [String: String] {
    func lines(_ indent: String, _ line: ((key: String, value: String)) -> String) -> String {
      variables.map { indent + line($0) + "\n" }.joined()
    }
    let table = { (variable: (key: String, value: String)) in "\(variable.key): \(variable.value)" }
    let item = { (variable: (key: String, value: String)) in
      "- {name: \(variable.key), value: \(variable.value)}"
    }
    let block = { (variable: (key: String, value: String)) in
      "- name: \(variable.key)\n  value: \(variable.value)"
    }
    let text = { (variable: (key: String, value: String)) in "- \(variable.key)=\(variable.value)" }
    let image = "image: registry.example.com/web:1"
    return [
      "a/pod.yaml": pod("env:\n- {name: FIRST, value: &anchor first}\n" + lines("", block)),
      "b/compose.yaml":
        "services:\n  web:\n    \(image)\n    environment:\n      FIRST: &anchor first\n"
        + lines("      ", table),
      "c/compose.yaml":
        "services:\n  web:\n    \(image)\n    environment:\n" + lines("      ", text),
      "d/map.yaml":
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata:\n  FIRST: &anchor first\n"
        + lines("  ", table),
      "d/web.yaml": pod("envFrom: [{configMapRef: {name: app}}]"),
      "d/other.yaml": pod(
        "env:\n- {name: SMTP_PASSWORD, valueFrom: {configMapKeyRef: {name: app, key: X1}}}\n"
          + "- {name: OTHER, valueFrom: {configMapKeyRef: {name: app, key: GREETINGS}}}\n",
        name: "other"),
      "d/prefixed.yaml": pod(
        "envFrom: [{prefix: PASSWORD_, configMapRef: {name: app}}]\n"
          + "env: [{name: WHOLE, value: $(PASSWORD_GREETING)}]", name: "prefixed"),
      "e/pod.yaml": pod("env:\n" + lines("", item)),
      "e/.env.example": "GREETINGS=\nREGIO=\nWORKRES=\n",
      "e/compose.yaml":
        "services:\n  web:\n    \(image)\n    environment:\n" + lines("      ", table),
      "f/compose.yaml":
        "services:\n  web:\n    \(image)\n    env_file: web.env\n    environment:\n"
        + lines("      ", table),
      "f/web.env": "GREETING=other\nREGION=other\n",
    ]
  }

  private static func report(of files: [String: String], isTraced: Bool) throws -> Report {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    // Who wants to know why something is said gets every setting.
    if isTraced { context.trace = JudgingTrace(path: "none") }
    let project = ProjectFiles(files)
    var linter = Linter(contexts: { _ in context }, load: project.load)
    for path in files.keys.sorted() {
      guard case .found(let file) = project.load(path), let type = FileType(path: path) else {
        continue
      }
      try linter.add(file, as: type)
    }
    return linter.report()
  }

  private static func expectTheSame(_ files: [String: String]) throws {
    let (some, all) = (
      try report(of: files, isTraced: false), try report(of: files, isTraced: true)
    )
    #expect(some.findings == all.findings)
    #expect(some.workloads.map(\.stage) == all.workloads.map(\.stage))
  }

  @Test(arguments: values.indices)
  func oneValueUnderEveryName(number: Int) throws {
    try Self.expectTheSame(
      Self.files(Self.keys.map { ($0, Self.values[number]) }.filter { $0.0 != "FIRST" }))
  }

  @Test func valuesThatAreUnlikeOneAnother() throws {
    for offset in 0..<Self.values.count {
      let variables = Self.keys.enumerated().map { number, key in
        (key, Self.values[(number * 7 + offset) % Self.values.count])
      }
      try Self.expectTheSame(Self.files(variables))
    }
  }

  @Test func namesThatAreGivenTwice() throws {
    for value in ["abc", "other", "1"] {
      try Self.expectTheSame(
        Self.files([("GREETING", "abc"), ("REGION", "x"), ("GREETING", value)]))
    }
  }

  /// Of real manifests little is left.
  @Test func mostVariablesAreLeftOut() throws {
    let files = Self.files([
      ("GREETING", "hello"), ("EXPORT_PERIOD", "10s"), ("REGION", "https://eu.example.com/x"),
    ])
    for path in ["a/pod.yaml", "b/compose.yaml", "c/compose.yaml", "d/map.yaml"] {
      let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
      let reader = ConfigurationReader(context: context, load: { _ in .missing("nothing") })
      let text = try #require(files[path])
      let file = SourceFile(path: path, bytes: SourceBytes(text), tracking: .unknown)
      let reading = reader.read(file, as: .yaml)
      #expect(reading.workloads.allSatisfy { ($0.passedOver?.count ?? 0) >= 3 }, "\(path)")
      #expect(reading.kubernetes.objects.allSatisfy { ($0.passedOver?.count ?? 0) >= 3 })
      let count = (reading.documents + []).flatMap(\.settings).count
      #expect(count + reading.workloads.flatMap(\.environment).count <= 1, "\(path)")
    }
  }

  /// What is made again of a place is what would have been made of it at once.
  @Test func whatIsMadeAgainIsTheSame() throws {
    let files = Self.files([
      ("GREETING", "hello"), ("POOL_SIZE", "\"10\""), ("REGION", "https://eu.example.com/x"),
    ])
    for path in ["a/pod.yaml", "b/compose.yaml", "c/compose.yaml"] {
      let text = try #require(files[path])
      let file = SourceFile(path: path, bytes: SourceBytes(text), tracking: .unknown)
      let environments = [false, true].map { isTraced -> [Setting] in
        let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
        if isTraced { context.trace = JudgingTrace(path: "none") }
        let reader = ConfigurationReader(context: context, load: { _ in .missing("nothing") })
        return reader.read(file, as: .yaml).withEverySetting.workloads.flatMap(\.environment)
      }
      let shown = environments.map { environment in
        environment.map {
          "\($0.key) \($0.keyPath) \($0.keyRange) \($0.value) \($0.source) \($0.info.words)"
        }
      }
      #expect(shown[0] == shown[1])
      #expect(shown[0].count == (path == "c/compose.yaml" ? 3 : 4))
    }
  }

  /// Rules that compare environments ask for names of which no other rule does.
  @Test func whatOnlyOtherFilesAskFor() throws {
    let pod = pod("env: [{name: GREETNIG, value: a}, {name: EXPORT_LIMIT, value: \"5\"}]")
    let files = [
      ".env.example": "GREETING=\n", "pod.yaml": pod,
      "compose.yaml":
        "services: {web: {image: web, environment: {EXPORT_LIMIT: \"6\", NODE_ENV: production}}}",
      "overlay.yaml": pod.replacing("env: [", with: "env: [{name: NODE_ENV, value: production}, "),
    ]
    let rules = Set(try Self.report(of: files, isTraced: false).findings.map(\.rule))
    #expect(rules.isSuperset(of: ["near-miss-variable", "settings-differ-between-manifests"]))
    try Self.expectTheSame(files)
  }

  /// What a command names is looked up, whatever the variable is called.
  @Test func whatACommandNames() throws {
    let files = [
      "compose.prod.yaml": """
      services:
        db:
          image: postgres:17
          environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db}
        api:
          image: shop/api:2
          command: uvicorn shop:app --workers $$PLAIN_COUNT
          environment:
            DATABASE_URL: postgres://shop:${DB_PASSWORD}@db/shop
            DB_POOL_SIZE: 20
            PLAIN_COUNT: 4
          deploy: {replicas: 6}
      """
    ]
    let rules = Set(try Self.report(of: files, isTraced: false).findings.map(\.rule))
    #expect(rules.contains("connection-budget-exceeded"))
    try Self.expectTheSame(files)
  }

  /// A variable is a twin of another by its name alone.
  @Test func twinsOfOtherVariables() throws {
    let files = [
      "compose.yaml": """
      services:
        web:
          image: mysql:8
          environment:
            MYSQL_DATABASE: ${NAME}
            MYSQL_DATABASE_FILE: /run/secrets/name
      """
    ]
    let rules = Set(try Self.report(of: files, isTraced: false).findings.map(\.rule))
    #expect(rules.contains("secret-and-file-both-set"))
    try Self.expectTheSame(files)
  }
}
