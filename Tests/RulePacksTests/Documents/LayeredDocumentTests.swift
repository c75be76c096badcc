import RulePacks
import Testing

@Suite struct LayeredDocumentTests {
  /// Lays documents over one another, the last one on top.
  private func layered(_ texts: String...) -> DocumentTree {
    var document = LayeredDocument()
    var result: LayeredNode?
    for text in texts {
      let tree = YAMLReader.read(SourceBytes(text))
      let origin = document.add(tree)
      let node = document.node(tree.documents[0], of: origin)
      result = result.map { document.merged(node, over: $0) } ?? node
    }
    return document.tree(of: result ?? LayeredNode(.scalar, origin: 0, index: 0))
  }

  private func value(_ path: [StaticString], in tree: DocumentTree) throws -> NodeIndex {
    tree.target(of: try #require(tree.node(at: path, from: 0)))
  }

  @Test func nodesRememberTheirFile() throws {
    let tree = layered("a: {x: 1, y: two}\nb: 3\n", "a: {y: 'other'}\nc: 4\n")
    let x = try value(["a", "x"], in: tree)
    let y = try value(["a", "y"], in: tree)
    #expect(tree.text(of: x) == "1")
    #expect(tree.origins[x] == 0)
    #expect(tree.text(of: y) == "other")
    #expect(tree.origins[y] == 1)
    #expect(tree.bytes(of: y).text(tree.textRange(of: y)) == "other")
    #expect(tree.entries(of: 0).map { tree.text(of: $0.key) } == ["a", "b", "c"])
  }

  @Test func replacedValuesAreKeptNearestFirst() throws {
    let tree = layered("k: one\n", "k: \"t\\twice\"\n", "k: three\n")
    let node = try value(["k"], in: tree)
    let replaced = try #require(tree.replaced[node])
    #expect(replaced.map(\.text) == ["t\twice", "one"])
    #expect(replaced.map(\.origin) == [1, 0])
    #expect(replaced.map(\.isExact) == [false, true])
    #expect(replaced[1].range == SourceRange(start: 3, end: 6))
  }

  @Test func blockTextKeepsTheFirstLineOfItsOwnFile() throws {
    let tree = layered("a: 1\n", "# a comment in front\nk: |\n  first\n  second\n")
    let node = try value(["k"], in: tree)
    #expect(tree.text(of: node) == "first\nsecond\n")
    #expect(tree.bytes(of: node).text(tree.textRange(of: node)) == "first")
  }

  @Test func aliasesAndMergeKeysBecomeWhatTheyStandFor() throws {
    let tree = layered("base: &b {x: 1}\nuse: *b\nmerged: {<<: *b, y: 2}\n", "use: {z: 3}\n")
    #expect(tree.text(of: try value(["use", "x"], in: tree)) == "1")
    #expect(tree.text(of: try value(["use", "z"], in: tree)) == "3")
    #expect(tree.text(of: try value(["merged", "x"], in: tree)) == "1")
    #expect(tree.node(at: ["base", "z"], from: 0) == nil)
  }

  @Test func collectionsReplaceScalarsAndTheReverse() throws {
    let tree = layered("a: {x: 1}\nb: 2\n", "a: text\nb: [1, 2]\n")
    #expect(tree.text(of: try value(["a"], in: tree)) == "text")
    #expect(tree.items(of: try value(["b"], in: tree)).count == 2)
  }

  @Test func tagsStayAndMadeUpTextIsAString() throws {
    var document = LayeredDocument()
    let source = YAMLReader.read(SourceBytes("secret: !vault abc\nplain: 1\n"))
    var node = document.node(0, of: document.add(source))
    let plain = try #require(node["plain"])
    node["made"] = LayeredNode(.text("true"), origin: plain.origin, index: plain.index)
    node["plain"] = nil
    let tree = document.tree(of: node)
    #expect(tree.tag(of: try value(["secret"], in: tree)) == "!vault")
    let made = try value(["made"], in: tree)
    #expect(tree.text(of: made) == "true")
    #expect(tree.tag(of: made) == "tag:yaml.org,2002:str")
    #expect(tree.node(at: ["plain"], from: 0) == nil)
  }

  @Test func manyAliasesEndTheDocument() {
    let text = "a: &a [1, 2, 3, 4]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c]\n"
    let source = YAMLReader.read(SourceBytes(text))
    var document = LayeredDocument(limit: 50)
    let origin = document.add(source)
    let root = document.node(source.documents[0], of: origin)
    #expect(document.isExhausted)
    #expect(document.tree(of: root).nodes.count <= 110)
  }

  @Test func wideMappingsAreMergedByName() {
    let base = (0..<2000).map { "k\($0): a\n" }.joined()
    let over = (1000..<3000).map { "k\($0): b\n" }.joined()
    let tree = layered(base, over)
    let entries = tree.entries(of: 0)
    #expect(entries.count == 3000)
    #expect(entries.filter { tree.text(of: $0.value) == "b" }.count == 2000)
  }
}
