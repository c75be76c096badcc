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
      Self.finding("b.yaml", "cors-any-origin", "services.web.environment.ORIGINS"): .error,
      Self.finding("a.env", "debug-on", "DEBUG", 1): .note,
      Self.finding("a.env", "debug-on", "DEBUG"): .warning,
      Self.finding("a.env", "backups-disabled"): .error,
    ])
    #expect(
      entries(baseline.text) == [
        "a.env\tbackups-disabled\terror", "a.env\tdebug-on\tnote\tDEBUG\t2",
        "a.env\tdebug-on\twarning\tDEBUG",
        "b.yaml\tcors-any-origin\terror\tservices.web.environment.ORIGINS",
      ])
  }

  @Test(arguments: [
    finding("a.env", "debug-on", "DEBUG", 3), finding("a b\tc\nd\re\\f.env", "x", "k\tl.m\\n"),
    finding("#a.env"), finding("\\#a.env"), finding("ä/日本.yaml", "x", "ключ"),
    finding("a.env", "x", "", 1),
  ])
  func everyNameComesBack(finding: FindingIdentity) throws {
    let text = Baseline([finding: .note]).text
    #expect(try Baseline(SourceBytes(text)).severities == [finding: .note])
    #expect(entries(text).count == 1)
  }

  @Test func orderRepetitionAndLineEndsDoNotMatter() throws {
    let text =
      "\u{FEFF}# head\r\nb.env\tdebug-on\tnote\r\n\r\na.env\tdebug-on\terror\r\n"
      + "b.env\tdebug-on\twarning\nb.env\tdebug-on\tnote"
    let entries = try Baseline(SourceBytes(text)).entries
    #expect(entries[Self.finding("a.env")]?.line == 4)
    #expect(entries[Self.finding("b.env")]?.line == 5)
    #expect(entries[Self.finding("b.env")]?.severity == .warning)
    #expect(entries.count == 2)
  }

  @Test(arguments: [
    ("<<<<<<< HEAD", 1), ("a.env\tdebug-on\tnote\n=======", 2), ("a.env", 1),
    ("a.env\tDebug On\tnote", 1), ("a.env\tdebug-on", 1), ("a.env\tdebug-on\tbad", 1),
    ("\tdebug-on\tnote", 1), ("a.env\tdebug-on\tnote\tK\tx", 1),
    ("a.env\tdebug-on\tnote\tK\t1", 1),
    ("a.env\tdebug-on\tnote\tK\t2\tmore", 1), ("a\\q.env\tdebug-on\tnote", 1),
    ("a.env\tdebug-on\tnote\tK\\", 1),
  ])
  func whatIsNoEntryIsRefused(text: String, line: Int) throws {
    let bytes = SourceBytes(text)
    let problem = #expect(throws: RulePackProblem.self) { try Baseline(bytes) }
    let range = try #require(problem?.range)
    #expect(LineIndex(bytes).location(of: range.start).line == line)
  }
}
