import Testing

/// Packs of users, as the tool itself loads them: their tokens, patterns over keys, values and
/// text, and what is refused.
@Suite struct OwnPackTests {
  private static let pack = """
    pack: acme
    tokens:
      - {id: acme-token, name: an Acme token, keyword: acme_, pattern: 'acme_[0-9a-f]{32}'}
    rules:
      - id: acme-badge-in-text
        category: hardcoded-secret
        title: A badge number
        severity: error
        look-at: text
        check: {text: {pattern: 'BADGE-[0-9]{6}\\b'}}
        message: a badge number stands in {file}
        why: It opens doors.
        fix: Take it out of {file}.
        since: 0.1.0
        examples: {bad: [{files: {a.txt: "x ⟦BADGE-123456⟧ y"}}], good: [{files: {a.txt: BAD}}]}
      - id: acme-door-open
        category: debug
        title: A door is open
        severity: warning
        look-at: {setting: {key-pattern: 'ACME_[A-Z]+_DOOR'}}
        check: {value: {pattern: '(?i)open(ed)?'}}
        message: "{key} is open"
        why: Anybody comes in.
        fix: Close it.
        since: 0.1.0
        examples:
          bad: [{files: {.env: "ACME_MAIN_DOOR=⟦open⟧\\n"}}]
          good: [{files: {.env: "acme_main_door=open\\nACME_DOOR=open\\n"}}]

    """

  private func tree(_ pack: String) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("packs/acme.yaml", pack)
    try tree.write("configguard.yaml", "version: 1\nrules: {packs: [packs/acme.yaml]}\n")
    return tree
  }

  @Test func theirRulesAndTokensHold() throws {
    let tree = try tree(Self.pack)
    let token = "acme_0123456789abcdef0123456789abcdef"
    let doors = "door:\n  ACME_MAIN_DOOR: Opened\n  acme_main_door: open\n"
    try tree.write("a.yaml", "\(doors)key: \(token)\n# \(token)\n")
    try tree.write("notes.txt", "x BADGE-123456 BADGE-1234567\n")
    let result = try Tool.run(["--format", "json"], in: tree)
    let rows = try JSONReport(result.output).rows
    #expect(
      rows.map { "\($0.path):\($0.line):\($0.column) \($0.rule)" } == [
        "a.yaml:2:19 acme-door-open", "a.yaml:4:6 provider-token-in-file",
        "a.yaml:5:3 token-in-text", "notes.txt:1:3 acme-badge-in-text",
      ])
    #expect(result.status == 1)
    #expect(!result.everything.contains(token) && !result.everything.contains("BADGE-1"))
  }

  @Test func theirExamplesAreRun() throws {
    let result = try Tool.run(["rules", "test", "packs/acme.yaml"], in: tree(Self.pack))
    #expect(result.output.contains("2 rules, 4 examples, 0 failures"))
  }

  @Test(arguments: [
    ("'BADGE-[0-9]{6}\\b'", "'(?<=x)BADGE'", "10:30", "look-behind is not supported"),
    ("'ACME_[A-Z]+_DOOR'", "'(A)\\1'", "20:42", "back-references are not supported"),
    ("'acme_[0-9a-f]{32}'", "'acme_('", "3:74", "this group is never closed"),
  ])
  func whatCannotBeUsedIsRefused(
    _ good: String, _ bad: String, _ place: String, _ message: String
  ) throws {
    let text = Self.pack.replacing(good, with: bad)
    #expect(text != Self.pack)
    let result = try Tool.run([], in: tree(text))
    #expect(result.status == 2)
    let expected = "packs/acme.yaml:\(place): the pattern cannot be used: \(message)"
    #expect(result.errors.contains(expected), "\(result.errors)")
  }
}
