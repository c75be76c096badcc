import ConfigGuard
package import RulePacks

/// What a template may write into a mapping or a list whose other parts can be read.
extension TemplateText: UnrenderedText {
  /// Whether an action on lines of its own may write keys of a mapping.
  package func mayAddKeys(to mapping: NodeIndex, in tree: DocumentTree) -> Bool {
    let target = tree.target(of: mapping)
    let entries = tree.writtenEntries(of: target)
    let first = entries.first.map { Int(tree.nodes[$0.key].start) }
    return mayAdd(to: target, first: first, in: tree)
  }

  /// Whether an action on lines of its own may write items of a list.
  package func mayAddItems(to list: NodeIndex, in tree: DocumentTree) -> Bool {
    let target = tree.target(of: list)
    let node = tree.nodes[target]
    return mayAdd(to: target, first: node.style == .block ? Int(node.start) : nil, in: tree)
  }

  private func mayAdd(to target: NodeIndex, first: Int?, in tree: DocumentTree) -> Bool {
    // The nodes of a document made of several are in other files.
    guard tree.origins.isEmpty else { return false }
    let node = tree.nodes[target]
    guard node.style != .flow, let first else { return containsAction(in: node.range) }
    let column = column(of: first)
    let next = Int(node.next)
    // Lines behind the last key belong to the mapping as long as nothing else begins.
    let end = next < tree.nodes.count ? Int(tree.nodes[next].start) : source.count
    guard first < end else { return false }
    return actions(in: SourceRange(start: first, end: end)).contains { action in
      action.kind == .output && isOnOwnLines(action, in: tree.bytes)
        && mayStart(at: column, action)
    }
  }

  /// Whether the masked text has nothing where the action stands; a word stands for a value.
  private func isOnOwnLines(_ action: TemplateAction, in masked: SourceBytes) -> Bool {
    let last = action.range.end - 1
    guard last >= 0, last < masked.count else { return false }
    return masked[last] == 0x0A || masked[last] == 0x20
  }

  /// Whether what an action writes may begin in a column; its own words say so, if they do.
  private func mayStart(at column: Int, _ action: TemplateAction) -> Bool {
    let words = source.text(action.expression).split { " |()\t\n".contains($0) }
    guard let indent = words.lastIndex(where: { $0 == "nindent" || $0 == "indent" }),
      words.indices.contains(indent + 1), let count = Int(words[indent + 1])
    else { return true }
    if words[indent] == "nindent" { return count == column }
    return count == column || count + self.column(of: action.range.start) == column
  }

  /// The bytes between the start of the line and an offset.
  private func column(of offset: Int) -> Int {
    var start = offset
    // Nobody indents further, and a line may be as long as the file.
    while start > 0, offset - start < 1000, source[start - 1] != 0x0A { start -= 1 }
    return offset - start
  }
}
