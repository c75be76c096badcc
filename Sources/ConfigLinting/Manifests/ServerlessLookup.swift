import ConfigGuard
import RulePacks

/// Finds what `${self:…}` refers to.
struct ServerlessLookup {
  typealias Entry = (key: NodeIndex, value: NodeIndex)

  let root: NodeIndex
  let tree: DocumentTree
  /// The entries of mappings that were looked into, by their keys.
  private var known: [NodeIndex: [String: Entry]] = [:]
  private static let mostReferences = 8

  init(root: NodeIndex, tree: DocumentTree) {
    self.root = root
    self.tree = tree
  }

  /// Where the value of `${self:custom.name}` stands, followed from reference to reference.
  mutating func place(heldBy value: NodeIndex) -> Entry? {
    var result: Entry?
    var index = value
    for _ in 0..<Self.mostReferences {
      guard tree.isScalar(index),
        let reference = ServerlessReference(sole: tree.text(of: tree.target(of: index))),
        reference.source == "self", let entry = entry(at: reference.address),
        tree.isScalar(entry.value)
      else { break }
      result = entry
      index = tree.target(of: entry.value)
    }
    return result
  }

  private mutating func entry(at address: String) -> Entry? {
    var found: Entry?
    var node = root
    for part in address.split(separator: ".") {
      guard let next = entries(of: node)[String(part)] else { return nil }
      found = next
      node = next.value
    }
    return found
  }

  private mutating func entries(of node: NodeIndex) -> [String: Entry] {
    let index = tree.target(of: node)
    if let entries = known[index] { return entries }
    var entries: [String: Entry] = [:]
    for entry in tree.entries(of: index) {
      entries[tree.text(of: tree.target(of: entry.key))] = entry
    }
    known[index] = entries
    return entries
  }
}
