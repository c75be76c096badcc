import RulePacks
import Testing

@testable import ConfigGuard

@Suite struct FixReportTests {
  private static let compose = """
    services:
      web:
        build: .
        environment:
          NODE_ENV: production
          CORS_ORIGINS: "*" # ünïcode 🎉
          DEBUG: "true"

    """

  /// Whoever applies the replacements of the report gets what `fix` writes.
  @Test func fixesOfTheReportAreThoseOfTheCommand() throws {
    let tree = try TemporaryTree()
    try tree.write("compose.yaml", Self.compose)
    let arguments = ["check", "--format", "sarif", "--with-fixes"]
    let result = try Tool.run(arguments, in: tree)
    #expect(result.status == 1)
    let log = try JSONValue(yaml: result.output)
    #expect(try JSONDocument.refusals(of: result.output, by: "sarif-2.1.0") == [])
    let fixes = try #require(log.at("runs/0/results")).items.compactMap { $0.at("fixes/0") }
    #expect(fixes.count == 2)
    let index = LineIndex(SourceBytes(Self.compose))
    var edits: [(start: Int, end: Int, text: String)] = []
    for fix in fixes {
      #expect(
        fix.at("artifactChanges/0/artifactLocation/uri")?.string == "compose.yaml")
      for replacement in try #require(fix.at("artifactChanges/0/replacements")).items {
        func offset(_ name: String) throws -> Int {
          let line = try #require(replacement.at("deletedRegion/\(name)Line")?.int)
          let column = try #require(replacement.at("deletedRegion/\(name)Column")?.int)
          let text = Self.compose.split(separator: "\n", omittingEmptySubsequences: false)[line - 1]
          let prefix = String(String.UnicodeScalarView(text.unicodeScalars.prefix(column - 1)))
          return index.range(ofLine: line).start + prefix.utf8.count
        }
        edits.append(
          (
            try offset("start"), try offset("end"),
            try #require(replacement.at("insertedContent/text")?.string)
          ))
      }
    }
    var bytes = Array(Self.compose.utf8)
    for edit in edits.sorted(by: { $0.start > $1.start }) {
      bytes.replaceSubrange(edit.start..<edit.end, with: Array(edit.text.utf8))
    }
    #expect(bytes != Array(Self.compose.utf8))
    #expect(try Tool.run(["fix"], in: tree).status == 0)
    #expect(try tree.bytes(of: "compose.yaml") == bytes)
  }

  @Test(arguments: [
    ["check", "--with-fixes"], ["check", "--with-fixes", "--format", "sarif", "--staged"],
    ["check", "--with-fixes", "--output", "sarif:-", "-"],
  ])
  func fixesAreForReportsOfFilesThatCanBeMended(arguments: [String]) throws {
    #expect(try Tool.run(arguments, in: TemporaryTree()).status == 2)
  }
}
