/// A document that is being made of several, each node with the file that it is from.
///
/// Trees are added, their nodes are taken as `LayeredNode` values and laid over one another, and
/// what comes out is a tree again, which every format reads like that of a single file.
package struct LayeredDocument: Sendable {
  package private(set) var trees: [DocumentTree] = []
  private var sources: [LayeredSource] = []
  /// Nodes that may still be taken, so that aliases and files cannot multiply without end.
  private var budget: Int

  package init(limit: Int = 1_000_000) { budget = limit }

  /// Whether nodes were left out because there were too many.
  package var isExhausted: Bool { budget <= 0 }

  /// Adds the tree of a file; the number stands for the file from now on.
  package mutating func add(_ tree: DocumentTree) -> Int {
    trees.append(tree)
    sources.append(LayeredSource(tree, origin: sources.count))
    return sources.count - 1
  }

  /// The same node as `node(_:of:)` gives, whose parts are taken when somebody asks for them.
  package mutating func writtenNode(_ index: NodeIndex, of origin: Int) -> LayeredNode {
    let source = sources[origin]
    guard let count = source.count(of: index, limit: budget) else {
      return node(index, of: origin)
    }
    budget -= count
    return source.node(index)
  }

  /// An entry of a mapping as its file has it; nil where the key is no scalar.
  package func writtenEntry(
    _ key: NodeIndex, _ value: NodeIndex, of origin: Int
  ) -> LayeredNode.Entry? {
    sources[origin].entry(key, value)
  }

  /// A node with everything below it, aliases and merge keys replaced by what they stand for.
  package mutating func node(_ index: NodeIndex, of origin: Int) -> LayeredNode {
    node(index, of: origin, depth: 0)
  }

  private mutating func node(_ index: NodeIndex, of origin: Int, depth: Int) -> LayeredNode {
    let tree = sources[origin].tree
    let target = tree.target(of: index)
    var result = LayeredNode(.scalar, origin: origin, index: target)
    budget -= 1
    guard budget > 0, depth < ReadingLimits.depth else { return result }
    switch tree.nodes[target].kind {
    case .mapping:
      result.content = .mapping(
        tree.entries(of: target).compactMap { entry in
          let key = tree.target(of: entry.key)
          guard tree.nodes[key].kind == .scalar else { return nil }
          return LayeredNode.Entry(
            name: tree.text(of: key), key: LayeredNode(.scalar, origin: origin, index: key),
            value: node(entry.value, of: origin, depth: depth + 1))
        })
    case .sequence:
      result.content = .sequence(
        tree.items(of: target).map { node($0, of: origin, depth: depth + 1) })
    case .scalar, .alias: break
    }
    return result
  }

  /// The text of a scalar; nil for any other node.
  package func text(of node: LayeredNode) -> String? {
    switch node.parts {
    case .scalar: sources[node.origin].text(of: node.index)
    case .text(let text): text
    case .mapping, .sequence, .writtenMapping, .writtenSequence: nil
    }
  }

  /// The tag of a node, as its reader gives it.
  package func tag(of node: LayeredNode) -> String? {
    node.isUntagged ? nil : sources[node.origin].tag(of: node.index)
  }

  /// Whether a node says that there is no value.
  package func isNull(_ node: LayeredNode) -> Bool {
    node.isScalarOfFile && sources[node.origin].isNull(node.index)
  }

  /// The bytes of the node's own text in its file.
  package func range(of node: LayeredNode) -> SourceRange {
    sources[node.origin].textRange(of: node.index)
  }

  /// One node of a document that lies over another: mappings are merged key by key, everything
  /// else replaces what is below and remembers it.
  package func merged(_ node: LayeredNode, over base: LayeredNode) -> LayeredNode {
    guard case .mapping(let own) = node.content, case .mapping(let below) = base.content else {
      return node.replacing(base)
    }
    var result = base
    result.origin = node.origin
    result.index = node.index
    result.content = .mapping(
      LayeredNode.merged(own, over: below) { merged($0, over: $1) })
    return result
  }

  /// The tree of a node with everything below it, as the only document.
  package func tree(of root: LayeredNode) -> DocumentTree {
    var builder = LayeredTreeBuilder(trees)
    builder.add(root)
    return builder.finish()
  }
}

/// A scalar that another file's node took the place of.
package struct ReplacedScalar: Sendable {
  package let text: String
  package let origin: Int
  /// The text's bytes in its file.
  package let range: SourceRange
  /// Offsets in the text are offsets in the file.
  package let isExact: Bool
}
