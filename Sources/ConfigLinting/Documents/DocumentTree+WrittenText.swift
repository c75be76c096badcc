import RulePacks

extension DocumentTree {
  /// The text of a scalar as it stands in the tree's only file, valid as long as the tree; nil where
  /// it was changed or the tree was made of several files.
  ///
  /// Of most scalars this is their text, and looking at it takes no call.
  @inline(__always)
  func writtenText(of index: NodeIndex) -> UnsafeBufferPointer<UInt8>? {
    let node = nodes[index]
    guard !node.isCooked, origins.isEmpty else { return nil }
    return UnsafeBufferPointer(
      start: bytes.pointer + Int(node.textStart), count: Int(node.textCount))
  }

  /// Whether a node is a list that begins with no scalar, which is no setting.
  @inline(__always)
  func isListOfCollections(_ index: NodeIndex) -> Bool {
    let node = nodes[index]
    guard case .sequence = node.kind, node.tag == 0, node.childCount > 0 else { return false }
    switch nodes[index + 1].kind {
    case .mapping, .sequence: return true
    case .scalar, .alias: return false
    }
  }
}
