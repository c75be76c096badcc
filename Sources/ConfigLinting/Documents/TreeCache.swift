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

  /// A file that was read beside another one.
  private struct Neighbour {
    let bytes: SourceBytes
    let type: FileType
    let tree: DocumentTree
    let hints: ByteHints
  }

  private var entries: [ObjectIdentifier: Entry] = [:]
  private var nodes = 0
  /// The files that were read last beside others: the next one may need them, too, and their own turn
  /// comes soon.
  private var neighbours: [Neighbour] = []
  private static let mostNeighbours = 4
  /// Of larger trees too much memory would be held.
  private static let mostNodesOfNeighbour = 1 << 16
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

  /// What a file holds that was read beside another one, if that was not long ago.
  func neighbour(_ bytes: SourceBytes, _ type: FileType) -> (tree: DocumentTree, hints: ByteHints)?
  {
    for position in neighbours.indices
    where neighbours[position].bytes === bytes && neighbours[position].type == type {
      return (neighbours[position].tree, neighbours[position].hints)
    }
    return nil
  }

  func addNeighbour(
    _ bytes: SourceBytes, _ type: FileType, _ tree: DocumentTree, _ hints: ByteHints
  ) {
    guard tree.nodes.count <= Self.mostNodesOfNeighbour else { return }
    if neighbours.count == Self.mostNeighbours { neighbours.removeFirst() }
    neighbours.append(Neighbour(bytes: bytes, type: type, tree: tree, hints: hints))
  }
}
