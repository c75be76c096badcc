import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// The readers that are known, and what the schema and the documentation say of them.
@Suite struct DialectListTests {
  private static func text(_ path: String) throws -> String {
    let bytes = try readFile(path: "\(SchemaFiles.root)/\(path)", limit: 1 << 20)
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  @Test func idsAreUniqueAndCarryAVersion() {
    let ids = DotEnvDialect.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    // Docker's own grammar is part of no release of anything else.
    #expect(ids.filter { !$0.utf8.contains { 0x30...0x39 ~= $0 } } == ["docker-raw"])
    #expect(Set(DotEnvDialect.all.map(\.name)).count == ids.count)
  }

  @Test(arguments: DotEnvDialect.all)
  func isNamedWithAndWithoutItsVersion(_ dialect: DotEnvDialect) throws {
    #expect(DotEnvDialect.named(dialect.id)?.id == dialect.id)
    let schema = try Self.text("schemas/contract.v1.schema.json")
    #expect(schema.contains("\"\(dialect.id)\""))
    #expect(try Self.text("docs/env-files.md").contains("| `\(dialect.id)` |"))
    let family = dialect.id.split(separator: "-").filter { !"0123456789".contains($0.first ?? "x") }
      .joined(separator: "-")
    #expect(DotEnvDialect.named(family)?.id == dialect.id)
    #expect(schema.contains("\"\(family)\""))
  }
}
