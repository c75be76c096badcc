import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct AccessLedgerTests {
  private static let contract = """
    version: 1
    variables:
      PORT: {type: port, default: 8080}
      DEBUG_SQL: {type: bool, default: "false"}
      ADMIN_KEY: {secret: true}
      CACHE_URL: {deprecated-names: [CACHE]}
    """

  private func validator() throws -> Validator {
    Validator(contract: try Contract(yaml: Self.contract), stage: .production)
  }

  private static func read(
    _ key: String, _ outcome: SettingAccess.Outcome = .found, default fallback: String? = nil,
    secret: Bool? = nil
  ) -> SettingAccess {
    var access = SettingAccess(
      key: key, variable: VariableName.of(dotted: key), outcome: outcome)
    access.fallback = fallback
    access.isMarkedSecret = secret
    access.provider = "EnvironmentVariablesProvider"
    access.lookups = [.init(provider: "EnvironmentVariablesProvider", name: access.variable)]
    access.place = .init(file: "Shop/Main.swift", line: 12)
    return access
  }

  private static let all =
    ["port", "debug.sql", "cache.url"].map { read($0) }
    + [read("admin.key", secret: true)]

  private func facts(_ reads: [SettingAccess]) throws -> Set<String> {
    let validator = try validator()
    let ledger = AccessLedger(variables: validator.variables)
    for read in Self.all + reads { ledger.record(read) }
    return Set(validator.report(on: ledger).findings.map { "\($0.rule) \($0.key ?? "")" })
  }

  @Test func eachFaultIsOneFinding() throws {
    #expect(try facts([]) == [])
    #expect(try facts([Self.read("port", .refused)]) == [])
    #expect(try facts([Self.read("port", .replaced)]) == ["value-replaced-by-default PORT"])
    #expect(
      try facts([Self.read("port", .replaced, default: "9")]) == [
        "value-replaced-by-default PORT", "default-differs-from-contract PORT",
      ])
    #expect(try facts([Self.read("tenant")]) == ["variable-read-undeclared TENANT"])
    #expect(try facts([Self.read("cache")]) == [], "a former name")
    #expect(
      try facts([Self.read("admin.key", .absent, default: "x", secret: true)])
        == ["secret-replaced-by-default ADMIN_KEY"])
    #expect(
      try facts([Self.read("admin.key", secret: false)]) == ["secret-read-unmarked ADMIN_KEY"])
    #expect(
      try facts([Self.read("adminKey", secret: true)])
        == ["variable-read-under-several-names ADMIN_KEY"])
  }

  @Test(
    arguments: [
      ("port", "8080", true), ("port", "8080.0", true), ("port", "80", false),
      ("debug.sql", "no", true), ("debug.sql", "true", false),
    ])
  func defaultsAreComparedByWhatTheyMean(key: String, fallback: String, isSame: Bool) throws {
    let found = try facts([Self.read(key, .absent, default: fallback)])
    #expect(found.isEmpty == isSame)
  }

  @Test func messagesNameTheCodeAndTheProvider() throws {
    let validator = try validator()
    let ledger = AccessLedger(variables: validator.variables)
    for read in Self.all + [Self.read("port", .replaced, default: "8080")] { ledger.record(read) }
    let finding = try #require(validator.report(on: ledger).findings.first)
    #expect(
      finding.message
        == "PORT is set and not used: the value of EnvironmentVariablesProvider was of "
        + "no use, and `port` in Shop/Main.swift, line 12, got a default")
  }

  @Test func whatIsBeyondTheLimitIsCounted() throws {
    let validator = try validator()
    let ledger = AccessLedger(variables: validator.variables, capacity: 3)
    for number in 0..<10 { ledger.record(Self.read("key\(number)")) }
    let report = validator.report(on: ledger)
    #expect(report.findings.count { $0.rule == "variable-read-undeclared" } == 3)
    #expect(!report.findings.contains { $0.rule == "variable-never-read" }, "nobody knows")
    #expect(report.skipped.first?.reason.hasPrefix("7 reads") == true)
  }

  @Test func eightWriteAtOnce() async throws {
    let validator = try validator()
    let ledger = AccessLedger(variables: validator.variables)
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for number in 0..<50 {
            ledger.record(Self.read("shared.key\(number)"))
            ledger.record(Self.read("own\(writer).key\(number)"))
          }
        }
      }
    }
    let report = validator.report(on: ledger)
    #expect(report.findings.count { $0.rule == "variable-read-undeclared" } == 50 + 8 * 50)
  }
}
