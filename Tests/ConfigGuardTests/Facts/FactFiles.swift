import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// The files of facts of the repository.
enum FactFiles {
  static let folder = "\(SchemaFiles.root)/Tests/ConfigGuardTests/Rules/Facts"

  /// Names in the order of the alphabet; none where there is no folder yet.
  static var names: [String] {
    let entries = (try? Platform.entries(ofDirectory: folder, followsLinks: true)) ?? []
    return entries.map { String(decoding: $0.name, as: UTF8.self) }
      .filter { $0.hasSuffix(".tsv") }.sorted()
  }

  static func rows(of name: String) throws -> [FactRow] {
    let bytes = try readFile(path: "\(folder)/\(name)", limit: 1 << 22)
    let text = bytes.text(SourceRange(start: 0, end: bytes.count))
    return try FactRow.rows(of: text, name: name)
  }
}
