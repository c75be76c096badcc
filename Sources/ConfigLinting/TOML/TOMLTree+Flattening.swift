import RulePacks

extension TOMLTree {
  /// Hands the nodes to the builder in document order.
  mutating func flatten(into builder: inout DocumentTreeBuilder) {
    widenRanges()
    guard open(Self.root, &builder) else { return }
    var index = Self.root
    while true {
      if nodes[index].firstChild != TOMLNode.none, nodes[index].kind != .scalar {
        index = Int(nodes[index].firstChild)
      } else {
        close(index, &builder)
        while index != Self.root, nodes[index].nextSibling == TOMLNode.none {
          index = Int(nodes[index].parent)
          close(index, &builder)
        }
        if index == Self.root { break }
        index = Int(nodes[index].nextSibling)
      }
      guard open(index, &builder) else { return }
    }
    builder.endDocument()
  }

  /// Lets every table end where the last thing in it ends.
  private mutating func widenRanges() {
    for index in nodes.indices.reversed() where nodes[index].parent != TOMLNode.none {
      let parent = Int(nodes[index].parent)
      nodes[parent].end = max(nodes[parent].end, nodes[index].end)
    }
  }

  private func open(_ index: Int, _ builder: inout DocumentTreeBuilder) -> Bool {
    let node = nodes[index]
    if let key = node.key {
      add(
        key.style, key.range, (Int(key.textStart), Int(key.textCount)), isCooked: key.isCooked,
        &builder)
    }
    switch node.kind {
    case .scalar:
      add(
        node.style, SourceRange(start: Int(node.start), end: Int(node.end)),
        (Int(node.textStart), Int(node.textCount)), isCooked: node.isCooked, &builder)
      return true
    case .array: return builder.begin(.sequence, .flow, at: Int(node.start))
    case .arrayOfTables: return builder.begin(.sequence, .block, at: Int(node.start))
    case .inlineTable: return builder.begin(.mapping, .flow, at: Int(node.start))
    case .table, .impliedTable, .dottedTable:
      return builder.begin(.mapping, .block, at: Int(node.start))
    }
  }

  private func add(
    _ style: DocumentNode.Style, _ range: SourceRange, _ text: (start: Int, count: Int),
    isCooked: Bool, _ builder: inout DocumentTreeBuilder
  ) {
    let span = text.start..<text.start + text.count
    if isCooked {
      builder.scalar(style, range, cooked: cooked[span])
    } else {
      builder.scalar(style, range, text: SourceRange(start: span.lowerBound, end: span.upperBound))
    }
  }

  private func close(_ index: Int, _ builder: inout DocumentTreeBuilder) {
    if nodes[index].kind != .scalar { builder.end(at: Int(nodes[index].end)) }
  }
}
