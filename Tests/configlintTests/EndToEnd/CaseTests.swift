import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// The deployments in `Examples/deployments`: what is wrong in `before` is found where it stands,
/// and `after` is clean.
@Suite struct CaseTests {
  private static let folder = "Examples/deployments"

  static let cases: [String] = {
    let entries =
      (try? Platform.entries(ofDirectory: "\(Tool.repository)/\(folder)", followsLinks: false))
      ?? []
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
    // That a file is tracked can only be seen in a repository.
    _ = try tree.git(["init", "-q", "."])
    _ = try tree.git(["add", "-A", "-f"])
    let result = try Tool.run(["--format", "json"], in: tree)
    #expect(result.status == 1)
    let found = try JSONReport(result.output).rows.map { row in
      [row.path, row.line, row.column, row.category, row.key == "null" ? "-" : row.key]
        .joined(separator: "\t")
    }
    let bytes = try readFile(
      path: "\(Tool.repository)/\(Self.folder)/\(name)/expected.tsv", limit: 1 << 20)
    let expected = bytes.text(SourceRange(start: 0, end: bytes.count))
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t").prefix(5).joined(separator: "\t") }
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
