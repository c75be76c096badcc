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
    reading.settings += reading.settings(under: root, syntax: .platform)
  }
}

extension DocumentReading {
  /// The settings of a subtree; what walks through it is gone when they are added to the reading, which
  /// would be copied else.
  func settings(
    under root: NodeIndex, syntax: ReferenceSyntax, below path: [NodeIndex] = [],
    skipping skips: ((NodeIndex) -> Bool)? = nil
  ) -> [Setting] {
    var walk = SettingWalk(self, syntax: syntax, below: path, skipping: skips)
    walk.visit(root)
    return walk.settings
  }
}

/// Walks a subtree and keeps the settings that some rule may want to see.
package struct SettingWalk {
  private let walk: Walk
  private var path: MappingPath
  package private(set) var settings: [Setting] = []

  package init(
    _ reading: DocumentReading, syntax: ReferenceSyntax,
    below path: [NodeIndex] = [], skipping skips: ((NodeIndex) -> Bool)? = nil
  ) {
    walk = Walk(
      reading: reading, entries: EntryInterest(reading), nodes: reading.tree.nodes, syntax: syntax,
      skips: skips)
    self.path = MappingPath(path)
  }

  package mutating func visit(_ index: NodeIndex) { walk.visit(index, &path, &settings) }
}

/// The keys on the way to a setting, and the bits of their words as far as they were asked for.
struct MappingPath {
  private(set) var keys: [NodeIndex]
  private var bits: [WordBits] = []

  init(_ keys: [NodeIndex] = []) { self.keys = keys }

  mutating func append(_ key: NodeIndex) { keys.append(key) }

  mutating func removeLast() {
    keys.removeLast()
    if bits.count > keys.count { bits.removeLast() }
  }

  /// The words of all the keys.
  mutating func words(in entries: EntryInterest) -> WordBits {
    if keys.isEmpty { return .none }
    if bits.count < keys.count { addBits(in: entries) }
    // By its place: the last one of an array is a copy of what may be none.
    return bits[keys.count - 1]
  }

  private mutating func addBits(in entries: EntryInterest) {
    let (tree, table) = (entries.tree, entries.keys)
    while bits.count < keys.count {
      let own = tree.withText(of: tree.target(of: keys[bits.count])) { table.bits(of: $0) }
      bits.append((bits.last ?? .none).union(own))
    }
  }

  /// The words themselves, one after the other.
  func allWords(in entries: EntryInterest) -> [String] {
    let (tree, table) = (entries.tree, entries.keys)
    var words: [String] = []
    for key in keys {
      words += tree.withText(of: tree.target(of: key)) { table.info($0).words }
    }
    return words
  }
}

/// What stays the same on the way through a document; what changes is handed on.
private struct Walk {
  let reading: DocumentReading
  let entries: EntryInterest
  let nodes: ContiguousArray<DocumentNode>
  let syntax: ReferenceSyntax
  let skips: ((NodeIndex) -> Bool)?

  func visit(_ index: NodeIndex, _ path: inout MappingPath, _ settings: inout [Setting]) {
    let node = nodes[index]
    if node.tag != 0, let tag = entries.tree.tag(of: index), !ValueTag.holdsSettings(tag) {
      return
    }
    // What an alias stands for is judged once, where the anchor is.
    switch node.kind {
    case .mapping:
      var child = index + 1
      while child < Int(node.next) {
        let value = Int(nodes[child].next)
        entry(child, value, in: index, &path, &settings)
        child = Int(nodes[value].next)
      }
    case .sequence:
      var child = index + 1
      while child < Int(node.next) {
        if nodes[child].kind == .mapping || nodes[child].kind == .sequence {
          visit(child, &path, &settings)
        }
        child = Int(nodes[child].next)
      }
    default: break
    }
  }

  private func entry(
    _ key: NodeIndex, _ value: NodeIndex, in mapping: NodeIndex, _ path: inout MappingPath,
    _ settings: inout [Setting]
  ) {
    guard nodes[key].kind == .scalar, skips?(key) != true else { return }
    let tree = entries.tree
    if tree.isMergeKey(key) || SecretPointer.isKeyOfNamed(key, in: mapping, tree) { return }
    let node = nodes[value]
    if let pair = NamedPair(key, value, in: tree) {
      add(pair.name, pair.value, &path, &settings)
    } else if node.kind == .scalar || node.kind == .sequence {
      add(key, value, &path, &settings)
    }
    guard Int(node.next) > value + 1 else { return }
    path.append(key)
    visit(value, &path, &settings)
    path.removeLast()
  }

  /// `name` is what the setting is called: of a pair `{name: KEY, value: text}`, in which so many
  /// formats write an environment, the text of `name:`.
  private func add(
    _ name: NodeIndex, _ value: NodeIndex, _ path: inout MappingPath, _ settings: inout [Setting]
  ) {
    guard !entries.tree.isListOfCollections(value),
      let info = entries.info(of: name, value), entries.isWorthReading(info, value, below: &path),
      let setting = reading.setting(
        key: name, value: value, keyPath: reading.keyPath(path.keys, name),
        ancestors: reading.words(of: path.keys), syntax: syntax)
    else { return }
    settings.append(setting)
  }
}

/// A `value:` with its `name:` or `key:` in the same mapping.
struct NamedPair {
  let name: NodeIndex
  let value: NodeIndex

  @inline(__always)
  init?(_ key: NodeIndex, _ value: NodeIndex, in tree: DocumentTree) {
    guard tree.nodes[key].textCount == 5, case .scalar = tree.nodes[value].kind,
      tree.hasText(of: key, "value")
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
