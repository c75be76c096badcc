import ConfigGuard
import RulePacks
import Testing

@Suite struct BaselineTests {
  private static func finding(
    _ path: String, _ rule: String = "debug-on", _ keyPath: String = "", _ ordinal: Int = 0
  ) -> FindingIdentity {
    FindingIdentity(path: path, rule: rule, keyPath: keyPath, ordinal: ordinal)
  }

  private func entries(_ text: String) -> [String] {
    text.split(separator: "\n").filter { !$0.hasPrefix("# ") }.map(String.init)
  }

  @Test func entriesAreSortedOneLineEach() {
    let baseline = Baseline([
      Self.finding("b.yaml", "cors-any-origin", "services.web.environment.ORIGINS"),
      Self.finding("a.env", "debug-on", "DEBUG", 1), Self.finding("a.env", "debug-on", "DEBUG"),
      Self.finding("a.env", "backups-disabled"),
    ])
    #expect(
      entries(baseline.text) == [
        "a.env\tbackups-disabled", "a.env\tdebug-on\tDEBUG", "a.env\tdebug-on\tDEBUG\t2",
        "b.yaml\tcors-any-origin\tservices.web.environment.ORIGINS",
      ])
  }

  @Test(arguments: [
    finding("a.env", "debug-on", "DEBUG", 3), finding("a b\tc\nd\re\\f.env", "x", "k\tl.m\\n"),
    finding("#a.env"), finding("\\#a.env"), finding("ä/日本.yaml", "x", "ключ"),
    finding("a.env", "x", "", 1),
  ])
  func everyNameComesBack(finding: FindingIdentity) throws {
    let text = Baseline([finding]).text
    #expect(try Array(Baseline(SourceBytes(text)).lines.keys) == [finding])
    #expect(entries(text).count == 1)
  }

  @Test func orderRepetitionAndLineEndsDoNotMatter() throws {
    let text = "\u{FEFF}# head\r\nb.env\tdebug-on\r\n\r\na.env\tdebug-on\r\nb.env\tdebug-on"
    let baseline = try Baseline(SourceBytes(text))
    #expect(baseline.lines == [Self.finding("b.env"): 2, Self.finding("a.env"): 4])
  }

  @Test(arguments: [
    ("<<<<<<< HEAD", 1), ("a.env\tdebug-on\n=======", 2), ("a.env", 1), ("a.env\tDebug On", 1),
    ("\tdebug-on", 1), ("a.env\tdebug-on\tK\tx", 1), ("a.env\tdebug-on\tK\t1", 1),
    ("a.env\tdebug-on\tK\t2\tmore", 1), ("a\\q.env\tdebug-on", 1), ("a.env\tdebug-on\tK\\", 1),
  ])
  func whatIsNoEntryIsRefused(text: String, line: Int) throws {
    let bytes = SourceBytes(text)
    let problem = #expect(throws: RulePackProblem.self) { try Baseline(bytes) }
    let range = try #require(problem?.range)
    #expect(LineIndex(bytes).location(of: range.start).line == line)
  }
}
