import ConfigGuard
import RulePacks

/// Environments as the files of platforms hold them: a table, or a list of pairs.
///
/// What was read as a workload's environment is claimed, so that the rest of a document can be
/// judged as settings of its own. What has another shape than its format says is not claimed.
extension DocumentReading {
  /// Reads `NAME: value` under a key.
  mutating func table(
    _ key: StaticString, in parent: NodeIndex, path: String,
    syntax: ReferenceSyntax = .platform
  ) -> [Setting] {
    guard let entry = tree.entry(key, in: parent), tree.isMapping(entry.value) else { return [] }
    // A table within the table holds settings, too.
    if !tree.entries(of: entry.value).contains(where: { tree.isMapping($0.value) }) {
      claim(entry.key)
    }
    return settings(ofTable: entry.value, path: path, syntax: syntax)
  }

  func settings(
    ofTable table: NodeIndex, path: String, syntax: ReferenceSyntax = .platform
  ) -> [Setting] {
    tree.entries(of: table).compactMap { entry in
      let name = tree.text(of: tree.target(of: entry.key))
      return setting(
        key: entry.key, value: entry.value, keyPath: "\(path).\(name)", syntax: syntax)
    }
  }

  /// Reads a list of mappings under a key; `item` makes a setting of each one's name.
  mutating func pairs(
    _ key: StaticString, in parent: NodeIndex, name: StaticString,
    item: (_ reading: DocumentReading, _ item: NodeIndex, _ name: NodeIndex) -> Setting?
  ) -> [Setting] {
    guard let entry = tree.entry(key, in: parent), tree.isSequence(entry.value) else { return [] }
    let items = tree.items(of: entry.value)
    if items.allSatisfy({ tree.isMapping($0) }) { claim(entry.key) }
    return items.compactMap { pair in
      guard let node = tree.value(name, in: pair), tree.isScalar(node) else { return nil }
      return item(self, pair, node)
    }
  }

  /// Says so where the name of a parameter that is shown says that it is a secret.
  mutating func reportShown(_ key: NodeIndex, _ why: ReportText) {
    let name = tree.text(of: tree.target(of: key))
    guard keys.info(name).holdsSecret, !isTemplated(key) else { return }
    problems.append(
      ReadingProblem(
        kind: .parameterShown,
        message: "the parameter \(PlainName.shown(name)) is a secret; \(why)",
        range: tree.textRange(of: tree.target(of: key)), key: name))
  }

  /// A variable that is named here and has its value from elsewhere.
  func supplied(
    _ key: NodeIndex, path: String, form: Value.Form = .passedThrough, isSecret: Bool = false
  ) -> Setting? {
    if let template, template.containsAction(in: tree.nodes[key].range) { return nil }
    let name = tree.text(of: tree.target(of: key))
    let range = tree.textRange(of: tree.target(of: key))
    let value = Value(
      form: form, text: "", effective: form == .empty ? "" : nil, range: range, isExact: false)
    var setting = Setting(
      key: name, info: keys.info(name), value: value, file: file, keyRange: range,
      keyPath: "\(path).\(name)")
    setting.isDeclaredSecret = isSecret
    return setting
  }

  mutating func claim(_ key: NodeIndex) { claimed.insert(key) }

  /// Keeps all scalars that no workload's environment holds as settings of the document.
  mutating func readRest(of root: NodeIndex, syntax: ReferenceSyntax = .platform) {
    let claimed = claimed
    settings += settings(
      under: tree.target(of: root), syntax: syntax, skipping: { claimed.contains($0) })
  }

  /// A whole number under a key that is no less than one.
  func count(_ key: StaticString, in parent: NodeIndex) -> Int? {
    tree.string(key, in: parent).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The same with its place; nil where the key is absent.
  func statedCount(_ key: StaticString, in parent: NodeIndex) -> (count: Int?, place: Place)? {
    guard let node = tree.value(key, in: parent) else { return nil }
    return (isTemplated(node) ? nil : count(key, in: parent), place(of: node))
  }

  /// A new workload that is declared by a mapping.
  func workload(_ name: String, at node: NodeIndex) -> Workload {
    Workload(
      name: name, file: file, range: KubernetesManifest.firstKey(of: node, in: tree),
      format: format)
  }

  /// The folder of the file, to name what its document gives no name.
  var folderName: String? {
    let name = FilePath.name(of: FilePath.folder(of: file.path))
    return name == "." ? nil : name
  }
}
