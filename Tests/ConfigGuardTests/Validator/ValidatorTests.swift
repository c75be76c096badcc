import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct ValidatorTests {
  private static let contract = """
    version: 1
    variables:
      ADMIN_KEY: {required: true, secret: true, min-length: 16, description: opens the back office}
      PORT: {type: port, required: true}
      DB_POOL_MIN_SIZE: {type: int, default: "5"}
      DB_POOL_MAX_SIZE: {type: int, range: {min: 1, max: 100}}
      DATABASE_URL: {required: [production], url: {schemes: [postgresql], query: {sslmode: [require]}}}
      SHOPIFY_API_VERSION: {pattern: '\\d{4}-\\d{2}'}
      MODE: {one-of: [fast, safe]}
      HOOK_SECRET: {secret: true, sentinels: [demo-webhook-secret]}
      OPENAI_API_KEY: {secret: true}
      GEMINI_API_KEY: {secret: true}
    groups:
      - one-of: [OPENAI_API_KEY, GEMINI_API_KEY]
    compare:
      - DB_POOL_MIN_SIZE <= DB_POOL_MAX_SIZE
    """

  private func rules(
    _ environment: [String: String], stage: Stage? = .production
  ) throws -> Set<String> {
    let validator = Validator(contract: try Contract(yaml: Self.contract), stage: stage)
    return Set(validator.validate(environment: environment).findings.map(\.rule))
  }

  /// What only chance can guess; no such text stands in a file.
  private static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
  }

  private func good() -> [String: String] {
    [
      "ADMIN_KEY": Self.secret(), "PORT": "8080", "DB_POOL_MAX_SIZE": "20",
      "DATABASE_URL": "postgresql://shop:\(Self.secret())@db.internal/shop?sslmode=require",
      "OPENAI_API_KEY": Self.secret(),
    ]
  }

  @Test func aGoodEnvironmentIsSilent() throws {
    #expect(try rules(good()) == [])
  }

  @Test(
    arguments: [
      ("ADMIN_KEY", nil, "required-secret-missing"), ("ADMIN_KEY", "", "required-secret-missing"),
      ("PORT", nil, "required-variable-missing"), ("PORT", "80x", "variable-wrong-type"),
      ("PORT", "70000", "variable-wrong-type"), ("ADMIN_KEY", "brave-otters", "secret-too-short"),
      ("ADMIN_KEY", "changeme123", "placeholder-secret"),
      ("DB_POOL_MAX_SIZE", "500", "variable-out-of-range"),
      ("DB_POOL_MAX_SIZE", "4", "variables-out-of-order"),
      ("DATABASE_URL", "mysql://db.internal/x?sslmode=require", "variable-url-mismatch"),
      ("DATABASE_URL", "postgresql://db.internal/x", "variable-url-mismatch"),
      ("SHOPIFY_API_VERSION", "2024-1", "variable-pattern-mismatch"),
      ("MODE", "Fast", "variable-not-allowed"),
      ("HOOK_SECRET", "demo-webhook-secret", "secret-check-sentinel"),
      ("OPENAI_API_KEY", nil, "variable-group-unmet"), ("CORS_ORIGINS", "*", "cors-any-origin"),
      ("DEBUG", "true", "debug-enabled"),
    ] as [(String, String?, String)])
  func oneFaultIsOneFinding(key: String, value: String?, rule: String) throws {
    var environment = good()
    environment[key] = value
    #expect(try rules(environment) == [rule])
  }

  @Test func allFaultsAreToldAtOnceErrorsFirst() throws {
    let validator = Validator(contract: try Contract(yaml: Self.contract), stage: .production)
    let report = validator.validate(environment: ["DEBUG": "1", "LOG_LEVEL": "debug"])
    let severities = report.findings.map(\.severity)
    #expect(severities == severities.sorted(by: >))
    #expect(report.findings.count >= 5)
    let message = StartupMessage.text(report)
    for key in ["ADMIN_KEY", "PORT", "DATABASE_URL", "DEBUG", "OPENAI_API_KEY"] {
      #expect(message.contains(key))
    }
    #expect(message.contains("must not start"))
    #expect(message.contains("Judged as production (given by the caller)."))
  }

  @Test func developmentGoesOnAndProductionRefuses() throws {
    let contract = try Contract(yaml: Self.contract)
    let bad = ["PORT": "80x"]
    let report = try Validator(contract: contract, stage: .development)
      .requireValidEnvironment(bad)
    #expect(report.summary.errors > 0)
    for stage in [Stage.production, .staging, .unknown] {
      #expect(throws: InvalidConfiguration.self) {
        try Validator(contract: contract, stage: stage).requireValidEnvironment(bad)
      }
    }
  }

  @Test func theStageComesFromTheEnvironmentElseTheContractElseProduction() throws {
    func stage(_ yaml: String, _ environment: [String: String]) throws -> Stage? {
      Validator(contract: try Contract(yaml: yaml)).validate(environment: environment)
        .workloads.first?.stage
    }
    let plain = "version: 1\n"
    #expect(try stage(plain, [:]) == .production)
    #expect(try stage(plain, ["NODE_ENV": "development"]) == .development)
    #expect(try stage(plain, ["RAILWAY_ENVIRONMENT": "production"]) == .production)
    #expect(try stage("version: 1\ndefault-stage: development\n", [:]) == .development)
    #expect(
      try stage("version: 1\ndefault-stage: development\n", ["ENVIRONMENT": "staging"]) == .staging)
    #expect(Validator().validate(environment: [:]).workloads.first?.stage == .production)
  }

  /// A misspelt id would change nothing, and nobody would know.
  @Test(arguments: [
    ("rules: {cors-any-orgin: off}", "2:9: there is no rule `cors-any-orgin`; did you mean"),
    ("rules:\n  debug-enabled: off\n  no-such-rule: {severity: note}", "4:3: there is no rule"),
  ])
  func anUnknownRuleIsRefused(rules: String, problem: String) {
    let error = #expect(throws: ContractError.self) {
      try Contract(yaml: "version: 1\n\(rules)\n")
    }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test func anUnknownRuleIsRefusedInSwift() {
    let error = #expect(throws: ContractError.self) {
      try Contract { ContractSetting.ruleOff("cors-any-orgin") }
    }
    #expect(error?.description.contains("there is no rule `cors-any-orgin`") == true)
  }

  @Test func rulesOfPacksAreLeftToWhoeverReadsThem() throws {
    _ = try Contract(yaml: "version: 1\nrules: {packs: [own.yaml], own-rule: off}\n")
  }

  /// A rule that has a new name listens to the old one.
  @Test func formerIdsCount() throws {
    let rule = try #require(
      BuiltinPacks.prepared.set.rules.first { $0.formerly.contains("open-server-in-container") })
    let contract = try Contract(yaml: "version: 1\nrules: {open-server-in-container: off}\n")
    let judge = ProjectContext(BuiltinPacks.prepared, contract: contract).judge
    #expect(judge.severity(rule, in: .production) == nil)
    let skipping = ProjectContext(
      BuiltinPacks.prepared, contract: nil, skip: ["open-server-in-container"]
    ).judge
    #expect(!skipping.isEnabled(rule, .files))
  }

  /// The wrong name would judge by what other services need.
  @Test func anUnknownServiceRefuses() throws {
    let contract = try Contract(yaml: "version: 1\nservices: {api: }\n")
    let report = Validator(contract: contract, stage: .development, service: "apy")
      .validate(environment: [:])
    #expect(report.refusesStart)
    let text = StartupMessage.text(report)
    #expect(text.contains("configguard.yaml: it has no service `apy`"))
    #expect(text.contains("must not start"))
    let line = try JSONValue(yaml: StartupMessage.jsonLine(report))
    #expect(try SchemaFiles.schema("startup.v1").refusals(of: line) == [])
    let right = Validator(contract: contract, stage: .development, service: "api")
    #expect(!right.validate(environment: [:]).refusesStart)
  }

  @Test func environmentsHaveNoLines() throws {
    let report = Validator(stage: .production).validate(environment: ["CORS_ORIGINS": "*"])
    let finding = try #require(report.findings.first)
    #expect(finding.path == "<environment>")
    #expect(finding.line == nil && finding.column == nil && finding.endLine == nil)
    #expect(finding.key == "CORS_ORIGINS")
  }

  @Test func aRealSecretIsRightInAProcess() {
    let report = Validator(stage: .production).validate(environment: [
      "DB_PASSWORD": Self.secret(), "API_TOKEN": Self.secret(),
    ])
    #expect(report.findings.isEmpty)
  }

  /// A validator is shared by everything in a process that may judge at the same time.
  @Test func eightValidationsAtOnceSayTheSame() async throws {
    let validator = Validator(contract: try Contract(yaml: Self.contract), stage: .production)
    let environment = good().merging(["DEBUG": "1", "PORT": "80x", "CORS_ORIGINS": "*"]) { $1 }
    let expected = StartupMessage.jsonLine(validator.validate(environment: environment))
    let lines = await withTaskGroup(of: String.self) { group in
      for _ in 0..<8 {
        group.addTask {
          StartupMessage.jsonLine(validator.validate(environment: environment))
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(lines == Array(repeating: expected, count: 8))
    #expect(expected.contains("\"errors\":3"))
  }
}
