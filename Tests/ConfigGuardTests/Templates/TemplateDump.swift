import ConfigGuard
import ConfigLinting
import RulePacks

/// Writes a tree on one line, `‹x›` for values that are only known after rendering.
enum TemplateDump {
  static func text(_ tree: DocumentTree, _ text: TemplateText) -> String {
    tree.documents.map { node($0, tree, text) }.joined(separator: " --- ")
  }

  private static func node(_ index: NodeIndex, _ tree: DocumentTree, _ text: TemplateText)
    -> String
  {
    let range = tree.nodes[index].range
    switch tree.nodes[index].kind {
    case .scalar:
      if text.containsAction(in: range) {
        return "‹\(text.literals(in: range).map(\.text).joined(separator: "|"))›"
      }
      return tree.text(of: index)
    case .mapping:
      let entries = tree.writtenEntries(of: index).map {
        "\(node($0.key, tree, text)): \(node($0.value, tree, text))"
      }
      return "{\(entries.joined(separator: ", "))}"
    case .sequence:
      return "[\(tree.items(of: index).map { node($0, tree, text) }.joined(separator: ", "))]"
    case .alias: return "*"
    }
  }
}
