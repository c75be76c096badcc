package import ConfigGuard
package import RulePacks

/// Any YAML or JSON that no other format claims: every scalar and every list of scalars is a
/// setting, the mappings above it are its ancestors.
package enum PlainDocument: ManifestFormat {
  package static let name = "yaml"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    true
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    var walk = SettingWalk(reading, syntax: .platform)
    walk.visit(root)
    reading.settings += walk.settings
  }
}

/// Walks a subtree and keeps the settings that some rule may want to see.
package struct SettingWalk {
  private let reading: DocumentReading
  private let syntax: ReferenceSyntax
  private let skips: (NodeIndex) -> Bool
  private var path: [NodeIndex] = []
  package private(set) var settings: [Setting] = []

  package init(
    _ reading: DocumentReading, syntax: ReferenceSyntax,
    below path: [NodeIndex] = [], skipping skips: @escaping (NodeIndex) -> Bool = { _ in false }
  ) {
    self.reading = reading
    self.syntax = syntax
    self.skips = skips
    self.path = path
  }

  package mutating func visit(_ index: NodeIndex) {
    let tree = reading.tree
    if tree.nodes[index].tag != 0, let tag = tree.tag(of: index), !ValueTag.holdsSettings(tag) {
      return
    }
    // What an alias stands for is judged once, where the anchor is.
    switch tree.nodes[index].kind {
    case .mapping:
      var child = index + 1
      let end = Int(tree.nodes[index].next)
      while child < end {
        let value = Int(tree.nodes[child].next)
        entry(child, value, in: index)
        child = Int(tree.nodes[value].next)
      }
    case .sequence:
      var child = index + 1
      let end = Int(tree.nodes[index].next)
      while child < end {
        if tree.nodes[child].kind == .mapping || tree.nodes[child].kind == .sequence {
          visit(child)
        }
        child = Int(tree.nodes[child].next)
      }
    default: break
    }
  }

  private mutating func entry(_ key: NodeIndex, _ value: NodeIndex, in mapping: NodeIndex) {
    let tree = reading.tree
    guard tree.nodes[key].kind == .scalar, !skips(key) else { return }
    if tree.isMergeKey(key) || SecretPointer.isKeyOfNamed(key, in: mapping, tree) { return }
    let isLeaf = tree.nodes[value].kind == .scalar || tree.nodes[value].kind == .sequence
    if let pair = NamedPair(key, value, in: tree) {
      add(named: pair.name, value: pair.value)
    } else if isLeaf {
      add(named: key, value: value)
    }
    path.append(key)
    visit(value)
    path.removeLast()
  }

  /// `name` is what the setting is called: of a pair `{name: KEY, value: text}`, in which so many
  /// formats write an environment, the text of `name:`.
  private mutating func add(named name: NodeIndex, value: NodeIndex) {
    guard reading.isWorthReading(key: name, value: value),
      let setting = reading.setting(
        key: name, value: value, keyPath: keyPath(to: name), ancestors: ancestors(),
        syntax: syntax)
    else { return }
    settings.append(setting)
  }

  private func ancestors() -> [String] {
    var words: [String] = []
    for key in path { words += reading.words(of: key) }
    return words
  }

  private func keyPath(to key: NodeIndex) -> String {
    (path + [key]).map { reading.tree.text(of: $0) }.joined(separator: ".")
  }
}

/// A `value:` with its `name:` or `key:` in the same mapping.
struct NamedPair {
  let name: NodeIndex
  let value: NodeIndex

  init?(_ key: NodeIndex, _ value: NodeIndex, in tree: DocumentTree) {
    guard tree.nodes[key].textCount == 5, tree.nodes[value].kind == .scalar,
      tree.withText(of: key, { $0.elementsEqual("value".utf8) })
    else { return nil }
    guard let name = Self.sibling(of: key, in: tree) else { return nil }
    self.name = name
    self.value = value
  }

  /// The nearest `name` or `key` in front of or behind the entry, within the same mapping.
  private static func sibling(of key: NodeIndex, in tree: DocumentTree) -> NodeIndex? {
    var start = key
    // Entries of one small mapping lie next to one another in the node array.
    for _ in 0..<8 where start > 0 {
      start -= 1
      if tree.nodes[start].kind == .mapping {
        guard Int(tree.nodes[start].next) > key else { continue }
        let found = tree.value("name", in: start) ?? tree.value("key", in: start)
        return found.flatMap { tree.nodes[$0].kind == .scalar ? $0 : nil }
      }
    }
    return nil
  }
}
