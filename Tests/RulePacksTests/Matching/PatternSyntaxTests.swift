import RulePacks
import Testing

@Suite struct PatternSyntaxTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let pattern: String
    let message: ReportText
    let offset: Int

    init(_ pattern: String, _ message: ReportText, _ offset: Int) {
      self.pattern = pattern
      self.message = message
      self.offset = offset
    }

    var testDescription: String { pattern }
  }

  static let refusals: [Refusal] = [
    Refusal("a(?=b)", "look-ahead is not supported", 1),
    Refusal("é(?!b)", "look-ahead is not supported", 1),
    Refusal("(?<=a)b", "look-behind is not supported", 0),
    Refusal("x(?<!a)b", "look-behind is not supported", 1),
    Refusal("(?>a)", "atomic groups are not supported", 0),
    Refusal("(?<n>a)", "named groups are not supported", 0),
    Refusal("(?P<n>a)", "named groups are not supported", 0),
    Refusal("(?P=n)", "back-references are not supported", 0),
    Refusal(#"(a)\1"#, "back-references are not supported", 3),
    Refusal(#"\0"#, "back-references are not supported", 0),
    Refusal(#"\k<n>"#, "back-references are not supported", 0),
    Refusal(#"[\1]"#, "back-references are not supported", 1),
    Refusal(#"a\p{L}"#, "Unicode properties are not supported", 1),
    Refusal(#"[\PL]"#, "Unicode properties are not supported", 1),
    Refusal("a(?i)b", "(?i) is only supported at the start of the pattern", 1),
    Refusal("(?i)(?i)b", "(?i) is only supported at the start of the pattern", 4),
    Refusal("(?s).", "this kind of group is not supported", 0),
    Refusal("(?-i:a)", "this kind of group is not supported", 0),
    Refusal("(?#x)", "this kind of group is not supported", 0),
    Refusal("(?", "this kind of group is not supported", 0),
    Refusal("a*+", "possessive repeats are not supported", 1),
    Refusal("ba{2}+", "possessive repeats are not supported", 2),
    Refusal("a**", "a repeat cannot follow a repeat", 2),
    Refusal("a*??", "a repeat cannot follow a repeat", 3),
    Refusal("a{2}{3}", "a repeat cannot follow a repeat", 4),
    Refusal("*a", "there is nothing to repeat", 0),
    Refusal("(+)", "there is nothing to repeat", 1),
    Refusal("a|?", "there is nothing to repeat", 2),
    Refusal("{2}", "there is nothing to repeat", 0),
    Refusal("^*", "there is nothing to repeat", 1),
    Refusal(#"\b+"#, "there is nothing to repeat", 2),
    Refusal("a$?", "there is nothing to repeat", 2),
    Refusal("a{3,2}", "the bounds of this repeat are out of order", 1),
    Refusal("a{,2}", "a bounded repeat needs its lower bound", 1),
    Refusal("(a", "this group is never closed", 0),
    Refusal("x(a(b)", "this group is never closed", 1),
    Refusal("a)", "this parenthesis closes no group", 1),
    Refusal("a|)", "this parenthesis closes no group", 2),
    Refusal("[a", "this class is never closed", 0),
    Refusal(#"a[^\]"#, "this class is never closed", 1),
    Refusal("[", "this class is never closed", 0),
    Refusal("[]", "a class cannot be empty or open with a bare ]", 0),
    Refusal("a[^]b]", "a class cannot be empty or open with a bare ]", 1),
    Refusal("[z-a]", "the ends of this range are out of order", 1),
    Refusal(#"[a\d-z]"#, "a range needs a character at both ends", 2),
    Refusal(#"[a-\d]"#, "a range needs a character at both ends", 1),
    Refusal(#"[a\b]"#, "a class cannot hold a word boundary", 2),
    Refusal("[[:alpha:]]", "POSIX classes are not supported", 1),
    Refusal(#"ab\"#, "a pattern cannot end in a backslash", 2),
    Refusal(#"\x4"#, #"\x needs two hexadecimal digits"#, 0),
    Refusal(#"a\x{41}"#, #"\x needs two hexadecimal digits"#, 1),
    Refusal(#"\A"#, "this escape is not supported", 0),
    Refusal(#"a\z"#, "this escape is not supported", 1),
    Refusal(#"\é"#, "this escape is not supported", 0),
    Refusal("((a{100}){100}){100}", "pattern is too large", 15),
    Refusal("a{20000}", "pattern is too large", 1),
    Refusal("a{0,10000}", "pattern is too large", 1),
    Refusal("a{99999999999999999999}", "pattern is too large", 1),
    Refusal("a{9999}b{9999}c{9}", "pattern is too large", 14),
    Refusal("a{9999}|b{9999}|c", "pattern is too large", 0),
    Refusal("(((){1000}){1000}){1000}", "pattern is too large", 11),
  ]

  @Test(arguments: refusals)
  func refuses(refusal: Refusal) {
    let expected = PatternError(message: refusal.message, offset: refusal.offset)
    #expect(throws: expected) { try Pattern(refusal.pattern) }
  }

  @Test func limitsTheLength() throws {
    let longest = String(repeating: "é", count: 4096)
    #expect(try Pattern(longest).matchesWhole(longest))
    #expect(throws: PatternError(message: "a pattern has at most 4096 characters", offset: 4096)) {
      try Pattern(longest + "é")
    }
  }

  @Test func limitsTheNesting() throws {
    let deepest = String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100)
    #expect(try Pattern(deepest).matchesWhole("a"))
    #expect(throws: PatternError(message: "groups are nested too deeply", offset: 100)) {
      try Pattern("(\(deepest))")
    }
    // Groups that follow each other do not nest.
    let row = String(repeating: "(a)", count: 500)
    #expect(try Pattern(row).matchesWhole(String(repeating: "a", count: 500)))
  }

  @Test func acceptsTheLargestProgram() throws {
    let pattern = try Pattern("a{19999}")
    #expect(pattern.instructionCount == 20_000)
    #expect(pattern.matchesWhole(String(repeating: "a", count: 19_999)))
    #expect(!pattern.matchesWhole(String(repeating: "a", count: 19_998)))
  }

  @Test(arguments: [
    "a", "ab|c", "a*", "a+", "a{3}", "a{2,5}", "a{3,}", "(?:)", "(a|b){2}c?", "()*", "(?:^)+",
    "(a{0,3}|b+){4,}",
  ])
  func expandsNoFurtherThanReckoned(text: String) throws {
    // Grown until it is refused, a pattern stays within the limit while it is accepted.
    var largest = 0
    for count in stride(from: 1, through: 20_000, by: 400) {
      guard let pattern = try? Pattern("(?:\(text)){\(count)}") else { break }
      largest = max(largest, pattern.instructionCount)
    }
    #expect(largest > 0)
    #expect(largest <= 20_000)
  }

  @Test func keepsItsText() throws {
    #expect(try Pattern("(?i)a+").text == "(?i)a+")
  }
}
