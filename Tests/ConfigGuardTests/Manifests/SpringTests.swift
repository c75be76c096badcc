import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Files and documents of Spring's profiles, laid over one another.
@Suite struct SpringTests {
  private static let folder = "shop/src/main/resources"
  private static let base = """
    spring:
      datasource:
        password: changeme
        hikari:
          maximum-pool-size: 5
    jwt:
      secret: changeme

    """
  private static let production = """
    spring.datasource.password=${DB_PASSWORD}
    spring.datasource.hikari.maximumPoolSize=50

    """

  private func set(_ files: [String: String]) -> FileSet {
    FileSet(
      Dictionary(uniqueKeysWithValues: files.map { ("\(Self.folder)/\($0)", $1) }))
  }

  @Test(arguments: [
    ("spring.application.name", true), ("SPRING.Application.NAME", true),
    ("-spring._application.na-me", true), ("_spring.application.name", true),
    ("xspring.application.name", false), ("pring.application.name", false), ("", false),
    ("\u{17F}pring.application.name", false), ("-", false), ("spring.application.names", false),
  ])
  func namesAreFoundHoweverTheyAreWritten(key: String, isName: Bool) throws {
    let tree = PropertiesReader.read(SourceBytes("other=x\n\(key)=shop\n"))
    let root = try #require(tree.documents.first)
    let found = SpringProperty.value(of: "spring.application.name", in: root, tree)
    #expect(found.map { tree.text(of: $0) } == (isName ? "shop" : nil))
  }

  @Test func aProfilesFileLiesOverTheBase() throws {
    let files = set(["application.yml": Self.base, "application-prod.properties": Self.production])
    let reading = try files.read("\(Self.folder)/application-prod.properties")
    #expect(reading.format == "spring")
    let workload = try reading.workload("shop (prod)")
    #expect(workload.stage == .production)
    #expect(workload.stageEvidence.plain == "the environment `prod`")
    let pool = try #require(workload.environment.first { $0.value.literal == "50" })
    #expect(pool.shadowed.map { $0.value?.literal } == ["5"])
    let secret = try #require(workload.setting("secret"))
    #expect(secret.file.name == "application.yml")
    #expect(secret.file.bytes.text(secret.value.range) == "changeme")
    #expect(secret.ancestors == ["jwt"])
  }

  @Test func whatProductionReplacesIsNotJudged() throws {
    let files = set(["application.yml": Self.base, "application-prod.properties": Self.production])
    #expect(try files.rows() == ["application.yml 7 placeholder-secret error"])
  }

  @Test func aBaseWithoutProductionIsJudgedAlone() throws {
    let files = set([
      "application.yml": Self.base, "application-dev.yml": "jwt: {secret: other}\n",
    ])
    #expect(
      try files.rows() == [
        "application-dev.yml 1 weak-secret note",
        "application.yml 3 placeholder-secret warning",
        "application.yml 5 pool-size-too-small note",
        "application.yml 7 placeholder-secret warning",
      ])
    let report = try files.report()
    #expect(report.workloads.map(\.name) == ["shop (dev)", "shop"])
  }

  private static let documents = """
    db: {password: "${DB_PASSWORD}"}
    logging: {level: {root: info}}
    ---
    spring: {config: {activate: {on-profile: "prod | staging"}}}
    api: {token: changeme}
    ---
    spring: {profiles: dev}
    api: {token: changethis}
    ---
    spring: {config: {activate: {on-profile: "!prod & !staging"}}}
    mail: {password: changeme}

    """

  @Test func documentsOfAFileAreProfiles() throws {
    let files = set(["application.yml": Self.documents])
    let reading = try files.read("\(Self.folder)/application.yml")
    #expect(reading.workloads.map(\.name) == ["shop (prod)", "shop (staging)", "shop (dev)"])
    #expect(reading.workloads.map(\.stage) == [.production, .staging, .development])
    #expect(
      reading.workloads.map { $0.environment.map(\.keyPath).filter { !$0.hasPrefix("spring") } }
        == [
          ["db.password", "logging.level.root", "api.token"],
          ["db.password", "logging.level.root", "api.token"],
          ["db.password", "logging.level.root", "api.token", "mail.password"],
        ])
    #expect(
      try files.rows() == [
        "application.yml 5 placeholder-secret error",
        "application.yml 8 placeholder-secret warning",
        "application.yml 11 placeholder-secret warning",
      ])
  }

  @Test(arguments: [
    ("prod", ["prod"], true, false), ("!prod", [], false, true),
    ("prod,dev", ["prod", "dev"], true, true),
    ("(prod & eu) | dev", ["prod", "eu", "dev"], false, true),
    ("!(prod | qa)", ["prod", "qa"], false, true),
    ("", [], false, false), ("& |", [], false, false), ("((((prod", ["prod"], true, false),
  ])
  func conditions(text: String, names: [String], prod: Bool, dev: Bool) {
    let condition = SpringCondition(text)
    #expect(condition.names == names)
    #expect(condition.holds("prod") == prod && condition.holds("dev") == dev)
  }

  @Test func deepConditionsEnd() {
    let condition = SpringCondition(String(repeating: "(!", count: 5_000) + "prod")
    #expect(condition.names.isEmpty)
    // Beyond the limit nothing is known to hold.
    #expect(condition.holds("prod") == condition.holds("dev"))
  }

  @Test func placeholdersAndImports() throws {
    let files = set([
      "application-prod.yml": """
      spring: {config: {import: "optional:classpath:more.yml,vault://x"}}
      db: {password: "changeme"}
      copy: {password: "${db.password:never}"}
      api: {token: "${API_TOKEN:changeme}"}

      """,
      "more.yml": "db: {password: changethis}\n",
    ])
    let reading = try files.read("\(Self.folder)/application-prod.yml")
    #expect(reading.parts == ["\(Self.folder)/more.yml"])
    let settings = try reading.workload("shop (prod)").environment
    let password = try #require(settings.first { $0.keyPath == "db.password" })
    #expect(password.file.name == "more.yml" && password.shadowed.count == 1)
    let copy = try #require(settings.first { $0.keyPath == "copy.password" })
    #expect(copy.value.literal == "changethis" && copy.value.fallbacks.isEmpty)
    let token = try #require(settings.first { $0.keyPath == "api.token" })
    #expect(token.value.fallbacks.map(\.text) == ["changeme"])
  }

  @Test(arguments: [
    "spring: text\npassword: [a]\n", "spring: {config: {import: {a: b}}}\n",
    "spring: {profiles: {active: prod}}\n",
  ])
  func wrongShapesAreRead(text: String) throws {
    let reading = try set(["application.yml": text]).read("\(Self.folder)/application.yml")
    #expect(reading.format == "spring")
    #expect(reading.workloads.map(\.name) == ["shop"])
    #expect(reading.workloads[0].stage == .unknown)
  }

  @Test func listsReplaceLists() throws {
    let files = set([
      "application.yml": "users:\n  - password: changeme\n  - password: changeme\n",
      "application-prod.yml": "users:\n  - password: ${A}\n",
    ])
    let workload = try files.read("\(Self.folder)/application-prod.yml").workload("shop (prod)")
    #expect(workload.environment.map { $0.value.literal } == [nil])
  }
}
