import RulePacks
import Testing

@testable import ConfigGuard

/// What is remembered of one value or key says nothing of the next.
@Suite struct JudgeMemoryTests {
  private func value(_ text: String, at start: Int, isExact: Bool = true) -> Value {
    Value(
      form: .literal, text: text, effective: text,
      range: SourceRange(start: start, end: start + text.utf8.count), isExact: isExact)
  }

  @Test func itemsAreThoseOfTheValue() {
    let items = ReadItems()
    let values = [
      value("a,b", at: 0), value("a,b", at: 5), value("a,b", at: 5, isExact: false),
      value("a,c", at: 5), value("a\u{301}\u{323},b", at: 9),
      value("a\u{323}\u{301},b", at: 9),
      value("", at: 9),
    ]
    for value in values + values.reversed() {
      #expect(items.items(of: value) == ListItems.items(of: value))
      #expect(
        items.items(of: value).map { Array($0.text.utf8) }
          == ListItems.items(of: value).map { Array($0.text.utf8) })
    }
    items.forget()
    #expect(items.items(of: values[0]).map(\.text) == ["a", "b"])
  }

  @Test func addressesAreThoseOfTheValue() {
    let rules = BuiltinPacks.prepared
    let check = URLCheck(
      classifier: SecretClassifier(rules.index.vocabulary, PatternCache(rules)))
    var test = URLTest()
    test.schemes = ["ftp"]
    for _ in 0..<2 {
      #expect(check.violations(test, value("ftp://example.com", at: 0), key: "A").count == 1)
      #expect(check.violations(test, value("http://example.com", at: 0), key: "A").isEmpty)
      #expect(check.violations(test, value("ftp", at: 0), key: "A").isEmpty)
      check.forget()
    }
  }

  @Test func everyKeyHasItsOwnPlans() {
    let keys = KeyTable(BuiltinPacks.prepared.index)
    let memory = JudgeMemory()
    let infos = (0..<500).map { keys.info("DB_PASSWORD_\($0)") }
    let plans = infos.map { memory.plans($0) }
    for (info, plans) in zip(infos, plans) {
      #expect(plans.info === info)
      #expect(memory.plans(info) === plans)
    }
    // Of many more, some are planned anew.
    for number in 0..<6000 {
      let info = keys.info("CACHE_PASSWORD_\(number)")
      #expect(memory.plans(info).info === info)
    }
    for info in infos { #expect(memory.plans(info).info === info) }
  }

  /// Those of the first questions and those of the many others, in any order.
  @Test func everyQuestionHasItsOwnAnswer() throws {
    let rules = BuiltinPacks.prepared
    let judge = Judge(rules, patterns: PatternCache(rules))
    let keys = KeyTable(rules.index)
    let settings = (0..<40).map { setting("word\($0 * 5)", value("x", at: 0), keys) }
    let questions = try (0..<200).map {
      judge.memory.question([try KeyPattern("word\($0)")], nil)
    }
    let lookup = SettingLookup()
    for question in questions.reversed() + questions {
      let isThere = settings.contains { question.keys[0].pattern.matches($0.info, ancestors: []) }
      #expect(lookup.holds(question, among: settings, judge) == isThere)
    }
    #expect(questions.count { lookup.holds($0, among: settings, judge) } == 40)
  }

  @Test func imagesAreKnownByTheirBytes() {
    let rules = BuiltinPacks.prepared
    let judge = Judge(rules, patterns: PatternCache(rules))
    let images = ["postgres:16", "redis:7", "a\u{301}\u{323}", "a\u{323}\u{301}", ""]
    for image in images + images.reversed() {
      let known = judge.memory.image(image, judge.workloadSigns)
      #expect(known.identity.name == ContainerImage.Identity(image).name)
      #expect(judge.memory.image(image, judge.workloadSigns) === known)
    }
  }

  private func setting(
    _ key: String, _ value: Value, _ keys: KeyTable, isSecret: Bool = false
  ) -> Setting {
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
    var setting = Setting(
      key: key, info: keys.info(key), value: value, file: file, keyRange: SourceRange(at: 0),
      keyPath: key)
    setting.isDeclaredSecret = isSecret
    return setting
  }

  @Test func whatPassedIsKnownByItsBytes() throws {
    let keys = KeyTable(BuiltinPacks.prepared.index)
    let situation = Situation(.files, .production, "compose")
    let plan = KeyPlan(
      SettingPlan(situation, KeyRole.none, isNested: false, isInner: false, []))
    func passed(_ value: Value, _ role: String = KeyRole.none, isSecret: Bool = false)
      -> KeyPlan.Passed?
    {
      plan.passed(value, of: setting("A", value, keys, isSecret: isSecret), role)
    }
    let texts = ["info", "a\u{301}\u{323}", "a\u{323}\u{301}", "20"]
    for (place, text) in texts.enumerated() {
      var new = try #require(passed(value(text, at: 0)))
      #expect(new.isNew)
      new.insert(place)
      plan.remember(new)
    }
    for (place, text) in texts.enumerated() {
      let known = try #require(passed(value(text, at: 7)))
      #expect(!known.isNew)
      for other in texts.indices { #expect(known.contains(other) == (other == place)) }
    }
    // One more takes the place of the first.
    plan.remember(try #require(passed(value("debug", at: 0))))
    #expect(passed(value("info", at: 0))?.isNew == true)
    #expect(passed(value("20", at: 0))?.isNew == false)
    // Of secrets nothing is kept, and lists and references are more than a text.
    #expect(passed(value("20", at: 0), KeyRole.secret) == nil)
    #expect(passed(value("20", at: 0), KeyRole.possibleSecret) == nil)
    #expect(passed(value("20", at: 0), isSecret: true) == nil)
    var list = value("20", at: 0)
    list.items = []
    #expect(passed(list) == nil)
    #expect(passed(value(String(repeating: "a", count: 65), at: 0)) == nil)
    var reference = value("20", at: 0)
    reference.form = .reference("a reference")
    #expect(passed(reference) == nil)
  }

  /// A rule whose condition fails has not passed a value, which it may find fault with elsewhere.
  @Test func whatWasNotAskedHasNotPassed() {
    let rules = BuiltinPacks.prepared
    let judge = Judge(rules, patterns: PatternCache(rules))
    let keys = KeyTable(rules.index)
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .tracked)
    func found(_ key: String, _ text: String, beside others: [(String, String)]) -> Set<String> {
      let all = ([(key, text)] + others).map { setting($0.0, value($0.1, at: 0), keys) }
      let here = Surroundings(
        gate: .files, stage: .production, format: "compose", file: file, settings: all)
      return Set(judge.judge(all[0], in: here).map(\.rule))
    }
    let pairs = [
      ("CORS_ALLOW_CREDENTIALS", "true", [("CORS_ORIGINS", "*")]), ("DEBUG", "true", []),
      ("CORS_ORIGINS", "*", [("CORS_ALLOW_CREDENTIALS", "true")]),
      ("REDIS_PASSWORD", "", [("REDIS_HOST", "redis")]),
    ]
    for (key, text, others) in pairs {
      let fresh = Judge(rules, patterns: PatternCache(rules))
      _ = found(key, text, beside: [])
      let all = ([(key, text)] + others).map { setting($0.0, value($0.1, at: 0), keys) }
      let here = Surroundings(
        gate: .files, stage: .production, format: "compose", file: file, settings: all)
      let expected = Set(fresh.judge(all[0], in: here).map(\.rule))
      for _ in 0..<3 { #expect(found(key, text, beside: others) == expected, "\(key)") }
    }
  }

  @Test func copiesOfSurroundingsAreChangedApart() throws {
    let rules = BuiltinPacks.prepared
    let judge = Judge(rules, patterns: PatternCache(rules))
    let keys = KeyTable(rules.index)
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
    let question = judge.memory.question([try KeyPattern("word")], nil)
    func holds(_ here: Surroundings) -> Bool {
      here.lookup.holds(question, among: here.settings, judge)
    }
    let here = Surroundings(
      gate: .files, stage: .production, format: "compose", file: file, settings: [], load: "low")
    #expect(!holds(here))
    var other = here
    other.settings.append(setting("word", value("x", at: 0), keys))
    #expect(holds(other) && !holds(here) && here.settings.isEmpty)
    other.load = nil
    other.stage = .test
    #expect(here.load == "low" && here.stage == .production && other.load == nil)
    other.settings = []
    #expect(!holds(other))
  }

  @Test func anotherJudgeFindsTheRulesOfAnImageItself() throws {
    let rules = BuiltinPacks.prepared
    let judges = [0, 1].map { _ in Judge(rules, patterns: PatternCache(rules)) }
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
    var workload = Workload(name: "a", file: file, range: SourceRange(at: 0), format: "compose")
    workload.image = "postgres:16"
    var here = Surroundings(
      gate: .files, stage: .production, format: "compose", file: file, settings: [],
      workload: workload)
    for judge in judges {
      here.forgetAnswers()
      let image = try #require(judge.image(in: here))
      #expect(image === judge.memory.image("postgres:16", judge.workloadSigns))
      #expect(judge.image(in: here) === image)
    }
  }

  @Test func situationsAreThoseOfTheSurroundings() {
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
    let memories = [JudgeMemory(), JudgeMemory()]
    var here = Surroundings(
      gate: .files, stage: .production, format: "compose", file: file, settings: [])
    for memory in memories + memories {
      for stage in [Stage.production, .staging, .staging, .production] {
        here.stage = stage
        let found = here.lookup.situation(of: here, memory)
        let known = memory.situation(here).takeUnretainedValue()
        #expect(found.takeUnretainedValue() === known && known.stage == stage)
      }
    }
  }

  @Test func rolesAreThoseOfTheSetting() {
    let rules = BuiltinPacks.prepared
    let judge = Judge(rules, patterns: PatternCache(rules))
    let keys = KeyTable(rules.index)
    let names = ["PASSWORD", "key", "HOST", "value"]
    var settings = names.map { setting($0, value("x", at: 0), keys) }
    for index in settings.indices { settings[index].ancestors = ["api"] }
    for setting in settings + settings.reversed() {
      let role = rules.index.role(of: setting)
      for _ in 0..<2 { #expect(judge.role(of: setting) == role, "\(setting.key)") }
    }
    var changed = settings[3]
    let role = judge.role(of: changed)
    changed.info = keys.info("PASSWORD")
    #expect(judge.role(of: changed) == "secret" && role != "secret")
    judge.forget()
    #expect(judge.role(of: changed) == "secret")
  }

  @Test func wordsOfCommandsAreCharacters() {
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
    func runs(_ command: String, _ word: String) -> Bool {
      var workload = Workload(
        name: "a", file: file, range: SourceRange(at: 0), format: "compose")
      workload.command = command
      return workload.runs(["nothing", word])
    }
    #expect(runs("/usr/bin/redis-server --appendonly=yes", "redis-server"))
    #expect(runs("[\"redis-server\",\"a\"]", "a"))
    #expect(!runs("redis-server", "redis"))
    // A line end of two bytes is one character, and an accent belongs to the sign in front of it.
    #expect(!runs("redis-server\r\nx", "redis-server"))
    #expect(!runs("redis-server /\u{301}", "/"))
    #expect(runs("redis-server é", "e\u{301}"))
    #expect(!runs("", ""))
  }

  @Test func textsDifferInAnyByte() {
    for count in 0...20 {
      let text = String(repeating: "x", count: count)
      #expect(text.hasSameBytes(as: text))
      #expect(!text.hasSameBytes(as: text + "x"))
      for place in 0..<count {
        var bytes = Array(text.utf8)
        bytes[place] = 0x79
        #expect(!text.hasSameBytes(as: String(decoding: bytes, as: UTF8.self)))
      }
    }
    #expect("é" == "e\u{301}" && !"é".hasSameBytes(as: "e\u{301}"))
  }

  @Test func verdictsAddUp() {
    let all: [ConditionVerdict] = [.yes, .no, .unknown]
    for left in all {
      for right in all {
        #expect(left.and(right) == ConditionVerdict.all([left, right]) { $0 })
        #expect(left.or(right) == ConditionVerdict.any([left, right]) { $0 })
      }
    }
  }

  /// An address alone is announced, and no kind of token asks for one.
  @Test func tokensBesideAddresses() {
    let rules = BuiltinPacks.prepared
    let classifier = SecretClassifier(rules.index.vocabulary, PatternCache(rules))
    let token = "AKIA" + "Q3EGRIYTMBWJ5TLP"
    #expect(classifier.tokens(in: "https://example.com/a").isEmpty)
    #expect(classifier.tokens(in: "https://example.com/ \(token)").count == 1)
    #expect(classifier.tokens(in: token).count == 1)
  }
}
