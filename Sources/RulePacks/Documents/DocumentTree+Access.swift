extension DocumentTree {
  /// The node itself, or what an alias stands for.
  @inlinable @inline(__always)
  package func target(of index: NodeIndex) -> NodeIndex {
    nodes[index].kind == .alias ? Int(nodes[index].textStart) : index
  }

  @inlinable
  package func isScalar(_ index: NodeIndex) -> Bool { nodes[target(of: index)].kind == .scalar }

  @inlinable
  package func isMapping(_ index: NodeIndex) -> Bool { nodes[target(of: index)].kind == .mapping }

  @inlinable
  package func isSequence(_ index: NodeIndex) -> Bool { nodes[target(of: index)].kind == .sequence }

  /// Whether an untagged plain scalar means "no value" (`null`, `~` or nothing at all).
  package func isNull(_ index: NodeIndex) -> Bool {
    let node = nodes[index]
    guard node.kind == .scalar, node.style == .plain, node.tag == 0 else { return false }
    switch node.textCount {
    case 0: return true
    case 1: return withText(of: index) { $0[0] == 0x7E }
    case 4:
      return withText(of: index) { text in
        // `null`, `Null` and `NULL`.
        let (first, rest) = (text[0], (text[1], text[2], text[3]))
        guard first | 0x20 == 0x6E else { return false }
        return rest == (0x75, 0x6C, 0x6C) || first == 0x4E && rest == (0x55, 0x4C, 0x4C)
      }
    default: return false
    }
  }

  /// Where the text of a node stands byte for byte in the tree's own file; nil for what is no scalar
  /// of one line, has a tag, or stands for no value.
  package func writtenRange(of index: NodeIndex) -> SourceRange? {
    let node = nodes[index]
    guard node.kind == .scalar, !node.isCooked, node.tag == 0, node.textCount > 0, origins.isEmpty
    else { return nil }
    let range = SourceRange(
      start: Int(node.textStart), end: Int(node.textStart) + Int(node.textCount))
    switch node.style {
    case .plain:
      // Of these lengths are the texts that say that there is no value.
      let mayBeNull = node.textCount == 1 || node.textCount == 4
      return node.range == range && !(mayBeNull && isNull(index)) ? range : nil
    case .single, .double:
      return Int(node.start) + 1 == range.start && Int(node.end) == range.end + 1 ? range : nil
    default: return nil
    }
  }

  /// The items of a sequence; empty for any other node.
  package func items(of index: NodeIndex) -> [NodeIndex] {
    let parent = target(of: index)
    guard nodes[parent].kind == .sequence else { return [] }
    return children(of: parent)
  }

  /// The keys and values of a mapping as written, merge keys not applied.
  package func writtenEntries(of index: NodeIndex) -> [(key: NodeIndex, value: NodeIndex)] {
    let parent = target(of: index)
    guard nodes[parent].kind == .mapping else { return [] }
    let flat = children(of: parent)
    return stride(from: 0, to: flat.count - 1, by: 2).map { (flat[$0], flat[$0 + 1]) }
  }

  /// The keys and values of a mapping with YAML's merge key (`<<`) applied, nearest one first.
  ///
  /// A later duplicate of a key replaces the earlier one, as every reader here does it. At most
  /// `Limits.mergedEntries` entries are given, so that nested merges cannot multiply without end.
  package func entries(of index: NodeIndex) -> [(key: NodeIndex, value: NodeIndex)] {
    let written = writtenEntries(of: index)
    guard written.contains(where: { isMergeKey($0.key) }) else { return written }
    var seen: Set<String> = []
    var result: [(key: NodeIndex, value: NodeIndex)] = []
    var budget = ReadingLimits.mergedEntries
    collect(index, into: &result, seen: &seen, depth: 0, budget: &budget)
    return result
  }

  /// Calls `body` with the same entries until it says that they are enough; of a mapping that takes in
  /// no other one no list of them is made.
  package func forEachEntry(
    of index: NodeIndex, _ body: (_ key: NodeIndex, _ value: NodeIndex) -> Bool
  ) {
    let parent = target(of: index)
    guard nodes[parent].kind == .mapping else { return }
    let end = Int(nodes[parent].next)
    var key = parent + 1
    while key < end {
      if isMergeKey(key) {
        for entry in entries(of: parent) where !body(entry.key, entry.value) { return }
        return
      }
      let value = Int(nodes[key].next)
      guard value < end else { break }
      key = Int(nodes[value].next)
    }
    key = parent + 1
    while key < end {
      let value = Int(nodes[key].next)
      guard value < end, body(key, value) else { return }
      key = Int(nodes[value].next)
    }
  }

  private func collect(
    _ index: NodeIndex, into result: inout [(key: NodeIndex, value: NodeIndex)],
    seen: inout Set<String>, depth: Int, budget: inout Int
  ) {
    guard depth < ReadingLimits.mergeDepth else { return }
    let written = writtenEntries(of: index)
    for entry in written where !isMergeKey(entry.key) && budget > 0 {
      budget -= 1
      if seen.insert(text(of: target(of: entry.key))).inserted { result.append(entry) }
    }
    for entry in written where isMergeKey(entry.key) && budget > 0 {
      let sources = isSequence(entry.value) ? items(of: entry.value) : [entry.value]
      for source in sources {
        budget -= 1
        collect(source, into: &result, seen: &seen, depth: depth + 1, budget: &budget)
      }
    }
  }

  @inlinable @inline(__always)
  package func isMergeKey(_ key: NodeIndex) -> Bool {
    nodes[key].mayMerge && withText(of: key) { $0[0] == 0x3C && $0[1] == 0x3C }
  }

  /// The value under `key` in a mapping, merge keys applied; the last one of duplicates.
  package func value(_ key: StaticString, in index: NodeIndex) -> NodeIndex? {
    entry(key, in: index)?.value
  }

  package func entry(_ key: StaticString, in index: NodeIndex) -> (
    key: NodeIndex, value: NodeIndex
  )? {
    let name = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    return entry(named: name, in: index, depth: 0)
  }

  package func value(named key: String, in index: NodeIndex) -> NodeIndex? {
    entry(named: key, in: index)?.value
  }

  package func entry(named key: String, in index: NodeIndex) -> (
    key: NodeIndex, value: NodeIndex
  )? {
    key.withBytes { entry(named: $0, in: index, depth: 0) }
  }

  private func entry(
    named name: UnsafeBufferPointer<UInt8>, in index: NodeIndex, depth: Int
  ) -> (key: NodeIndex, value: NodeIndex)? {
    let parent = target(of: index)
    guard nodes[parent].kind == .mapping else { return nil }
    var found: (key: NodeIndex, value: NodeIndex)?
    var hasMerge = false
    let written = origins.isEmpty ? bytes.pointer : nil
    let name = SoughtName(name)
    nodes.withUnsafeBufferPointer { nodes in
      var child = parent + 1
      let end = Int(nodes[parent].next)
      while child < end {
        let value = Int(nodes[child].next)
        guard value < end else { break }
        if nodes[child].kind == .scalar {
          if Int(nodes[child].textCount) == name.count, isKey(child, nodes[child], name, written) {
            found = (child, value)
          } else if nodes[child].textCount == 2, isMergeKey(child) {
            hasMerge = true
          }
        }
        child = Int(nodes[value].next)
      }
    }
    if found != nil || !hasMerge || depth >= ReadingLimits.mergeDepth { return found }
    for entry in writtenEntries(of: parent) where isMergeKey(entry.key) {
      for source in isSequence(entry.value) ? items(of: entry.value) : [entry.value] {
        if let inherited = self.entry(named: name.bytes, in: source, depth: depth + 1) {
          return inherited
        }
      }
    }
    return nil
  }

  /// Whether a key has a name of its length.
  ///
  /// - Parameter written: The bytes of the only file of the tree, if there are no others.
  @inline(__always)
  private func isKey(
    _ index: NodeIndex, _ node: DocumentNode, _ name: SoughtName,
    _ written: UnsafePointer<UInt8>?
  ) -> Bool {
    guard let written, !node.isCooked else {
      return withText(of: index) { $0.elementsEqual(name.bytes) }
    }
    return name.stands(at: written + Int(node.textStart))
  }

  /// Follows mapping keys from a node downward.
  package func node(at path: [StaticString], from root: NodeIndex) -> NodeIndex? {
    var current = root
    for key in path {
      guard let found = value(key, in: current) else { return nil }
      current = found
    }
    return current
  }

  private func children(of parent: NodeIndex) -> [NodeIndex] {
    var result: [NodeIndex] = []
    result.reserveCapacity(Int(nodes[parent].childCount))
    var child = parent + 1
    let end = Int(nodes[parent].next)
    while child < end {
      result.append(child)
      child = Int(nodes[child].next)
    }
    return result
  }
}
