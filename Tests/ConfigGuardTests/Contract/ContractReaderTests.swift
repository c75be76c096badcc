import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct ContractReaderTests {
  private static func problem(_ yaml: String, bases: [String: String] = [:]) -> String? {
    do {
      _ = try Contract(yaml: yaml, bases: bases)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Each mistake has its line and column, and says what is meant.
  @Test(arguments: [
    ("variables: {A: {type: enum}}", "2:16", "needs `one-of`"),
    ("variables: {A: {type: int, items: int}}", "2:35", "goes with the type `list` only"),
    ("variables: {A: {type: list, items: list}}", "2:36", "no lists"),
    ("variables: {A: {type: int, bytes: 3}}", "2:35", "`base64` and `hex` only"),
    ("variables: {A: {type: int, path: {absolute: true}}}", "2:34", "`path` only"),
    ("variables: {A: {type: email, url: {schemes: [a]}}}", "2:35", "`url` only"),
    ("variables: {A: {type: uuid, range: {min: 1}}}", "2:36", "no range"),
    ("variables: {A: {type: duration, range: {min: soon}}}", "2:46", "must be a duration"),
    ("variables: {A: {type: byte-size, range: {min: 2MB, max: 1KB}}}", "2:41", "above"),
    ("variables: {A: {type: int, default: 80x}}", "2:37", "letter at position 3"),
    ("variables: {A: {one-of: [a, b], default: c}}", "2:42", "must be a, b"),
    ("variables: {A: {type: port, example: 99999}}", "2:38", "above 65535"),
    ("variables: {A: {min-length: 9, max-length: 3}}", "2:44", "above"),
    ("variables: {A: {min-entropy: 0}}", "2:30", "1 or more"),
    ("variables: {A: {required-when: {B: x}}, AB: {}}", "2:13", "no variable of this contract"),
    ("variables: {A: {required-when: {}}}", "2:32", "names no variable"),
    ("variables: {A: {deprecated-names: [A]}}", "2:35", "its own successor"),
    ("variables: {A: {deprecated-names: [B]}, B: {}}", "2:13", "is both"),
    ("variables: {A: {deprecated-names: [X]}, B: {deprecated-names: [X]}}", "2:41", "is both"),
    ("variables: {A: {url: {credentials: some}}}", "2:36", "is none of"),
    ("variables: {A: {path: {exists: maybe}}}", "2:32", "is none of"),
    ("variables: {A: {url: {path: yes}}}", "2:29", "`required`"),
    ("prefixes: [S]", "2:12", "beginning of names"), ("prefixes: ['a b']", "2:12", "beginning"),
    ("variables: {A: {}, B: {}}\ngroups: [{requires: [A]}]", "3:10", "`when-set`"),
    ("variables: {A: {}, B: {}}\ngroups: [{one-of: [A], when-set: B}]", "3:34", "goes with"),
    ("variables: {A: {}}\ngroups: [{all-or-none: [A]}]", "3:24", "says nothing"),
    ("variables: {A: {}}\ngroups: [{one-of: [A], when: {B: 1}}]", "3:30", "no variable"),
    ("variables: {A: {}}\ncompare: ['A <= B']", "3:11", "no variable"),
    ("variables: {A: {}}\ncompare: ['A <=']", "3:11", "written `A <= B`"),
    ("variables: {A: {}}\ncompare: ['A <= A <= A']", "3:11", "one sign"),
    ("variables: {A: {}}\ncompare: ['( A + 1 <= 2']", "3:11", "not closed"),
    ("variables: {A: {}}\ncompare: ['A + <= 2']", "3:11", "missing before"),
    ("variables: {A: {}}\ncompare: ['1 <= 2']", "3:11", "no variable"),
    ("variables: {A: {type: uuid}, B: {}}\ncompare: ['A <= B']", "3:11", "no order"),
    ("variables: {A: {type: duration}, B: {type: int}}\ncompare: ['A <= B']", "3:11", "duration"),
    ("variables: {A: {type: duration}}\ncompare: ['A <= 10']", "3:11", "compared"),
    ("variables: {A: {type: duration}}\ncompare: ['A * A <= 10s']", "3:11", "multiplies"),
    ("variables: {A: {type: duration}}\ncompare: ['1 / A <= 10s']", "3:11", "divides"),
    ("variables: {A: {}}\nservices: {web: {own: {B: {type: lists}}}}", "3:34", "is none of"),
    ("variables: {A: {}}\nservices: {web: {groups: [{one-of: [B]}]}}", "3:36", "no variable"),
    ("variables: {A: {min-length: 99999999}}", "2:29", "at most"),
    ("variables: {A: {one-of: []}}", "2:25", "not be empty"),
    ("variables: {A: {range: {}}}", "2:24", "not be empty"),
    ("variables: {A: {min-items: 3, max-items: 1}}", "2:42", "above"),
    ("variables: {'A B': {}}", "2:20", "no name of a variable"),
    ("variables: {A: {secret: true, type: int, default: abc}}", "2:51", "asks of"),
    ("variables: {A: {}}\ngroups: [{one-of: []}]", "3:19", "once"),
    ("variables: {A: {}, B: {}}\ngroups: [{conflicts: [A, A]}]", "3:22", "once"),
    ("variables: {A: {}, B: {}}\ncompare: ['(A+B) < 3']", "3:11", "blanks stand around"),
    ("variables: {A: {}}\ncompare: ['A + < 3']", "3:11", "before `<`"),
    ("variables: {A: {}}\ncompare: ['A > -5s']", "3:11", "not negative"),
    ("variables: {A: {}}\ncompare: ['A / 0 < 3']", "3:11", "divides by zero"),
    ("extends: gone.yaml", "2:10", "does not exist"), ("extends: ''", "2:10", "must be a path"),
    ("extends: configguard.yaml", "2:10", "in turn"),
  ])
  func refusesWithItsPlace(yaml: String, place: String, words: String) {
    let problem = Self.problem("version: 1\n\(yaml)\n") ?? "nothing"
    #expect(problem.hasPrefix("configguard.yaml:\(place): "), "\(problem)")
    #expect(problem.contains(words), "\(problem)")
  }

  @Test func aProblemOfABaseHasThePlaceThere() {
    let problem = Self.problem(
      "version: 1\nextends: base/shared.yaml\n",
      bases: ["base/shared.yaml": "version: 1\nvariables: {A: {type: text}}\n"])
    #expect(problem?.hasPrefix("base/shared.yaml:2:23: ") == true, "\(problem ?? "nothing")")
  }

  @Test func whatABaseSaysMustHoldHere() {
    let base = """
      version: 1
      variables: {PORT: {type: port, default: 80}, A: {type: int}}
      compare: [A < 10]
      """
    for (line, words) in [
      ("variables: {PORT: {range: {min: 1024}}}", "the `default` that holds here"),
      ("variables: {A: {type: url}}", "no order"),
    ] {
      let problem = Self.problem(
        "version: 1\nextends: base.yaml\n\(line)\n", bases: ["base.yaml": base])
      #expect(problem?.hasPrefix("configguard.yaml:3:") == true, "\(problem ?? "nothing")")
      #expect(problem?.contains(words) == true, "\(problem ?? "nothing")")
    }
  }

  /// The parser's own limits hold before anything is taken apart.
  @Test func hugeComparisonsAreRefused() {
    let text = String(repeating: "(", count: 200_000) + "A" + String(repeating: ")", count: 200_000)
    let problem = Self.problem("version: 1\nvariables: {A: {}}\ncompare: ['\(text) < 3']\n")
    #expect(problem?.contains("at most 2048 bytes") == true)
  }

  /// What a condition asks of a variable may be the variable's secret.
  @Test func conditionsTellNoSecret() throws {
    let contract = try Contract(
      yaml: """
        version: 1
        variables:
          API_SECRET: {secret: true}
          STORAGE: {one-of: [s3, disk]}
          KEY: {required-when: {API_SECRET: [demo-bypass-word]}}
          BUCKET: {required-when: {STORAGE: s3}}
        """)
    let messages = Validator(contract: contract).validate(environment: [
      "API_SECRET": "demo-bypass-word", "STORAGE": "s3",
    ]).findings.map(\.message)
    #expect(!messages.contains { $0.contains("bypass") })
    #expect(messages.contains { $0.contains("BUCKET is not set") && $0.contains("STORAGE = s3") })
    #expect(messages.contains { $0.contains("KEY is not set") && $0.contains("API_SECRET") })
  }

  @Test func circlesAndTowersAreRefused() {
    let circle = Self.problem(
      "version: 1\nextends: a.yaml\n",
      bases: ["a.yaml": "version: 1\nextends: b.yaml\n", "b.yaml": "version: 1\nextends: a.yaml\n"])
    #expect(circle?.hasPrefix("b.yaml:2:10: this file extends the contract in turn") == true)
    var bases: [String: String] = [:]
    for number in 0..<20 { bases["\(number).yaml"] = "version: 1\nextends: \(number + 1).yaml\n" }
    let tower = Self.problem("version: 1\nextends: 0.yaml\n", bases: bases)
    #expect(tower?.contains("more than 8 contracts extend one another") == true)
  }

  @Test func whatIsExtendedHoldsUnlessSaidOtherwise() throws {
    let contract = try Contract(
      yaml: """
        version: 1
        extends: [common/web.yaml, common/data.yaml]
        default-stage: staging
        variables:
          PORT: {range: {min: 1024}}
          CACHE_URL:
          NEW: {type: int}
        groups: [{one-of: [CACHE_URL, DATABASE_URL]}]
        """,
      bases: [
        "common/web.yaml": """
        version: 1
        default-stage: development
        load: medium
        variables: {PORT: {type: int, required: true, default: 8080}}
        rules: {packs: [own.yaml], debug-enabled: "off"}
        """,
        "common/data.yaml": """
        version: 1
        extends: deep.yaml
        variables: {CACHE_URL: {type: url}}
        """,
        "common/deep.yaml": "version: 1\nvariables: {DATABASE_URL: {secret: true}}\n",
      ])
    #expect(contract.defaultStage == .staging)
    #expect(contract.load == "medium")
    #expect(contract.variables.map(\.name) == ["PORT", "DATABASE_URL", "CACHE_URL", "NEW"])
    let port = try #require(contract.variables["PORT"])
    #expect(port.type == .int && port.requirement == .always && port.minimum == 1024)
    #expect(contract.variables["CACHE_URL"]?.type == .url)
    #expect(contract.variables["DATABASE_URL"]?.isSecret == true)
    #expect(contract.packs == ["common/own.yaml"])
    #expect(contract.bases == ["common/web.yaml", "common/deep.yaml", "common/data.yaml"])
  }

  @Test(arguments: [
    ("A * B <= C", "A * B <= C"), ("( A + 1 ) * 2 < C", "(A + 1) * 2 < C"),
    ("A - (B - C) >= 0", "A - (B - C) >= 0"), ("A - B - C != 1.5", "A - B - C != 1.5"),
  ])
  func comparisonsAreReadAsTheyAreMeant(written: String, words: String) throws {
    let comparison = try ContractExpressionParser.comparison(written)
    #expect(NameScreen.builtin.text(comparison.words).text == words)
  }

  @Test func expressionsAreCalculated() throws {
    let numbers = ["A": 2.0, "B": 3.0, "C": 4.0]
    for (text, value) in [
      ("A + B * C", 14.0), ("(A + B) * C", 20), ("C - B - A", -1), ("C / A / A", 1),
    ] {
      let comparison = try ContractExpressionParser.comparison("\(text) = 0")
      #expect(comparison.left.value { numbers[$0] } == value, "\(text)")
    }
    let comparison = try ContractExpressionParser.comparison("A / D = 0")
    #expect(comparison.left.value { $0 == "A" ? 1 : 0 } == nil)
  }
}
