/// Writes the nodes of a layered document into one tree.
struct LayeredTreeBuilder {
  private let trees: [DocumentTree]
  private var tree: DocumentTreeDraft
  private var tagNumbers: [String: UInt16] = ["": 0]

  /// The tag of a text that is a string whatever it looks like.
  private static let stringTag = "tag:yaml.org,2002:str"

  init(_ trees: [DocumentTree]) {
    self.trees = trees
    tree = DocumentTreeDraft(trees.first?.bytes ?? SourceBytes(""))
    tree.originBytes = trees.map(\.bytes)
  }

  mutating func add(_ node: LayeredNode) {
    let index = append(node)
    switch node.content {
    case .scalar: copyText(of: node, to: index)
    case .text(let text):
      setText(Array(text.utf8), of: index)
      tree.nodes[index].tag = number(ofTag: Self.stringTag)
    case .mapping(let entries):
      tree.nodes[index].kind = .mapping
      tree.nodes[index].childCount = UInt32(entries.count * 2)
      for entry in entries {
        add(entry.key)
        add(entry.value)
      }
    case .sequence(let items):
      tree.nodes[index].kind = .sequence
      tree.nodes[index].childCount = UInt32(items.count)
      for item in items { add(item) }
    }
    tree.nodes[index].next = UInt32(tree.nodes.count)
  }

  mutating func finish() -> DocumentTree {
    tree.documents = tree.nodes.isEmpty ? [] : [0]
    return DocumentTree(tree)
  }

  private mutating func append(_ node: LayeredNode) -> NodeIndex {
    let source = trees[node.origin]
    var copy = source.nodes[node.index]
    copy.kind = .scalar
    copy.childCount = 0
    copy.tag = node.isUntagged ? 0 : number(ofTag: source.tags[Int(copy.tag)])
    tree.nodes.append(copy)
    tree.origins.append(UInt16(clamping: node.origin))
    let replaced = node.replaced.compactMap { self.replaced($0) }
    if !replaced.isEmpty { tree.replaced[tree.nodes.count - 1] = replaced }
    return tree.nodes.count - 1
  }

  private func replaced(_ node: LayeredNode) -> ReplacedScalar? {
    let source = trees[node.origin]
    let range = source.textRange(of: node.index)
    if case .text(let text) = node.content {
      return ReplacedScalar(text: text, origin: node.origin, range: range, isExact: false)
    }
    guard node.isScalar, source.nodes[node.index].kind == .scalar else { return nil }
    return ReplacedScalar(
      text: source.text(of: node.index), origin: node.origin, range: range,
      isExact: !source.nodes[node.index].isCooked)
  }

  private mutating func copyText(of node: LayeredNode, to index: NodeIndex) {
    let source = trees[node.origin]
    // A collection whose parts were left out for their number has no text.
    guard source.nodes[node.index].kind == .scalar else { return setText([], of: index) }
    guard source.nodes[node.index].isCooked else { return }
    setText(source.withText(of: node.index) { Array($0) }, of: index)
  }

  private mutating func setText(_ text: [UInt8], of index: NodeIndex) {
    tree.nodes[index].isCooked = true
    tree.nodes[index].textStart = UInt32(tree.cooked.count)
    tree.nodes[index].textCount = UInt32(text.count)
    tree.cooked += text
  }

  private mutating func number(ofTag tag: String) -> UInt16 {
    if let known = tagNumbers[tag] { return known }
    guard tree.tags.count < Int(UInt16.max) else { return 0 }
    let number = UInt16(tree.tags.count)
    tree.tags.append(tag)
    tagNumbers[tag] = number
    return number
  }
}
