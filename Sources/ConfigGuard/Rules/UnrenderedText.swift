package import RulePacks

/// A template: what its actions write is not known before it is rendered.
package protocol UnrenderedText: AnyObject, Sendable {
  func containsAction(in range: SourceRange) -> Bool

  /// Whether an action may write more keys into a mapping.
  func mayAddKeys(to mapping: NodeIndex, in tree: DocumentTree) -> Bool

  /// Whether an action may write more items into a sequence.
  func mayAddItems(to sequence: NodeIndex, in tree: DocumentTree) -> Bool
}
