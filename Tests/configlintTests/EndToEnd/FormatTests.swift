import RulePacks
import Testing

/// One file of each format, with what must be found in it and where.
@Suite struct FormatTests {
  struct Sample: Sendable, CustomStringConvertible {
    var path: String
    var format: String
    var text: String
    var rows: [String]

    var description: String { path }
  }

  private static let samples: [Sample] = [
    Sample(
      path: "Dockerfile.production", format: "dockerfile",
      text: """
        ARG NPM_TOKEN=changeme123
        FROM python:3 AS base
        ENV DEBUG=true \\
            A=b
        FROM base
        ENV DB_PASSWORD="changeme123"

        """,
      rows: ["1:15 placeholder-secret", "3:11 debug-enabled", "6:18 placeholder-secret"]),
    Sample(
      path: "deploy/api.service", format: "systemd-unit",
      text: "[Service]\nEnvironment=APP_ENV=production \"SECRET_KEY=changeme123\"\n",
      rows: ["2:44 placeholder-secret"]),
    Sample(
      path: "deploy/api.service.d/override.conf", format: "systemd-unit",
      text: "[Service]\nEnvironment=APP_ENV=production DEBUG=1\n", rows: ["2:38 debug-enabled"]),
    Sample(
      path: "application-production.properties", format: "spring",
      text: "# Größe\nspring.datasource.password=${DB_PASS:changeme}\n",
      rows: ["2:38 insecure-fallback"]),
    Sample(
      path: "conf/production/app.ini", format: "ini",
      text: "[security]\nsecret_key = changeme123 \n", rows: ["2:14 placeholder-secret"]),
    Sample(
      path: "production.tfvars", format: "tfvars",
      text: "db = {\n  password = \"changeme123\"\n}\n", rows: ["2:15 placeholder-secret"]),
    Sample(
      path: "fly.production.toml", format: "fly-app",
      text: "app = \"x\"\n[env]\n  DEBUG = \"true\"\n", rows: ["3:12 debug-enabled"]),
    Sample(
      path: "netlify.toml", format: "netlify-site",
      text: "[build.environment]\nA = \"b\"\n[context.production.environment]\nDEBUG = \"true\"\n",
      rows: ["4:10 debug-enabled"]),
    Sample(
      path: "wrangler.production.toml", format: "wrangler-worker",
      text: "name = \"x\"\n[vars]\nAPI_KEY = \"changeme123\"\n", rows: ["3:12 placeholder-secret"]),
    Sample(
      path: "appsettings.Production.json", format: "aspnet-settings",
      text: "{\n  // note\n  \"Jwt\": {\"SecretKey\": \"changeme123\",},\n}\n",
      rows: ["3:25 placeholder-secret"]),
    Sample(
      path: "task.json", format: "ecs-task-definition",
      text: """
        {"containerDefinitions": [{"name": "api", "image": "x", "environment": [
          {"name": "APP_ENV", "value": "production"},
          {"name": "DB_PASSWORD", "value": "changeme123"}]}]}

        """,
      rows: ["3:37 placeholder-secret"]),
    Sample(
      path: "app.json", format: "heroku-app",
      text: """
        {"name": "x", "env": {
          "APP_ENV": "production",
          "SECRET_KEY": {"generator": "secret"},
          "API_KEY": {"value": "changeme123"}}}

        """,
      rows: ["4:25 placeholder-secret"]),
  ]

  @Test(arguments: samples)
  func isReadAndJudgedAtItsPlace(_ sample: Sample) throws {
    let tree = try TemporaryTree()
    try tree.write(sample.path, sample.text)
    for arguments in [[], [sample.path]] {
      let result = try Tool.run(["--format", "json"] + arguments, in: tree)
      let report = try JSONReport(result.output)
      #expect(report.rows.map { "\($0.line):\($0.column) \($0.rule)" } == sample.rows)
      #expect(report.rows.allSatisfy { $0.severity == "error" })
      #expect(result.output.contains("\"format\":\"\(sample.format)\""))
    }
  }

  @Test func whatLiesBesideAUnitIsReadAsSystemdReadsIt() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "deploy/api.service",
      "[Service]\nEnvironment=APP_ENV=production\nEnvironmentFile=-/etc/api/api.env\n")
    try tree.write("deploy/api.env", "DB_PASSWORD=\"changeme123\" # note\n")
    let result = try Tool.run(["--format", "json"], in: tree)
    let rows = try JSONReport(result.output).rows
    #expect(
      rows.map(\.rule).contains("hardcoded-secret")
        || rows.map(\.rule).contains("placeholder-secret"))
    #expect(result.output.contains("\"dialects\":[\"systemd-254\"]"))
  }

  @Test func aValueBehindABrokenLineIsNotShownAsAnInstruction() throws {
    let tree = try TemporaryTree()
    try tree.write("Dockerfile", "FROM x\nENV DB_PASSWORD=\nhunter2pass\n")
    for format in ["text", "json"] {
      let result = try Tool.run(["--format", format], in: tree)
      #expect(result.output.contains("this word is no instruction"))
      #expect(!result.everything.lowercased().contains("hunter2pass"))
    }
  }

  @Test func commentsAreRefusedWhereTheReaderOfTheJSONDoes() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "task.json", "{\"containerDefinitions\": [ // note\n{\"name\": \"a\", \"image\": \"x\"}]}\n")
    let rows = try JSONReport(try Tool.run(["--format", "json"], in: tree).output).rows
    #expect(rows.map { "\($0.line):\($0.column) \($0.rule)" } == ["1:28 syntax-error"])
  }

  @Test func renderedManifestsComeThroughAPipe() throws {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        containers:
          - name: a
            env: [{name: APP_ENV, value: production}, {name: DEBUG, value: "true"}]

      """
    let result = try Tool.run(["--format", "json", "-"], in: TemporaryTree(), input: text)
    let rows = try JSONReport(result.output).rows
    #expect(rows.map { "\($0.path) \($0.rule)" } == ["stdin.yaml debug-enabled"])
    #expect(result.status == 1)
  }
}
