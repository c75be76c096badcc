import ConfigGuard
import ConfigGuardConfiguration
import Configuration
import ConfigurationTesting
import Testing

@Suite struct ValidatingProviderTests {
  private func report(_ upstreams: [any ConfigProvider], _ validator: Validator) throws -> Report {
    do {
      return try ValidatingProvider(upstreams: upstreams, validator: validator).report
    } catch let error as InvalidConfiguration {
      return error.report
    }
  }

  private func environment(_ variables: [String: String]) -> EnvironmentVariablesProvider {
    EnvironmentVariablesProvider(environmentVariables: variables)
  }

  @Test func aGoodEnvironmentIsSilentAndIsLookedUp() throws {
    let provider = try ValidatingProvider(
      upstream: environment(Sample.good().merging(["PORT": "8081", "OTHER": "x"]) { $1 }),
      validator: Sample.validator())
    #expect(provider.report.findings.isEmpty)
    let config = ConfigReader(provider: provider)
    #expect(config.int(forKey: "port") == 8081)
    #expect(config.string(forKey: "other") == "x")
    #expect(config.string(forKey: "absent") == nil)
    #expect(config.snapshot().int(forKey: "port") == 8081)
    #expect(config.scoped(to: "database").string(forKey: "url")?.isEmpty == false)
  }

  @Test func allProblemsComeAtOnce() throws {
    let found = try report(
      [
        environment([
          "PORT": "80x", "ADMIN_KEY": "changeme", "LOG_FORMAT": "jsn", "FEATURE_ON": "on",
          "HTTP_SERVER_TIMEOUT": "0",
        ])
      ], try Sample.validator())
    #expect(
      found.facts == [
        "variable-wrong-type PORT error", "placeholder-secret ADMIN_KEY error",
        "required-variable-missing DATABASE_URL error", "variable-not-allowed LOG_FORMAT error",
        "value-replaced-by-default FEATURE_ON error",
        "variable-out-of-range HTTP_SERVER_TIMEOUT error",
      ])
    let missing = found.message("required-variable-missing") ?? ""
    #expect(missing.contains("`database.url`, which no provider has"))
  }

  @Test func theFirstProviderCountsAndWhatItHidesIsANote() throws {
    var first = Sample.good()
    first["PORT"] = "8081"
    let provider = try ValidatingProvider(
      upstreams: [
        environment(first),
        InMemoryProvider(name: "file", values: ["port": "many", "log.format": "jsn"]),
        InMemoryProvider(name: "defaults", values: ["log.format": "json"]),
      ], validator: Sample.validator(.development))
    #expect(
      provider.report.facts == [
        "variable-wrong-type PORT note", "variable-not-allowed LOG_FORMAT error",
      ])
    #expect(
      provider.report.message("variable-wrong-type")?
        .contains("of InMemoryProvider[file], hidden by EnvironmentVariablesProvider") == true)
    #expect(
      provider.report.message("variable-not-allowed")?
        .contains("of InMemoryProvider[file], which hides that of InMemoryProvider[defaults]")
        == true)
  }

  @Test func emptyCountsAsAbsentUnlessTheContractAllowsIt() throws {
    let contract = try Contract(
      yaml: """
        version: 1
        variables:
          PREFIX: {allow-empty: true}
          TOPIC: {}
          WORKERS: {type: int}
        """)
    let provider = try ValidatingProvider(
      upstreams: [
        environment(["PREFIX": "", "TOPIC": " ", "WORKERS": "", "FREE": ""]),
        InMemoryProvider(values: [
          "prefix": "p", "topic": "orders", "workers": 3, "free": "lower",
        ]),
      ], validator: Validator(contract: contract, stage: .production))
    let config = ConfigReader(provider: provider)
    #expect(config.string(forKey: "prefix") == "")
    #expect(config.string(forKey: "topic") == "orders")
    #expect(config.int(forKey: "workers") == 3)
    #expect(config.string(forKey: "free") == "", "not the contract's business")
  }

  @Test func typedValuesAreJudgedAsText() throws {
    let values: [AbsoluteConfigKey: ConfigValue] = [
      "port": 70000, "admin.key": "seven-brave-otters-count-lanterns",
      "database.url": "postgres://db.internal/shop?sslmode=require", "feature.on": true,
      "http.serverTimeout": 30,
    ]
    #expect(
      try report([InMemoryProvider(values: values)], try Sample.validator()).facts == [
        "variable-wrong-type PORT error"
      ])
    // A text where code reads a number is replaced as well, if the provider converts nothing.
    let text = InMemoryProvider(values: values.merging(["port": "8080"]) { $1 })
    #expect(
      try report([text], try Sample.validator()).facts == ["value-replaced-by-default PORT error"])
  }

  @Test func keysMayBeNestedInAnotherWay() throws {
    let contract = try Contract(
      yaml: "version: 1\nvariables: {HTTP_SERVER_TIMEOUT: {type: int, range: {max: 120}}}\n")
    let file = InMemoryProvider(values: [
      ["http", "serverTimeout"]: 900, ["http", "server", "timeout"]: 30,
    ])
    let validator = Validator(contract: contract, stage: .development)
    let byVariable = try ValidatingProvider(upstream: file, validator: validator)
    #expect(byVariable.report.findings.isEmpty)
    let own = try ValidatingProvider(upstream: file, validator: validator) { variable in
      variable == "HTTP_SERVER_TIMEOUT"
        ? ["http", "serverTimeout"] : AbsoluteConfigKey(environmentVariable: variable)
    }
    #expect(own.report.facts == ["variable-out-of-range HTTP_SERVER_TIMEOUT error"])
    #expect(own.report.findings.first?.message.contains("`http.serverTimeout`") == true)
  }

  @Test func theStageComesFromTheProviders() throws {
    func stage(_ variables: [String: String]) throws -> Stage? {
      try report([environment(variables)], try Sample.validator(nil)).workloads.first?.stage
    }
    #expect(try stage([:]) == .production)
    #expect(try stage(["APP_ENV": "development"]) == .development)
    #expect(try stage(["NODE_ENV": "staging"]) == .staging)
    let inFile = InMemoryProvider(values: ["environment": "test"])
    #expect(try report([inFile], try Sample.validator(nil)).workloads.first?.stage == .test)
  }

  @Test func theContractsSecretsAreMarked() throws {
    let good = Sample.good()
    let provider = try ValidatingProvider(
      upstream: environment(good), validator: Sample.validator())
    let key = AbsoluteConfigKey(environmentVariable: "ADMIN_KEY")
    #expect(try provider.value(forKey: key, type: .string).value?.isSecret == true)
    #expect(try provider.snapshot().value(forKey: key, type: .string).value?.isSecret == true)
    let other = AbsoluteConfigKey(environmentVariable: "DATABASE_URL")
    #expect(try provider.value(forKey: other, type: .string).value?.isSecret == false)
    let secret = try #require(good["ADMIN_KEY"])
    var dumped = ""
    dump(provider, to: &dumped)
    for text in ["\(provider)", String(reflecting: provider), dumped] {
      #expect(!text.contains(secret))
    }
  }

  @Test func noMessageHoldsAValue() throws {
    let secrets = (0..<6).map { _ in Sample.secret() }
    let found = try report(
      [
        environment([
          "PORT": secrets[0], "LOG_FORMAT": secrets[1], "FEATURE_ON": secrets[2],
          "DATABASE_URL": secrets[3],
        ]), InMemoryProvider(values: ["port": .init(.string(secrets[4]), isSecret: false)]),
      ], try Sample.validator())
    #expect(found.findings.count >= 4)
    let text = StartupMessage.text(found) + "\(found)"
    for secret in secrets { #expect(!text.contains(secret)) }
  }

  @Test func eightAreMadeAtOnce() async throws {
    let validator = try Sample.validator(.development)
    let upstream = environment(Sample.good().merging(["PORT": "80x"]) { $1 })
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let provider = try ValidatingProvider(upstream: upstream, validator: validator)
          let config = ConfigReader(provider: provider)
          return provider.report.findings.count + config.int(forKey: "port", default: 0)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 1, count: 8))
  }

  @Test func itBehavesAsAProviderMust() async throws {
    let magic = Array("magic".utf8)
    let provider = try ValidatingProvider(
      upstream: InMemoryProvider(values: [
        "string": "Hello", "other.string": "Other Hello", "int": 42, "other.int": 24,
        "double": 3.14, "other.double": 2.72, "bool": true, "other.bool": false,
        "bytes": .init(.bytes(magic), isSecret: false),
        "other.bytes": .init(.bytes(Array("magic2".utf8)), isSecret: false),
        "stringy.array": .init(.stringArray(["Hello", "World"]), isSecret: false),
        "other.stringy.array": .init(.stringArray(["Hello", "Swift"]), isSecret: false),
        "inty.array": .init(.intArray([42, 24]), isSecret: false),
        "other.inty.array": .init(.intArray([16, 32]), isSecret: false),
        "doubly.array": .init(.doubleArray([3.14, 2.72]), isSecret: false),
        "other.doubly.array": .init(.doubleArray([0.9, 1.8]), isSecret: false),
        "booly.array": .init(.boolArray([true, false]), isSecret: false),
        "other.booly.array": .init(.boolArray([false, true, true]), isSecret: false),
        "byteChunky.array": .init(
          .byteChunkArray([magic, Array("magic2".utf8)]), isSecret: false),
        "other.byteChunky.array": .init(
          .byteChunkArray([magic, Array("magic2".utf8), magic]), isSecret: false),
      ]), validator: Validator(stage: .production))
    try await ProviderCompatTest(provider: provider).runTest()
  }
}
