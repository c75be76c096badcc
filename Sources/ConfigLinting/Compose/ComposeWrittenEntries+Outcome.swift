import ConfigGuard
import RulePacks

extension ComposeWrittenEntries {
  /// What an entry comes to.
  enum Outcome {
    /// No rule can have anything to say of it.
    case passedOver(PassedOverSettings.Entry)
    case made(Setting)
    /// It takes a closer look.
    case open
  }

  /// - Parameters:
  ///   - position: How many settings were made before.
  ///   - path: The way to the mapping of the entries.
  func outcome(
    of place: Place, position: Int, source: String, below path: String, _ values: ComposeValues
  ) -> Outcome {
    switch place {
    case .entry(let key, let value):
      guard let name = tree.writtenRange(of: key),
        let range = tree.writtenRange(of: value)
      else {
        let setting = values.writtenSetting(key, value, of: origin, source: source, below: path)
        return setting.map { .made($0) } ?? .open
      }
      if interest.passesOver(name, range, in: tree.bytes), origin.isUnchanged(value) {
        return .passedOver(PassedOverSettings.Entry(key: name, value: range, position: position))
      }
      guard tree.isText(value) else { return .open }
      let setting = values.writtenSetting(name, range, of: origin, source: source, below: path)
      return setting.map { .made($0) } ?? .open
    case .item(let item, let name):
      guard let (name, range) = parts(of: item, name: name) else { return .open }
      if !range.isEmpty, interest.passesOver(name, range, in: tree.bytes) {
        return .passedOver(PassedOverSettings.Entry(key: name, value: range, position: position))
      }
      let setting = values.writtenSetting(name, range, of: origin, source: source, below: path)
      return setting.map { .made($0) } ?? .open
    }
  }

  /// The entry as projects are made of it.
  func entry(_ place: Place) -> LayeredNode.Entry? {
    switch place {
    case .entry(let key, let value): loader.document.writtenEntry(key, value, of: number)
    case .item(let item, _): loader.keyValue(LayeredNode(.scalar, origin: number, index: item))
    }
  }

  /// Where the name and the value of an item stand in the file byte for byte; nil for one that has
  /// no name or no value.
  private func parts(of item: NodeIndex, name: Int) -> (key: SourceRange, value: SourceRange)? {
    guard name > 0, let item = tree.writtenRange(of: item), item.count > name else {
      return nil
    }
    let key = SourceRange(start: item.start, end: item.start + name)
    return (key, SourceRange(start: key.end + 1, end: item.end))
  }
}
