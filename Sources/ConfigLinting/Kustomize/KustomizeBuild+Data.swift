import ConfigGuard
import RulePacks

/// The keys of a generated object with the places where their values stand.
struct KustomizeData {
  private(set) var entries: [LayeredNode.Entry] = []
  private var known: Set<String> = []
  /// Some keys come from a file that was not read.
  var isOpen = false

  /// Adds a key; false where it is there already.
  mutating func add(_ name: String, key: LayeredNode, value: LayeredNode) -> Bool {
    guard known.insert(name).inserted else { return false }
    entries.append(LayeredNode.Entry(name: name, key: key, value: value))
    return true
  }
}

extension KustomizeBuild {
  private static let repeated: ReportText = "this key is given twice; Kustomize refuses it"
  /// Files of more bytes than this are no values of variables.
  private static let longestContent = 1 << 20

  /// `KEY=value` items, whose keys and values have places of their own.
  mutating func readLiterals(
    of generator: KustomizeGenerator, _ file: KustomizeFile, into data: inout KustomizeData
  ) {
    guard let list = file.tree.value("literals", in: generator.node) else { return }
    var builder = DocumentTreeBuilder(file.source.bytes)
    guard builder.begin(.sequence, at: 0) else { return }
    var found: [(name: String, item: NodeIndex)] = []
    for item in file.tree.items(of: list) {
      guard let text = file.text(of: item), let sign = text.utf8.firstIndex(of: 0x3D),
        sign != text.utf8.startIndex
      else {
        report(.syntax, "a literal has the form KEY=value", item, in: file)
        continue
      }
      let name = String(text[..<sign])
      addLiteral(text, name.utf8.count, item, file, to: &builder)
      found.append((name, item))
    }
    builder.end(at: 0)
    builder.endDocument()
    guard !found.isEmpty else { return }
    let number = add(builder.finish(), of: file.source)
    for (position, literal) in found.enumerated() {
      let key = LayeredNode(.scalar, origin: number, index: 1 + 2 * position)
      let value = LayeredNode(.scalar, origin: number, index: 2 + 2 * position)
      if !data.add(literal.name, key: key, value: value) {
        report(.syntax, Self.repeated, literal.item, in: file)
      }
    }
  }

  /// Adds key and value of a literal; a pair of quotes around the value is taken off.
  private func addLiteral(
    _ text: String, _ nameLength: Int, _ item: NodeIndex, _ file: KustomizeFile,
    to builder: inout DocumentTreeBuilder
  ) {
    let index = file.tree.target(of: item)
    let range = file.tree.textRange(of: index)
    var value = Array(text.utf8.dropFirst(nameLength + 1))
    var start = nameLength + 1
    if value.count >= 2, value.first == value.last, value.first == 0x22 || value.first == 0x27 {
      value = Array(value.dropFirst().dropLast())
      start += 1
    }
    // Not plain: what follows the sign is a text even if it looks like a number.
    guard !file.tree.nodes[index].isCooked else {
      builder.scalar(.flow, range, cooked: text.utf8.prefix(nameLength))
      return builder.scalar(.flow, range, cooked: value)
    }
    let key = SourceRange(start: range.start, end: range.start + nameLength)
    let place = SourceRange(
      start: range.start + start, end: range.start + start + value.count)
    builder.scalar(.flow, key, text: key)
    builder.scalar(.flow, place, text: place)
  }

  /// Env files, as `kubectl` reads them.
  mutating func readFiles(
    of generator: KustomizeGenerator, _ file: KustomizeFile, into data: inout KustomizeData
  ) {
    var items = file.tree.value("envs", in: generator.node).map { file.tree.items(of: $0) } ?? []
    if let one = file.tree.value("env", in: generator.node) { items.append(one) }
    for item in items {
      guard let path = file.text(of: item), !path.isEmpty else {
        report(.syntax, "an item of `envs` has to be a path", item, in: file)
        continue
      }
      guard let source = source(path, item, of: generator, file, into: &data) else { continue }
      consumed.append(
        ConsumedFile(file: source, dialect: .kubectl, consumer: file.source.name))
      let parsed = DotEnvFile.parse(source.bytes, dialect: .kubectl)
      for problem in parsed.problems { report(problem, in: source) }
      var own: Set<String> = []
      var builder = DocumentTreeBuilder(source.bytes)
      guard builder.begin(.sequence, at: 0) else { return }
      for entry in parsed.entries {
        builder.scalar(.flow, entry.keyRange, text: entry.keyRange)
        let value = entry.value ?? ""
        if value.utf8.count == entry.valueRange.count {
          builder.scalar(.flow, entry.valueRange, text: entry.valueRange)
        } else {
          builder.scalar(.flow, entry.valueRange, cooked: value.utf8)
        }
      }
      builder.end(at: 0)
      builder.endDocument()
      let number = add(builder.finish(), of: source)
      for (position, entry) in parsed.entries.enumerated() {
        let key = LayeredNode(.scalar, origin: number, index: 1 + 2 * position)
        let value = LayeredNode(.scalar, origin: number, index: 2 + 2 * position)
        // Of a key that one file gives twice its reader has spoken.
        let isOnlyHere = own.insert(entry.key).inserted
        if !data.add(entry.key, key: key, value: value), isOnlyHere {
          report(.duplicateKey, Self.repeated, entry.keyRange, in: source)
        }
      }
    }
  }

  /// Files whose whole text is a value: `path`, or `key=path`.
  mutating func readContents(
    of generator: KustomizeGenerator, _ file: KustomizeFile, into data: inout KustomizeData
  ) {
    guard let list = file.tree.value("files", in: generator.node) else { return }
    for item in file.tree.items(of: list) {
      guard let text = file.text(of: item), !text.isEmpty else {
        report(.syntax, "an item of `files` has to be a path", item, in: file)
        continue
      }
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count < 3, !parts.contains("") else {
        report(.syntax, "a file has the form `path` or `key=path`", item, in: file)
        continue
      }
      let path = String(parts[parts.count - 1])
      guard let source = source(path, item, of: generator, file, into: &data) else { continue }
      let name = parts.count == 2 ? String(parts[0]) : FilePath.name(of: path)
      // What is no text becomes `binaryData`, which is no variable.
      let bytes = source.bytes
      guard bytes.count <= Self.longestContent, bytes.firstInvalidUTF8 == nil,
        bytes.firstNUL == nil
      else { continue }
      var builder = DocumentTreeBuilder(bytes)
      let whole = SourceRange(start: 0, end: bytes.count)
      builder.scalar(.flow, whole, text: whole)
      builder.endDocument()
      let number = add(builder.finish(), of: source)
      let value = LayeredNode(.scalar, origin: number, index: 0)
      if !data.add(name, key: file.node(name, at: item), value: value) {
        report(.syntax, Self.repeated, item, in: file)
      }
    }
  }

  private mutating func source(
    _ path: String, _ item: NodeIndex, of generator: KustomizeGenerator, _ file: KustomizeFile,
    into data: inout KustomizeData
  ) -> SourceFile? {
    guard !Self.isRemote(path), files.count < Self.mostFiles else {
      data.isOpen = true
      return nil
    }
    guard let source = find(FilePath.join(file.folder, path)) else {
      data.isOpen = true
      // A file of secrets that is kept out of version control is supplied where it is built.
      let whole = FilePath.join(file.folder, path)
      if whole.hasPrefix("../") || whole.hasPrefix("/") {
        reportOutside(path, item, in: file)
      } else if !generator.isSecret {
        report(.missingFile, "there is no such file at this path", item, in: file)
      }
      return nil
    }
    reportOutside(path, item, in: file)
    return source
  }
}
