import ConfigGuard
import RulePacks
import Testing

/// The YAML files of this repository are what either reader of YAML says they are.
@Suite struct YAMLFilesTests {
  private static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  @Test(arguments: ["rules", "Examples"]) func bothReadersAgree(folder: String) throws {
    let paths = try yamlFiles(below: "\(Self.root)/\(folder)")
    try #require(!paths.isEmpty)
    for path in paths {
      let bytes = try readFile(path: path, limit: 1 << 20)
      let tree = YAMLReader.read(bytes)
      let other = YAMLReader.readEvents(of: bytes)
      #expect(tree.nodes == other.nodes, "\(path)")
      #expect(tree.documents == other.documents && tree.tags == other.tags, "\(path)")
      #expect(tree.comments == other.comments && tree.problems == other.problems, "\(path)")
      #expect(
        tree.nodes.indices.allSatisfy { tree.text(of: $0) == other.text(of: $0) }, "\(path)")
    }
  }

  private func yamlFiles(below folder: String) throws -> [String] {
    var paths: [String] = []
    for entry in try Platform.entries(ofDirectory: folder, followsLinks: false) {
      let name = String(decoding: entry.name, as: UTF8.self)
      guard !name.hasPrefix(".") else { continue }
      let path = "\(folder)/\(name)"
      if entry.kind == .directory {
        paths += try yamlFiles(below: path)
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        paths.append(path)
      }
    }
    return paths
  }
}
