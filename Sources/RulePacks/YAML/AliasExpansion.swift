/// Measures what aliases multiply a document to.
enum AliasExpansion {
  /// The first alias of the document that begins at `start` with which it has more nodes than
  /// readers accept.
  static func firstBeyondLimit(
    in nodes: UnsafeBufferPointer<DocumentNode>, from start: NodeIndex
  ) -> NodeIndex? {
    // In document order every target is measured before its aliases.
    var expanded = [Int](repeating: 1, count: nodes.count - start)
    var budget = ReadingLimits.aliasVisits * 10
    for index in start..<nodes.count where nodes[index].kind == .alias {
      let target = Int(nodes[index].textStart)
      var total = 0
      for inner in target..<Int(nodes[target].next) {
        total += nodes[inner].kind == .alias ? expanded[inner - start] : 1
        budget -= 1
        if total > ReadingLimits.aliasVisits || budget < 0 { return index }
      }
      expanded[index - start] = total
    }
    return nil
  }
}
