import RulePacks

/// What a reader made of a text, written so that a test can say all of it in one line.
enum StructuredText {
  /// Documents with ` | ` between them; scalars in the quotes of their style.
  static func tree(of tree: DocumentTree) -> String {
    tree.documents.map { text(of: $0, tree) }.joined(separator: " | ")
  }

  private static func text(of index: NodeIndex, _ tree: DocumentTree) -> String {
    switch tree.nodes[index].kind {
    case .mapping:
      let entries = tree.writtenEntries(of: index)
      return "{"
        + entries.map { "\(text(of: $0.key, tree)): \(text(of: $0.value, tree))" }
        .joined(separator: ", ") + "}"
    case .sequence:
      return "[" + tree.items(of: index).map { text(of: $0, tree) }.joined(separator: ", ") + "]"
    case .alias: return "*"
    case .scalar:
      let written = shown(tree.text(of: index))
      switch tree.nodes[index].style {
      case .double: return "\"\(written)\""
      case .single: return "'\(written)'"
      default: return written
      }
    }
  }

  private static func shown(_ text: String) -> String {
    text.unicodeScalars.map {
      $0.value < 0x20 || $0.value == 0x7F ? "<\(String($0.value, radix: 16))>" : String($0)
    }.joined()
  }

  /// Each problem as `start-end message`, with the kind and the first place where there is one.
  static func problems(of tree: DocumentTree) -> [String] {
    tree.problems.map { problem in
      let related = problem.related.map { " (\($0.start)-\($0.end))" } ?? ""
      let kind = problem.kind == .syntax ? "" : "\(problem.kind): "
      return "\(kind)\(problem.range.start)-\(problem.range.end)\(related) \(problem.message.plain)"
    }
  }

  /// Whether every range lies in the file, and every node inside of what holds it in the array.
  static func isSound(_ tree: DocumentTree) -> Bool {
    let count = tree.bytes.count
    for (index, node) in tree.nodes.enumerated() {
      guard node.start <= node.end, Int(node.end) <= count, Int(node.next) > index,
        Int(node.next) <= tree.nodes.count
      else { return false }
      if node.kind == .mapping, node.childCount % 2 != 0 { return false }
      let text = tree.textRange(of: index)
      guard text.start <= text.end, text.end <= count else { return false }
      _ = tree.text(of: index)
    }
    let ranges = tree.problems.map(\.range) + tree.problems.compactMap(\.related) + tree.comments
    return ranges.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= count }
  }
}
