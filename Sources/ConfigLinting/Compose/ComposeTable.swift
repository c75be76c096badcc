import RulePacks

/// Named elements of a project, in the order in which they came.
struct ComposeTable {
  private(set) var entries: [LayeredNode.Entry] = []
  /// Places in `entries`, kept once there are too many to look through.
  private var positions: [String: Int] = [:]
  private static let mostLookedThrough = 12

  init(_ entries: [LayeredNode.Entry] = []) {
    self.entries.reserveCapacity(entries.count)
    for entry in entries {
      if let position = position(of: entry.name) {
        // Of a key that is written twice, the later one counts.
        self.entries[position] = entry
      } else {
        append(entry)
      }
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  subscript(name: String) -> LayeredNode? { entry(name)?.value }

  func entry(_ name: String) -> LayeredNode.Entry? { position(of: name).map { entries[$0] } }

  private func position(of name: String) -> Int? {
    entries.count > Self.mostLookedThrough
      ? positions[name] : entries.firstIndex { $0.name == name }
  }

  mutating func append(_ entry: LayeredNode.Entry) {
    entries.append(entry)
    if entries.count == Self.mostLookedThrough + 1 {
      for (position, known) in entries.enumerated() { positions[known.name] = position }
    } else if entries.count > Self.mostLookedThrough {
      positions[entry.name] = entries.count - 1
    }
  }

  mutating func replace(_ name: String, with value: LayeredNode) {
    guard let position = position(of: name) else { return }
    entries[position].value = value
  }

  /// Adds what is not there yet; what is there already is laid over it.
  mutating func addBelow(
    _ entry: LayeredNode.Entry, merge: (_ own: LayeredNode, _ base: LayeredNode) -> LayeredNode
  ) {
    guard let position = position(of: entry.name) else { return append(entry) }
    entries[position].value = merge(entries[position].value, entry.value)
  }

  /// Adds an element, or lays it over the one of its name.
  mutating func addAbove(
    _ entry: LayeredNode.Entry, merge: (_ own: LayeredNode, _ base: LayeredNode) -> LayeredNode
  ) {
    guard let position = position(of: entry.name) else { return append(entry) }
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

  var isEmpty: Bool {
    services.isEmpty && configs.isEmpty && secrets.isEmpty && incomplete.isEmpty
  }
}
