/// A document that is being made of several, each node with the file that it is from.
///
/// Trees are added, their nodes are taken as `LayeredNode` values and laid over one another, and
/// what comes out is a tree again, which every format reads like that of a single file.
package struct LayeredDocument: Sendable {
  package private(set) var trees: [DocumentTree] = []
  /// Nodes that may still be taken, so that aliases and files cannot multiply without end.
  private var budget: Int

  package init(limit: Int = 1_000_000) { budget = limit }

  /// Whether nodes were left out because there were too many.
  package var isExhausted: Bool { budget <= 0 }

  /// Adds the tree of a file; the number stands for the file from now on.
  package mutating func add(_ tree: DocumentTree) -> Int {
    trees.append(tree)
    return trees.count - 1
  }

  /// A node with everything below it, aliases and merge keys replaced by what they stand for.
  package mutating func node(_ index: NodeIndex, of origin: Int) -> LayeredNode {
    node(index, of: origin, depth: 0)
  }

  private mutating func node(_ index: NodeIndex, of origin: Int, depth: Int) -> LayeredNode {
    let tree = trees[origin]
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
    switch node.content {
    case .scalar:
      trees[node.origin].nodes[node.index].kind == .scalar
        ? trees[node.origin].text(of: node.index) : nil
    case .text(let text): text
    case .mapping, .sequence: nil
    }
  }

  /// The tag of a node, as its reader gives it.
  package func tag(of node: LayeredNode) -> String? {
    node.isUntagged ? nil : trees[node.origin].tag(of: node.index)
  }

  /// Whether a node says that there is no value.
  package func isNull(_ node: LayeredNode) -> Bool {
    guard case .scalar = node.content else { return false }
    return trees[node.origin].isNull(node.index)
  }

  /// The bytes of the node's own text in its file.
  package func range(of node: LayeredNode) -> SourceRange {
    trees[node.origin].textRange(of: node.index)
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

/// A node of a layered document: a scalar, or a collection made of nodes of several files.
package struct LayeredNode: Sendable {
  package enum Content: Sendable {
    /// What the node in the file says.
    case scalar
    /// Another text than the file has, which a tool makes of it; always a string.
    case text(String)
    case mapping([Entry])
    case sequence([LayeredNode])
  }

  package struct Entry: Sendable {
    package var name: String
    package var key: LayeredNode
    package var value: LayeredNode

    package init(name: String, key: LayeredNode, value: LayeredNode) {
      self.name = name
      self.key = key
      self.value = value
    }
  }

  package var content: Content
  /// The number of the file in its `LayeredDocument`.
  package var origin: Int
  /// The node of that file's tree whose range, style and tag this one has.
  package var index: NodeIndex
  /// What the node was laid over, nearest first.
  package var replaced: [LayeredNode] = []
  /// The tag was an instruction that has been followed.
  package var isUntagged = false

  private static let mostReplaced = 8
  private static let mostLookedThrough = 12

  package init(_ content: Content, origin: Int, index: NodeIndex) {
    self.content = content
    self.origin = origin
    self.index = index
  }

  package var entries: [Entry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }

  package var items: [LayeredNode] {
    if case .sequence(let items) = content { items } else { [] }
  }

  package var isMapping: Bool { if case .mapping = content { true } else { false } }
  package var isSequence: Bool { if case .sequence = content { true } else { false } }
  package var isScalar: Bool {
    switch content {
    case .scalar, .text: true
    case .mapping, .sequence: false
    }
  }

  /// The value of a key; setting nil takes the key out.
  package subscript(name: String) -> LayeredNode? {
    get { entries.last { $0.name == name }?.value }
    set {
      guard case .mapping(var entries) = content else { return }
      if let newValue {
        if let index = entries.lastIndex(where: { $0.name == name }) {
          entries[index].value = newValue
        } else {
          // A key that no file has stands where its value does.
          let key = LayeredNode(.text(name), origin: newValue.origin, index: newValue.index)
          entries.append(Entry(name: name, key: key, value: newValue))
        }
      } else {
        entries.removeAll { $0.name == name }
      }
      content = .mapping(entries)
    }
  }

  package func entry(_ name: String) -> Entry? { entries.last { $0.name == name } }

  /// This node, with what it takes the place of.
  package func replacing(_ base: LayeredNode) -> LayeredNode {
    var below = base
    below.replaced = []
    var result = self
    result.replaced = Array((replaced + [below] + base.replaced).prefix(Self.mostReplaced))
    return result
  }

  /// The entries of two mappings, those of the first over those of the second.
  package static func merged(
    _ own: [Entry], over base: [Entry],
    _ merge: (_ own: LayeredNode, _ base: LayeredNode) -> LayeredNode?
  ) -> [Entry] {
    var result: [Entry?] = base
    let isMany = base.count > mostLookedThrough
    let positions =
      isMany
      ? Dictionary(
        base.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 }) : [:]
    for entry in own {
      let position =
        isMany ? positions[entry.name] : base.lastIndex { $0.name == entry.name }
      guard let position, let known = result[position] else {
        result.append(entry)
        continue
      }
      result[position] = merge(entry.value, known.value).map {
        Entry(name: entry.name, key: entry.key, value: $0)
      }
    }
    return result.compactMap { $0 }
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
