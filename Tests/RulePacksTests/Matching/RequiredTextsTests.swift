import RulePacks
import Testing

/// The texts that a search looks for before it tries a pattern.
@Suite struct RequiredTextsTests {
  @Test(arguments: [
    ("acme-[0-9a-f]{32}", ["acme-"]), ("(?i)ACME_[a-z]+", ["acme_"]),
    ("(live|test)_key_[0-9]+", ["live_key_", "test_key_"]), ("[0-9]+-orchard", ["-orchard"]),
    (#"\bkey=\w+"#, ["key="]), ("x*abc?d*", []), ("(abc)+x", ["abc"]), ("(abc){2}", ["abcabc"]),
    ("abc|def[0-9]", ["abc", "def"]), ("abc|[0-9]+", []), ("[0-9a-f]{40}", []), ("(a+)+$", []),
    (".*", []), ("", []), ("^abc$", ["abc"]), ("a[bc]d", ["abd", "acd"]), ("éclair", ["éclair"]),
    ("(abc)?def", ["def"]), ("(abc)?", []), ("abcd.*longest", ["longest"]), ("not a pattern(", []),
    ("sk-[a-z]{3}-key", ["-key"]),
  ])
  func areThoseThatEveryMatchHolds(_ pattern: String, _ expected: [String]) {
    #expect(Pattern.requiredTexts(in: pattern) == expected)
  }

  /// Whatever a pattern matches holds one of its texts.
  @Test func noMatchIsMissed() throws {
    var random = SmallRandom(state: 5)
    let pieces = [
      "ab", "c", "[ab]", "(ab|cd)", "(abc)?", "d{2}", "(ab)+", "x*", "(?i:AB)", ".", "bcd",
    ]
    let letters = Array("abcdAB".utf8)
    for _ in 0..<400 {
      let text = (0..<4).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      let pattern = try Pattern(text)
      let required = Pattern.requiredTexts(in: text)
      guard !required.isEmpty else { continue }
      for _ in 0..<40 {
        let input = (0..<8).map { _ in letters[Int(random.next() % UInt64(letters.count))] }
        let string = String(decoding: input, as: UTF8.self)
        guard pattern.isFound(in: string) else { continue }
        let words = KeywordSet(required)
        let isKnown = input.withUnsafeBufferPointer { words.firstMatch(in: $0, from: 0) != nil }
        #expect(isKnown, "\(text) on \(string): \(required)")
      }
    }
  }
}
