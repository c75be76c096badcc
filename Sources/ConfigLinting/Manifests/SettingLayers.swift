import ConfigGuard
import RulePacks

/// Settings of documents that are laid over one another, as frameworks read them: every name once,
/// with the value that counts and those below it.
struct SettingLayers {
  /// How the names of two documents are compared, and what else one does to the one below it.
  struct Rules: Sendable {
    /// Between the names of mappings that lie in one another.
    var separator: Character
    var name: @Sendable (String) -> String
    /// A list takes the place of the whole list below it.
    var replacesLists: Bool
    /// `null` takes out what is below it.
    var removesNulls: Bool
  }

  struct Entry {
    /// The way to the setting, as the rules write it.
    let name: String
    /// The outermost list that the setting lies in.
    let list: String?
    var setting: Setting
  }

  static func isFormat(_ name: String) -> Bool {
    name == SpringConfiguration.name || name == ASPNETSettings.name || name == HelmValues.name
  }

  private let rules: Rules
  private var entries: [Entry?] = []
  private var positions: [String: Int] = [:]

  init(_ rules: Rules) {
    self.rules = rules
  }

  /// The settings that count, in the order in which their names came up.
  var settled: [Entry] { entries.compactMap(\.self) }

  /// The text that a name comes to, if that is said here.
  func literal(of name: String) -> String? {
    guard let position = positions[name], let value = entries[position]?.setting.value,
      value.form == .literal
    else { return nil }
    return value.literal
  }

  /// Lays one document over what is there.
  mutating func lay(_ root: NodeIndex, of reading: DocumentReading) {
    var walk = SettingLayerWalk(reading, rules, known: positions)
    walk.visit(root)
    // Else the names would be copied for each document.
    walk.forget()
    remove(walk)
    for var entry in walk.entries {
      entry.setting.source = reading.file.name
      guard let position = positions[entry.name] else {
        positions[entry.name] = entries.count
        entries.append(entry)
        continue
      }
      if let below = entries[position]?.setting { entry.setting.cover(below) }
      entries[position] = entry
    }
  }

  /// Takes out what lists and nulls of a document replace.
  private mutating func remove(_ walk: SettingLayerWalk) {
    guard !walk.lists.isEmpty || !walk.nulls.isEmpty else { return }
    for (index, entry) in entries.enumerated() {
      guard let entry else { continue }
      if let list = entry.list, walk.lists.contains(list) {
        entries[index] = nil
      } else if !walk.nulls.isEmpty, isBelowNull(entry.name, walk.nulls) {
        entries[index] = nil
      }
    }
  }

  private func isBelowNull(_ name: String, _ nulls: Set<String>) -> Bool {
    if nulls.contains(name) { return true }
    return name.indices.contains { index in
      name[index] == rules.separator && nulls.contains(String(name[..<index]))
    }
  }
}

extension Setting {
  private static let mostShadowed = 8

  /// Remembers another setting of the same name as one that this one replaced.
  fileprivate mutating func cover(_ below: Setting) {
    shadowed = Array((shadowed + [below.layer] + below.shadowed).prefix(Self.mostShadowed))
  }
}

/// Walks one document and keeps the settings that some rule may want to see, or that replace such.
struct SettingLayerWalk {
  private let reading: DocumentReading
  private let rules: SettingLayers.Rules
  private var known: [String: Int]
  private var path: [NodeIndex] = []
  private(set) var entries: [SettingLayers.Entry] = []
  /// The lists of the document, and the names that it sets to nothing.
  private(set) var lists: Set<String> = []
  private(set) var nulls: Set<String> = []

  init(
    _ reading: DocumentReading, _ rules: SettingLayers.Rules, known: [String: Int]
  ) {
    self.reading = reading
    self.rules = rules
    self.known = known
  }

  mutating func visit(_ root: NodeIndex) { visit(root, "", list: nil) }

  mutating func forget() { known = [:] }

  private mutating func visit(_ index: NodeIndex, _ name: String, list: String?) {
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
        entry(child, value, of: index, in: name, list: list)
        child = Int(tree.nodes[value].next)
      }
    case .sequence:
      if rules.replacesLists, !name.isEmpty { lists.insert(name) }
      var child = index + 1
      var number = 0
      let end = Int(tree.nodes[index].next)
      while child < end {
        if tree.nodes[child].kind == .mapping || tree.nodes[child].kind == .sequence {
          let own = "\(name)\(rules.separator)\(number)"
          visit(child, own, list: list ?? (rules.replacesLists ? name : nil))
        }
        number += 1
        child = Int(tree.nodes[child].next)
      }
    default: break
    }
  }

  private mutating func entry(
    _ key: NodeIndex, _ value: NodeIndex, of mapping: NodeIndex, in parent: String, list: String?
  ) {
    let tree = reading.tree
    guard tree.nodes[key].kind == .scalar, !tree.isMergeKey(key),
      !SecretPointer.isKeyOfNamed(key, in: mapping, tree)
    else { return }
    let own = rules.name(tree.text(of: key))
    let name = parent.isEmpty ? own : "\(parent)\(rules.separator)\(own)"
    if let pair = NamedPair(key, value, in: tree) {
      add(pair.name, pair.value, name, list)
    } else if rules.removesNulls, tree.isNull(value) {
      // What is taken out is not there; what nothing is below stands for an empty value.
      if list == nil, known[name] != nil {
        nulls.insert(name)
      } else {
        if list == nil { nulls.insert(name) }
        add(key, value, name, list)
      }
    } else if tree.isScalar(value) || tree.nodes[value].kind == .sequence {
      add(key, value, name, list)
    }
    path.append(key)
    visit(value, name, list: list)
    path.removeLast()
  }

  private mutating func add(
    _ key: NodeIndex, _ value: NodeIndex, _ name: String, _ list: String?
  ) {
    let tree = reading.tree
    let isWanted =
      tree.nodes[value].kind != .alias && reading.isWorthReading(key: key, value: value)
    guard isWanted || known[name] != nil,
      let setting = reading.setting(
        key: key, value: value,
        keyPath: (path + [key]).map { tree.text(of: $0) }.joined(separator: "."),
        ancestors: path.flatMap { reading.words(of: $0) }, syntax: .platform)
    else { return }
    entries.append(SettingLayers.Entry(name: name, list: list, setting: setting))
  }
}
