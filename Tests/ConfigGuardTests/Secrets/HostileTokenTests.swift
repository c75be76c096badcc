import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// Texts that are made to keep the catalogue busy; a search that is not linear does not end here.
@Suite struct HostileTokenTests {
  private static let shapes = BuiltinPacks.rules.vocabulary.tokens

  private func verdicts(_ text: [UInt8]) -> [TokenMatch] {
    let catalogue = TokenCatalogue(Self.shapes, PatternCache())
    return text.withUnsafeBufferPointer { catalogue.verdicts(in: $0) }
  }

  private func repeated(_ text: String, upTo size: Int) -> [UInt8] {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    while result.count < size { result += bytes }
    return result
  }

  @Test func everyKeywordAgainAndAgain() {
    for keyword in Set(Self.shapes.flatMap(\.keywords)).sorted() {
      let bytes = repeated(keyword, upTo: 8192)
      for match in verdicts(bytes) { #expect(match.range.upperBound <= bytes.count) }
    }
  }

  @Test func allKeywordsInOneLine() {
    let words = Set(Self.shapes.flatMap(\.keywords)).sorted().joined(separator: "-")
    #expect(verdicts(repeated(words, upTo: 100_000)).count < 10_000)
  }

  @Test func structuresThatNeverEnd() {
    let label = "PRIVATE " + "KEY"
    let texts = [
      #"{"type":"service_account","a":["#, "-----BEGIN \(label)-----",
      "-----BEGIN \(label)-----\nMIIE", "sig=" + String(repeating: "aB3d", count: 11) + "&",
      "eyJhbGciOiJIUzI1NiJ9.", #""auth":"YTpiYzpkZQ==""#, "glpat-", "MIIE",
    ]
    for text in texts {
      let bytes = repeated(text, upTo: 65_536)
      for match in verdicts(bytes) { #expect(match.range.upperBound <= bytes.count) }
    }
  }

  /// The work of one search does not grow faster than the text, whatever keyword fills it.
  @Test func stepsGrowWithTheText() throws {
    for shape in Self.shapes {
      let pattern = try Pattern(shape.pattern)
      let steps = [16_384, 32_768].map { size in
        repeated(shape.keywords[0], upTo: size).withUnsafeBufferPointer {
          pattern.measureFirstMatch(in: $0).work.steps
        }
      }
      #expect(steps[1] <= steps[0] * 5 / 2 + 4096, "\(shape.id)")
    }
  }
}
