import RulePacks
import Testing

/// Patterns that are known to stop other engines: each is refused when a pack is loaded, with the
/// place and the reason, or reads a megabyte as any other pattern does.
@Suite struct ClassicPatternTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let pattern: String
    let unit: String
    let end: String

    init(_ pattern: String, _ unit: String = "a", _ end: String = "!") {
      self.pattern = pattern
      self.unit = unit
      self.end = end
    }

    var testDescription: String { pattern }
  }

  static let accepted: [Case] = [
    Case("(a+)+$"), Case("(a|a)*"), Case("(a|a)*$"), Case("(a|aa)+$"), Case("(.*a){20}"),
    Case("(.*a){20}$"), Case(#"([a-z]+)*\d"#), Case("(x+x+)+y", "x", ""),
    Case("^(([a-z])+.)+[A-Z]([a-z])+$"), Case("(.*?,){11}P", "a,", "!"),
    Case(#"(\w+\s?)*$"#, "word ", "!"), Case("(a?){50}a{50}b"), Case("([^,]*,)*x", "a,", ""),
    Case(#"^(\s*\w+\s*,)*$"#, " a ,", "!"), Case("(a*)*b"), Case("(a|b|ab)*c", "ab", ""),
    Case(#"(\d+)*[a-z]"#, "1", ""), Case("(([a-z]*)*)*1"), Case("(.*)(.*)(.*)(.*)(.*)x", "a", ""),
    Case("[一-龥ぁ-ゟ가-힣]+[^\\x00-~]*!", "漢字", "?"), Case("(a{0,20}){0,20}b"),
    Case(#"(\b|a)*-"#, "a ", ""), Case("((ab)*|(ba)*)*c", "ab", ""),
  ]

  @Test(arguments: accepted)
  func readsAMegabyteInOnePass(_ example: Case) throws {
    let pack = Self.pack(example.pattern)
    #expect(throws: Never.self) { try RulePackLoader.load(SourceBytes(pack), path: "own.yaml") }
    let pattern = try Pattern(example.pattern)
    let text = String(repeating: example.unit, count: 1_000_000 / example.unit.utf8.count)
    Array((text + example.end).utf8).withUnsafeBufferPointer { bytes in
      // Twice a symbol, forwards and back, and what the few states cost that the text needs.
      let search = pattern.measureFirstMatch(in: bytes)
      #expect(search.work.steps <= 2 * bytes.count + 400_000)
      let whole = pattern.measureMatchesWhole(bytes)
      #expect(whole.work.steps <= bytes.count + 400_000)
      #expect(search.work.peakMemory <= 2 * 512 * 1024)
    }
  }

  @Test(arguments: [
    ("a{0,1000}a{0,1000}b", "its repeats expand to 4001 steps, and 2000 are the most", -1),
    ("((a{0,50}){0,50}){0,50}", "pattern is too large", 17),
    ("(((a{9}){9}){9}){9}", "its repeats expand to 6561 steps, and 2000 are the most", -1),
    ("a{1000000}", "pattern is too large", 1),
    ("(?<=a)b", "look-behind is not supported", 0),
    ("b(?<!a)c", "look-behind is not supported", 1),
    ("a(?=b)", "look-ahead is not supported", 1),
    ("a(?!b)", "look-ahead is not supported", 1),
    (#"(a)\1"#, "back-references are not supported", 3),
    (#"(?P<n>a)(?P=n)"#, "named groups are not supported", 0),
    ("(?<name>a)", "named groups are not supported", 0),
    ("a*+b", "possessive repeats are not supported", 1),
    ("a{2}+b", "possessive repeats are not supported", 1),
    ("(?>a+)b", "atomic groups are not supported", 0),
    ("a(?R)?b", "this kind of group is not supported", 1),
    ("(a(?1)?b)", "this kind of group is not supported", 2),
    (#"é\p{L}"#, "Unicode properties are not supported", 1),
    ("a**", "a repeat cannot follow a repeat", 2),
    ("(?i)a(?-i)b", "this kind of group", 5),
    ("[[:alpha:]]", "POSIX classes are not supported", 1),
    ("a(b", "this group is never closed", 1),
  ])
  func isRefusedWithItsPlace(
    _ pattern: String, _ message: String, _ offset: Int
  ) throws {
    let error = #expect(throws: RulePackProblem.self) {
      try RulePackLoader.load(SourceBytes(Self.pack(pattern)), path: "own.yaml")
    }
    let text = try #require(error?.description)
    #expect(text.hasPrefix("own.yaml:8:\(30 + offset): the pattern cannot be used: "))
    #expect(text.contains(message), "\(text)")
    #expect(!text.contains(pattern))
  }

  /// Each match of such a pattern reads to the end of the text, for as many matches as bytes.
  @Test func allMatchesTogetherAreBounded() throws {
    let pattern = try Pattern("a|a.*b")
    let bytes = [UInt8](repeating: 0x61, count: 200_000)
    var count = 0
    bytes.withUnsafeBufferPointer { bytes in
      pattern.forEachMatch(in: bytes) { range in
        count += 1
        return range.upperBound
      }
    }
    #expect(count > 16 && count < 100)
  }

  @Test func matchesFollowOneAnother() throws {
    let pattern = try Pattern("a*")
    var found: [Range<Int>] = []
    Array("baac".utf8).withUnsafeBufferPointer { bytes in
      pattern.forEachMatch(in: bytes) { range in
        found.append(range)
        return range.upperBound
      }
    }
    #expect(found == [0..<0, 1..<3, 3..<3, 4..<4])
  }

  private static func pack(_ pattern: String) -> String {
    """
    pack: own
    rules:
      - id: own
        category: debug
        title: Own
        severity: note
        look-at: text
        check: {text: {pattern: '\(pattern)', keywords: [abc]}}
        message: found
        why: So.
        fix: So.
        since: 0.1.0
        examples: {bad: [{files: {a.txt: "⟦a⟧"}}], good: [{files: {a.txt: b}}]}

    """
  }
}
