import Testing

@testable import RulePacks

/// What is asked of the texts in a tree without making strings of them.
@Suite struct DocumentTreeTests {
  private func value(_ text: String) throws -> (tree: DocumentTree, node: NodeIndex) {
    let tree = YAMLReader.read(SourceBytes("key: \(text)\n"))
    let root = try #require(tree.documents.first)
    return (tree, try #require(tree.value("key", in: root)))
  }

  @Test(arguments: ["", "~", "null", "Null", "NULL"])
  func nothing(text: String) throws {
    let (tree, node) = try value(text)
    #expect(tree.isNull(node))
  }

  @Test(arguments: [
    "nULL", "NuLL", "NULl", "nulL", "nullx", "true", "-5", "'null'", "!x null", "[]",
  ])
  func something(text: String) throws {
    let (tree, node) = try value(text)
    #expect(!tree.isNull(node))
  }

  @Test(arguments: ["PodList", "'PodList'", "\"Pod\\x4cist\"", "List"])
  func endings(text: String) throws {
    let (tree, node) = try value(text)
    #expect(tree.text(of: node, endsIn: "List") && !tree.text(of: node, endsIn: "xPodList"))
    #expect(tree.hasText(of: node, "List") == (text == "List"))
  }

  @Test(arguments: ["kustomize/v1", "'kustomize/v1'", "\"kus\\x74omize/v1\"", "kustomize/"])
  func beginnings(text: String) throws {
    let (tree, node) = try value(text)
    #expect(tree.text(of: node, beginsWith: "kustomize/"))
    #expect(tree.text(of: node, beginsWith: "kustomize/v1") == (text != "kustomize/"))
    #expect(!tree.text(of: node, beginsWith: "xkustomize/"))
  }

  @Test(arguments: [
    "{}", "{a: 1}", "{a: 1, a: 2, b: {c: 3}}", "{a: 1, <<: {a: 2, b: 3}}",
    "{<<: [{b: 1}, {c: 2}], a: 3}", "[1, 2]", "text",
  ])
  func entriesAreGivenOneByOne(text: String) throws {
    let (tree, node) = try value(text)
    let expected = tree.entries(of: node)
    var found: [(key: NodeIndex, value: NodeIndex)] = []
    tree.forEachEntry(of: node) { key, value in
      found.append((key, value))
      return true
    }
    #expect(found.map(\.key) == expected.map(\.key))
    #expect(found.map(\.value) == expected.map(\.value))
    var count = 0
    tree.forEachEntry(of: node) { _, _ in
      count += 1
      return false
    }
    #expect(count == min(1, expected.count))
  }

  @Test func scalarsAreWhatAnAliasStandsFor() throws {
    let tree = YAMLReader.read(SourceBytes("a: &x 1\nb: *x\nc: [1]\nd: &y {}\ne: *y\n"))
    let root = try #require(tree.documents.first)
    #expect(tree.scalar("b", in: root) == tree.scalar("a", in: root))
    #expect(tree.scalar("a", in: root) != nil)
    for key: StaticString in ["c", "d", "e", "f"] { #expect(tree.scalar(key, in: root) == nil) }
  }
}
