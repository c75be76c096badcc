/// The file of a layered document that its nodes are taken from.
final class LayeredSource: Sendable {
  let tree: DocumentTree
  /// The number of the file in its `LayeredDocument`.
  let origin: Int

  init(_ tree: DocumentTree, origin: Int) {
    self.tree = tree
    self.origin = origin
  }

  /// The text of a scalar; nil for any other node.
  func text(of index: NodeIndex) -> String? {
    tree.nodes[index].kind == .scalar ? tree.text(of: index) : nil
  }

  func tag(of index: NodeIndex) -> String? { tree.tag(of: index) }

  func isNull(_ index: NodeIndex) -> Bool { tree.isNull(index) }

  func textRange(of index: NodeIndex) -> SourceRange { tree.textRange(of: index) }

  // MARK: taking nodes

  /// A node whose parts are taken when somebody asks for them.
  func node(_ index: NodeIndex) -> LayeredNode {
    let target = tree.target(of: index)
    return switch tree.nodes[target].kind {
    case .mapping: LayeredNode(parts: .writtenMapping(self, target), origin: origin, index: target)
    case .sequence:
      LayeredNode(parts: .writtenSequence(self, target), origin: origin, index: target)
    case .scalar, .alias: LayeredNode(.scalar, origin: origin, index: target)
    }
  }

  /// The entry of a mapping; nil where its key is no scalar.
  func entry(_ key: NodeIndex, _ value: NodeIndex) -> LayeredNode.Entry? {
    let key = tree.target(of: key)
    guard tree.nodes[key].kind == .scalar else { return nil }
    return LayeredNode.Entry(
      name: tree.text(of: key), key: LayeredNode(.scalar, origin: origin, index: key),
      value: node(value))
  }

  func entries(of mapping: NodeIndex) -> [LayeredNode.Entry] {
    tree.entries(of: mapping).compactMap { entry($0.key, $0.value) }
  }

  func items(of sequence: NodeIndex) -> [LayeredNode] {
    var items: [LayeredNode] = []
    items.reserveCapacity(Int(tree.nodes[sequence].childCount))
    var item = sequence + 1
    let end = Int(tree.nodes[sequence].next)
    while item < end {
      items.append(node(item))
      item = Int(tree.nodes[item].next)
    }
    return items
  }

  func firstItem(of sequence: NodeIndex) -> LayeredNode? {
    tree.nodes[sequence].childCount > 0 ? node(sequence + 1) : nil
  }

  /// The value of a key, the last one of several.
  func value(_ name: String, in mapping: NodeIndex) -> LayeredNode? {
    switch find(name, in: mapping) {
    case .found(let value): node(value)
    case .missing: nil
    case .unclear: entries(of: mapping).last { $0.name == name }?.value
    }
  }

  private enum Search {
    case found(NodeIndex)
    case missing
    /// It takes more than comparing bytes.
    case unclear
  }

  private func find(_ name: String, in mapping: NodeIndex) -> Search {
    var name = name
    return name.withUTF8 { name in
      // Swift takes texts for equal whose bytes differ, but none for small letters.
      for byte in name where !((0x61...0x7A).contains(byte) || byte == 0x5F) { return .unclear }
      return tree.nodes.withUnsafeBufferPointer { find(name, in: mapping, $0) }
    }
  }

  @inline(__always)
  private func find(
    _ name: UnsafeBufferPointer<UInt8>, in mapping: NodeIndex,
    _ nodes: UnsafeBufferPointer<DocumentNode>
  ) -> Search {
    var found: NodeIndex?
    var child = mapping + 1
    let end = Int(nodes[mapping].next)
    while child < end {
      let value = Int(nodes[child].next)
      guard value < end else { break }
      let key = nodes[child].kind == .alias ? Int(nodes[child].textStart) : child
      let count = Int(nodes[key].textCount)
      // Nearly all keys have another length.
      if count == name.count || count == 2, nodes[key].kind == .scalar {
        if count == name.count, tree.withText(of: key, { Self.isSame($0, name) }) {
          found = value
        } else if count == 2, tree.isMergeKey(child) {
          return .unclear
        }
      }
      child = Int(nodes[value].next)
    }
    return found.map { .found($0) } ?? .missing
  }

  /// Whether two texts of the same length are the same.
  @inline(__always)
  private static func isSame(
    _ text: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var index = 0
    while index < text.count, text[index] == name[index] { index &+= 1 }
    return index == text.count
  }

  // MARK: counting

  /// How many nodes stand for one with everything below it, aliases and merge keys replaced; nil
  /// where there are as many as `limit`, or some stand too deep.
  func count(of index: NodeIndex, limit: Int) -> Int? {
    tree.nodes.withUnsafeBufferPointer { nodes in
      var count = 0
      return add(index, depth: 0, to: &count, limit, nodes) ? count : nil
    }
  }

  @inline(__always)
  private static func target(
    of index: NodeIndex, _ nodes: UnsafeBufferPointer<DocumentNode>
  ) -> NodeIndex {
    nodes[index].kind == .alias ? Int(nodes[index].textStart) : index
  }

  /// Most nodes are scalars, for which nobody is called.
  @inline(__always)
  private func add(
    _ index: NodeIndex, depth: Int, to count: inout Int, _ limit: Int,
    _ nodes: UnsafeBufferPointer<DocumentNode>
  ) -> Bool {
    let target = Self.target(of: index, nodes)
    count += 1
    guard count < limit else { return false }
    switch nodes[target].kind {
    case .scalar, .alias: return true
    case .sequence, .mapping: return addParts(of: target, depth: depth, to: &count, limit, nodes)
    }
  }

  private func addParts(
    of collection: NodeIndex, depth: Int, to count: inout Int, _ limit: Int,
    _ nodes: UnsafeBufferPointer<DocumentNode>
  ) -> Bool {
    guard depth < ReadingLimits.depth else { return false }
    let start = count
    let isMapping = nodes[collection].kind == .mapping
    var child = collection + 1
    let end = Int(nodes[collection].next)
    while child < end {
      guard isMapping else {
        guard add(child, depth: depth + 1, to: &count, limit, nodes) else { return false }
        child = Int(nodes[child].next)
        continue
      }
      if nodes[child].textCount == 2, tree.isMergeKey(child) {
        count = start
        return addMergedEntries(of: collection, depth: depth, to: &count, limit, nodes)
      }
      let value = Int(nodes[child].next)
      guard value < end else { break }
      if nodes[Self.target(of: child, nodes)].kind == .scalar,
        !add(value, depth: depth + 1, to: &count, limit, nodes)
      {
        return false
      }
      child = Int(nodes[value].next)
    }
    return true
  }

  private func addMergedEntries(
    of mapping: NodeIndex, depth: Int, to count: inout Int, _ limit: Int,
    _ nodes: UnsafeBufferPointer<DocumentNode>
  ) -> Bool {
    tree.entries(of: mapping).allSatisfy { entry in
      !tree.isScalar(entry.key) || add(entry.value, depth: depth + 1, to: &count, limit, nodes)
    }
  }
}
