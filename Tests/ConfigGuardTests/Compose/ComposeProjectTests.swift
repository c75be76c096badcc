import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("Compose projects of several files")
struct ComposeProjectTests {
  private static let files = [
    "compose.yaml": """
    services:
      web:
        build: .
        env_file: web.env
        environment: {A: base, TOKEN: "${TOKEN}"}
    """,
    "compose.override.yaml": "services: {web: {environment: {A: over}}}",
    "Dockerfile": "FROM alpine\nENV A=image\n",
    "web.env": "A=file\n",
    ".env": "TOKEN=held\n",
  ]

  @Test("the whole way of a value is kept, nearest first")
  func chain() throws {
    let reading = try ProjectFiles(Self.files).read()
    let setting = try reading.setting("A")
    #expect(setting.holder == "environment compose.override.yaml")
    #expect(
      setting.shadowed.map { "\($0.source) \($0.place.file.name) \($0.value?.literal ?? "")" } == [
        "environment compose.yaml base", "env_file web.env file",
        "ENV of Dockerfile Dockerfile image",
      ])
    let held = try reading.setting("TOKEN")
    #expect(held.holder == ".env .env")
    #expect(held.uses.map { "\($0.source) \($0.place.file.name)" } == ["environment compose.yaml"])
  }

  @Test("exact places in lists and mappings of every file")
  func places() throws {
    let reading = try ProjectFiles([
      "compose.yaml": "services: {web: {image: a, environment: [A=one, 'B=two']}}",
      "compose.override.yaml": "services: {web: {environment: {A: \"three\"}}}",
    ]).read()
    let texts = reading.workloads[0].environment.map { setting in
      [
        setting.file.bytes.text(setting.keyRange), setting.file.bytes.text(setting.value.range),
      ] + setting.shadowed.map { $0.place.file.bytes.text($0.place.range) }
    }
    #expect(texts == [["A", "three", "one"], ["B", "two"]])
  }

  @Test("an override is judged with its base only, and both are listed as files")
  func parts() throws {
    let report = try ProjectFiles(Self.files).report()
    #expect(report.workloads.map(\.path) == ["Dockerfile", "compose.yaml"])
    #expect(report.files.count == 5)
  }

  @Test("an override alone is judged with its base")
  func overrideAlone() throws {
    let report = try ProjectFiles(Self.files).report(only: ["compose.override.yaml"])
    #expect(report.workloads.map(\.path) == ["compose.override.yaml"])
  }

  @Test("a value that an override replaces is not what is judged")
  func replacedValue() throws {
    let base =
      "services: {web: {image: shop, environment: {DEBUG: \"true\", NODE_ENV: production}}}"
    let over = "services: {web: {environment: {DEBUG: \"false\"}}}"
    let alone = try ProjectFiles(["compose.yaml": base]).report()
    #expect(alone.findings.contains { $0.category == .debug })
    let merged = try ProjectFiles(["compose.yaml": base, "compose.override.yaml": over]).report()
    #expect(!merged.findings.contains { $0.category == .debug })
  }

  @Test("what only an overlay adds is not missing in the base")
  func overlay() throws {
    let contract = try Contract(
      yaml: "version: 1\nvariables: {DATABASE_URL: {required: true}}\n")
    let files = [
      "compose.yaml": "services: {web: {build: ., environment: {A: 1}}}",
      "compose.prod.yaml": "services: {web: {environment: {DATABASE_URL: x}}}",
      "compose.qa.yaml": "services: {web: {environment: {B: x}}}",
    ]
    let report = try ProjectFiles(files).report(contract: contract)
    let missing = report.findings.filter { $0.key == "DATABASE_URL" }
    #expect(missing.map(\.path) == ["compose.qa.yaml"])
    let alone = try ProjectFiles(["compose.yaml": files["compose.yaml"] ?? ""])
      .report(contract: contract)
    #expect(alone.findings.contains { $0.key == "DATABASE_URL" })
  }

  @Test("a part that nobody uses is judged where it is")
  func nothingIsLost() throws {
    let token = "nfp_16C7e42F292c6912E7710c838347Ae178B4a"
    let report = try ProjectFiles([
      "compose.yaml": "services: {web: {extends: {file: common.yaml, service: a}}}",
      "common.yaml": """
      services:
        a: {image: shop}
        b: {image: shop, environment: {X: \(token)}, command: run --flag \(token)}
      """,
    ]).report()
    let found = report.findings.filter { $0.category == .hardcodedSecret }
    #expect(found.map(\.path) == ["common.yaml", "common.yaml"])
  }

  @Test("what is absent is said of the overlay's own file")
  func declaration() throws {
    let reading = try ProjectFiles([
      "compose.yaml": "services: {web: {image: a}, db: {image: b}}",
      "compose.prod.yaml": "services: {web: {environment: [A=1]}}",
    ]).read("compose.prod.yaml")
    #expect(reading.workloads.map(\.file.path) == ["compose.prod.yaml", "compose.prod.yaml"])
    #expect(reading.workloads.map(\.stage) == [.production, .production])
  }

  @Test("files that take in one another are both judged")
  func mutual() throws {
    let files = [
      "a/x.yaml": """
      services:
        one: {extends: {file: y.yaml, service: two}, environment: {DEBUG: "true", NODE_ENV: production}}
        three: {image: shop}
      """,
      "a/y.yaml": """
      services:
        two: {image: shop}
        four: {extends: {file: x.yaml, service: three}}
      """,
    ]
    let report = try ProjectFiles(files).report()
    #expect(report.findings.contains { $0.path == "a/x.yaml" && $0.category == .debug })
  }

  @Test("a service of a profile is judged and says what starts it")
  func profiles() throws {
    let text = "services: {web: {image: a}, tools: {image: b, profiles: [debug]}}"
    var options = ResolutionOptions()
    let project = ProjectFiles(["compose.yaml": text])
    #expect(
      try project.read().workloads.map { $0.startsWith?.plain } == [nil, "the profile `debug`"])
    options.profiles = ["debug"]
    #expect(
      try project.read("compose.yaml", options).workloads.map(\.startsWith) == [nil, nil])
  }

  @Test("a default stays in view where .env supplies the value")
  func defaults() throws {
    let report = try ProjectFiles([
      "compose.yaml": """
      services:
        web: {image: shop, environment: {NODE_ENV: production, DB_PASSWORD: "${DB_PASSWORD:-hunter2}"}}
      """,
      ".env": "DB_PASSWORD=vq8Rz1xK7mP4tL9s\n",
    ]).report()
    #expect(
      report.findings.contains { $0.path == "compose.yaml" && $0.category == .insecureFallback })
  }

  @Test("a file that is ignored by git is supplied elsewhere")
  func ignored() throws {
    let files = ["compose.yaml": "services: {web: {image: a, env_file: [settings.list]}}"]
    var options = ResolutionOptions()
    let rules = { try ProjectFiles(files).report(options).findings.map(\.rule) }
    #expect(try rules() == ["missing-file"])
    options.isIgnored = { $0 == "settings.list" }
    #expect(try rules() == [])
  }

  @Test("a name that the example of .env holds is supplied where that is copied")
  func exampleNames() throws {
    let text = "services: {web: {image: a, environment: {A: \"x${LOG}\", B: \"x${GONE}\"}}}"
    let report = try ProjectFiles([
      "compose.yaml": text, ".env": "X=1\n", ".env.example": "LOG=\n",
    ]).report()
    #expect(report.findings.filter { $0.rule == "reference-unset" }.map(\.key) == ["B"])
  }
}
