import Testing

@testable import RulePacks

@Suite struct YAMLReaderTests {
  private func read(_ text: String) -> DocumentTree { YAMLReader.read(SourceBytes(text)) }

  private func slice(_ tree: DocumentTree, _ range: SourceRange) -> String {
    tree.bytes.text(range)
  }

  @Test(arguments: [
    ("a: plain text", "plain text", "plain text"),
    ("a: 'it''s'", "it's", "it''s"),
    ("a: \"x\\ty\"", "x\ty", "x\\ty"),
    ("a: !tag &anchor value", "value", "value"),
    ("a: é # ü", "é", "é"),
    ("é: 'ü'", "ü", "ü"),
    ("a: |\n  one\n  two\n", "one\ntwo\n", "one"),
    ("{\"a\": \"json\"}", "json", "json"),
    ("\u{FEFF}a: marked", "marked", "marked"),
    ("a: one\n  two", "one two", "one\n  two"),
  ])
  func textAndRange(source: String, text: String, written: String) throws {
    let tree = read(source)
    let root = try #require(tree.documents.first)
    let value = try #require(tree.writtenEntries(of: root).first?.value)
    #expect(tree.text(of: value) == text)
    #expect(slice(tree, tree.textRange(of: value)) == written)
    #expect(tree.problems.isEmpty)
  }

  @Test func aMarkIsNoLetterInTheFirstColumn() throws {
    let tree = read("\u{FEFF}spring:\n  a: 1\néureka:\n  b: 2\n")
    #expect(tree.problems.isEmpty)
    let root = try #require(tree.documents.first)
    let keys = tree.writtenEntries(of: root).map { slice(tree, tree.nodes[$0.key].range) }
    #expect(keys == ["spring", "éureka"])
    #expect(read("\u{FEFF}a: [\n").problems.map(\.range.start).allSatisfy { $0 >= 3 })
  }

  @Test func rangesAreExactFarIntoTextThatIsNotASCII() throws {
    let lines = (0..<400).map { "ключ\($0): значение\($0)" }
    let tree = read(lines.joined(separator: "\n"))
    let root = try #require(tree.documents.first)
    for (number, entry) in tree.writtenEntries(of: root).enumerated() {
      #expect(slice(tree, tree.nodes[entry.value].range) == "значение\(number)")
    }
  }

  @Test func documentsAreKeptUpToASyntaxError() {
    let tree = read("a: 1\n---\nb: 2\n---\nc: [1\nd: 2\n")
    #expect(tree.documents.count == 2)
    #expect(tree.problems.map(\.kind) == [.syntax])
    let place = LineIndex(tree.bytes).location(of: tree.problems[0].range.start)
    #expect(place.line == 6)
  }

  @Test(arguments: ["a: 1\n---\n%bad\n", "a: 1\n...\n@\n", "a: 1\n...\nb: 2\n}\n"])
  func anErrorBetweenDocumentsTakesNothing(source: String) throws {
    let tree = read(source)
    #expect(tree.problems.map(\.kind) == [.syntax])
    for root in tree.documents {
      #expect(tree.isMapping(root))
      #expect(Int(tree.nodes[root].next) <= tree.nodes.count)
    }
    #expect(tree.string("a", in: try #require(tree.documents.first)) == "1")
  }

  @Test func duplicateKeysNameBothPlaces() throws {
    let tree = read("a: 1\nb: 2\na: 3\nc: {x: 1, y: 2, x: 3}\n")
    let index = LineIndex(tree.bytes)
    let places = try tree.problems.map { problem in
      let related = try #require(problem.related)
      return [index.location(of: problem.range.start), index.location(of: related.start)]
    }
    #expect(tree.problems.allSatisfy { $0.kind == .duplicateKey })
    #expect(
      Set(places) == [
        [SourceLocation(line: 3, column: 1), SourceLocation(line: 1, column: 1)],
        [SourceLocation(line: 4, column: 17), SourceLocation(line: 4, column: 5)],
      ])
  }

  @Test func mergeKeysAreAppliedNearestFirst() throws {
    let tree = read(
      """
      base: &base {a: 1, b: 1}
      more: &more {b: 2, c: 2}
      all: {<<: [*base, *more], c: 3, d: 3}
      """)
    let root = try #require(tree.documents.first)
    let all = try #require(tree.value("all", in: root))
    let merged = tree.entries(of: all).map {
      "\(tree.text(of: $0.key))=\(tree.text(of: tree.target(of: $0.value)))"
    }
    #expect(merged.sorted() == ["a=1", "b=1", "c=3", "d=3"])
    #expect(tree.string("a", in: all) == "1")
    #expect(tree.string("c", in: all) == "3")
  }

  @Test func anAliasLeadsToItsAnchor() throws {
    let tree = read("a: &x [1, 2]\nb: *x\n")
    let root = try #require(tree.documents.first)
    let alias = try #require(tree.value("b", in: root))
    #expect(tree.items(of: alias).map { tree.text(of: $0) } == ["1", "2"])
    #expect(read("b: *unknown\n").problems.map(\.kind) == [.syntax])
    #expect(read("a: &a [*a]\n").problems.map(\.kind) == [.syntax])
  }

  @Test func tagsAreKept() throws {
    let tree = read("a: !Ref Password\nb: !!str 1\n")
    let root = try #require(tree.documents.first)
    let values = tree.writtenEntries(of: root).map { tree.tag(of: $0.value) }
    #expect(values == ["!Ref", "tag:yaml.org,2002:str"])
  }

  @Test(arguments: [
    ("~", true), ("null", true), ("", true), ("''", false), ("nil", false), ("!!str null", false),
  ])
  func nulls(source: String, isNull: Bool) throws {
    let tree = read("a: \(source)\n")
    let root = try #require(tree.documents.first)
    let value = try #require(tree.value("a", in: root))
    #expect(tree.isNull(value) == isNull)
  }

  @Test(arguments: ["[", "{a: ", "- "]) func depthIsLimited(opening: String) {
    let tree = read(String(repeating: opening, count: 2_000))
    #expect(tree.problems.map(\.kind) == [.limit])
    #expect(tree.documents.isEmpty && tree.nodes.isEmpty)
  }

  @Test func aliasesThatMultiplyAreALimit() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(read(text).problems.map(\.kind) == [.limit])
    #expect(read("a: &a [1]\nb: [*a, *a, *a]\n").problems.isEmpty)
  }
}
