import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct MatrixCommandTests {
  /// The project of the example in docs/command-line.md; its secrets are made for each run.
  private static func shop() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write(
      "configguard.yaml",
      """
      version: 1
      variables:
        DATABASE_URL: {required: true, secret: true}
        SESSION_SECRET: {required: [production, staging], secret: true}
        SENTRY_DSN: {required: [production]}
      """)
    let secret = Canary.text()
    try tree.write(
      "deploy/.env.production",
      """
      DATABASE_URL=postgres://shop:\(Canary.text())@db:5432/shop
      SESSION_SECRET=\(secret)
      ADMIN_KEY=${ADMIN_KEY}
      LOG_LEVEL=info

      """)
    try tree.write(
      "deploy/.env.staging",
      """
      DATABASE_URL=postgres://shop:\(Canary.text())@staging-db:5432/shop
      SESSION_SECRET=\(secret)
      ADMIN_KEY=changeme123
      LOG_LEVEL=

      """)
    try tree.write(
      "deploy/.env.development",
      "DATABASE_URL=postgres://localhost/shop\nADMIN_KEY=admin\nLOG_LEVEL=debug\nDEBUG=true\n")
    return tree
  }

  private static let table = """
    env files in deploy
      production   deploy/.env.production:1:1   file name
      staging      deploy/.env.staging:1:1      file name
      development  deploy/.env.development:1:1  file name

      KEY               PRODUCTION            STAGING                  DEVELOPMENT
      DEBUG             missing               missing                  set
      LOG_LEVEL         set                   empty                    set
      SENTRY_DSN *      MISSING               missing                  missing
      SESSION_SECRET *  set, same as staging  set, same as production  missing

      ADMIN_KEY         reference             placeholder              weak
      DATABASE_URL *    set                   set                      set

    Legend
      set          has a value
      missing      is not set
      empty        is set to nothing
      reference    refers to something that was not read
      placeholder  asks to be replaced
      weak         can be guessed
      MISSING      in capitals: the contract requires it in this stage
      same as …    stages that must not share a secret share this one
      *            a variable of the contract

    1 service, 6 keys, 4 not alike in all stages, 1 required and missing, 1 shared by stages

    """

  /// Hashes have a key of their own in each process, and so has the order of what they are for.
  @Test func namesThatAreNotShownHaveAnOrder() throws {
    let tree = try TemporaryTree()
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let lines = (0..<6).map { number in
      "tok_\(number)_AK" + "IA\(String(letters[number..<number + 16]))="
        + (number.isMultiple(of: 2) ? "x" : "${X}") + "\n"
    }
    try tree.write(".env.production", lines.joined())
    try tree.write(".env.staging", "A=1\n")
    let states = try (0..<3).map { _ in
      try Tool.run(["matrix"], in: tree).output.split(separator: "\n").filter {
        $0.contains("(a name that is not shown)")
      }.map { $0.contains("reference") }
    }
    #expect(states == Array(repeating: [false, true, false, true, false, true], count: 3))
  }

  @Test func stagesStandSideBySide() throws {
    let result = try Tool.run(["matrix"], in: Self.shop())
    #expect(result.status == 0)
    #expect(result.output == Self.table)
    #expect(result.errors.isEmpty)
  }

  @Test func theExampleOfThePageIsTrue() throws {
    let bytes = try readFile(path: "\(Tool.repository)/docs/command-line.md", limit: 1 << 20)
    let page = bytes.text(SourceRange(start: 0, end: bytes.count))
    #expect(page.contains("```\n\(Self.table)```"))
  }

  @Test func theJSONKeepsItsSchema() throws {
    let result = try Tool.run(["matrix", "--format", "json"], in: Self.shop())
    #expect(result.status == 0)
    #expect(try JSONDocument.refusals(of: result.output, by: "matrix.v1") == [])
    #expect(
      result.output.contains(
        "{\"state\":\"set\",\"required\":true,\"sameAs\":[\"staging\"]}"))
  }

  @Test func thePageIsWellFormedAndNeedsNothingElse() throws {
    let tree = try Self.shop()
    try tree.write("deploy/.env.test", "A.B=1\nLOG_LEVEL=<b>&amp;\"'\n")
    let result = try Tool.run(["matrix", "--format", "html", "--output", "m.html"], in: tree)
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    let page = String(decoding: try tree.bytes(of: "m.html"), as: UTF8.self)
    let check = HTMLCheck(page)
    #expect(check.problems == [])
    #expect(check.elements["script"] == nil && check.elements["link"] == nil)
    #expect(check.elements["img"] == nil && !check.attributes.contains("src"))
    #expect(check.attributes.isDisjoint(with: ["style", "onclick", "onload"]))
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("name=\"viewport\""))
    #expect(page.contains("<th scope=\"col\">Variable</th>"))
    #expect(page.contains("<th scope=\"row\"><code>SENTRY_<wbr>DSN</code>"))
    #expect(page.contains("<span class=\"tile missing required\" title=\"MISSING\">"))
  }

  @Test func workloadsOfOneNameAreOneService() throws {
    let tree = try TemporaryTree()
    for (stage, extra) in [("production", ""), ("staging", ", EXTRA: x")] {
      try tree.write(
        "deploy/overlays/\(stage)/compose.yaml",
        "services: {api: {image: x, environment: {APP_ENV: \(stage)\(extra)}}}\n")
    }
    try tree.write(
      "other/compose.yaml", "services: {api: {image: y, environment: {APP_ENV: test}}}\n")
    let result = try Tool.run(["matrix"], in: tree)
    #expect(
      result.output.contains(
        """
          KEY      PRODUCTION  STAGING
          EXTRA    missing     set

          APP_ENV  set         set
        """))
    #expect(result.output.contains("In one stage only: api in other\n"))
  }

  @Test func whatCannotBeDoneEndsWithTwo() throws {
    let tree = try Self.shop()
    #expect(try Tool.run(["matrix", "--service", "nobody"], in: tree).status == 2)
    #expect(try Tool.run(["matrix"], in: TemporaryTree()).status == 2)
    #expect(try Tool.run(["matrix", "--output", "no/such/folder"], in: tree).status == 2)
  }

  @Test func manyKeysAreFine() throws {
    let tree = try TemporaryTree()
    let lines = (0..<10_000).map { "KEY_\($0)=\($0)" }
    try tree.write(".env.production", lines.joined(separator: "\n") + "\n")
    try tree.write(".env.staging", lines.dropLast().joined(separator: "\n") + "\n")
    for format in ["text", "html", "json"] {
      let result = try Tool.run(["matrix", "--format", format], in: tree)
      #expect(result.status == 0)
      #expect(result.output.contains(format == "html" ? "KEY_<wbr>9999" : "KEY_9999"))
    }
  }
}
