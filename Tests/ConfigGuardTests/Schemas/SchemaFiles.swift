import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// The schemas and rule packs of the repository.
enum SchemaFiles {
  static let names = [
    "contract.v1", "contract-diff.v1", "explain.v1", "gitlab-code-quality", "matrix.v1",
    "report.v1",
    "report-line.v1", "resolve.v1", "rule-pack.v1", "sarif-2.1.0", "startup.v1",
  ]

  /// The folder that holds `Tests`.
  static let root: String = {
    let names = #filePath.split(separator: "/").dropLast(4)
    return "/" + names.joined(separator: "/")
  }()

  static func bytes(_ name: String) throws -> SourceBytes {
    try readFile(path: "\(root)/schemas/\(name).schema.json", limit: 1 << 20)
  }

  static func schema(_ name: String) throws -> JSONSchema {
    try JSONSchema(JSONValue(yaml: bytes(name)))
  }

  /// The paths of all rule packs below `rules`.
  static func packs() throws -> [String] {
    var packs: [String] = []
    var folders = ["\(root)/rules"]
    while let folder = folders.popLast() {
      for entry in try Platform.entries(ofDirectory: folder, followsLinks: true) {
        let path = "\(folder)/\(String(decoding: entry.name, as: UTF8.self))"
        if try Platform.status(of: path).kind == .directory {
          folders.append(path)
        } else if path.hasSuffix(".yaml") {
          packs.append(path)
        }
      }
    }
    return packs.sorted()
  }
}
