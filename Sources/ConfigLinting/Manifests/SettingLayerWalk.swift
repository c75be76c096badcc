import ConfigGuard
import RulePacks

/// Walks one document and keeps the settings that some rule may want to see, or that replace such.
struct SettingLayerWalk {
  /// What the document holds.
  struct Found {
    fileprivate(set) var entries: [SettingLayers.Entry] = []
    /// The lists of the document, and the names that it sets to nothing.
    fileprivate(set) var lists: Set<String> = []
    fileprivate(set) var nulls: Set<String> = []
    /// The names of settings of which no rule can have anything to say.
    fileprivate(set) var leftOut = NameHashes()
    /// The outermost keys below which there are settings of either kind.
    fileprivate(set) var tops: [NodeIndex] = []
    fileprivate var path: [Step] = []
    fileprivate var keys = MappingPath()
  }

  /// A step on the way to a setting.
  fileprivate enum Step {
    case key(NodeIndex)
    case item(Int)
  }

  /// Where the walk is.
  private struct Place {
    var name = NameHash()
    /// The number of steps to the outermost list that the place lies in.
    var list: Int?
  }

  private let reading: DocumentReading
  private let tree: DocumentTree
  private let entries: EntryInterest
  private let nodes: ContiguousArray<DocumentNode>
  private let rules: SettingLayers.Rules
  /// The names in the documents below; nil where there are none.
  private let known: NameHashes?
  private let separator: UInt8

  init(
    _ reading: DocumentReading, _ rules: SettingLayers.Rules, known: NameHashes?, keepsAll: Bool
  ) {
    self.reading = reading
    tree = reading.tree
    entries = EntryInterest(reading, leavesOut: !keepsAll)
    nodes = tree.nodes
    self.rules = rules
    self.known = known
    separator = rules.separator.utf8.first ?? 0
  }

  func visit(_ root: NodeIndex, _ found: inout Found) { visit(root, Place(), &found) }

  private func visit(_ index: NodeIndex, _ place: Place, _ found: inout Found) {
    let node = nodes[index]
    if node.tag != 0, let tag = tree.tag(of: index), !ValueTag.holdsSettings(tag) {
      return
    }
    // What an alias stands for is judged once, where the anchor is.
    switch node.kind {
    case .mapping:
      var child = index + 1
      while child < Int(node.next) {
        let value = Int(nodes[child].next)
        entry(child, value, of: index, place, &found)
        child = Int(nodes[value].next)
      }
    case .sequence:
      // There is nothing yet that the first document could replace.
      if known != nil, rules.replacesLists, !place.name.isEmpty {
        found.lists.insert(name(found.path[...]))
      }
      var child = index + 1
      var number = 0
      while child < Int(node.next) {
        if nodes[child].isMapping || nodes[child].isSequence {
          var inner = place
          inner.name.append(separator)
          inner.name.append("\(number)")
          if inner.list == nil, rules.replacesLists { inner.list = found.path.count }
          found.path.append(.item(number))
          visit(child, inner, &found)
          found.path.removeLast()
        }
        number += 1
        child = Int(nodes[child].next)
      }
    default: break
    }
  }

  /// Longer texts mean a value.
  private static let longestNull: UInt32 = 4

  private func entry(
    _ key: NodeIndex, _ value: NodeIndex, of mapping: NodeIndex, _ place: Place,
    _ found: inout Found
  ) {
    guard case .scalar = nodes[key].kind, !tree.isMergeKey(key),
      !SecretPointer.isKeyOfNamed(key, in: mapping, tree)
    else { return }
    let node = nodes[value]
    let pair = NamedPair(key, value, in: tree)
    let info = node.isMapping ? nil : entries.info(of: pair?.name ?? key, pair?.value ?? value)
    // Of a scalar that nobody asks about nothing is made, if it replaces nothing.
    if info == nil, known == nil, case .scalar = node.kind { return }
    var inner = place
    if !place.name.isEmpty { inner.name.append(separator) }
    if let text = tree.writtenText(of: key) {
      rules.append(text, to: &inner.name)
    } else {
      tree.withText(of: key) { rules.append($0, to: &inner.name) }
    }
    found.path.append(.key(key))
    if let pair {
      add(pair.name, pair.value, info, inner, &found)
    } else if rules.removesNulls, node.textCount <= Self.longestNull, tree.isNull(value) {
      let isKnown = place.list == nil && isKnown(inner.name)
      if known != nil, place.list == nil { found.nulls.insert(name(found.path[...])) }
      // What is taken out is not there; what nothing is below stands for an empty value.
      if !isKnown { add(key, value, info, inner, &found) }
    } else if !node.isMapping, node.isSequence || tree.isScalar(value) {
      add(key, value, info, inner, &found)
    }
    if node.isMapping || node.isSequence {
      found.keys.append(key)
      visit(value, inner, &found)
      found.keys.removeLast()
    }
    found.path.removeLast()
  }

  private func isKnown(_ name: NameHash) -> Bool { known?.contains(name) ?? false }

  /// - Parameters:
  ///   - info: What is known of the key, if some rule may ask about the entry.
  ///   - place: That of the entry's value.
  private func add(
    _ key: NodeIndex, _ value: NodeIndex, _ info: KeyInfo?, _ place: Place, _ found: inout Found
  ) {
    let isKnown = isKnown(place.name)
    // Of other entries nothing was ever made.
    guard isKnown || info != nil, !tree.isListOfCollections(value) else { return }
    // The name is known only once the template is rendered.
    if let template = entries.template, template.containsAction(in: nodes[key].range) { return }
    if !isKnown, let info {
      if case .alias = nodes[value].kind { return }
      guard entries.isWorthReading(info, value, below: &found.keys) else {
        found.leftOut.add(place.name)
        return noteTop(&found)
      }
    }
    addSetting(key, value, place, &found)
  }

  // Apart from what is asked of every entry, since hardly any comes to this.
  @inline(never)
  private func addSetting(
    _ key: NodeIndex, _ value: NodeIndex, _ place: Place, _ found: inout Found
  ) {
    guard
      let setting = reading.setting(
        key: key, value: value, keyPath: reading.keyPath(found.keys.keys, key),
        ancestors: reading.words(of: found.keys.keys), syntax: .platform)
    else { return }
    noteTop(&found)
    found.entries.append(
      SettingLayers.Entry(
        name: name(found.path[...]), list: place.list.map { name(found.path[..<$0]) },
        setting: setting))
  }

  private func noteTop(_ found: inout Found) {
    guard case .key(let top) = found.path.first, found.tops.last != top else { return }
    found.tops.append(top)
  }

  /// The name to which some steps lead.
  private func name(_ path: ArraySlice<Step>) -> String {
    let separator = String(rules.separator)
    var name = ""
    for step in path {
      switch step {
      case .key(let key):
        if !name.isEmpty { name += separator }
        name += rules.name(tree.text(of: key))
      case .item(let number):
        name += separator
        name += "\(number)"
      }
    }
    return name
  }
}

// Patterns are looked at in place, where the comparison of another module's values is a call.
extension DocumentNode {
  fileprivate var isMapping: Bool { if case .mapping = kind { true } else { false } }
  fileprivate var isSequence: Bool { if case .sequence = kind { true } else { false } }
}
