import ConfigGuard
import ConfigGuardConfiguration
import Configuration
import Testing

/// What swift-configuration does on its own without a word, and that each of it is caught: before
/// the service starts, and while it runs.
@Suite struct SilentPathTests {
  private static func environment(_ changes: [String: String]) -> EnvironmentVariablesProvider {
    EnvironmentVariablesProvider(environmentVariables: Sample.good().merging(changes) { $1 })
  }

  @Test func aMistypedNumberBecomesTheDefault() throws {
    let environment = Self.environment(["PORT": "80x"])
    let alone = ConfigReader(provider: environment)
    #expect(alone.int(forKey: "port", default: 8080) == 8080)

    let error = #expect(throws: InvalidConfiguration.self) {
      try ValidatingProvider(upstream: environment, validator: try Sample.validator())
    }
    #expect(error?.report.facts == ["variable-wrong-type PORT error"])
    #expect(error?.report.message("variable-wrong-type")?.contains("`port`") == true)

    let accesses = ContractAccessReporter(validator: try Sample.validator())
    let watched = ConfigReader(provider: environment, accessReporter: accesses)
    #expect(watched.int(forKey: "port", default: 8080) == 8080)
    let facts = accesses.makeReport().facts
    #expect(facts.contains("value-replaced-by-default PORT error"))
    #expect(!facts.contains("default-differs-from-contract PORT warning"))
  }

  @Test func aBadValueHidesAGoodOne() throws {
    let environment = Self.environment(["PORT": "80x"])
    let defaults = InMemoryProvider(name: "defaults", values: ["port": 9000])
    let alone = ConfigReader(providers: [environment, defaults])
    #expect(alone.int(forKey: "port", default: 8080) == 8080, "neither 80x nor 9000")

    let error = #expect(throws: InvalidConfiguration.self) {
      try ValidatingProvider(upstreams: [environment, defaults], validator: Sample.validator())
    }
    #expect(error?.report.facts == ["variable-wrong-type PORT error"])
    let message = error?.report.message("variable-wrong-type") ?? ""
    #expect(message.contains("EnvironmentVariablesProvider"))
    #expect(message.contains("hides that of InMemoryProvider[defaults]"))
  }

  @Test func anEmptyTextIsTakenForARequiredOne() throws {
    let environment = Self.environment(["ADMIN_KEY": ""])
    let alone = ConfigReader(provider: environment)
    #expect(try alone.requiredString(forKey: "admin.key") == "")

    let error = #expect(throws: InvalidConfiguration.self) {
      try ValidatingProvider(upstream: environment, validator: try Sample.validator())
    }
    #expect(error?.report.facts == ["required-secret-missing ADMIN_KEY error"])
    #expect(error?.report.message("required-secret-missing")?.contains("is empty") == true)

    // Development goes on, and there nobody takes the empty text for a value.
    let tolerant = try ValidatingProvider(
      upstream: environment, validator: try Sample.validator(.development))
    #expect(tolerant.report.facts.contains("required-secret-missing ADMIN_KEY error"))
    let config = ConfigReader(provider: tolerant)
    #expect(throws: (any Error).self) { try config.requiredString(forKey: "admin.key") }
  }

  @Test func aWordThatTheReaderDoesNotKnowBecomesTheDefault() throws {
    let environment = Self.environment(["FEATURE_ON": "on"])
    #expect(ConfigReader(provider: environment).bool(forKey: "feature.on", default: false) == false)

    let error = #expect(throws: InvalidConfiguration.self) {
      try ValidatingProvider(upstream: environment, validator: try Sample.validator())
    }
    #expect(error?.report.facts == ["value-replaced-by-default FEATURE_ON error"])
  }

  private enum Format: String { case json, text }

  @Test func aWordThatIsNoCaseBecomesTheDefault() throws {
    let environment = Self.environment(["LOG_FORMAT": "jsn"])
    let accesses = ContractAccessReporter(validator: try Sample.validator())
    let config = ConfigReader(provider: environment, accessReporter: accesses)
    #expect(config.string(forKey: "log.format", as: Format.self, default: .text) == .text)
    #expect(accesses.makeReport().facts.contains("value-replaced-by-default LOG_FORMAT error"))
    #expect(throws: InvalidConfiguration.self) {
      try ValidatingProvider(upstream: environment, validator: try Sample.validator())
    }
  }
}
