import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// The Swift code of the catalogue and of the README: what is printed there stands here and compiles.
enum DocumentedCode {
  enum Settings {
    static let port = Variable("PORT", as: .port, default: 8080)
    static let origins = Variable("ALLOWED_ORIGINS", as: .list(of: .url))
    static let database = Variable(
      "DATABASE_URL", as: .secret(.url.schemes("postgres").query("sslmode", "require"))
    ).required()
  }

  /// Stands for what the build makes of a resource that is embedded.
  private enum PackageResources {
    static let configguard_yaml: [UInt8] = Array("version: 1\n".utf8)
  }

  private struct Connection {
    var url: String
  }

  private enum Answer {
    case ok
    case unauthorized
  }

  /// Ends the process, as all that starts here, where it runs with what the tests' own environment holds.
  static func starts() -> (Int, [String]?, Secret<String>) {
    let (port, origins, database) = Validator.valuesOrExit(
      Settings.port, Settings.origins, Settings.database)
    return (port, origins, database)
  }

  static func startsAtOnce() -> (Int, [String]?, Secret<String>) {
    let (port, origins, database) = Validator.valuesOrExit(
      Variable("PORT", as: .port, default: 8080),
      Variable("ALLOWED_ORIGINS", as: .list(of: .url)),
      Variable("DATABASE_URL", as: .secret(.url.schemes("postgres"))).required()
    )
    return (port, origins, database)
  }

  static func startsWithBoth() -> (Int, [String]?, Secret<String>) {
    let (port, origins, database) = Validator.valuesOrExit(
      Settings.port, Settings.origins, Settings.database,
      contract: try Contract(yaml: PackageResources.configguard_yaml))
    return (port, origins, database)
  }

  static func startsByTextAlone(contractText: String) {
    Validator.validateEnvironmentOrExit(contract: contractText)
  }

  static func contractInSwift() throws -> Contract {
    let fewest = Variable("POOL_MIN", as: .int, default: 5)
    let most = Variable("POOL_MAX", as: .int, default: 20)
    let contract = try Contract {
      ContractSetting.defaultStage(.development)
      ContractSetting.load(.medium)
      ContractSetting.prefix("SHOP_")
      Variable("PORT", as: .port, default: 8080)
      Variable("LOG_LEVEL", as: .string.oneOf("info", "error"))
      Variable(
        "TIMEOUT",
        as: .duration.range(.seconds(1)...(.seconds(60))))
      Variable(
        "DATABASE_URL",
        as: .secret(
          .url.schemes("postgres")
            .query("sslmode", "require")
            .credentials(.noDefaults))
      ).required()
      Variable(
        "SESSION_KEY",
        as: .secret(.base64(bytes: 32))
          .distinctAcrossStages()
      ).required(in: .production, .staging)
      Variable(
        "ALLOWED_ORIGINS",
        as: .list(of: .url, count: 1...9)
      ).formerly("ORIGINS")
      Variable("STORAGE", as: .string.oneOf("disk", "s3"))
      Variable("BUCKET", as: .string)
        .required(when: "STORAGE", is: "s3")
        .describe("where uploads are")
      Variable("TLS_CERT", as: .path(.file))
      Variable("TLS_KEY", as: .path(.file))
      fewest
      most
      VariableGroup.allOrNone("TLS_CERT", "TLS_KEY")
        .only(in: .production)
      fewest <= most
      most * 2 <= 100
      ContractSetting.rule("debug-enabled", .warning)
    }
    return contract
  }

  static func both(contractText: String) throws -> Contract {
    let both = try Contract(yaml: contractText).adding {
      Settings.port
      Settings.database
    }
    return both
  }

  static func otherSeverities() throws -> Contract {
    let contract = try Contract {
      Settings.port
      ContractSetting.rule("cors-any-origin", .warning)
      ContractSetting.ruleOff("api-docs-enabled")
    }
    return contract
  }

  static func secrets() throws -> Contract {
    let token = Variable("API_TOKEN", as: .secret.minLength(24)).required()
    let key = Variable("SESSION_KEY", as: .secret(.base64(bytes: 32))).required()
    let optional = Variable("API_TOKEN", as: .secret.minLength(24))
      .required(in: .production, .staging)
    let signing = Variable(
      "SIGNING_KEY", as: .secret.minLength(32).minEntropy(bits: 128).distinctAcrossStages()
    ).required(in: .production)
    let _: (Variable<Secret<String>>, Variable<Secret<[UInt8]>>) = (token, key)
    let _: Variable<Secret<String>?> = optional
    return try Contract {
      token
      key
      signing
    }
  }

  /// Ends the process, as the others do.
  static func startsWithFiles() -> Secret<String> {
    let database = Validator.valuesOrExit(
      Settings.database, secretFiles: SecretFiles(folders: ["/run/secrets"]))
    return database
  }

  private static func connect(_ database: Secret<String>) -> Connection {
    func connect(_ database: Secret<String>) -> Connection {
      Connection(url: database.reveal())
    }
    return connect(database)
  }

  private static func answer(to given: String?, _ token: Secret<String>) -> Answer {
    guard let given, token.isEqual(to: given) else { return .unauthorized }
    return .ok
  }

  @Suite struct Runs {
    @Test func whatTheGuideTests() throws {
      let contract = try Contract {
        Settings.port
        Settings.origins
        Settings.database
      }
      let report = Validator(contract: contract, stage: .production)
        .validate(environment: ["PORT": "80x"])
      #expect(report.findings.map(\.rule) == ["required-secret-missing", "variable-wrong-type"])
    }

    @Test func contractsCanBeUsed() throws {
      let yaml = "version: 1\n"
      for contract in try [
        DocumentedCode.contractInSwift(), DocumentedCode.both(contractText: yaml),
        DocumentedCode.otherSeverities(), DocumentedCode.secrets(),
      ] {
        #expect(Validator(contract: contract).validate(environment: [:]).failures.isEmpty)
      }
    }

    @Test func secretsAreKept() {
      let word = "wren"
      #expect(DocumentedCode.connect(Secret(word)).url == word)
      #expect(DocumentedCode.answer(to: word, Secret(word)) == .ok)
      #expect(DocumentedCode.answer(to: nil, Secret(word)) == .unauthorized)
    }
  }
}
