import ConfigGuard
import RulePacks

/// The entries of an `environment` that is as the project's own file has it, before anything is made
/// of them.
struct ComposeWrittenEntries {
  enum Place {
    case entry(key: NodeIndex, value: NodeIndex)
    /// An item of a list, with the length of its name.
    case item(NodeIndex, name: Int)
  }

  private enum Entries {
    /// Those of a mapping, whose keys are scalars that are all different.
    case mapping(NodeIndex)
    case listed([Place])
  }

  private let entries: Entries
  let origin: ComposeOrigin
  /// That of the origin, which is asked about for every entry.
  let tree: DocumentTree
  let number: Int
  let interest: SettingInterest
  let loader: ComposeLoader

  /// Nil where nothing may be left out, and where a name may be there twice: of these one counts.
  init?(_ node: LayeredNode, _ loader: ComposeLoader) {
    let origin = loader.origins[node.origin]
    guard let collection = node.writtenCollection,
      let interest = origin.reading.variableInterest
    else { return nil }
    self.origin = origin
    tree = origin.tree
    number = node.origin
    self.interest = interest
    self.loader = loader
    if node.isMapping {
      guard let entries = Self.entries(of: collection, in: origin) else { return nil }
      self.entries = entries
    } else {
      guard let items = Self.items(of: collection, in: origin.tree) else { return nil }
      entries = .listed(items)
    }
  }

  /// How many entries there are, or a few more.
  var count: Int {
    switch entries {
    case .mapping(let mapping): Int(tree.nodes[mapping].childCount) / 2
    case .listed(let places): places.count
    }
  }

  func forEach(_ body: (Place) -> Void) {
    switch entries {
    case .listed(let places):
      for place in places { body(place) }
    case .mapping(let mapping):
      var key = mapping + 1
      let end = Int(tree.nodes[mapping].next)
      while key < end {
        let value = Int(tree.nodes[key].next)
        guard value < end else { break }
        body(.entry(key: key, value: tree.target(of: value)))
        key = Int(tree.nodes[value].next)
      }
    }
  }

  // MARK: names

  private enum Names {
    /// They are plain scalars, which the reader would have said of two that are the same.
    case different
    case unclear
    case refused
  }

  private static func entries(of mapping: NodeIndex, in origin: ComposeOrigin) -> Entries? {
    if !origin.hasDuplicateKeys {
      switch names(of: mapping, in: origin.tree) {
      case .different: return .mapping(mapping)
      case .refused: return nil
      case .unclear: break
      }
    }
    var met = MetNames()
    var places: [Place] = []
    for entry in origin.tree.entries(of: mapping) {
      guard add(entry.key, entry.value, in: origin.tree, to: &places, &met) else { return nil }
    }
    return .listed(places)
  }

  private static func names(of mapping: NodeIndex, in tree: DocumentTree) -> Names {
    let text = tree.bytes.pointer
    return tree.nodes.withUnsafeBufferPointer { nodes in
      var child = mapping + 1
      let end = Int(nodes[mapping].next)
      while child < end {
        let key = nodes[child]
        // An alias may stand for a name that is there, and `<<` takes others in.
        guard key.kind == .scalar else { return .unclear }
        guard !key.isCooked else { return .refused }
        let start = text + Int(key.textStart)
        let name = UnsafeBufferPointer(start: start, count: Int(key.textCount))
        guard isPlain(name) else { return .refused }
        if name.count == 2, name[0] == UInt8(ascii: "<"), name[1] == UInt8(ascii: "<") {
          return .unclear
        }
        let value = Int(key.next)
        guard value < end else { break }
        child = Int(nodes[value].next)
      }
      return .different
    }
  }

  /// Beyond ASCII there are names with other bytes that are the same.
  @inline(__always)
  private static func isPlain(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var bits: UInt8 = 0
    for byte in name { bits |= byte }
    return bits < 0x80
  }

  /// Adds an entry of a mapping; false where it may be one of several of its name.
  private static func add(
    _ key: NodeIndex, _ value: NodeIndex, in tree: DocumentTree, to places: inout [Place],
    _ met: inout MetNames
  ) -> Bool {
    let key = tree.target(of: key)
    let node = tree.nodes[key]
    guard node.kind == .scalar else { return true }
    let start = Int(node.textStart)
    // What is not in the file byte for byte is rare.
    guard !node.isCooked,
      isNew(tree.bytes.buffer(SourceRange(start: start, end: start + Int(node.textCount))), &met)
    else { return false }
    places.append(.entry(key: key, value: tree.target(of: value)))
    return true
  }

  private static func items(of sequence: NodeIndex, in tree: DocumentTree) -> [Place]? {
    var met = MetNames()
    var places: [Place] = []
    places.reserveCapacity(Int(tree.nodes[sequence].childCount))
    var next = sequence + 1
    let end = Int(tree.nodes[sequence].next)
    while next < end {
      let item = tree.target(of: next)
      next = Int(tree.nodes[next].next)
      let node = tree.nodes[item]
      // An instruction in a tag takes items away.
      guard node.tag == 0 else { return nil }
      guard node.kind == .scalar, node.textCount > 0 else { continue }
      let count = tree.withText(of: item) { text -> Int? in
        let count = text.firstIndex(of: UInt8(ascii: "=")) ?? text.count
        let name = UnsafeBufferPointer(rebasing: text[..<count])
        // A reference may stand for a name.
        return !ComposeValues.hasDollar(name) && isNew(name, &met) ? count : nil
      }
      guard let count else { return nil }
      places.append(.item(item, name: count))
    }
    return places
  }

  private static func isNew(_ name: UnsafeBufferPointer<UInt8>, _ met: inout MetNames) -> Bool {
    isPlain(name) && met.insert(name)
  }
}
