import ConfigGuard
import RulePacks

extension DocumentReading {
  /// The texts under several keys, scalars or lists of them, as one command.
  func command(_ keys: [StaticString], in node: NodeIndex) -> [CommandPart] {
    keys.flatMap { key -> [CommandPart] in
      guard let value = tree.value(key, in: node) else { return [] }
      return command(value)
    }
  }

  /// The texts of a scalar or of a list of scalars.
  func command(_ node: NodeIndex) -> [CommandPart] {
    (tree.isSequence(node) ? tree.items(of: node) : [node]).compactMap { item in
      let target = tree.target(of: item)
      guard tree.isScalar(target) else { return nil }
      var part = CommandPart(
        text: tree.text(of: target), file: file(of: target), range: tree.textRange(of: target),
        isExact: !tree.nodes[target].isCooked)
      part.isTemplate = isTemplated(target)
      return part
    }
  }
}
