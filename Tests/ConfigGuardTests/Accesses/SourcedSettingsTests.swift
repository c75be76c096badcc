import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct SourcedSettingsTests {
  private func report(_ sources: [SourcedSettings.Source]) throws -> Report {
    let contract = try Contract(
      yaml: """
        version: 1
        variables:
          PORT: {type: port}
          REDIS_URL: {required: true, type: url, deprecated-names: [REDIS]}
          DEBUG_SQL: {type: bool}
        """)
    let keys = ["PORT": "port", "REDIS_URL": "redis.url", "REDIS": "redis"]
    return Validator(contract: contract, stage: .production)
      .validate(SourcedSettings(sources, keys: keys))
  }

  private func source(
    _ name: String, _ values: [String: String], unusable: Set<String> = []
  ) -> SourcedSettings.Source {
    SourcedSettings.Source(
      name: name, values: ["REDIS_URL": "redis://cache.internal:6379"].merging(values) { $1 },
      unusable: unusable)
  }

  private func messages(_ report: Report) -> [String] {
    report.findings.map { "\($0.severity.rawValue) \($0.rule): \($0.message)" }
  }

  @Test func theMessageSaysWhereTheValueIs() throws {
    let bad = messages(try report([source("env", ["PORT": "80x"]), source("file", [:])]))
    #expect(bad.count == 1)
    #expect(bad.first?.hasPrefix("error variable-wrong-type: PORT must be a port") == true)
    #expect(bad.first?.hasSuffix(" (`port` of env)") == true)
    let hiding = messages(
      try report([source("env", ["PORT": "80x"]), source("Files<JSON>", ["PORT": "80"])]))
    #expect(
      hiding.first?.hasSuffix(" (`port` of env, which hides that of Files[JSON])") == true)
    let hidden = messages(
      try report([source("env", ["PORT": "80"]), source("file", ["PORT": "80x"])]))
    #expect(hidden.count == 1)
    #expect(hidden.first?.hasPrefix("note ") == true)
    #expect(hidden.first?.hasSuffix(" (`port` of file, hidden by env)") == true)
  }

  @Test func anEmptyValueHidesNothing() throws {
    #expect(
      messages(try report([source("env", ["PORT": " "]), source("file", ["PORT": "80"])])) == [])
  }

  @Test func aValueThatNoReaderGetsIsAnError() throws {
    let found = messages(
      try report([source("env", ["DEBUG_SQL": "on"], unusable: ["DEBUG_SQL"])]))
    #expect(
      found == [
        "error value-replaced-by-default: DEBUG_SQL is set and not used: env cannot read the value "
          + "as true or false"
      ])
    let twice = messages(
      try report([source("env", ["DEBUG_SQL": "ja"], unusable: ["DEBUG_SQL"])]))
    #expect(twice.count == 1, "its type is wrong, and that is all that is said")
  }

  @Test func aFormerNameCounts() throws {
    var old = source("env", ["REDIS": "redis://cache.internal:6379"])
    old.values["REDIS_URL"] = nil
    #expect(try report([old]).findings.map(\.rule) == ["deprecated-variable-set"])
    let hidden = try report([source("file", [:]), old])
    #expect(hidden.findings.map(\.severity) == [.note])
  }

  @Test func whatNamesAStageIsKnown() throws {
    let names = Validator().stageVariables
    for name in [
      "APP_ENV", "ENVIRONMENT", "NODE_ENV", "RAILWAY_ENVIRONMENT", "SPRING_PROFILES_ACTIVE",
    ] {
      #expect(names.contains(name))
    }
    #expect(Validator(stage: .test).stageVariables == [])
  }
}
