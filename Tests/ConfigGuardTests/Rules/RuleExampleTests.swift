import Testing

@testable import ConfigGuard
@testable import ConfigLinting
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

  @Test(arguments: pages.keys.sorted())
  func rulesAreDocumented(id: String) throws {
    let rule = try #require(BuiltinPacks.prepared.index.rule(id))
    let page = try #require(Self.pages[id])
    #expect((1...3).contains(Self.sentences(in: page.why)), "`why` has one to three sentences")
    #expect((1...3).contains(Self.sentences(in: page.fix)), "`fix` has one to three sentences")
    #expect(Self.words(of: page.fix) != Self.words(of: rule.message), "`fix` says what to do")
    #expect(Self.words(of: page.why) != Self.words(of: rule.message), "`why` says why")
    #expect(rule.message.last != ".", "a message ends without a full stop")
    let isJudged =
      rule.levels.everyStage != nil || rule.levels.production != nil
      || rule.levels.development != nil
    #expect(isJudged, "it is silent everywhere")
    #expect(!rule.references.isEmpty, "it refers to nothing official")
    #expect(Set(rule.references).count == rule.references.count, "a reference stands twice")
    for (isBad, name) in [(true, "bad"), (false, "good")] {
      #expect(page.examples.contains { $0.isBad == isBad }, "it needs a \(name) example")
    }
    for example in page.examples
    where example.isBad && !example.files.isEmpty && example.environment.isEmpty {
      #expect(example.files.contains { !ExampleText($0.text).marks.isEmpty }, "nothing is marked")
    }
    for example in page.examples where !example.isBad {
      #expect(
        example.files.allSatisfy { ExampleText($0.text).marks.isEmpty }, "a good one is marked")
    }
  }

  /// Full stops, question marks and exclamation marks that end a sentence.
  private static func sentences(in text: String) -> Int {
    let words = text.split { $0 == " " || $0 == "\n" }
    let abbreviations: Set<Substring> = ["e.g.", "i.e.", "etc.", "vs."]
    let ends = words.filter { word in
      let word = word.last == "`" || word.last == ")" ? word.dropLast() : word
      return ".?!".contains(word.last ?? " ") && !abbreviations.contains(word)
    }
    return ends.count
  }

  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
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
