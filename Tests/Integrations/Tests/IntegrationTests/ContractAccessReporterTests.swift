import ConfigGuard
import ConfigGuardConfiguration
import Configuration
import Testing

@Suite struct ContractAccessReporterTests {
  private let good = Sample.good()

  /// Reads all variables of the contract as code should.
  private func readAll(_ config: ConfigReader) throws {
    _ = config.int(forKey: "port", default: 8080)
    _ = try config.requiredString(forKey: "admin.key", isSecret: true)
    _ = try config.requiredString(forKey: "database.url")
    _ = config.string(forKey: "log.format")
    _ = config.bool(forKey: "feature.on")
    _ = config.int(forKey: "http.serverTimeout")
  }

  private func facts(
    _ changes: [String: String] = [:], reading: (ConfigReader) throws -> Void
  ) throws -> Set<String> {
    let accesses = ContractAccessReporter(validator: try Sample.validator())
    let provider = EnvironmentVariablesProvider(
      environmentVariables: good.merging(changes) { $1 })
    let config = ConfigReader(provider: provider, accessReporter: accesses)
    try readAll(config)
    try reading(config)
    return accesses.makeReport().facts
  }

  @Test func whatIsReadAsTheContractSaysIsSilent() throws {
    #expect(try facts { _ in } == [])
  }

  @Test func keysOutsideOfTheContractAreNamed() throws {
    #expect(
      try facts {
        _ = $0.string(forKey: "http.clientName")
        _ = $0.string(forKey: "app.env")
      } == ["variable-read-undeclared HTTP_CLIENT_NAME warning"])
  }

  @Test func whatIsNeverReadIsANote() throws {
    let accesses = ContractAccessReporter(validator: try Sample.validator())
    let provider = EnvironmentVariablesProvider(environmentVariables: good)
    let config = ConfigReader(provider: provider, accessReporter: accesses)
    _ = config.int(forKey: "port", default: 8080)
    #expect(
      accesses.makeReport().facts
        == Set(
          ["ADMIN_KEY", "DATABASE_URL", "LOG_FORMAT", "FEATURE_ON", "HTTP_SERVER_TIMEOUT"].map {
            "variable-never-read \($0) note"
          }))
    try readAll(config)
    #expect(accesses.makeReport().findings.isEmpty)
  }

  @Test func anotherDefaultThanTheContractsIsNamed() throws {
    #expect(
      try facts { _ = $0.int(forKey: "port", default: 8000) }
        == ["default-differs-from-contract PORT warning"])
    #expect(
      try facts(["PORT": "8081"]) { _ = $0.int(forKey: "port", default: 8000) } == [],
      "the default was not used")
  }

  @Test func aLiteralInPlaceOfASecretIsAnError() throws {
    let accesses = ContractAccessReporter(validator: try Sample.validator())
    let provider = EnvironmentVariablesProvider(environmentVariables: [:])
    let config = ConfigReader(provider: provider, accessReporter: accesses)
    let literal = Sample.secret()
    #expect(config.string(forKey: "admin.key", isSecret: true, default: literal) == literal)
    let report = accesses.makeReport()
    #expect(report.facts.contains("secret-replaced-by-default ADMIN_KEY error"))
    #expect(!StartupMessage.text(report).contains(literal))
    #expect(!"\(report)\(accesses)".contains(literal))
  }

  @Test func aSecretMustBeReadAsOne() throws {
    #expect(
      try facts { _ = $0.string(forKey: "admin.key") } == ["secret-read-unmarked ADMIN_KEY warning"]
    )
    // A validating provider marks the contract's secrets itself.
    let provider = try ValidatingProvider(
      upstream: EnvironmentVariablesProvider(environmentVariables: good),
      validator: Sample.validator())
    let accesses = ContractAccessReporter(for: provider)
    let config = ConfigReader(provider: provider, accessReporter: accesses)
    try readAll(config)
    _ = config.string(forKey: "admin.key")
    #expect(accesses.makeReport().findings.isEmpty)
  }

  @Test func keysThatAreOneVariableAreNamed() throws {
    #expect(
      try facts(["HTTP_SERVER_TIMEOUT": "30"]) {
        _ = $0.int(forKey: "http.server-timeout")
      } == ["variable-read-under-several-names HTTP_SERVER_TIMEOUT warning"])
    // In a provider that tells them apart they are two.
    let values: [AbsoluteConfigKey: ConfigValue] = [
      "http.serverTimeout": 30, "http.server-timeout": 40,
    ]
    let accesses = ContractAccessReporter(validator: Validator(stage: .production))
    let config = ConfigReader(
      provider: InMemoryProvider(values: values), accessReporter: accesses)
    _ = config.int(forKey: "http.serverTimeout")
    _ = config.int(forKey: "http.server-timeout")
    #expect(accesses.makeReport().findings.isEmpty)
  }

  @Test func allWaysOfReadingAreSeen() async throws {
    let accesses = ContractAccessReporter(validator: try Sample.validator())
    let provider = EnvironmentVariablesProvider(
      environmentVariables: good.merging(["PORT": "80x"]) { $1 })
    let config = ConfigReader(provider: provider, accessReporter: accesses)
    await #expect(throws: (any Error).self) {
      try await config.fetchInt(forKey: "port", default: 8080)
    }
    #expect(throws: (any Error).self) { try config.requiredInt(forKey: "port") }
    #expect(!accesses.makeReport().facts.contains("value-replaced-by-default PORT error"))
    _ = config.snapshot().int(forKey: "port", default: 8080)
    #expect(accesses.makeReport().facts.contains("value-replaced-by-default PORT error"))
    let message = accesses.makeReport().message("value-replaced-by-default") ?? ""
    #expect(message.contains("IntegrationTests/ContractAccessReporterTests.swift, line"))
  }

  @Test func manyKeysAreBounded() throws {
    let accesses = ContractAccessReporter(validator: Validator(stage: .production))
    let config = ConfigReader(
      provider: InMemoryProvider(values: [:]), accessReporter: accesses)
    for number in 0..<1200 { _ = config.string(forKey: ConfigKey(["tenant", "n\(number)"])) }
    #expect(accesses.makeReport().skipped.count == 1)
    #expect(accesses.makeReport().skipped.first?.reason.contains("200") == true)
  }

  @Test func eightReportersAndReadersAtOnce() async throws {
    let accesses = ContractAccessReporter(validator: try Sample.validator())
    let provider = EnvironmentVariablesProvider(environmentVariables: good)
    let reports = await withTaskGroup(of: Report.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let config = ConfigReader(provider: provider, accessReporter: accesses)
          for number in 0..<50 {
            _ = config.int(forKey: "port", default: 8000)
            _ = config.string(forKey: ConfigKey("key\(number).name"))
          }
          return accesses.makeReport()
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(reports.count == 8)
    let undeclared = accesses.makeReport().findings.count { $0.rule == "variable-read-undeclared" }
    #expect(undeclared == 50)
  }
}
