import RulePacks
import Testing

@Suite struct PatternSamplerTests {
  @Test(arguments: [
    "[a-z]{8}", "(sk|pk)_[0-9a-f]{32}", "\\w+", "a?b*c+", ".{10,}", "(?i)abc", "[^a]{4}", "^x$",
    "(a(b(c|d){2}){3})", "\\d{3}-\\d{4}", "é{2}", "",
  ])
  func samplesMatchTheirPatterns(_ pattern: String) throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      let sample = try #require(Pattern.sample(of: pattern, using: &random))
      #expect(try Pattern(pattern).matchesWhole(sample.text))
    }
  }

  @Test func chanceIsCounted() throws {
    var random = SystemRandomNumberGenerator()
    #expect(try #require(Pattern.sample(of: "[0-9a-f]{64}", using: &random)).bits == 256)
    #expect(try #require(Pattern.sample(of: "abc", using: &random)).bits == 0)
    #expect(try #require(Pattern.sample(of: "a|b|c|d", using: &random)).bits == 2)
  }

  @Test(arguments: ["(", "a\\bb", "(x{4000}){4000}"])
  func whatCannotBeSampledIsNothing(_ pattern: String) {
    var random = SystemRandomNumberGenerator()
    #expect(Pattern.sample(of: pattern, using: &random) == nil)
  }
}
