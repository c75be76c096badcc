import ConfigGuard
import RulePacks

/// Settings that are made of what a file has byte for byte, or nearly so.
extension ComposeValues {
  /// The setting of an entry whose value is a text as its file has it, without a tag; nil where it
  /// takes a closer look.
  ///
  /// - Parameter path: The way to the mapping that has the key.
  func writtenSetting(
    _ key: NodeIndex, _ value: NodeIndex, of origin: ComposeOrigin, source: String,
    below path: String
  ) -> Setting? {
    let node = origin.tree.nodes[value]
    guard node.kind == .scalar, node.tag == 0, origin.reading.template == nil,
      origin.tree.isText(value), origin.tree.nodes[key].textCount > 0
    else { return nil }
    let text = origin.tree.text(of: value)
    let range = origin.tree.textRange(of: value)
    let name = origin.tree.text(of: key)
    let new = NewSetting(
      name: name, info: origin.reading.keys.info(name), range: origin.tree.textRange(of: key),
      path: path, source: source, origin: origin)
    guard origin.tree.withText(of: value, { Self.hasDollar($0) }) else {
      return new.setting(
        origin.value(of: text, at: range, isExact: !node.isCooked, hasDollar: false))
    }
    // Elsewhere the offsets of references are not those of the file.
    guard origin.tree.writtenRange(of: value) == range else { return nil }
    return setting(new, text, at: range)
  }

  /// The setting of an item of a list whose name and value stand in the file byte for byte; nil where
  /// it takes a closer look.
  func writtenSetting(
    _ key: SourceRange, _ range: SourceRange, of origin: ComposeOrigin, source: String,
    below path: String
  ) -> Setting? {
    guard origin.reading.template == nil else { return nil }
    let bytes = origin.tree.bytes
    let text = bytes.text(range)
    let new = NewSetting(
      name: bytes.text(key), info: origin.reading.keys.info(bytes.buffer(key)), range: key,
      path: path, source: source, origin: origin)
    guard Self.hasDollar(bytes.buffer(range)) else {
      return new.setting(origin.value(of: text, at: range, isExact: true, hasDollar: false))
    }
    return setting(new, text, at: range)
  }

  /// What a setting is made of beside its value.
  private struct NewSetting {
    let name: String
    let info: KeyInfo
    let range: SourceRange
    let path: String
    let source: String
    let origin: ComposeOrigin

    func setting(_ value: Value) -> Setting {
      Setting(
        key: name, info: info, value: value, file: origin.file, keyRange: range, keyPath: path,
        isBelowPath: true, source: source)
    }
  }

  /// The setting of a text with references, which stands in the file byte for byte.
  private func setting(_ new: NewSetting, _ text: String, at range: SourceRange) -> Setting? {
    let origin = new.origin
    guard let parsed = try? Interpolation.parse(origin.tree.bytes.buffer(range), at: range.start)
    else { return nil }
    let made = new.setting(origin.value(of: text, parsed, at: range))
    advise(on: made, parsed, in: origin)
    return held(made, parsed, in: origin)
  }
}
