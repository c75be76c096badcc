package import ConfigGuard
package import RulePacks

/// Trees of files that several others take in, so that each file is parsed once in a run.
///
/// What is kept is bounded: trees are small beside the time that they take to make, but a project
/// may have many.
package final class TreeCache {
  private struct Entry {
    /// Kept so that no other file gets its identity.
    let file: SourceFile
    let tree: DocumentTree
  }

  private var entries: [ObjectIdentifier: Entry] = [:]
  private var nodes = 0
  private let limit: Int

  /// - Parameter limit: How many nodes are kept.
  package init(limit: Int = 4_000_000) { self.limit = limit }

  /// The tree of a file of YAML or JSON.
  package func tree(of file: SourceFile) -> DocumentTree {
    if let known = entries[ObjectIdentifier(file)] { return known.tree }
    let isJSON = file.name.lowercased().hasSuffix(".json")
    let tree =
      isJSON ? JSONReader.read(file.bytes, dialect: .jsonc) : YAMLReader.read(file.bytes)
    if nodes + tree.nodes.count > limit {
      entries.removeAll()
      nodes = 0
    }
    nodes += tree.nodes.count
    entries[ObjectIdentifier(file)] = Entry(file: file, tree: tree)
    return tree
  }
}
