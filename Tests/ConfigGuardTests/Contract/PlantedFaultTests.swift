import ConfigGuard
import ConfigLinting
import Testing

/// One fault of each kind of constraint in one environment: all are told in one run.
@Suite struct PlantedFaultTests {
  /// The contract's line, what the environment has, and the rule; nil plants nothing.
  static let faults: [(entry: String, value: String?, rule: String)] = [
    ("A_INT: {type: int}", "80x", "variable-wrong-type"),
    ("A_FLOAT: {type: float}", "1,5", "variable-wrong-type"),
    ("A_BOOL: {type: bool}", "maybe", "variable-wrong-type"),
    ("A_CHOICE: {type: enum, one-of: [json, text]}", "jsn", "variable-not-allowed"),
    ("A_LIST: {type: list, items: int}", "1,two", "variable-wrong-type"),
    ("A_LIST_OF: {type: list, one-of: [eu, us]}", "eu,asia", "variable-not-allowed"),
    ("A_COUNT: {type: list, min-items: 3}", "a,b", "variable-out-of-range"),
    ("A_URL: {type: url}", "example.com", "variable-wrong-type"),
    ("A_EMAIL: {type: email}", "nobody", "variable-wrong-type"),
    ("A_HOST: {type: host}", "a_b!", "variable-wrong-type"),
    ("A_PORT: {type: port}", "70000", "variable-wrong-type"),
    ("A_IP: {type: ip}", "10.0.0", "variable-wrong-type"),
    ("A_CIDR: {type: cidr}", "10.0.0.0/40", "variable-wrong-type"),
    ("A_DURATION: {type: duration}", "soon", "variable-wrong-type"),
    ("A_SIZE: {type: byte-size}", "large", "variable-wrong-type"),
    ("A_DATE: {type: date}", "2023-02-29", "variable-wrong-type"),
    ("A_DATE_TIME: {type: date-time}", "2030-01-01", "variable-wrong-type"),
    ("A_TIME: {type: time}", "25:00", "variable-wrong-type"),
    ("A_MONTH: {type: year-month}", "2024-1", "variable-wrong-type"),
    ("A_JSON: {type: json}", "{", "variable-wrong-type"),
    ("A_BASE64: {type: base64, bytes: 3}", "aGk=", "variable-wrong-type"),
    ("A_HEX: {type: hex}", "xyz", "variable-wrong-type"),
    ("A_UUID: {type: uuid}", "123", "variable-wrong-type"),
    ("A_VERSION: {type: semver}", "1.2", "variable-wrong-type"),
    ("A_REGEX: {type: regex}", "(a", "variable-wrong-type"),
    ("A_PATH: {path: {exists: file}}", "/nothing/is/here", "variable-path-unusable"),
    ("B_REQUIRED: {required: true}", nil, "required-variable-missing"),
    ("B_EMPTY: {required: true}", " ", "required-variable-missing"),
    ("B_STAGE: {required: [production]}", nil, "required-variable-missing"),
    ("B_WHEN: {required-when: {A_INT: 80x}}", nil, "required-variable-missing"),
    ("B_SECRET: {required: true, secret: true}", nil, "required-secret-missing"),
    ("C_LENGTH: {min-length: 9}", "short", "variable-too-short"),
    ("C_LONG: {max-length: 3}", "longer", "variable-too-long"),
    ("C_SEED: {secret: true, min-length: 40}", "seven-brave-otters-count", "secret-too-short"),
    (
      "C_SALT: {secret: true, min-entropy: 300}", "nine-quiet-badgers-paint",
      "secret-too-predictable"
    ),
    ("C_ONE: {one-of: [a, b]}", "c", "variable-not-allowed"),
    ("C_FORM: {pattern: '[a-z]+'}", "A1", "variable-pattern-mismatch"),
    ("C_RANGE: {range: {min: 1, max: 9}}", "10", "variable-out-of-range"),
    ("C_TIMEOUT: {type: duration, range: {max: 30s}}", "5m", "variable-out-of-range"),
    (
      "C_HOOK: {secret: true, sentinels: [skip-all-checks-here]}", "skip-all-checks-here",
      "secret-check-sentinel"
    ),
    ("D_SCHEME: {url: {schemes: [https]}}", "wss://a.example", "variable-url-mismatch"),
    (
      "D_QUERY: {url: {query: {mode: [ro]}}}", "https://a.example/?mode=rw", "variable-url-mismatch"
    ),
    ("D_HOST: {url: {hosts: ['*.internal']}}", "https://a.example", "variable-url-mismatch"),
    ("D_LOGIN: {url: {credentials: forbidden}}", "https://me@a.example", "variable-url-mismatch"),
    ("D_PATH: {url: {path: required}}", "https://a.example", "variable-url-mismatch"),
    ("E_OLD: {deprecated: unused}", "x", "deprecated-variable-set"),
    ("E_NEW: {deprecated-names: [E_FORMER]}", nil, "nothing"),
  ]

  static let relations: [(entry: String, rule: String)] = [
    ("- one-of: [G_A, G_B]", "variable-group-unmet"),
    ("- exactly-one: [G_SET, G_ALSO]", "variable-group-unmet"),
    ("- all-or-none: [G_SET, G_A]", "variable-group-unmet"),
    ("- {requires: [G_B], when-set: G_SET}", "variable-group-unmet"),
    ("- conflicts: [G_SET, G_ALSO]", "variable-group-unmet"),
    ("- {conflicts: [G_ALSO], when-set: G_SET}", "variable-group-unmet"),
    ("- {one-of: [G_A], when: {G_SET: x}}", "variable-group-unmet"),
  ]

  static let comparisons: [(entry: String, rule: String)] = [
    ("- H_MIN <= H_MAX", "variables-out-of-order"),
    ("- H_WORKERS * H_POOL <= 100", "variables-out-of-order"),
    ("- {that: 'H_CONNECT + H_READ < 10s', stages: [production]}", "variables-out-of-order"),
  ]

  private static func contract() throws -> Contract {
    let names = ["G_A", "G_B", "G_SET", "G_ALSO", "H_MIN", "H_MAX", "H_WORKERS", "H_POOL"]
    let variables =
      faults.map(\.entry) + names.map { "\($0): {}" }
      + ["H_CONNECT: {type: duration}", "H_READ: {type: duration}"]
    return try Contract(
      yaml: """
        version: 1
        prefixes: [OWN_]
        variables:
        \(variables.map { "  \($0)" }.joined(separator: "\n"))
        groups:
        \(relations.map { "  \($0.entry)" }.joined(separator: "\n"))
        compare:
        \(comparisons.map { "  \($0.entry)" }.joined(separator: "\n"))
        """)
  }

  private static func environment() -> [String: String] {
    var environment = [
      "G_SET": "x", "G_ALSO": "y", "H_MIN": "3", "H_MAX": "2", "H_WORKERS": "60", "H_POOL": "2",
      "H_CONNECT": "6s", "H_READ": "7s", "E_FORMER": "x", "OWN_NAEM": "x",
    ]
    for fault in faults {
      guard let name = fault.entry.split(separator: ":").first, let value = fault.value else {
        continue
      }
      environment[String(name)] = value
    }
    return environment
  }

  @Test func nFaultsGiveNFindings() throws {
    let expected =
      Self.faults.map(\.rule).filter { $0 != "nothing" } + Self.relations.map(\.rule)
      + Self.comparisons.map(\.rule) + ["deprecated-variable-set", "unknown-variable"]
    #expect(expected.count >= 40)
    let report = Validator(contract: try Self.contract(), stage: .production)
      .validate(environment: Self.environment())
    #expect(report.findings.map(\.rule).sorted() == expected.sorted())
  }

  /// Each fault on its own is found, and its repair leaves nothing of it.
  @Test func eachFaultIsFoundAlone() throws {
    let contract = try Self.contract()
    let validator = Validator(contract: contract, stage: .production)
    let all = validator.validate(environment: Self.environment()).findings
    for fault in Self.faults where fault.value != nil && fault.rule != "nothing" {
      let name = String(fault.entry.prefix { $0 != ":" })
      var environment = Self.environment()
      environment[name] = nil
      let rest = validator.validate(environment: environment).findings
      let before = all.count { $0.key == name && $0.rule == fault.rule }
      let after = rest.count { $0.key == name && $0.rule == fault.rule }
      let isMissing = fault.rule == "required-variable-missing"
      #expect(before == 1 && (isMissing || after == 0), "\(fault.entry)")
    }
  }
}
