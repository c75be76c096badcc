import Testing

@testable import RulePacks

/// Comments are found wherever YAML has them, and nowhere else.
@Suite struct YAMLCommentTests {
  private func comments(_ text: String) -> [String] {
    let tree = YAMLReader.read(SourceBytes(text))
    return tree.comments.map { tree.bytes.text($0) }
  }

  @Test(
    arguments: [
      ("a: b # one\n", ["# one"]),
      ("# first\na: 1\n# last", ["# first", "# last"]),
      ("a: b#c\n", []), ("a: b #c\n", ["#c"]), ("a#b: 1\n", []),
      ("a: 'x # y' # z\n", ["# z"]), ("a: \"x # y\"# z\n", ["# z"]),
      ("a: \"x\n  # y\"\n", []), ("a: one\n  two#3\n  four # five\n", ["# five"]),
      ("a: | # header\n  text # no\n  # no\n# yes\nb: 1\n", ["# header", "# yes"]),
      ("a: >2- # header\n    text # no\n # yes\nb: 1\n", ["# header", "# yes"]),
      ("a: |\n  # no\n", []), ("a: |\n\n# yes\n\n# again\n", ["# yes", "# again"]),
      ("a: [1, # one\n  2 # two\n  ,3] # three\n", ["# one", "# two", "# three"]),
      ("a: {# one\n  b: 1 # two\n}# three\n", ["# one", "# two", "# three"]),
      ("[a,# one\n b]\n", ["# one"]),
      (
        "--- # one\na: 1\n... # two\n# three\n---\n# four\nb: 1\n",
        ["# one", "# two", "# three", "# four"]
      ),
      ("%YAML 1.1 # one\n# two\n--- # three\na: 1\n", ["# one", "# two", "# three"]),
      ("%TAG !e! tag:example.com,2000:a\n---\na: !e!c 1 # one\n", ["# one"]),
      ("a: !x 1 # one\n", ["# one"]), ("a: !<tag:x%23y> 1 # one\n", ["# one"]),
      ("a: !t # one\n  text\n", ["# one"]), ("a: &x # one\n  text # two\n", ["# one", "# two"]),
      ("a: !t # one\n  b: 1 # two\n", ["# one", "# two"]),
      ("a: &x !t # one\n- b # two\n", ["# one", "# two"]),
      ("a: &x 1\nb: *x # one\n", ["# one"]),
      ("a: # one\n  # two\n  b: # three\n    c\n", ["# one", "# two", "# three"]),
      ("- # one\n  - a # two\n", ["# one", "# two"]),
      ("? # one\n  a\n: # two\n  b\n", ["# one", "# two"]),
      ("a:\n# one\nb:\n", ["# one"]), ("# one", ["# one"]), ("#", ["#"]), ("", []),
      ("é: ü # ö\r\nb: ß # é#\r# lone\n", ["# ö", "# é#", "# lone"]),
      ("\u{FEFF}# one\na: 1\n", ["# one"]),
      ("{\"a\": \"#\"}\n", []),
    ] as [(String, [String])])
  func found(source: String, expected: [String]) {
    #expect(comments(source) == expected)
  }

  @Test func aCommentBetweenATagAndItsScalarIsNoPartOfTheScalar() throws {
    let tree = YAMLReader.read(SourceBytes("a: !t # one\n  text\n"))
    let value = try #require(tree.writtenEntries(of: tree.documents[0]).first?.value)
    #expect(tree.bytes.text(tree.nodes[value].range) == "text")
    #expect(!tree.nodes[value].isCooked)
  }

  @Test(arguments: [
    ("a: !t {b: 1}\n", "{b: 1}"), ("a: &x [b]\n", "[b]"), ("a: !t\n  - b\n", "- b\n"),
    ("a: !t\n- b\n", "- b\n"), ("a: !t\n  b: 1\n", "b: 1\n"),
  ])
  func aTagIsNoPartOfItsCollection(source: String, written: String) throws {
    let tree = YAMLReader.read(SourceBytes(source))
    let value = try #require(tree.writtenEntries(of: tree.documents[0]).first?.value)
    #expect(tree.bytes.text(tree.nodes[value].range) == written)
  }
}
