import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

struct TOMLCase: Sendable {
  let input: String
  let tree: String
  var problems: [String] = []
}

@Suite struct TOMLReaderTests {
  static let values: [TOMLCase] = [
    TOMLCase(input: "", tree: "{}"),
    TOMLCase(input: "# only a comment", tree: "{}"),
    TOMLCase(input: "\u{FEFF}a = 1\r\n\tb=2 # c\r\n", tree: "{a: 1, b: 2}"),
    TOMLCase(
      input: "a-b_1 = 1\n1234 = 2\n\"q k\" = 3\n'l.k' = 4\n\"\" = 5\n\"\\u00e9\" = 6",
      tree: #"{a-b_1: 1, 1234: 2, "q k": 3, 'l.k': 4, "": 5, "é": 6}"#),
    TOMLCase(
      input: "a . b.\"c\" = 1\na.d = 2\n3.14 = 3", tree: #"{a: {b: {"c": 1}, d: 2}, 3: {14: 3}}"#),
    TOMLCase(
      input: "a = [+99, -0, 1_000, 0xDEAD_beef, 0o755, 0b1_0, 1.5, -2e10, 1_0.2_5E-1, inf, -nan]",
      tree: "{a: [+99, -0, 1_000, 0xDEAD_beef, 0o755, 0b1_0, 1.5, -2e10, 1_0.2_5E-1, inf, -nan]}"),
    TOMLCase(
      input: "a = [true, false, 1979-05-27T07:32:00.999-07:00, 1979-05-27 07:32:00z, "
        + "2000-02-29T23:59:60, 1979-05-27, 07:32:00.5]",
      tree: "{a: [true, false, 1979-05-27T07:32:00.999-07:00, 1979-05-27 07:32:00z, "
        + "2000-02-29T23:59:60, 1979-05-27, 07:32:00.5]}"),
    TOMLCase(
      input: #"a = ["\b\t\n\f\r\"\\\u00E9\U0001F600", 'c:\d', "", '']"#,
      tree: #"{a: ["<8><9><a><c><d>"\é😀", 'c:\d', "", '']}"#),
    TOMLCase(
      input:
        "a = \"\"\"\nx\r\n y\"\"\"\nb = '''x\n\\y'''\nc = \"\"\"\"\"q\"\"\"\"\"\nd = \"\"\"\"\"\"",
      tree: #"{a: "x<a> y", b: 'x<a>\y', c: """q""", d: ""}"#),
    TOMLCase(
      input: "a = \"\"\"\\\n  x \\  \r\n\n  y\\n\\\n  \"\"\"", tree: #"{a: "x y<a>"}"#),
    TOMLCase(
      input: "a = [ # c\n 1,\n\n [2, ], {b = [\n3]}, # d\n]", tree: "{a: [1, [2], {b: [3]}]}"),
    TOMLCase(
      input: "a = { b.c = 1, b.d = {}, 'e' = [] }", tree: "{a: {b: {c: 1, d: {}}, 'e': []}}"),
  ]

  static let tables: [TOMLCase] = [
    TOMLCase(input: "[a]\nb = 1\n[ c . \"d\" ]\n", tree: #"{a: {b: 1}, c: {"d": {}}}"#),
    TOMLCase(
      input: "[a.b]\nc = 1\n[d]\n[a]\ne = 2\n[a.b.f]", tree: "{a: {b: {c: 1, f: {}}, e: 2}, d: {}}"),
    TOMLCase(
      input: "[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\n[[a.e]]\n[[a.e]]\nf.g = 3\n[a.e.h]",
      tree: "{a: [{b: 1, c: {d: 2}}, {e: [{}, {f: {g: 3}, h: {}}]}]}"),
    TOMLCase(
      input: "[f]\na.c = 1\na.t.s = 2\n[f.a.x]\ny = 3",
      tree: "{f: {a: {c: 1, t: {s: 2}, x: {y: 3}}}}"),
    TOMLCase(input: "[a.b.c]\n[a]\nb.d = 1", tree: "{a: {b: {c: {}, d: 1}}}"),
  ]

  @Test(arguments: values + tables)
  func readsWhatIsRight(_ example: TOMLCase) {
    let tree = TOMLReader.read(SourceBytes(example.input))
    #expect(StructuredText.tree(of: tree) == example.tree)
    #expect(StructuredText.problems(of: tree) == [])
    #expect(StructuredText.isSound(tree))
  }

  @Test func placesEveryNode() {
    let tree = TOMLReader.read(SourceBytes("# c\n[t.u]\nk.\"l\" = 'v'\n[[x]]\ny = { z = 0x1 }\n"))
    #expect(
      tree.nodes.map { tree.bytes.text($0.range) } == [
        "[t.u]\nk.\"l\" = 'v'\n[[x]]\ny = { z = 0x1 }", "t", "[t.u]\nk.\"l\" = 'v'", "u",
        "[t.u]\nk.\"l\" = 'v'", "k", "\"l\" = 'v'", "\"l\"", "'v'", "x",
        "[[x]]\ny = { z = 0x1 }", "[[x]]\ny = { z = 0x1 }", "y", "{ z = 0x1 }", "z", "0x1",
      ])
    #expect(
      tree.nodes.map(\.style) == [
        .block, .plain, .block, .plain, .block, .plain, .block, .double, .single, .plain, .block,
        .block, .plain, .flow, .plain, .plain,
      ])
    #expect(tree.comments == [SourceRange(start: 0, end: 3)])
  }

  @Test(arguments: [
    ("\"\"\"\nx\ny\"\"\"", "x\ny"), ("'''x'''", "x"), ("\"\"\"\r\nx\"\"\"\"", "x\""),
    ("\"\"\"\"\"\"", ""), ("\"\"\"\\\n x\"\"\"", "\\\n x"), ("'x'", "x"), ("\"\\n\"", "\\n"),
  ])
  func theTextRangeIsTheText(_ written: String, _ inside: String) {
    let tree = TOMLReader.read(SourceBytes("a = \(written)\n"))
    #expect(tree.problems.isEmpty)
    #expect(tree.bytes.text(tree.textRange(of: 2)) == inside)
    #expect(tree.nodes[2].isCooked == inside.contains("\\"))
  }

  @Test func keepsCommentsInTheirOrder() {
    let tree = TOMLReader.read(SourceBytes("# 1\r\na = [ # 2\n] # 3\n[b] # 4\n#"))
    #expect(tree.comments.map { tree.bytes.text($0) } == ["# 1", "# 2", "# 3", "# 4", "#"])
  }
}
