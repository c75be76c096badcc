import Testing

@testable import ConfigGuard
@testable import RulePacks

/// Every example of every built-in rule, and what every rule must have.
@Suite struct RuleExampleTests {
  private static let pages = Dictionary(
    uniqueKeysWithValues: BuiltinPacks.pages.map { ($0.id, $0) })

  @Test(arguments: pages.keys.sorted())
  func examplesHold(rule: String) throws {
    let page = try #require(Self.pages[rule])
    let runner = ExampleRunner(rules: BuiltinPacks.prepared)
    for example in page.examples {
      #expect(runner.problems(of: example, rule: rule) == [])
    }
  }

  @Test func rulesAreDocumented() {
    let pages = Dictionary(uniqueKeysWithValues: BuiltinPacks.pages.map { ($0.id, $0) })
    for rule in BuiltinPacks.rules.rules {
      let page = pages[rule.id]
      #expect(page?.why.isEmpty == false && page?.fix.isEmpty == false, "\(rule.id)")
      #expect(page?.examples.contains { $0.isBad } == true, "\(rule.id) needs a bad example")
      #expect(page?.examples.contains { !$0.isBad } == true, "\(rule.id) needs a good example")
      #expect(!rule.references.isEmpty, "\(rule.id) needs references")
      #expect(rule.message.last != ".", "\(rule.id): a message ends without a full stop")
    }
  }

  @Test func idsAreUniqueAndEveryCategoryOfTheCasesHasARule() {
    let rules = BuiltinPacks.rules.rules
    #expect(Set(rules.map(\.id)).count == rules.count)
    let categories = Set(rules.map(\.category))
    let needed: Set<RulePacks.Category> = [
      .missingSecret, .placeholderSecret, .weakSecret, .hardcodedSecret, .defaultCredential,
      .insecureFallback, .authDisabled, .cors, .debug, .tls, .pool, .backup, .secretReuse,
      .trackedSecret, .drift, .limits, .contract, .syntax, .unchecked,
    ]
    #expect(needed.subtracting(categories).isEmpty)
  }

  @Test func aBrokenExampleFails() {
    let runner = ExampleRunner(rules: BuiltinPacks.prepared)
    func example(_ text: String, isBad: Bool) -> RuleExample {
      RuleExample(
        isBad: isBad, title: "",
        files: [.init(path: ".env.production", text: text, tracking: "unknown")],
        environment: [:], contract: nil, stage: nil, severity: nil, line: 1)
    }
    let rule = "cors-any-origin"
    #expect(runner.problems(of: example("CORS_ORIGINS=⟦*⟧\n", isBad: true), rule: rule) == [])
    #expect(runner.problems(of: example("CORS_ORIGINS=⟦x⟧\n", isBad: true), rule: rule) != [])
    #expect(runner.problems(of: example("⟦CORS⟧_ORIGINS=*\n", isBad: true), rule: rule) != [])
    #expect(runner.problems(of: example("CORS_ORIGINS=*\n", isBad: true), rule: rule) != [])
    #expect(runner.problems(of: example("CORS_ORIGINS=*\n", isBad: false), rule: rule) != [])
  }
}
