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

  /// The content, as far as it was taken.
  enum Parts: Sendable {
    case scalar
    case text(String)
    case mapping([Entry])
    case sequence([LayeredNode])
    /// A collection that is as its file has it.
    case writtenMapping(LayeredSource, NodeIndex)
    case writtenSequence(LayeredSource, NodeIndex)
  }

  private(set) var parts: Parts
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
    self.init(parts: Parts(content), origin: origin, index: index)
  }

  init(parts: Parts, origin: Int, index: NodeIndex) {
    self.parts = parts
    self.origin = origin
    self.index = index
  }

  /// The value of a key; setting nil takes the key out.
  package subscript(name: String) -> LayeredNode? {
    get {
      switch parts {
      case .mapping(let entries): entries.last { $0.name == name }?.value
      case .writtenMapping(let source, let index): source.value(name, in: index)
      case .scalar, .text, .sequence, .writtenSequence: nil
      }
    }
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

extension LayeredNode {
  package var content: Content {
    get {
      switch parts {
      case .scalar: .scalar
      case .text(let text): .text(text)
      case .mapping(let entries): .mapping(entries)
      case .sequence(let items): .sequence(items)
      case .writtenMapping(let source, let index): .mapping(source.entries(of: index))
      case .writtenSequence(let source, let index): .sequence(source.items(of: index))
      }
    }
    set { parts = Parts(newValue) }
  }
}

extension LayeredNode.Parts {
  init(_ content: LayeredNode.Content) {
    self =
      switch content {
      case .scalar: .scalar
      case .text(let text): .text(text)
      case .mapping(let entries): .mapping(entries)
      case .sequence(let items): .sequence(items)
      }
  }
}
