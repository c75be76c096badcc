import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// One reason for which a line has no finding of some rule.
struct Silence: Sendable, CustomTestStringConvertible {
  let name: String
  let files: [(path: String, text: String)]
  let place: String
  /// What stands in the JSON of the answer.
  let expected: [String]
  var arguments: [String] = []

  var testDescription: String { name }

  init(
    _ name: String, _ files: [(path: String, text: String)], at place: String,
    _ expected: [String], arguments: [String] = []
  ) {
    self.name = name
    self.files = files
    self.place = place
    self.expected = expected
    self.arguments = arguments
  }

  static func verdict(_ rule: String, _ verdict: String) -> String {
    #"{"rule":"\#(rule)","verdict":"\#(verdict)""#
  }

  private static let compose = """
    services:
      web:
        image: nginx:1.25
        env_file: web.env
        environment:
          APP_ENV: production
          API_TOKEN: changeme
          DB_PASSWORD: ${DB_PASSWORD}
          LOG_LEVEL: info

    """

  static let all = [
    Silence(
      "the stage", [(".env.development", "DEBUG=true\n")], at: ".env.development:1",
      [verdict("debug-enabled", "silent-in-stage"), "stage development"]),
    Silence(
      "a reference", [("compose.yaml", compose), ("web.env", "A=1\n")], at: "compose.yaml:8",
      [
        verdict("weak-secret", "passed"), "looks at literals; the value is a reference",
        #""form":"reference""#,
      ]),
    Silence(
      "the role", [(".env", "MAX_TOKENS=100\n")], at: ".env:1",
      [#""role":"count""#, #""rulesOfSecrets":1"#, #""findings":[]"#]),
    Silence(
      "an example", [(".env.example", "DB_PASSWORD=changeme\n")], at: ".env.example:1",
      [
        #""rule":"placeholder-secret","severity":"note""#, verdict("weak-secret", "passed"),
        verdict("test-key-in-production", "condition-unmet"), "asks that the stage is production",
      ]),
    Silence(
      "an empty example", [(".env.example", "DB_PASSWORD=\n")], at: ".env.example:1",
      [verdict("weak-secret", "empty-example")]),
    Silence(
      "the contract allows it",
      [
        ("compose.yaml", compose), ("web.env", "A=1\n"),
        (
          "configguard.yaml",
          """
          version: 1
          rules: {placeholder-secret: {allow: [{key: API_TOKEN, reason: a demo}]}}

          """
        ),
      ], at: "compose.yaml:7",
      [
        verdict("placeholder-secret", "allowed"), "allowed in configguard.yaml:2: a demo",
        #""reason":"a demo""#,
      ]),
    Silence(
      "the contract switches it off",
      [
        (".env.production", "API_TOKEN=changeme\n"),
        ("configguard.yaml", "version: 1\nrules: {placeholder-secret: off}\n"),
      ], at: ".env.production:1", [verdict("placeholder-secret", "off")]),
    Silence(
      "an ignored file",
      [
        ("old/.env", "API_TOKEN=changeme\n"),
        ("configguard.yaml", "version: 1\nignore: [old/]\n"),
      ], at: "old/.env:1", ["left out by `ignore:` of the contract", #""added":true"#]),
    Silence(
      "--skip", [(".env.production", "API_TOKEN=changeme\n")], at: ".env.production:1",
      [verdict("placeholder-secret", "not-selected"), #""findings":[]"#],
      arguments: ["--skip", "placeholder-secret"]),
    Silence(
      "a comment", [(".env", "# a comment\nA=1\n")], at: ".env:1",
      [#""kind":"comment""#, #""nearest":{"key":"A","line":2}"#]),
    Silence("a blank line", [(".env", "A=1\n\nB=1\n")], at: ".env:2", [#""kind":"blank""#]),
    Silence(
      "a value below another one", [("compose.yaml", compose), ("web.env", "LOG_LEVEL=debug\n")],
      at: "web.env:1",
      [
        #""relation":"shadowed""#, #""rule":"setting-shadowed""#,
        #""relation":"held","path":"comp"#,
      ]
    ),
    Silence(
      "another name",
      [
        (".env.production", "API_SECRET=ab1\n"),
        (
          "configguard.yaml",
          "version: 1\nvariables: {API_SECRET: {secret: true, min-length: 32}}\n"
        ),
      ], at: ".env.production:1",
      [verdict("weak-secret", "another-name"), "another name for what secret-too-short says"]),
    Silence(
      "no configuration", [("package.json", "{\"password\": \"changeme\"}\n")],
      at: "package.json:1", [#""kind":"not-judged""#, "a package manifest"]),
    Silence(
      "no known format", [("notes.rst", "password: changeme\n"), (".env", "A=1\n")],
      at: "notes.rst:1",
      [#""kind":"not-judged""#, "its name is that of no format that is known"]),
    Silence(
      "text that cannot be read", [("a.json", "{\"a\": 1,\n ]]\n}\n")], at: "a.json:2",
      [#""kind":"syntax-error""#, #""rule":"syntax-error""#]),
    Silence(
      "a template's action",
      [
        (
          "templates/app.yaml",
          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n"
            + "{{- if .Values.x }}\n  LOG_LEVEL: debug\n{{- end }}\n"
        )
      ], at: "templates/app.yaml:5", [#""kind":"template""#]),
    Silence(
      "a read without a default",
      [("app.py", "import os\nx = os.environ[\"DB_PASSWORD\"]\n")], at: "app.py:2",
      [#""kind":"read""#, #""name":"DB_PASSWORD","required":true,"default":false"#]),
    Silence(
      "a place in a document",
      [
        (
          "compose.yaml",
          """
          services:
            db:
              image: postgres:16
              volumes:
                - data:/var/lib/postgresql/data
          volumes: {data: {}}

          """
        )
      ], at: "compose.yaml:4",
      [
        #""kind":"node""#, verdict("database-without-volume", "passed"),
        "the key that it misses elsewhere is there",
      ]),
    Silence(
      "another gate",
      [
        (".env", "ACME_DOOR=open\n"),
        ("configguard.yaml", "version: 1\nrules: {packs: [acme.yaml]}\n"),
        (
          "acme.yaml",
          """
          pack: acme
          rules:
            - id: acme-door-open
              category: debug
              title: A door is open
              severity: warning
              gates: [process]
              look-at: {setting: [acme door]}
              check: {value: {pattern: open}}
              message: "{key} is open"
              why: Anybody comes in.
              fix: Close it.
              since: 0.1.0
              examples:
                bad: [{environment: {ACME_DOOR: open}}]
                good: [{environment: {ACME_DOOR: shut}}]

          """
        ),
      ], at: ".env:1", [verdict("acme-door-open", "process-only")]),
    Silence(
      "toml", [("app.toml", "[db]\npassword = \"changeme\"\n")], at: "app.toml:2",
      [#""words":["password"]"#, #""keyPath":"db.password""#]),
    Silence(
      "properties", [("app.properties", "db.password=changeme\n")], at: "app.properties:1",
      [#""words":["db","password"]"#]),
    Silence(
      "json", [("appsettings.json", "{\"Db\": {\"Password\": \"changeme\"}}\n")],
      at: "appsettings.json:1", [#""words":["password"]"#]),
    Silence(
      "a Dockerfile", [("Dockerfile", "FROM nginx:1.25\nENV API_TOKEN=changeme\n")],
      at: "Dockerfile:2", [#""key":"API_TOKEN""#, #""role":"secret""#]),
    Silence(
      "Helm values",
      [
        ("chart/values.yaml", "env:\n  DB_PASSWORD: changeme\n"),
        ("chart/Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n"),
      ],
      at: "chart/values.yaml:2", [#""words":["db","password"]"#]),
  ]
}

/// `explain FILE:LINE` as people run it.
@Suite struct ExplainCommandTests {
  @Test(arguments: Silence.all) func everyReasonIsSaid(silence: Silence) throws {
    let tree = try TemporaryTree()
    for file in silence.files { try tree.write(file.path, file.text) }
    let result = try Tool.run(
      ["explain", "--format", "json", silence.place] + silence.arguments, in: tree)
    for text in silence.expected {
      #expect(result.output.contains(text), "\(text) is not in \(result.output)")
    }
    #expect(result.status == 0)
    #expect(try JSONDocument.refusals(of: result.output, by: "explain.v1") == [])
    let text = try Tool.run(["explain", silence.place] + silence.arguments, in: tree)
    #expect(text.status == 0)
    #expect(text.output.hasPrefix(silence.place + "\n"))
    for line in text.output.split(separator: "\n") where !line.contains("/") {
      #expect(line.unicodeScalars.count <= 100, "\(line)")
    }
  }

  @Test func theSchemaRefusesTheTextOfASecret() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "API_TOKEN=changeme\n")
    let output = try Tool.run(["explain", "--format", "json", ".env:1"], in: tree).output
    let broken = output.replacing(
      "\"class\":\"placeholder\",\"text\":null", with: "\"class\":\"placeholder\",\"text\":\"x\"")
    #expect(broken != output)
    #expect(try !JSONDocument.refusals(of: broken, by: "explain.v1").isEmpty)
  }

  @Test func aSettingIsFoundByItsName() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\nLOG_LEVEL=debug\n")
    let found = try Tool.run(["explain", "--key", "LOG_LEVEL", ".env"], in: tree)
    #expect(found.output.hasPrefix(".env:2\n"))
    let slip = try Tool.run(["explain", "--key", "LOG_LEVLE", ".env"], in: tree)
    #expect(slip.status == 2)
    #expect(slip.errors.contains("did you mean `LOG_LEVEL`?"))
  }

  /// Two settings of one line are told apart by the column.
  @Test func aColumnChoosesOneOfSeveral() throws {
    let tree = try TemporaryTree()
    try tree.write("a.json", "{\"password\": \"changeme\", \"log_level\": \"debug\"}\n")
    func settings(_ place: String) throws -> String {
      try Tool.run(["explain", place], in: tree).output
    }
    #expect(try settings("a.json:1").contains("2 settings"))
    #expect(try settings("a.json:1:4").contains("\n\npassword\n"))
    #expect(try !settings("a.json:1:4").contains("\n\nlog_level\n"))
    #expect(try settings("a.json:1:30").contains("\n\nlog_level\n"))
  }

  @Test(arguments: ["a:b", "with space", "two\nlines", "ünï", "a:7"])
  func oddNamesArePlaces(folder: String) throws {
    let tree = try TemporaryTree()
    try tree.write("\(folder)/.env", "A=1\nDEBUG=true\n")
    for place in ["\(folder)/.env:2", "\(folder)/.env:2:3", "./\(folder)/.env:2"] {
      let result = try Tool.run(["explain", place], in: tree)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("\n\nDEBUG\n"))
      let head = result.output.prefix { $0 != "\n" }
      #expect(head.hasSuffix(".env:2") || head.hasSuffix(".env:2:3"))
    }
  }

  /// A file whose name looks like a place is itself.
  @Test func theLongestPathThatIsThereCounts() throws {
    let tree = try TemporaryTree()
    try tree.write("a.env:3", "A=1\nB=2\n")
    try tree.write("a.env", "C=1\nD=2\nE=3\n")
    #expect(try Tool.run(["explain", "a.env:3:2"], in: tree).output.hasPrefix("a.env:3:2\n"))
    #expect(try Tool.run(["explain", "a.env:3"], in: tree).output.contains("\n\nE\n"))
  }

  @Test func anotherFolderIsReadAsItsOwnProject() throws {
    let (tree, here) = (try TemporaryTree(), try TemporaryTree())
    try tree.write("configguard.yaml", "version: 1\nvariables: {DEBUG: {type: bool}}\n")
    try tree.write("app/.env.production", "DEBUG=true\n")
    let place = "\(tree.path)/app/.env.production:1"
    let result = try Tool.run(["explain", "--format", "json", place], in: here)
    #expect(result.output.contains(#""basis":{"paths":["\#(tree.path)"]"#))
    #expect(result.output.contains(#""rule":"debug-enabled","severity":"#))
    let inside = try Tool.run(
      ["explain", "--format", "json", place], in: tree)
    #expect(inside.output.contains(#""path":"app/.env.production","line":1"#))
  }

  /// The project of the guide.
  private static func shop() throws -> TemporaryTree {
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
            ADMIN_KEY: ${ADMIN_KEY:-changeme123}
            MAX_TOKENS: 4000

      """)
    try tree.write("web.env", "# The shop's own settings\nMAX_TOKENS=100\nSESSION_KEY=changeme\n")
    return tree
  }

  /// `CONFIGGUARD_RECORD=1 swift test --filter ExplainCommandTests` brings the guide up to date.
  @Test func theGuideShowsWhatIsPrinted() throws {
    let path = "\(Tool.repository)/docs/explain.md"
    let bytes = try readFile(path: path, limit: 1 << 20)
    let page = bytes.text(SourceRange(start: 0, end: bytes.count))
    let tree = try Self.shop()
    var current = ""
    var rest = page[...]
    while let start = rest.firstRange(of: "<!-- output:") {
      let head = rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      let mark = try #require(rest.firstRange(of: " -->\n"))
      let end = try #require(rest.firstRange(of: "<!-- end -->"))
      let command = rest[..<mark.lowerBound]
      let result = try Tool.run(command.split(separator: " ").map(String.init), in: tree)
      #expect(result.status == 0)
      current += head + "<!-- output:\(command) -->\n```\n$ configlint \(command)\n"
      current += result.output + "```\n<!-- end -->"
      rest = rest[end.upperBound...]
    }
    current += rest
    if Platform.environmentVariable("CONFIGGUARD_RECORD") == "1" {
      try Platform.replaceFile(path, with: current)
      Issue.record("the page was written anew; run the test again")
    }
    #expect(page == current)
    #expect(page.contains("<!-- output:"))
  }

  @Test func whatCannotBeSaidEndsWithTwo() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\n")
    for (argument, reason) in [
      (".env", ".env is a file; name a line of it"), (".env:9", "has no line 9; it has 2"),
      (".env:0", "has no line 0"), (".env:99999999999999999999", "no line of that number"),
      (".env:1:0", "columns are counted from 1"), ("absent.env:1", "absent.env cannot be read"),
      ("a:b:3", "cannot be read"), ("weak-secrt", "did you mean `weak-secret`?"),
      (".:1", "is a folder"), (":3", "there is no rule"),
    ] {
      let result = try Tool.run(["explain", argument], in: tree)
      #expect(result.status == 2, "\(argument)")
      #expect(result.errors.contains(reason), "\(argument): \(result.errors)")
      #expect(result.output.isEmpty)
    }
    #expect(try Tool.run(["explain", "weak-secret"], in: tree).status == 0)
    #expect(try Tool.run(["explain", "--format", "json", "weak-secret"], in: tree).status == 2)
    #expect(try Tool.run(["explain", "--only", "no-such", ".env:1"], in: tree).status == 2)
  }

  @Test func optionsDecideAsTheyDoForCheck() throws {
    let tree = try TemporaryTree()
    try tree.write("settings.env", "DEBUG=true\n")
    let unknown = try Tool.run(["explain", "--format", "json", "settings.env:1"], in: tree)
    let production = try Tool.run(
      ["explain", "--format", "json", "--stage", "production", "settings.env:1"], in: tree)
    #expect(unknown.output.contains(#""stage":"unknown""#))
    #expect(production.output.contains(#""stageEvidence":"--stage""#))
    #expect(production.output.contains(#""severity":"error""#))
    let dialect = try Tool.run(
      ["explain", "--format", "json", "--dialect", "ruby-dotenv", "settings.env:1"], in: tree)
    #expect(dialect.output.contains("ruby") || dialect.status == 2)
  }
}
