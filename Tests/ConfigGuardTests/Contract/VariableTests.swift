import ConfigGuard
import ConfigLinting
import Testing

/// The contract in Swift, with the public interface alone.
@Suite struct VariableTests {
  enum Level: String, CaseIterable { case debug, info }

  enum Shop {
    static let port = Variable("PORT", as: .port.range(1024...9000), default: 8080)
    static let level = Variable("LOG_LEVEL", as: .choice(of: Level.self), default: .info)
    static let timeout = Variable("TIMEOUT", as: .duration.range(.seconds(1)...(.seconds(60))))
    static let database = Variable(
      "DATABASE_URL", as: .secret(.url.schemes("postgres").query("sslmode", "require"))
    ).required().describe("where orders are")
    static let origins = Variable("ALLOWED_ORIGINS", as: .list(of: .url)).formerly("ORIGINS")
    static let key = Variable("ADMIN_KEY", as: .secret.minLength(16)).required(in: .production)
    static let token = Variable("SESSION_KEY", as: .secret(.base64(bytes: 32)))
    static let fewest = Variable("POOL_MIN", as: .int, default: 5)
    static let most = Variable("POOL_MAX", as: .int, default: 20)
    static let cache = Variable("CACHE_BYTES", as: .byteSize, default: 1 << 20)
    static let tls = Variable("TLS_CERT", as: .path())
    static let weight = Variable("WEIGHT", as: .double.range(0...1))
    static let demo = Variable("DEMO", as: .bool, default: false)
  }

  private static func contract() throws -> Contract {
    try Contract {
      Shop.port
      Shop.level
      Shop.timeout
      Shop.database
      Shop.origins
      Shop.key
      Shop.token
      Shop.fewest
      Shop.most
      Shop.cache
      Shop.tls
      Shop.weight
      Shop.demo
      Variable("TLS_KEY", as: .path())
      Shop.fewest <= Shop.most
      Shop.most * 2 <= 100
      VariableGroup.allOrNone("TLS_CERT", "TLS_KEY")
      ContractSetting.prefix("SHOP_")
    }
  }

  private static func good() -> [String: String] {
    [
      "DATABASE_URL": "postgres://shop@db.internal/orders?sslmode=require", "ADMIN_KEY": text(24),
      "APP_ENV": "production",
    ]
  }

  /// What only chance can guess; no such text stands in a file.
  private static func text(_ length: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789")
    return String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "a" })
  }

  @Test func valuesArriveInTheirTypes() throws {
    var environment = Self.good()
    environment["PORT"] = "1024"
    environment["LOG_LEVEL"] = "debug"
    environment["TIMEOUT"] = "1m"
    environment["ALLOWED_ORIGINS"] = "https://a.example, https://b.example"
    environment["SESSION_KEY"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    environment["CACHE_BYTES"] = "64KiB"
    environment["WEIGHT"] = "0.25"
    environment["DEMO"] = "off"
    let read = try Validator(contract: Self.contract()).validatedEnvironment(environment)
    #expect(read.report.findings.map(\.rule) == ["log-level-debug"])
    #expect(try read[Shop.port] == 1024)
    #expect(try read[Shop.level] == .debug)
    #expect(try read[Shop.timeout] == .seconds(60))
    #expect(try read[Shop.origins] == ["https://a.example", "https://b.example"])
    #expect(try read[Shop.database].reveal() == environment["DATABASE_URL"])
    #expect(try read[Shop.token]?.reveal() == Array(0..<32))
    #expect(try read[Shop.cache] == 65_536)
    #expect(try read[Shop.weight] == 0.25)
    #expect(try read[Shop.demo] == false)
  }

  @Test func whatIsNotSetHasItsDefaultOrNone() throws {
    let read = try Validator(contract: Self.contract()).validatedEnvironment(Self.good())
    #expect(try read[Shop.port] == 8080)
    #expect(try read[Shop.level] == .info)
    #expect(try read[Shop.timeout] == nil)
    #expect(try read[Shop.origins] == nil)
    #expect(try read[Shop.cache] == 1 << 20)
  }

  @Test(
    arguments: [
      ("PORT", "80", "variable-out-of-range"), ("PORT", "80x", "variable-wrong-type"),
      ("LOG_LEVEL", "loud", "variable-not-allowed"), ("TIMEOUT", "2m", "variable-out-of-range"),
      ("DATABASE_URL", "", "required-secret-missing"),
      ("DATABASE_URL", "postgres://db.internal/orders", "variable-url-mismatch"),
      ("ADMIN_KEY", "brave-otters", "secret-too-short"),
      ("ALLOWED_ORIGINS", "https://a.example,shop", "variable-wrong-type"),
      ("ORIGINS", "https://a.example", "deprecated-variable-set"),
      ("SESSION_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", "variable-wrong-type"),
      ("POOL_MIN", "21", "variables-out-of-order"),
      ("POOL_MAX", "60", "variables-out-of-order"), ("TLS_CERT", "/x", "variable-group-unmet"),
      ("SHOP_NAEM", "x", "unknown-variable"), ("WEIGHT", "1.5", "variable-out-of-range"),
    ] as [(String, String, String)])
  func theContractInSwiftIsTheContract(key: String, value: String, rule: String) throws {
    var environment = Self.good()
    environment[key] = value
    let report = try Validator(contract: Self.contract()).validate(environment: environment)
    #expect(report.findings.filter { $0.severity != .note }.map(\.rule) == [rule])
  }

  @Test func severalValuesAtOnce() throws {
    let (port, database, origins) = try Validator().values(
      Shop.port, Shop.database, Shop.origins, environment: Self.good())
    #expect(port == 8080)
    #expect(database.reveal().hasPrefix("postgres://"))
    #expect(origins == nil)
    #expect(throws: InvalidConfiguration.self) {
      _ = try Validator(stage: .development).values(
        Shop.port, Shop.database, environment: ["PORT": "x"])
    }
  }

  @Test func aServiceReadsWhatItDeclares() throws {
    let contract = try Contract(
      yaml: "version: 1\nvariables: {REGION: {}}\nservices: {web: {variables: [REGION]}}\n")
    let validator = Validator(contract: contract, stage: .production, service: "web")
    #expect(try validator.values(Shop.port, environment: ["PORT": "1024"]) == 1024)
    #expect(throws: InvalidConfiguration.self) {
      try validator.values(Shop.port, environment: ["PORT": "80x"])
    }
  }

  @Test func developmentGoesOnWithWhatItHas() throws {
    let read = try Validator(contract: Self.contract(), stage: .development)
      .validatedEnvironment(["PORT": "80x"])
    #expect(read.report.worst == .error)
    #expect(try read[Shop.level] == .info)
    // A value that was set and does not fit is no default.
    #expect(throws: VariableUnavailable.self) { try read[Shop.port] }
    #expect(throws: VariableUnavailable.self) { try read[Shop.database] }
    #expect(throws: VariableUnavailable.self) {
      try read[Variable("OTHER", as: .string, default: "x")]
    }
  }

  @Test func yamlAndSwiftHoldTogether() throws {
    let yaml = try Contract(
      yaml:
        "version: 1\nvariables: {PORT: {type: int, range: {max: 8500}}, REGION: {required: true}}\n"
    )
    let contract = try yaml.adding {
      Shop.port
      Variable("REGION", as: .string).required()
    }
    let rules = { (environment: [String: String]) in
      Validator(contract: contract, stage: .production).validate(environment: environment)
        .findings.map(\.rule)
    }
    #expect(rules(["PORT": "1000", "REGION": "eu"]) == ["variable-out-of-range"])
    #expect(rules(["PORT": "1025"]) == ["required-variable-missing"])
    #expect(rules(["PORT": "1025", "REGION": "eu"]) == [])
    #expect(throws: ContractError.self) {
      _ = try yaml.adding { Variable("PORT", as: .url) }
    }
  }

  @Test func bothContractsHold() throws {
    let yaml = try Contract(
      yaml: """
        version: 1
        variables:
          KEY: {min-length: 32, secret: true, required: true}
          PORT: {type: int}
          MODE: {one-of: [a, b]}
        """)
    let contract = try yaml.adding {
      Variable("KEY", as: .secret.minLength(8)).required(in: .staging)
      Variable("PORT", as: .port)
      Variable("MODE", as: .string.oneOf("b", "c"))
    }
    let rules = { (environment: [String: String]) in
      Validator(contract: contract, stage: .production).validate(environment: environment)
        .findings.map(\.rule)
    }
    #expect(
      rules(["PORT": "99999"]).sorted() == ["required-secret-missing", "variable-wrong-type"])
    #expect(rules(["KEY": Self.text(20)]) == ["secret-too-short"])
    #expect(rules(["KEY": Self.text(40), "MODE": "a"]) == ["variable-not-allowed"])
    #expect(rules(["KEY": Self.text(40), "MODE": "b"]) == [])
    let apart: [[any ContractElement]] = [
      [Variable("MODE", as: .string.oneOf("x"))], [Variable("PORT", as: .list(of: .int))],
      [Variable("KEY", as: .secret.pattern("a+")), Variable("KEY", as: .secret.pattern("b+"))],
    ]
    for elements in apart {
      #expect(throws: ContractError.self) { _ = try yaml.adding { elements } }
    }
  }

  @Test func aDefaultStaysWhatItIs() throws {
    let pause = Variable("PAUSE", as: .duration, default: .microseconds(1500))
    let names = Variable("NAMES", as: .list(of: .string), default: ["a,b", " c"])
    let contract = try Contract {
      pause
      names
    }
    let read = try Validator(contract: contract, stage: .test).validatedEnvironment([:])
    #expect(try read[pause] == .microseconds(1500))
    #expect(try read[names] == ["a,b", " c"])
    let huge = try Contract { Variable("KEY", as: .secret.minLength(.max)) }
    #expect(Validator(contract: huge).validate(environment: ["KEY": "x"]).findings.count > 0)
  }

  @Test func mistakesOfTheContractAreTold() {
    let mistakes: [([any ContractElement], String)] = [
      ([Variable("A", as: .string.pattern("("))], "the pattern cannot be used"),
      ([VariableGroup.oneOf("A")], "no variable of this contract"),
      ([Shop.fewest <= Shop.most], "no variable of this contract"),
      ([Variable("A", as: .uuid), Variable("A", as: .uuid) <= 3], "no order"),
      ([Variable("A", as: .port, default: 0)], "the default of `A`"),
      ([Variable("A", as: .string).formerly("B"), Variable("B", as: .string)], "is both"),
      ([Variable("", as: .string)], "no name"),
    ]
    for (elements, words) in mistakes {
      do {
        _ = try Contract { elements }
        Issue.record("nothing about \(words)")
      } catch {
        #expect("\(error)".contains(words), "\(error)")
      }
    }
  }

  @Test func secretsDoNotPrint() throws {
    let word = Self.text(20)
    let secret = Secret(word)
    var dumped = ""
    dump(secret, to: &dumped)
    var nested = ""
    dump(["key": secret], to: &nested)
    let texts = [
      "\(secret)", String(describing: secret), String(reflecting: secret), dumped, nested,
      "\([secret])", "\(Optional(secret) as Any)",
    ]
    for text in texts {
      #expect(!text.contains(word) && text.contains("***") || !text.contains(word))
    }
    #expect(texts[0] == "********")
    #expect(secret.isEqual(to: word) && !secret.isEqual(to: word + "x") && !secret.isEqual(to: ""))
    #expect(!Secret("").isEqual(to: "a") && Secret("").isEqual(to: ""))
    let environment = ["DATABASE_URL": "postgres://u:\(word)@db.internal/x?sslmode=require"]
    let read = try Validator(contract: Self.contract(), stage: .development)
      .validatedEnvironment(environment)
    var whole = ""
    dump(read, to: &whole)
    #expect(!whole.contains(word) && !"\(read)".contains(word))
  }
}
