import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What copies of the reading of a document share.
@Suite struct DocumentReadingTests {
  private func reading(_ text: String) throws -> (root: NodeIndex, reading: DocumentReading) {
    let tree = YAMLReader.read(SourceBytes(text))
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let file = SourceFile(path: "t.yaml", bytes: tree.bytes, tracking: .unknown)
    let reading = DocumentReading(
      file: file, tree: tree, keys: context.keys, values: context.values,
      hints: context.hints(in: tree.bytes), sibling: { _ in .missing("nothing is there") })
    return (try #require(tree.documents.first), reading)
  }

  @Test func aCopyIsLeftWithWhatItHad() throws {
    var (root, reading) = try reading("LOG_LEVEL: debug\n")
    reading.kind = "first"
    let copy = reading
    PlainDocument.read(root, into: &reading)
    reading.claim(root)
    reading.kind = "second"
    #expect(reading.settings.map(\.key) == ["LOG_LEVEL"])
    #expect(copy.settings.isEmpty && copy.claimed.isEmpty && copy.kind == "first")
  }

  @Test func whatACopyFindsIsItsOwn() throws {
    let (root, reading) = try reading("LOG_LEVEL: debug\n")
    var copy = reading
    PlainDocument.read(root, into: &copy)
    #expect(copy.settings.count == 1 && reading.settings.isEmpty)
    #expect(copy.tree === reading.tree && copy.file === reading.file)
  }
}
