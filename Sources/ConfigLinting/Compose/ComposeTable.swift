import RulePacks

/// Named elements of a project, in the order in which they came.
struct ComposeTable {
  private(set) var entries: [LayeredNode.Entry] = []
  private var positions: [String: Int] = [:]

  init(_ entries: [LayeredNode.Entry] = []) {
    for entry in entries {
      if let position = positions[entry.name] {
        // Of a key that is written twice, the later one counts.
        self.entries[position] = entry
      } else {
        append(entry)
      }
    }
  }

  subscript(name: String) -> LayeredNode? { entry(name)?.value }

  func entry(_ name: String) -> LayeredNode.Entry? { positions[name].map { entries[$0] } }

  mutating func append(_ entry: LayeredNode.Entry) {
    positions[entry.name] = entries.count
    entries.append(entry)
  }

  mutating func replace(_ name: String, with value: LayeredNode) {
    guard let position = positions[name] else { return }
    entries[position].value = value
  }

  /// Adds what is not there yet; what is there already is laid over it.
  mutating func addBelow(
    _ entry: LayeredNode.Entry, merge: (_ own: LayeredNode, _ base: LayeredNode) -> LayeredNode
  ) {
    guard let position = positions[entry.name] else { return append(entry) }
    entries[position].value = merge(entries[position].value, entry.value)
  }

  /// Adds an element, or lays it over the one of its name.
  mutating func addAbove(
    _ entry: LayeredNode.Entry, merge: (_ own: LayeredNode, _ base: LayeredNode) -> LayeredNode
  ) {
    guard let position = positions[entry.name] else { return append(entry) }
    entries[position].value = merge(entry.value, entries[position].value)
    entries[position].key = entry.key
  }
}

/// What the files of a project declare, merged.
struct ComposeModel {
  var services = ComposeTable()
  var configs = ComposeTable()
  var secrets = ComposeTable()
  /// Services that build on something that was not read.
  var incomplete: Set<String> = []
}
