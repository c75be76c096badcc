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
    /// Of names in ASCII, the bytes that do not count, as little as case does; nil where all count.
    var ignored: [UInt8]?
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
  /// The names of the entries, and those of what was left out.
  private var known = NameHashes()
  private var leftOut = NameHashes()
  /// Whether lists and nulls of a document may have replaced what was left out of those below it.
  private(set) var mayReplaceLeftOut = false
  /// The outermost keys below which there are settings, those that were left out among them.
  private(set) var tops: [String] = []
  /// Whether some setting is there that nothing has taken out, kept or left out.
  var holdsSettings: Bool { leavesOutOfLast || entries.contains { $0 != nil } }
  private var leavesOutOfLast = false
  private var isEmpty = true

  /// Nothing is left out, whatever the readings say.
  private let keepsAll: Bool

  init(_ rules: Rules, keepsAll: Bool = false) {
    self.rules = rules
    self.keepsAll = keepsAll
  }

  /// A document that others are laid over.
  struct Document {
    let root: NodeIndex
    let reading: DocumentReading
  }

  /// Lays documents over one another, the lowest first.
  ///
  /// - Parameter isSure: Whether what counts is known although settings were left out.
  static func laid(
    _ documents: [Document], _ rules: Rules, isSure: (SettingLayers) -> Bool = { _ in true }
  ) -> SettingLayers {
    var layers = SettingLayers(rules)
    for document in documents { layers.lay(document.root, of: document.reading) }
    guard layers.leavesOutSettings, layers.isUnsure || !isSure(layers) else { return layers }
    layers = SettingLayers(rules, keepsAll: true)
    for document in documents { layers.lay(document.root, of: document.reading) }
    return layers
  }

  /// The settings that count, in the order in which their names came up.
  var settled: [Entry] { entries.compactMap(\.self) }

  var leavesOutSettings: Bool { !leftOut.isEmpty }

  /// Whether something that was left out may have the name of something that was not: then nothing
  /// may be left out.
  var isUnsure: Bool { known.meets(leftOut) }

  /// Whether a setting of a name may have been left out.
  func mayHaveLeftOut(_ name: String) -> Bool { leftOut.contains(NameHash(name)) }

  /// The text that a name comes to, if that is said here.
  func literal(of name: String) -> String? {
    guard let position = positions[name], let value = entries[position]?.setting.value,
      value.form == .literal
    else { return nil }
    return value.literal
  }

  /// Lays one document over what is there.
  mutating func lay(_ root: NodeIndex, of reading: DocumentReading) {
    let walk = SettingLayerWalk(
      reading, rules, known: isEmpty ? nil : known, keepsAll: keepsAll)
    var found = SettingLayerWalk.Found()
    walk.visit(root, &found)
    if !found.lists.isEmpty || !found.nulls.isEmpty {
      if leavesOutSettings { mayReplaceLeftOut = true }
      remove(found)
    }
    isEmpty = false
    leftOut.add(found.leftOut)
    leavesOutOfLast = !found.leftOut.isEmpty
    tops += found.tops.map { reading.tree.text(of: $0) }
    for var entry in found.entries {
      entry.setting.source = reading.file.name
      guard let position = positions[entry.name] else {
        positions[entry.name] = entries.count
        known.add(NameHash(entry.name))
        entries.append(entry)
        continue
      }
      if let below = entries[position]?.setting { entry.setting.cover(below) }
      entries[position] = entry
    }
  }

  /// Takes out what lists and nulls of a document replace.
  private mutating func remove(_ walk: SettingLayerWalk.Found) {
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
