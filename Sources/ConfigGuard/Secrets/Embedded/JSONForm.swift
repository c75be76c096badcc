import RulePacks

/// JSON in a value, and base64 of it.
extension EmbeddedScan {
  private static let deepestNode = 32

  /// Reads an object or a list; true where the text is JSON.
  mutating func readJSON(
    _ text: EmbeddedText, _ range: Range<Int>, path: [String], depth: Int
  ) -> Bool {
    guard let first = range.first, let last = range.last,
      [0x7B, 0x5B].contains(text.bytes[first]), [0x7D, 0x5D].contains(text.bytes[last])
    else { return false }
    let tree = JSONReader.read(SourceBytes(text.string(range)))
    guard tree.problems.allSatisfy({ $0.kind == .duplicateKey }), tree.documents.count == 1,
      let root = tree.documents.first
    else { return false }
    var walk = JSONWalk(tree: tree, text: text, start: range.lowerBound, depth: depth)
    walk.isDecoded = text.sourceBase == nil
    visit(root, walk, path: path, level: 0)
    return true
  }

  /// A text that is base64 of an object, as registries' logins are kept.
  mutating func readEncodedJSON(
    _ text: EmbeddedText, _ range: Range<Int>, path: [String], depth: Int
  ) -> Bool {
    guard let decoded = Base64.decodedText(text.string(range)) else { return false }
    let made = EmbeddedText(Array(decoded.utf8), from: range, of: text)
    return readJSON(made, made.trimmed(0..<made.bytes.count), path: path, depth: depth)
  }

  struct JSONWalk {
    let tree: DocumentTree
    let text: EmbeddedText
    /// Where the JSON begins in the text.
    let start: Int
    let depth: Int
    /// The text was made by decoding, so no other rule has seen it.
    var isDecoded = false

    func value(of node: NodeIndex) -> EmbeddedValue {
      let range = tree.textRange(of: node)
      return EmbeddedValue(
        Array(tree.text(of: node).utf8), start + range.start..<start + range.end)
    }
  }

  private mutating func visit(_ node: NodeIndex, _ walk: JSONWalk, path: [String], level: Int) {
    guard level < Self.deepestNode else { return }
    let tree = walk.tree
    switch tree.nodes[node].kind {
    case .mapping:
      let entries = tree.writtenEntries(of: node)
      if visitNamed(node, walk, path: path) { return }
      for entry in entries {
        let name = tree.text(of: entry.key)
        if tree.isScalar(entry.value) {
          visitMember(name, entry.value, walk, path: path)
        } else {
          visit(entry.value, walk, path: path + [name], level: level + 1)
        }
      }
    case .sequence:
      let items = tree.items(of: node)
      let texts = items.filter { tree.isScalar($0) }
      if texts.count == items.count, texts.count > 1 {
        return readCommand(words: texts.map { walk.value(of: $0) }, of: walk.text)
      }
      for item in items { visit(item, walk, path: path, level: level + 1) }
    default:
      look(into: walk.value(of: node), of: walk.text, path: path, depth: walk.depth)
    }
  }

  /// Reads `{"name": "KEY", "value": "text"}`, as lists of variables are written.
  private mutating func visitNamed(
    _ node: NodeIndex, _ walk: JSONWalk, path: [String]
  ) -> Bool {
    let tree = walk.tree
    guard let value = tree.value("value", in: node), tree.isScalar(value),
      let name = tree.string("name", in: node) ?? tree.string("key", in: node)
    else { return false }
    visitMember(name, value, walk, path: path)
    return true
  }

  private mutating func visitMember(
    _ name: String, _ node: NodeIndex, _ walk: JSONWalk, path: [String]
  ) {
    guard !walk.tree.isNull(node) else { return }
    let value = walk.value(of: node)
    // A login of a registry; as it is written, the token catalogue knows it.
    if name == "auth", walk.isDecoded {
      return takeEncodedLogin(walk.text, value.range, path: path)
    }
    guard !isLabel(value.text, of: name) else { return }
    if take(name, value, of: walk.text, path: path) { return }
    if takeHeader(name, walk.text, value.range, path: path) { return }
    look(into: value, of: walk.text, path: path + [name], depth: walk.depth)
  }

  /// The name of a type, or the name again as people read it.
  private func isLabel(_ text: String, of name: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    let small = text.lowercased()
    if reader.types.contains(small) { return true }
    return text != name && KnownValues.normalized(text) == KnownValues.normalized(name)
      && text.utf8.first.map { (0x41...0x5A).contains($0) } == true
  }
}
