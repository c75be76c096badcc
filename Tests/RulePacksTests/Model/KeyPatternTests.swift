import Testing

@testable import RulePacks

@Suite struct KeyPatternTests {
  private static let words = ["a", "b", "c", "d", "é", "e\u{301}"]

  private static let patterns = [
    "a", "a|b c", "a? b", "{a b}", "... a", "a ...", "a ... > ...", "a|é ... > ...",
    "^ a ... > ...",
    "... > ...", "a > ...", "a ... > b", "a > b ...", "... a > ... b", "^ a > ... b", "a !c",
    "a ... > ... !b", "é", "a b? > c? d",
  ]

  /// All rows of up to three words.
  private static let rows: [[String]] = {
    var rows: [[String]] = [[]]
    for _ in 0..<3 { rows += rows.flatMap { row in words.map { row + [$0] } } }
    return Array(Set(rows))
  }()

  @Test(arguments: patterns) func whatMayNotMatchDoesNot(text: String) throws {
    let pattern = try KeyPattern(text)
    let packed = pattern.packed
    for row in Self.rows {
      let bits = WordBits(row)
      if pattern.matches(row, ancestors: []) {
        #expect(pattern.mayMatch(bits, isAlone: true) && packed.mayMatch(bits, isAlone: true))
      }
      if pattern.couldMatchLeaf(row) {
        #expect(pattern.mayMatch(bits, isAlone: false) && packed.mayMatch(bits, isAlone: false))
      }
    }
  }

  @Test func aPatternIsTheSameWhenPacked() throws {
    let rare = try KeyPattern("pool ... > max|maximum size")
    for pattern in [rare, rare.packed] {
      #expect(!pattern.mayMatch(WordBits(["size"]), isAlone: false))
      #expect(pattern.mayMatch(WordBits(["max", "size"]), isAlone: false))
      #expect(!pattern.mayMatch(WordBits(["max", "size"]), isAlone: true))
      #expect(pattern.mayMatch(WordBits(["pool", "max", "size"]), isAlone: true))
    }
  }

  /// Gaps on both sides of `>` take in each other's words.
  @Test func aGapBehindAGap() throws {
    let pattern = try KeyPattern("a ... > ...")
    let anchored = try KeyPattern("^ a ... > ...")
    for row in Self.rows {
      for split in 0...row.count {
        let (ancestors, words) = (Array(row[..<split]), Array(row[split...]))
        #expect(pattern.matches(words, ancestors: ancestors) == row.contains("a"))
        #expect(anchored.matches(words, ancestors: ancestors) == (row.first == "a"))
      }
    }
  }
}
