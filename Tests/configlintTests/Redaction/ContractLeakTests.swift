import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Secrets in contracts and in packs: in what is wrong with them, and in what is right.
@Suite struct ContractLeakTests {
  /// Contracts that cannot be used, broken at the secret.
  private static let broken = [
    "version: §", "§: 1", "version: 1\n§: 1", "version: 1\ndefault-stage: §", "version: \"§",
    "version: 1\nload: §", "version: 1\nas-of: §", "version: 1\nstages: {§: [a]}",
    "version: 1\ndialects: {a: §}", "version: 1\nvariables: §",
    "version: 1\nvariables: {A: {§: 1}}", "version: 1\nvariables: {A: {type: §}}",
    "version: 1\nvariables: {A: {required: §}}", "version: 1\nvariables: {A: {min-length: §}}",
    "version: 1\nvariables: {A: {pattern: '(§'}}", "version: 1\nvariables: {A: {range: {min: §}}}",
    "version: 1\nvariables: {A: {secret: §}}", "version: 1\nvariables: {A: {url: {§: 1}}}",
    "version: 1\nvariables: {A: {}}\ngroups: [{one-of: [§]}]",
    "version: 1\nvariables: {A: {}}\ngroups: [{§: [A]}]",
    "version: 1\nvariables: {A: {}}\ncompare: [§]",
    "version: 1\nvariables: {A: {}}\ncompare: [\"A < §\"]",
    "version: 1\nvariables: {A: {}}\nservices: {a: {variables: [§]}}",
    "version: 1\nextends: §", "version: 1\nprefixes: [[§]]",
    "version: 1\nvariables: {A: {type: int, default: §}}",
    "version: 1\nvariables: {A: {required-when: {§: a}}}",
    "version: 1\nvariables: {A: {deprecated-names: [§, §]}, B: {deprecated-names: [§]}}",
    "version: 1\nvariables: {A: {type: duration, range: {min: §}}}",
    "version: 1\nvariables: {A: {url: {credentials: §}}}",
    "version: 1\nvariables: {A: {type: int}}\ncompare: [\"A < 1§\"]",
    "version: 1\nservices: {a: {own: {§: {type: §}}}}", "version: 1\nservices: {a: {§: 1}}",
    "version: 1\nrules: {§: off}",
    "version: 1\nrules: {debug-enabled: §}",
    "version: 1\nrules: {debug-enabled: {allow: [{reason: a, expires: §}]}}",
    "version: 1\nrules: {debug-enabled: {allow: [{reason: a, §: 1}]}}",
    "version: 1\nx: [§\n", "version: 1\nvariables:\n  A: §\n   B: 1\n",
  ]

  @Test(arguments: PlantedSecret.unlikeNames) func noRefusalOfAContractLeaks(
    secret: PlantedSecret
  ) {
    let search = LeakSearch(secret.secret)
    let folder = secret.isUnlikeWords ? secret.text : "deploy"
    for text in Self.broken {
      let contract = text.split(separator: "§", omittingEmptySubsequences: false)
        .joined(separator: secret.text)
      do {
        _ = try Contract(yaml: contract, path: "\(folder)/configguard.yaml")
      } catch {
        for text in ["\(error)", String(reflecting: error)] {
          #expect(search.leak(in: text) == nil, "\(text)")
        }
      }
    }
  }

  /// A contract whose every word is broken by the environment that it is for.
  private static let applied = """
    version: 1
    default-stage: production
    variables:
      LEVEL: {one-of: [info, §V], pattern: '§V', description: §V}
      DB_PASSWORD: {one-of: [a, '§S'], min-length: 99, sentinels: ['§S']}
      OTHER_PASSWORD: {secret: true, default: '§S', min-entropy: 4000}
      PLACE: {default: §V}
      FORMER: {deprecated: §V}
      LATER: {required-when: {LEVEL: [other, §V]}, required: true}
      STORE: {url: {schemes: [https], hosts: [§V], credentials: no-defaults, path: required}}
      PARTS: {type: list, items: int, separator: §V}
      API_TOKEN: {pattern: '§S', required: true, description: §V, example: '§S'}
      MAIN_URL: {url: {schemes: [§V], query: {mode: [§V]}}}
      PORT: {type: port}
      §N: {required: true, type: int}
    groups: [{exactly-one: [§N, LEVEL, PORT]}, {one-of: [PLACE], when: {LEVEL: [other, §V]}}]
    prefixes: [SHOP_, §N]
    rules: {debug-enabled: {allow: [{reason: §V}]}}
    """

  @Test(arguments: PlantedSecret.all) func noContractThatIsUsedLeaks(secret: PlantedSecret) throws {
    let search = LeakSearch(secret.secret)
    let values: [Character: Bool] = [
      "S": true, "V": secret.isUnlikeWords, "N": secret.isUnlikeNames,
    ]
    // The same variables with nothing to say, so that each field is a change of its own.
    let plain = try Contract(
      yaml: """
        version: 1
        variables:
          {LEVEL: , DB_PASSWORD: , OTHER_PASSWORD: , PLACE: , FORMER: , LATER: , API_TOKEN: ,
          STORE: {type: url}, PARTS: {type: list, items: int}, MAIN_URL: {type: url}}
        rules: {debug-enabled: warning}
        """)
    var runs = 0
    for (slot, isWanted) in values.sorted(by: { $0.key < $1.key }) where isWanted {
      let parts = Self.applied.split(separator: "§", omittingEmptySubsequences: false)
      for place in parts.indices.dropFirst() where parts[place].first == slot {
        let filled = parts.enumerated().map { number, part -> String in
          if number == 0 { return String(part) }
          let quoted = secret.text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "''")
          let isHere = number == place || slot == "N" && part.first == "N"
          return (isHere ? quoted : part.first == "N" ? "NAME" : "word\(number)") + part.dropFirst()
        }
        guard let contract = try? Contract(yaml: filled.joined()) else { continue }
        runs += 1
        let report = Validator(contract: contract).validate(environment: [
          "LEVEL": "other", "DB_PASSWORD": secret.text, "MAIN_URL": "https://a.example/x",
          "DEBUG": "true", "PORT": secret.text,
          "OTHER_PASSWORD": secret.text, "FORMER": secret.text, "PARTS": secret.text,
          "STORE": "https://user:\(secret.text)@a.example", "SHOP_A": secret.text,
        ])
        var outputs = Renderings.report(report) + Renderings.descriptions("contract", contract)
        outputs += Renderings.difference(from: plain, to: contract)
        outputs += Renderings.difference(from: contract, to: plain)
        for output in outputs {
          let leak = search.leak(in: output.text)
          #expect(leak == nil, "place \(place) stands in \(output.name): \(leak ?? "")")
        }
      }
    }
    #expect(runs > 0 || secret.text.contains("\n"))
  }

  /// Packs that cannot be used, broken at the secret.
  private static let packs = [
    "pack: §\nrules: 1", "§: 1", "pack: a\nrules: [{id: §}]", "pack: \"§",
    "pack: a\nrules: [{id: a-b, category: §}]",
    "pack: a\nrules: [{id: a-b, category: cors, title: t, severity: {production: §}}]",
    "pack: a\nrules: [{id: a-b, category: cors, title: t, severity: error, look-at: {§: 1}}]",
    "pack: a\nrules: [{id: a-b, category: cors, title: t, severity: error, look-at: "
      + "{setting: {keys: [§]}}}]",
    "pack: a\nrules: [{id: a-b, category: cors, title: t, severity: error, look-at: "
      + "{setting: {keys: [a]}}, check: {value: {pattern: '(§'}}}]",
    "pack: a\nrules: [{id: a-b, category: cors, title: t, severity: error, look-at: "
      + "{setting: {keys: [a]}}, check: {§: 1}}]",
    "pack: a\nrules: [{id: a-b, category: cors, title: t, severity: error, look-at: "
      + "{path: {format: kubernetes, path: '§'}}, check: absent}]",
  ]

  @Test(arguments: PlantedSecret.unlikeNames) func noRefusalOfAPackLeaks(secret: PlantedSecret) {
    let search = LeakSearch(secret.secret)
    for text in Self.packs {
      let pack = text.split(separator: "§", omittingEmptySubsequences: false)
        .joined(separator: secret.text)
      do {
        _ = try RulePackLoader.load(SourceBytes(pack), path: "a.yaml")
        Issue.record("the pack is accepted")
      } catch {
        let outputs = [NameScreen.builtin.text(error.text).text, "\(error.message)"]
        for text in outputs { #expect(search.leak(in: text) == nil, "\(text)") }
      }
    }
  }
}
