import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Entries of environments are read as they are written where that comes to the same.
@Suite struct ComposeWrittenEntriesTests {
  private static func environment(
    _ entries: String, beside files: [String: String] = [:]
  ) throws -> [String] {
    var files = files
    files["compose.yaml"] = "services:\n  web:\n    image: shop\n    environment:\n\(entries)\n"
    return try ProjectFiles(files).read().workloads[0].environment.map {
      "\($0.key)=\($0.received ?? "?")"
    }
  }

  @Test func ofANameThatIsGivenTwiceTheLaterValueCounts() throws {
    #expect(
      try Self.environment("      - GREETING=one\n      - REGION=x\n      - GREETING=two")
        == ["GREETING=two", "REGION=x"])
    #expect(
      try Self.environment("      GREETING: one\n      REGION: x\n      GREETING: two")
        == ["GREETING=two", "REGION=x"])
  }

  @Test func namesOfOtherBytesMayBeTheSame() throws {
    #expect(
      try Self.environment("      - e\u{301}t=one\n      - \u{E9}t=two").map { $0.suffix(4) }
        == ["=two"])
    #expect(
      try Self.environment("      \u{212A}EY: one\n      KEY: two").map { $0.suffix(4) } == ["=two"]
    )
  }

  @Test func aReferenceMayStandForANameInAList() throws {
    #expect(
      try Self.environment(
        "      - ${NAME}=one\n      - REGION=x", beside: [".env": "NAME=GREETING\n"])
        == ["GREETING=one", "REGION=x"])
  }

  @Test func anInstructionTakesAnItemAway() throws {
    #expect(
      try Self.environment("      - !reset GREETING=one\n      - REGION=x") == ["REGION=x"])
  }

  @Test func itemsWithoutAValueOrATextSetNothing() throws {
    #expect(
      try Self.environment(
        "      - REGION=x\n      - GREETING\n      - ''\n      - [a]\n      - =one\n      - ~")
        == ["REGION=x", "GREETING=?", "~=?"])
  }

  @Test func whatAMappingTakesInIsThere() throws {
    let files = [
      "compose.yaml": """
      x-common: &common {GREETING: one, REGION: x}
      services:
        web: {image: shop, environment: {<<: *common, REGION: "y"}}
      """
    ]
    let environment = try ProjectFiles(files).read().workloads[0].environment
    #expect(environment.map { "\($0.key)=\($0.value.text)" } == ["REGION=y", "GREETING=one"])
    #expect(environment.map(\.keyPath).allSatisfy { $0.hasPrefix("services.web.environment.") })
  }

  @Test func attributesAreFoundHoweverTheirKeysAreWritten() throws {
    let files = [
      "compose.yaml": """
      x-common: &common {image: shop, healthcheck: {disable: true}}
      services:
        web: {<<: *common, environment: {REGION: x}}
        job: {"im\\x61ge": shop, healthcheck: {disable: true}}
        other: {restart: always, ? &name image : shop, healthcheck: {disable: true}}
        last: {healthcheck: {disable: true}, *name : shop}
      """
    ]
    let workloads = try ProjectFiles(files).read().workloads
    #expect(workloads.map(\.image) == ["shop", "shop", "shop", "shop"])
    #expect(workloads.map(\.isProbed) == [false, false, false, false])
  }

  @Test func referencesInTextsOfOtherBytesAreRead() throws {
    #expect(
      try Self.environment(
        "      A: \"\\x24{NAME}\"\n      B: |\n        ${NAME}\n      C: ${NAME}$$\n      D: ${NAME",
        beside: [".env": "NAME=x\n"]) == ["A=x", "B=x\n", "C=x$", "D=${NAME"])
  }

  @Test func manyServicesAreFoundByTheirNames() throws {
    let names = (0..<40).map { "service-\($0)" }
    let base = names.map { "  \($0): {image: shop, environment: {GREETING: base}}\n" }.joined()
    let over = names.reversed().map { "  \($0): {environment: {GREETING: \($0)}}\n" }.joined()
    let reading = try ProjectFiles([
      "compose.yaml": "services:\n\(base)  service-3: {image: other}\n",
      "compose.override.yaml": "services:\n\(over)",
    ]).read()
    #expect(reading.workloads.map(\.name) == names)
    #expect(reading.workloads.map { $0.environment[0].value.text } == names)
    #expect(reading.workloads[3].image == "other")
  }

  @Test func anAliasMayStandForANameThatIsThere() throws {
    let files = [
      "compose.yaml": """
      x-name: &name GREETING
      services:
        web: {image: shop, environment: {GREETING: one, REGION: x, *name : two}}
      """
    ]
    let environment = try ProjectFiles(files).read().workloads[0].environment
    #expect(environment.map { "\($0.key)=\($0.value.text)" } == ["GREETING=two", "REGION=x"])
  }

  @Test func anItemIsHeldWhereItsPartsStand() throws {
    let text = """
      services:
        web:
          image: shop
          environment:
            - API_KEY=${API_KEY:-changeme}
            - JWT_SECRET=
            - 'DB_USER=${NAME}'
            - APP_ENV=production
      """
    let reading = try ProjectFiles(["compose.yaml": text, ".env": "NAME=shop\n"]).read()
    let settings = reading.workloads[0].environment
    #expect(
      settings.map { "\($0.keyPath)=\($0.received ?? "?")" } == [
        "services.web.environment.API_KEY=changeme",
        "services.web.environment.JWT_SECRET=",
        "services.web.environment.DB_USER=shop",
        "services.web.environment.APP_ENV=production",
      ])
    let bytes = SourceBytes(text)
    for setting in settings where setting.source == "environment" {
      #expect(bytes.text(setting.keyRange) == setting.key)
    }
    #expect(settings[0].value.fallbacks.map { bytes.text($0.range) } == ["changeme"])
    #expect(bytes.text(settings[3].value.range) == "production")
    #expect(settings[2].holder == ".env .env")
    #expect(settings[2].uses.map { $0.source } == ["environment"])
  }
}
