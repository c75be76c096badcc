import ConfigGuard
import RulePacks
import Testing

/// The deployments in `Examples/deployments`: what is wrong in `before` is found where it stands,
/// and `after` is clean.
@Suite struct CaseTests {
  private static let folder = "Examples/deployments"

  static let cases: [String] = {
    let entries =
      (try? Platform.entries(ofDirectory: "\(Tool.repository)/\(folder)", followsLinks: false)) ?? []
    return entries.filter { $0.kind == .directory }
      .map { String(decoding: $0.name, as: UTF8.self) }.sorted()
  }()

  private func copy(_ name: String, _ side: String) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    _ = try run(
      ["cp", "-R", "\(Tool.repository)/\(Self.folder)/\(name)/\(side)/.", tree.path],
      environment: tree.variables)
    return tree
  }

  @Test func thereAreFiveCases() { #expect(Self.cases.count == 5) }

  @Test(arguments: cases) func beforeIsFound(name: String) throws {
    let tree = try copy(name, "before")
    let result = try Tool.run(["--format", "json"], in: tree)
    #expect(result.status == 1)
    let found = try JSONReport(result.output).rows.map {
      "\($0.path)\t\($0.line)\t\($0.column)\t\($0.category)\t\($0.severity)\t\($0.rule)\t\($0.key)"
    }
    let bytes = try readFile(
      path: "\(Tool.repository)/\(Self.folder)/\(name)/expected.tsv", limit: 1 << 20)
    let expected = bytes.text(SourceRange(start: 0, end: bytes.count))
      .split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    #expect(!expected.isEmpty)
    #expect(Set(expected).subtracting(found).sorted() == [])
    #expect(Set(found).subtracting(expected).sorted() == [])
  }

  @Test(arguments: cases) func afterIsClean(name: String) throws {
    let result = try Tool.run(["--format", "json"], in: copy(name, "after"))
    #expect(try JSONReport(result.output).rows.map(\.description) == [])
    #expect(result.status == 0)
  }
}
