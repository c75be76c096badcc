import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// What a contract may change of a rule: its bounds and lists.
@Suite struct RuleParameterTests {
  private func found(_ contract: String, _ environment: [String: String]) throws -> [String] {
    let contract = try Contract(yaml: "version: 1\n" + contract)
    return Validator(contract: contract, stage: .production)
      .validate(environment: environment).findings.map(\.rule)
  }

  @Test func boundsAreReplaced() throws {
    let pool = ["DB_POOL_MAX_SIZE": "12"]
    #expect(try !found("", pool).contains("pool-size-too-small"))
    let stricter = "rules: {pool-size-too-small: {parameters: {below: 15}}}"
    #expect(try found(stricter, pool).contains("pool-size-too-small"))
    let small = ["DB_POOL_MAX_SIZE": "4"]
    #expect(try found("", small).contains("pool-size-too-small"))
    let looser = "rules: {pool-size-too-small: {parameters: {below: 3}}}"
    #expect(try !found(looser, small).contains("pool-size-too-small"))
  }

  @Test func severityAndBoundsGoTogether() throws {
    let contract = try Contract(
      yaml: """
        version: 1
        rules:
          pool-size-too-small:
            severity: error
            parameters: {below: 15}
        """)
    let report = Validator(contract: contract, stage: .production)
      .validate(environment: ["DB_POOL_MAX_SIZE": "12"])
    let finding = try #require(report.findings.first { $0.rule == "pool-size-too-small" })
    #expect(finding.severity == .error)
  }

  @Test func durationsAreReplaced() throws {
    let pool = ["DB_POOL_TIMEOUT_MS": "90000"]
    #expect(try found("", pool).contains("pool-timeout-long"))
    let looser = "rules: {pool-timeout-long: {parameters: {above: 2m}}}"
    #expect(try !found(looser, pool).contains("pool-timeout-long"))
  }

  @Test(arguments: [
    (
      "rules: {pool-timeout-long: {parameters: {above: 90}}}",
      "2:49: the parameter `above` of `pool-timeout-long` is a duration such as 30s"
    ),
    (
      "rules: {pool-size-too-small: {parameters: {above: 3}}}",
      "2:51: `pool-size-too-small` has no parameter `above`; it has `below`"
    ),
    (
      "rules: {pool-size-too-small: {parameters: {below: [3]}}}",
      "2:51: the parameter `below` of `pool-size-too-small` is a whole number"
    ),
    (
      "rules: {cors-any-origin: {parameters: {below: 3}}}",
      "2:47: `cors-any-origin` has no parameter `below`; it has none"
    ),
    (
      "rules: {pool-size-too-small: {parameters: {below: few}}}", "2:51: "
    ),
  ])
  func mistakesHaveAPlace(contract: String, problem: String) {
    let error = #expect(throws: ContractError.self) { try found(contract, [:]) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }
}
