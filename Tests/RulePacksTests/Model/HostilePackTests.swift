import Testing

@testable import RulePacks

/// Packs that are made to hurt their reader: each is refused with a reason, and nothing breaks.
@Suite struct HostilePackTests {
  private func refusal(_ text: String) -> String? {
    do throws(RulePackProblem) {
      _ = try RulePackLoader.load(SourceBytes(text), path: "own.yaml")
      return nil
    } catch {
      return error.description
    }
  }

  private func families(_ patterns: [String]) -> String {
    "pack: own\nfamilies:\n  weak:\n" + patterns.map { "    - '\($0)'\n" }.joined()
  }

  @Test func aPatternOfAMegabyte() {
    let text = families([String(repeating: "a", count: 1_000_000)])
    #expect(
      refusal(text)
        == "own.yaml:4:4104: the pattern cannot be used: a pattern has at most 4096 characters")
  }

  @Test func tenThousandPatterns() {
    let text = families((0..<10_000).map { "a\($0)" })
    #expect(refusal(text) == "own.yaml:2004:7: a pack has at most 2000 patterns")
    #expect(refusal(families((0..<1000).map { "a\($0)" })) == nil)
  }

  @Test func patternsThatAreLargeTogether() {
    let text = families((0..<2000).map { "a\($0)b{900}" })
    #expect(refusal(text)?.hasSuffix("the patterns of this pack are too large") == true)
  }

  @Test func groupsWithinGroups() {
    let deep = String(repeating: "(", count: 2000) + "a" + String(repeating: ")", count: 2000)
    #expect(refusal(families([deep]))?.hasSuffix("groups are nested too deeply") == true)
  }

  @Test func classesOfAllKinds() {
    let letters = (0..<1000).compactMap { Unicode.Scalar(0x4E00 + UInt32($0) * 2) }
    let sets = letters.map { "[^\($0)]" }.joined()
    #expect(refusal(families([String(sets.prefix(4000))])) == nil)
    #expect(refusal(families(["[" + String(String.UnicodeScalarView(letters)) + "]"])) == nil)
  }

  private func rule(when condition: String) -> String {
    """
    pack: own
    rules:
      - {id: a, category: debug, title: A, severity: note, look-at: workload, when: \(condition), check: {requires: [a]}, message: a, why: a, fix: a, since: 0.1.0, examples: {bad: [{environment: {A: b}}], good: [{environment: {A: b}}]}}

    """
  }

  @Test func conditionsWithinConditions() {
    let deep =
      String(repeating: "{not: ", count: 500) + "{stage: test}" + String(repeating: "}", count: 500)
    #expect(refusal(rule(when: deep))?.contains("nested deeper") == true)
    let bearable =
      String(repeating: "{not: ", count: 20) + "{stage: test}" + String(repeating: "}", count: 20)
    #expect(refusal(rule(when: bearable)) == nil)
  }

  /// Each alias stands for twice as many conditions as the one before it.
  @Test func conditionsThatAreAliases() {
    var parts = ["&a0 {stage: test}"]
    for number in 1..<40 {
      parts.append("&a\(number) {all: [*a\(number - 1), *a\(number - 1)]}")
    }
    let text = rule(when: "{any: [\(parts.joined(separator: ", "))]}")
    #expect(refusal(text)?.contains("aliases multiply this document") == true)
  }

  @Test func conditionsByTheThousand() {
    let list = Array(repeating: "{stage: test}", count: 20_001).joined(separator: ", ")
    let reason = refusal(rule(when: "{any: [\(list)]}"))
    #expect(reason?.hasSuffix("a pack has at most 20000 conditions") == true)
  }

  @Test func keysOfAMegabyte() {
    let key = String(repeating: "a ", count: 500_000)
    _ = refusal("pack: own\nroles: [{role: secret, keys: [\"\(key)\"]}]\n")
    _ = refusal("pack: own\nwords: [\"\(key)\"]\n")
    _ = refusal("pack: \"\(key)\"\ntokens: []\n")
  }

  @Test(arguments: [
    "", "pack: own\n---\npack: b\n", "[", "pack: [a]", "- a", "pack: own\nrules: [1]",
  ])
  func whatIsNoPack(_ text: String) { #expect(refusal(text) != nil) }
}
