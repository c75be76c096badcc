package import RulePacks

/// Settings of one file of which no rule has anything to say: places instead of texts.
///
/// Most settings of real files are of this kind. Only who compares whole environments asks for them,
/// and has them made then.
@usableFromInline
package final class PassedOverSettings: Sendable {
  package struct Entry: Sendable, BitwiseCopyable {
    private let keyStart: UInt32
    private let keyCount: UInt32
    private let valueStart: UInt32
    private let valueCount: UInt32
    /// How many settings that were made stand in front of this one.
    fileprivate let position: UInt32

    package init(key: SourceRange, value: SourceRange, position: Int) {
      keyStart = UInt32(clamping: key.start)
      keyCount = UInt32(clamping: key.count)
      valueStart = UInt32(clamping: value.start)
      valueCount = UInt32(clamping: value.count)
      self.position = UInt32(clamping: position)
    }

    package var key: SourceRange {
      SourceRange(start: Int(keyStart), end: Int(keyStart) + Int(keyCount))
    }
    package var value: SourceRange {
      SourceRange(start: Int(valueStart), end: Int(valueStart) + Int(valueCount))
    }
  }

  private let entries: [Entry]
  private let file: SourceFile
  /// The way to the mapping that holds them.
  private let path: String
  private let source: String
  private let syntax: ReferenceSyntax

  /// - Parameter source: What holds them, as reports name it.
  package init(
    _ entries: [Entry], in file: SourceFile, path: String, source: String = "",
    syntax: ReferenceSyntax
  ) {
    self.entries = entries
    self.file = file
    self.path = path
    self.source = source
    self.syntax = syntax
  }

  package var count: Int { entries.count }

  /// The setting of a name, if it was passed over.
  package func setting(
    _ name: String, _ keys: KeyTable, _ values: ValueReader
  ) -> Setting? {
    var name = name
    let entry = name.withUTF8 { name in
      entries.first { file.bytes.buffer($0.key).elementsEqual(name) }
    }
    return entry.map { setting($0, keys, values) }
  }

  private func setting(_ entry: Entry, _ keys: KeyTable, _ values: ValueReader) -> Setting {
    let name = file.bytes.text(entry.key)
    let value = values.value(
      file.bytes.text(entry.value), at: entry.value, isExact: true, syntax: syntax)
    var setting = Setting(
      key: name, info: keys.info(name), value: value, file: file, keyRange: entry.key,
      keyPath: "\(path).\(name)")
    setting.source = source
    return setting
  }

  /// All settings in their order, with those that were made.
  package func merged(
    with made: [Setting], _ keys: KeyTable, _ values: ValueReader
  ) -> [Setting] {
    var result: [Setting] = []
    result.reserveCapacity(made.count + entries.count)
    var next = 0
    for entry in entries {
      while next < min(Int(entry.position), made.count) {
        result.append(made[next])
        next += 1
      }
      result.append(setting(entry, keys, values))
    }
    return result + made[next...]
  }
}

extension Workload {
  /// The environment with the settings of which no rule has anything to say.
  package func everySetting(_ keys: KeyTable, _ values: ValueReader) -> [Setting] {
    passedOver?.merged(with: environment, keys, values) ?? environment
  }

  /// A setting that may have been passed over.
  package func setting(
    _ key: String, _ keys: KeyTable, _ values: ValueReader
  ) -> Setting? {
    setting(key) ?? passedOver?.setting(key, keys, values)
  }
}
