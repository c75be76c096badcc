import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a text holds, sections as braces, and what of it is wrong.
struct INICase: Sendable {
  let input: String
  let tree: String
  var problems: [String] = []
}

@Suite struct INIReaderTests {
  static let cases: [INICase] = [
    INICase(input: "", tree: "{}"),
    INICase(input: "a = 1\nb:2\n", tree: "{a=1 b=2}"),
    INICase(input: "[s]\na=1\n[t]\nb = 2\n", tree: "{s={a=1} t={b=2}}"),
    INICase(input: "x=0\n[s]\na=1\n[t]\n[s]\nb=2\n", tree: "{x=0 s={a=1 b=2} t={}}"),
    INICase(input: "[s]\r\na=1\r\n;c\r\nb=2\r", tree: "{s={a=1 b=2}}"),
    INICase(input: "[s]\nurl = http://x:1/?a=b\n", tree: "{s={url=http://x:1/?a=b}}"),
    INICase(input: "[s]\nskip-name-resolve\nb=\n", tree: "{s={skip-name-resolve= b=}}"),
    INICase(input: "[s]\na=\"x y\"\nb='z'\nc=\"\"\n", tree: "{s={a=x y b=z c=}}"),
    INICase(input: "[s]\na=\"x\" \"y\"\nb=\"z\nc=\"\n", tree: "{s={a=\"x\" \"y\" b=\"z c=\"}}"),
    INICase(input: "[s]\na=\"x;y\" ; c\nb=\"z\" # d\n", tree: "{s={a=x;y b=z}}"),
    INICase(input: "[s]\na=x ; c\nb=y # d\n", tree: "{s={a=x ; c b=y # d}}"),
    INICase(input: "[s]\na=\"\"\"#p;\"\"\"\n", tree: "{s={a=#p;}}"),
    INICase(input: "[s]\na=\"C:\\\"\nb=\"x\\\"y\"\n", tree: "{s={a=C:\\ b=x\\\"y}}"),
    INICase(input: "[s]\na =\n  x\n  y\nb=1\n", tree: "{s={a=\nx\ny b=1}}"),
    INICase(input: "[s]\na = x\n\n  # c\n  y\n\n\nb=1\n", tree: "{s={a=x\n\ny b=1}}"),
    INICase(input: "[s]\n  a=1\n  b=2\n\tc=3\n", tree: "{s={a=1 b=2 c=3}}"),
    INICase(input: "[s]\nflag\n  a=1\n", tree: "{s={flag= a=1}}"),
    INICase(input: "[ s t ] ; c\na=1\n", tree: "{s t={a=1}}"),
    INICase(input: "[a \"x]y\"]\nb=1\n", tree: "{a \"x]y\"={b=1}}"),
    INICase(input: "[a]b]\nc=1\n", tree: "{a]b={c=1}}"),
    INICase(input: "\u{FEFF}[s]\na=1", tree: "{s={a=1}}"),
    INICase(input: "[s\na=1\n", tree: "{s={a=1}}", problems: ["[s"]),
    INICase(input: "[]\na=1\n", tree: "{={a=1}}", problems: ["[]"]),
    INICase(input: "[s] x\na=1\n", tree: "{s={a=1}}", problems: ["x"]),
    INICase(input: "[s]\n=1\n", tree: "{s={=1}}", problems: ["="]),
    INICase(input: "[s]\na=1\na=2\n[t]\na=3", tree: "{s={a=1 a=2} t={a=3}}", problems: ["a"]),
    INICase(
      input: "extension=a\nextension=b\nc[]=1\nc[]=2", tree: "{extension=a extension=b c[]=1 c[]=2}"
    ),
  ]

  private func shown(_ tree: DocumentTree, _ node: Int) -> String {
    guard tree.isMapping(node) else { return tree.text(of: node) }
    let entries = tree.writtenEntries(of: node).map {
      "\(tree.text(of: $0.key))=\(shown(tree, $0.value))"
    }
    return "{\(entries.joined(separator: " "))}"
  }

  @Test(arguments: cases)
  func readsSections(_ example: INICase) {
    let bytes = SourceBytes(example.input)
    let tree = INIReader.read(bytes)
    #expect(tree.documents.map { shown(tree, $0) } == [example.tree])
    #expect(tree.problems.map { bytes.text($0.range) } == example.problems)
  }

  @Test func pointsAtWhatIsWritten() {
    let bytes = SourceBytes("# c\na = \"x y\" ; d\n[s]  # e\n b=\n   1\n   2\n c\n d = 'e'\n")
    let tree = INIReader.read(bytes)
    let scalars = tree.nodes.indices.filter { tree.nodes[$0].kind == .scalar }
    #expect(
      scalars.map { bytes.text(tree.nodes[$0].range) }
        == ["a", "\"x y\"", "s", "b", "1\n   2", "c", "", "d", "'e'"])
    #expect(scalars.map { bytes.text(tree.textRange(of: $0)) }[1] == "x y")
    #expect(tree.nodes[scalars[1]].style == .double)
    #expect(tree.nodes[scalars[8]].style == .single)
    #expect(tree.nodes[scalars[4]].isCooked)
    #expect(tree.isNull(scalars[6]))
    #expect(tree.comments.map { bytes.text($0) } == ["# c", "; d"])
  }

  @Test func aKeyGivenAgainPointsAtTheFirst() throws {
    let tree = INIReader.read(SourceBytes("[s]\na=1\na=2\n"))
    let problem = try #require(tree.problems.first)
    #expect(problem.kind == .duplicateKey)
    #expect(problem.message.plain == "`a` is given twice in one section")
    #expect(problem.range == SourceRange(start: 8, end: 9))
    #expect(problem.related == SourceRange(start: 4, end: 5))
  }

  @Test
  func readsHostileInputInLinearTime() {
    let long = String(repeating: "x", count: 1 << 20)
    var sections = ""
    for number in 0..<100_000 { sections += "[s\(number)]\na=1\n" }
    for input in [
      long, "a=" + long, "[" + long, "a=\"" + long,
      "a=x" + String(repeating: "\n y", count: 100_000),
      "a=x" + String(repeating: "\n", count: 100_000),
      String(repeating: "[s]\na=1\n", count: 100_000),
      String(repeating: "[\n", count: 100_000), String(repeating: "=\n", count: 100_000), sections,
    ] {
      let tree = INIReader.read(SourceBytes(input))
      #expect(tree.documents.count == 1)
      #expect(tree.problems.count <= ReadingLimits.problems + 2)
    }
    #expect(INIReader.read(SourceBytes(sections)).nodes.count == 1 + 100_000 * 4)
  }

  @Test func bytesThatAreNoTextDoNotStopIt() {
    for input in NoText.inputs(of: "ab=:[]\"';# \\\n\n\r\t ") {
      NoText.expectSound(INIReader.read(SourceBytes(input)))
    }
  }
}
