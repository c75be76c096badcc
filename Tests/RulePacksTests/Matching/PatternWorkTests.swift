import RulePacks
import Testing

/// Work is counted rather than timed, so the outcome is the same on any machine.
@Suite struct PatternWorkTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let pattern: String
    let unit: String
    let end: String

    init(_ pattern: String, _ unit: String, _ end: String) {
      self.pattern = pattern
      self.unit = unit
      self.end = end
    }

    var testDescription: String { pattern }

    func text(_ count: Int) -> [UInt8] {
      Array((String(repeating: unit, count: count / unit.utf8.count) + end).utf8)
    }
  }

  /// Patterns on which a backtracking engine takes exponential or high polynomial time.
  static let catastrophic: [Case] = [
    Case("(a+)+$", "a", "!"),
    Case("(a|a)*b", "a", "!"),
    Case("(a|aa)+$", "a", "!"),
    Case("(.*)*x", "a", "!"),
    Case("(x+x+)+y", "x", "!"),
    Case("([a-zA-Z]+)*$", "a", "!"),
    Case("(a?){50}a{50}", "a", ""),
    Case("^(([a-z])+.)+[A-Z]([a-z])+$", "a", "!"),
    Case("(a*)*b", "a", "!"),
    Case("(?:a*a*)*b", "a", "!"),
    Case(".*.*=.*", "x", ""),
    Case(#"\s*\s*\s*#"#, " ", "x"),
    Case(#"^(\w+\s?)*$"#, "word ", "!"),
    Case(#"(\b\w*\b)*-"#, "ab ", ""),
    Case("(?i)(a|A)*c", "aA", "b"),
    Case("(é|é)*x", "é", "b"),
    Case("(.|[^a])*x", "a\u{FE0F}", ""),
  ]

  @Test(arguments: catastrophic)
  func readsEachSymbolAFewTimes(of example: Case) throws {
    let pattern = try Pattern(example.pattern)
    let bytes = example.text(200_000)
    bytes.withUnsafeBufferPointer { bytes in
      // Two passes over the text; making the few states needed costs next to nothing.
      let search = pattern.measureFirstMatch(in: bytes)
      #expect(search.work.steps <= 2 * bytes.count + 20_000)
      let whole = pattern.measureMatchesWhole(bytes)
      #expect(whole.work.steps <= bytes.count + 20_000)
      #expect(whole.work.steps > 0)
    }
  }

  @Test func findsTheRightMatchesOfCatastrophicPatterns() throws {
    let long = String(repeating: "a", count: 100_000)
    let cases: [(String, String, Bool)] = [
      ("(a+)+$", long, true), ("(a+)+$", long + "!", false), ("(a|a)*b", long + "b", true),
      ("(a|aa)+$", long, true), ("(.*)*x", long, false), ("(.*)*x", long + "x", true),
      ("([a-zA-Z]+)*$", long, true), ("([a-zA-Z]+)*$", long + "1", false),
      ("(a?){50}a{50}", String(repeating: "a", count: 49), false),
      ("(a?){50}a{50}", String(repeating: "a", count: 50), true),
      ("(a?){50}a{50}", String(repeating: "a", count: 100), true),
      ("(a?){50}a{50}", String(repeating: "a", count: 101), false),
      ("^(([a-z])+.)+[A-Z]([a-z])+$", long + "Bc", true),
      ("^(([a-z])+.)+[A-Z]([a-z])+$", long, false),
    ]
    for (text, input, expected) in cases {
      let pattern = try Pattern(text)
      #expect(pattern.matchesWhole(input) == expected, "\(text) on \(input.utf8.count) bytes")
    }
  }

  /// Patterns that need more states than the cache may hold.
  @Test(arguments: ["[ab]*a[ab]{15}", #"(?:\b|[ab])*a[ab]{15}"#])
  func dropsStatesAndStaysRight(text: String) throws {
    let pattern = try Pattern(text)
    var random = SmallRandom(state: 7)
    let bytes = (0..<40_000).map { _ in random.next() & 1 == 0 ? UInt8(0x61) : 0x62 }
    for end in 39_990...40_000 {
      bytes[..<end].withUnsafeBufferPointer { prefix in
        let result = pattern.measureMatchesWhole(prefix)
        #expect(result.matches == (bytes[end - 16] == 0x61))
        #expect(result.work.steps <= (end + 1) * (2 * pattern.instructionCount + 4) * 2)
        // Full enough to have been dropped, and no larger than what was allowed.
        #expect(result.work.peakMemory > 500_000)
        #expect(result.work.peakMemory <= 512 * 1024)
      }
    }
  }

  @Test func findsMatchesWhileStatesAreDropped() throws {
    let pattern = try Pattern("a[ab]{12}c")
    var random = SmallRandom(state: 11)
    var bytes = (0..<60_000).map { _ in random.next() & 1 == 0 ? UInt8(0x61) : 0x62 }
    bytes[50_013] = 0x63
    bytes[50_000] = 0x61
    bytes[20_013] = 0x63
    bytes[20_000] = 0x62
    bytes.withUnsafeBufferPointer { bytes in
      let result = pattern.measureFirstMatch(in: bytes)
      #expect(result.match == 50_000..<50_014)
      #expect(result.work.peakMemory > 500_000)
      #expect(result.work.steps <= 4 * bytes.count * (pattern.instructionCount + 2))
    }
  }

  @Test func looksBackNoFurtherThanTheMatch() throws {
    let pattern = try Pattern("ghp_[a-z]{4}")
    let bytes = Array((String(repeating: "x: ghp_1\n", count: 20_000) + "ghp_abcd").utf8)
    bytes.withUnsafeBufferPointer { bytes in
      let result = pattern.measureFirstMatch(in: bytes)
      #expect(result.match == 180_000..<180_008)
      #expect(result.work.steps >= bytes.count)
      #expect(result.work.steps <= bytes.count + 1000)
    }
  }
}
