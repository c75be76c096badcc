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
    let infos = (0..<3000).map { keys.info("DB_PASSWORD_\($0)") }
    let plans = infos.map { memory.plans($0) }
    for (info, plans) in zip(infos, plans) {
      #expect(plans.info === info)
      #expect(memory.plans(info) === plans)
    }
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
