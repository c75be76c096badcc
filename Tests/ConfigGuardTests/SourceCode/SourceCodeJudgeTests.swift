import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite("Findings in source code")
struct SourceCodeJudgeTests {
  private func report(
    _ files: KeyValuePairs<String, String>, contract: String? = nil
  ) throws -> Report {
    let context = ProjectContext(
      BuiltinPacks.prepared, contract: try contract.map { try Contract(yaml: $0) })
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
    for (path, text) in files {
      let file = SourceFile(path: path, bytes: SourceBytes(text), tracking: .unknown)
      try linter.add(file, as: #require(FileType(path: path)))
    }
    return linter.report()
  }

  private func rows(
    _ files: KeyValuePairs<String, String>, contract: String? = nil
  ) throws -> [String] {
    try report(files, contract: contract).findings.map {
      "\($0.path):\($0.line ?? 0):\($0.column ?? 0) \($0.rule) \($0.severity)"
    }
  }

  @Test("a literal default of a secret stands where the literal does, and is not shown")
  func fallback() throws {
    let files: KeyValuePairs = [
      "app.py": "import os\nKEY = os.getenv('ADMIN_KEY', 'changeme123')\n",
      "server.js":
        "const s = process.env.JWT_SECRET_KEY ||\n  'dev-only-secret-key-do-not-use-in-production';\n",
    ]
    #expect(
      try rows(files) == [
        "app.py:2:31 insecure-fallback warning", "server.js:2:4 insecure-fallback warning",
      ])
    let shown = try report(files).findings.map { "\($0)" }.joined()
    #expect(!shown.contains("changeme123") && !shown.contains("dev-only"))
  }

  @Test("a secret of the contract counts whatever it is called")
  func contractSecret() throws {
    let files: KeyValuePairs = ["a.rb": "ENV.fetch('SHOP_ID', 'orchard-7')"]
    let contract = "version: 1\nvariables: {SHOP_ID: {secret: true}}\n"
    #expect(try rows(files).isEmpty)
    #expect(try rows(files, contract: contract) == ["a.rb:1:23 insecure-fallback warning"])
  }

  @Test(
    "defaults that are no secrets",
    arguments: [
      "os.getenv('TOKEN_TYPE', 'bearer')", "os.getenv('SECRET_NAME', 'my-secret')",
      "os.getenv('API_TOKEN', '')", "os.getenv('API_TOKEN', None)",
      "os.getenv('API_TOKEN', 'not set')", "os.getenv('PASSWORD_MIN_LENGTH', '8')",
      "os.getenv('DATABASE_URL', 'postgres://localhost/shop')",
      "os.getenv('NODE_ENV', 'development')",
      "os.getenv('LDAP_LOGIN_ENABLED', 'false')", "os.getenv('LOG_LEVEL', 'info')",
    ])
  func harmless(_ code: String) throws {
    #expect(try rows(["app.py": "import os\nx = \(code)\n"]).isEmpty)
  }

  @Test("defaults that let everybody in are told from others by the rules for settings")
  func otherRules() throws {
    let files: KeyValuePairs = [
      "app.py": "import os\na = os.getenv('ALLOWED_ORIGINS', 'https://a.example.com,*')\n"
    ]
    #expect(try rows(files) == ["app.py:2:57 cors-any-origin warning"])
  }

  private static let contract =
    "version: 1\nvariables: {DATABASE_URL: {}, PORT: {type: port, deprecated-names: [OLD_PORT]}}\n"

  @Test("a variable that the contract lacks is told once, where the code needs it")
  func notInContract() throws {
    let files: KeyValuePairs = [
      "a.ts": "process.env.QUEUE; process.env.PORT; process.env.HOME; process.env.DATABSE_URL",
      "f.rb": "ENV['DATABASE_URL_FILE']; ENV['OLD_PORT']",
      "b.py": "import os\nos.environ['QUEUE']\nos.environ['npm_config_x']\n",
      "tests/c.py": "import os\nos.environ['OTHER']\n",
      "scripts/release.py": "import os\nos.environ['RELEASE']\n",
      "docs/d.py": "import os\nos.environ['SHOWN']\n",
    ]
    let report = try report(files, contract: Self.contract)
    let rows = report.findings.map {
      "\($0.path):\($0.line ?? 0):\($0.column ?? 0) \($0.rule) \($0.severity)"
    }
    #expect(
      rows == [
        "a.ts:1:68 variable-not-in-contract note", "b.py:2:13 variable-not-in-contract warning",
      ])
    #expect(report.findings.first?.message.contains("DATABASE_URL") == true)
    #expect(report.findings.last?.related.count == 1)
    #expect(try self.rows(files).isEmpty)
  }

  @Test("the severity of the project counts for all reads")
  func severity() throws {
    let contract = Self.contract + "rules: {variable-not-in-contract: error}\n"
    #expect(
      try rows(["a.js": "process.env.QUEUE"], contract: contract)
        == ["a.js:1:13 variable-not-in-contract error"])
  }

  @Test("tests are judged as tests, and programs without reads are files all the same")
  func stages() throws {
    let report = try report([
      "spec/a_spec.rb": "ENV['A']", "b.go": "package main", "config/development.py": "x = 1",
    ])
    #expect(report.files.map(\.format) == ["source-code", "source-code", "source-code"])
    #expect(report.files.map(\.stage) == [.unknown, .development, .test])
  }
}

@Suite("What source files are for")
struct SourceCodePathsTests {
  @Test(arguments: [
    ("app/main.py", SourceCodePaths.Purpose.program), ("src/latest.ts", .program),
    ("contest.go", .program), ("src/testimonials.tsx", .program), ("app/tools/search.py", .program),
    ("database.config.ts", .program), ("a_test.go", .test), ("src/a.spec.ts", .test),
    ("conftest.py", .test), ("tests/helpers.py", .test), ("test_app.py", .test),
    ("src/OrderServiceTest.java", .test), ("web/node_modules/x/index.js", .vendored),
    ("vendor/a/b.go", .vendored), ("static/app.min.js", .vendored), ("api/a.pb.go", .vendored),
    ("vite.config.ts", .build), ("setup.py", .build), ("scripts/seed.ts", .build),
    ("Package.swift", .build), ("build.rs", .build),
  ])
  func purpose(_ path: String, _ purpose: SourceCodePaths.Purpose) {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    #expect(context.sources.purpose(of: path) == purpose)
  }
}
