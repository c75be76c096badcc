import ConfigGuard
import RulePacks

/// A whole file that is the value of one key, as ConfigMaps hold them.
struct EmbeddedFile {
  private let reading: DocumentReading
  private let type: FileType
  private let range: SourceRange
  private let path: String
  private let name: String
  private let source: SourceFile

  /// Nil for any other value than a block of lines under a name that says how to read it.
  init?(_ key: NodeIndex, _ value: NodeIndex, _ path: String, _ reading: DocumentReading) {
    let tree = reading.tree
    let index = tree.target(of: value)
    let node = tree.nodes[index]
    name = tree.text(of: tree.target(of: key))
    // Lines of other blocks are folded, and of other scalars they have escapes.
    guard node.kind == .scalar, node.style == .literal, let type = FileType(path: name),
      [.environment, .yaml, .json, .toml, .properties].contains(type),
      !reading.isTemplated(index), NotConfiguration.reason(forName: name) == nil
    else { return nil }
    self.reading = reading
    self.type = type
    self.path = path
    source = reading.file(of: index)
    let start = tree.textRange(of: index).start
    range = SourceRange(start: start, end: Int(node.end))
    guard start < range.end, range.end <= source.bytes.count else { return nil }
  }

  /// The settings, where they stand in the outer file; nil where the text cannot be read.
  func settings() -> [Setting]? {
    let bytes = SourceBytes(source.bytes.buffer(SourceRange(start: lineStart, end: range.end)))
    let file = SourceFile(path: source.path, bytes: bytes, tracking: source.tracking)
    guard bytes.firstNUL == nil, bytes.firstInvalidUTF8 == nil else { return nil }
    return (type == .environment ? variables(of: file) : documents(of: file))?.map(moved)
  }

  /// The indentation of the first line belongs to the text, as that of the others does.
  private var lineStart: Int {
    var start = range.start
    while start > 0, source.bytes.pointer[start - 1] == 0x20 { start -= 1 }
    return start
  }

  private func variables(of file: SourceFile) -> [Setting]? {
    let read = EnvironmentFile.settings(of: file, keys: reading.keys, values: reading.values)
    return read.problems.contains { $0.kind == .syntax } ? nil : read.settings
  }

  private func documents(of file: SourceFile) -> [Setting]? {
    let tree: DocumentTree =
      switch type {
      case .json: JSONReader.read(file.bytes, dialect: .jsonc)
      case .toml: TOMLReader.read(file.bytes)
      case .properties: PropertiesReader.read(file.bytes)
      default: YAMLReader.read(file.bytes)
      }
    guard tree.problems.allSatisfy({ $0.kind == .duplicateKey }) else { return nil }
    let mappings = tree.documents.filter { !tree.isNull($0) }
    // Text that is no mapping is searched as one value.
    guard !mappings.isEmpty, mappings.allSatisfy({ tree.isMapping($0) }) else { return nil }
    var inner = DocumentReading(
      file: file, tree: tree, keys: reading.keys, values: reading.values,
      hints: reading.hints.within(SourceRange(start: lineStart, end: range.end)),
      sibling: { _ in .missing("a file within a file") })
    for root in mappings { PlainDocument.read(root, into: &inner) }
    return inner.settings
  }

  private func moved(_ setting: Setting) -> Setting {
    var setting = setting
    setting.file = source
    setting.keyRange.move(by: lineStart)
    setting.keyPath = "\(path).\(setting.keyPath)"
    setting.value.move(by: lineStart)
    setting.shadowed = setting.shadowed.map { layer in
      var value = layer.value
      value?.move(by: lineStart)
      var range = layer.place.range
      range.move(by: lineStart)
      return Layer(source: layer.source, place: Place(source, range), value: value)
    }
    return setting
  }
}

extension SourceRange {
  fileprivate mutating func move(by distance: Int) {
    start += distance
    end += distance
  }
}

extension Value {
  fileprivate mutating func move(by distance: Int) {
    range.move(by: distance)
    for index in fallbacks.indices { fallbacks[index].range.move(by: distance) }
    guard var items else { return }
    for index in items.indices { items[index].range.move(by: distance) }
    self.items = items
  }
}
