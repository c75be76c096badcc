import RulePacks
import Testing

/// Nodes that are taken when somebody asks for them are those that are taken at once.
@Suite struct LayeredSourceTests {
  static let texts = [
    "a: 1\nb: {c: [x, {d: e}], f: ~}\n",
    "base: &b {x: 1, y: [2]}\nuse: *b\nmerged: {y: own, <<: *b, z: 3}\n",
    "a: 1\nb: 2\na: 3\n",
    "base: &b {x: 1}\nmerged: {x: 2, <<: *b, x: 3}\n",
    "? [1, 2]\n: 3\n? {k: v}\n: {k: w}\nd: 4\n",
    "&k key: 1\nother: {*k : 2}\n",
    "\u{212A}: 1\ne\u{301}: 2\nk: 3\n",
    "text: 'it''s'\nblock: |\n  lines\ntagged: !reset null\n",
    "- a\n- [b]\n- {c: d}\n",
    "{}\n",
  ]

  private static func taken(
    _ text: String, limit: Int = 1_000_000,
    _ take: (inout LayeredDocument, NodeIndex, Int) -> LayeredNode
  ) -> (document: LayeredDocument, root: LayeredNode) {
    var document = LayeredDocument(limit: limit)
    let tree = YAMLReader.read(SourceBytes(text))
    let origin = document.add(tree)
    let root = take(&document, tree.documents[0], origin)
    return (document, root)
  }

  private static func expectTheSame(_ text: String, limit: Int = 1_000_000) {
    let atOnce = taken(text, limit: limit) { $0.node($1, of: $2) }
    let asked = taken(text, limit: limit) { $0.writtenNode($1, of: $2) }
    #expect(atOnce.document.isExhausted == asked.document.isExhausted)
    let (left, right) = (
      atOnce.document.tree(of: atOnce.root), asked.document.tree(of: asked.root)
    )
    #expect(left.nodes == right.nodes)
    #expect(left.tags == right.tags)
    for name in ["a", "base", "use", "merged", "key", "d", "K", "k", "\u{E9}", "tagged", "none"] {
      let values = [atOnce, asked].map { taken in taken.root[name].map { "\($0.index)" } ?? "none" }
      #expect(values[0] == values[1], "\(name) of \(text)")
    }
    for entry in atOnce.root.entries {
      for name in ["x", "y", "z"] {
        #expect(entry.value[name]?.index == asked.root[entry.name]?[name]?.index)
      }
    }
  }

  @Test(arguments: texts)
  func allNodesAreThere(text: String) { Self.expectTheSame(text) }

  @Test func whatStandsForTooMuchIsLeftOutInTheSameWay() {
    let text = "a: &a [1, 2, 3, 4]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c]\n"
    for limit in 1...300 { Self.expectTheSame(text, limit: limit) }
    for text in Self.texts {
      for limit in 1...30 { Self.expectTheSame(text, limit: limit) }
    }
  }

  @Test func whatLeadsTooDeepIsLeftOutInTheSameWay() {
    let nested = { (text: String) in
      String(repeating: "[", count: 20) + text + String(repeating: "]", count: 20)
    }
    var text = "a0: &a0 \(nested("1"))\n"
    for number in 1..<16 {
      text += "a\(number): &a\(number) \(nested("*a\(number - 1)"))\n"
    }
    Self.expectTheSame(text)
  }

  @Test func aChangedNodeIsNoLongerThatOfItsFile() throws {
    var (document, root) = Self.taken("a: {b: c}\nd: [e]\n") { $0.writtenNode($1, of: $2) }
    #expect(root.writtenCollection == 0)
    let list = try #require(root["d"])
    #expect(list.writtenCollection != nil)
    root["a"] = list
    #expect(root.writtenCollection == nil)
    #expect(root["a"]?.items.count == 1)
    #expect(document.text(of: try #require(root["a"]?.items.first)) == "e")
    let tree = YAMLReader.read(SourceBytes("x: y\n"))
    let origin = document.add(tree)
    let entry = try #require(document.writtenEntry(1, 2, of: origin))
    #expect(entry.name == "x")
    #expect(document.text(of: entry.value) == "y")
  }
}
