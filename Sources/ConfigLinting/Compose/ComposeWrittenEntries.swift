import ConfigGuard
import RulePacks

/// The entries of an `environment` that is as the project's own file has it, before anything is made
/// of them.
struct ComposeWrittenEntries {
  private enum Place {
    case entry(key: NodeIndex, value: NodeIndex)
    /// An item of a list, with the length of its name.
    case item(NodeIndex, name: Int)
  }

  private let places: [Place]
  private let origin: ComposeOrigin
  private let number: Int
  private let interest: SettingInterest
  private let loader: ComposeLoader

  /// Nil where nothing may be left out, and where a name may be there twice: of these one counts.
  init?(_ node: LayeredNode, _ loader: ComposeLoader) {
    guard let collection = node.writtenCollection,
      let interest = loader.origins[node.origin].reading.variableInterest
    else { return nil }
    origin = loader.origins[node.origin]
    number = node.origin
    self.interest = interest
    self.loader = loader
    let found =
      node.isMapping
      ? Self.entries(of: collection, in: origin.tree)
      : Self.items(of: collection, in: origin.tree)
    guard let found else { return nil }
    places = found
  }

  private static func entries(of mapping: NodeIndex, in tree: DocumentTree) -> [Place]? {
    var met = MetNames()
    var places: [Place] = []
    places.reserveCapacity(Int(tree.nodes[mapping].childCount) / 2)
    var key = mapping + 1
    let end = Int(tree.nodes[mapping].next)
    while key < end {
      let value = Int(tree.nodes[key].next)
      guard value < end else { break }
      if tree.isMergeKey(key) { return mergedEntries(of: mapping, in: tree) }
      guard add(key, value, in: tree, to: &places, &met) else { return nil }
      key = Int(tree.nodes[value].next)
    }
    return places
  }

  private static func mergedEntries(of mapping: NodeIndex, in tree: DocumentTree) -> [Place]? {
    var met = MetNames()
    var places: [Place] = []
    for entry in tree.entries(of: mapping) {
      guard add(entry.key, entry.value, in: tree, to: &places, &met) else { return nil }
    }
    return places
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
    for item in tree.items(of: sequence) {
      let item = tree.target(of: item)
      // An instruction in a tag takes items away.
      guard tree.nodes[item].tag == 0 else { return nil }
      guard tree.isScalar(item), tree.nodes[item].textCount > 0 else { continue }
      let count = tree.withText(of: item) { text -> Int? in
        let count = text.firstIndex(of: UInt8(ascii: "=")) ?? text.count
        let name = UnsafeBufferPointer(rebasing: text[..<count])
        // A reference may stand for a name.
        return !name.contains(UInt8(ascii: "$")) && isNew(name, &met) ? count : nil
      }
      guard let count else { return nil }
      places.append(.item(item, name: count))
    }
    return places
  }

  /// Beyond ASCII there are names with other bytes that are the same.
  private static func isNew(_ name: UnsafeBufferPointer<UInt8>, _ met: inout MetNames) -> Bool {
    for byte in name where byte >= 0x80 { return false }
    return met.insert(name)
  }

  var indices: Range<Int> { places.indices }

  /// The setting of an entry that takes no closer look; nil for any other.
  ///
  /// - Parameter path: The way to the mapping of the entries.
  func setting(_ index: Int, source: String, below path: String, _ values: ComposeValues)
    -> Setting?
  {
    guard case .entry(let key, let value) = places[index] else { return nil }
    return values.writtenSetting(key, value, of: origin, source: source, below: path)
  }

  /// The entry as projects are made of it.
  func entry(_ index: Int) -> LayeredNode.Entry? {
    switch places[index] {
    case .entry(let key, let value): loader.document.writtenEntry(key, value, of: number)
    case .item(let item, _): loader.keyValue(LayeredNode(.scalar, origin: number, index: item))
    }
  }

  /// Where an entry stands of which no rule can have anything to say; nil where a setting has to be
  /// made of it.
  ///
  /// - Parameter position: How many settings were made before.
  func passedOver(_ index: Int, position: Int) -> PassedOverSettings.Entry? {
    switch places[index] {
    case .entry(let key, let value):
      guard
        let place = interest.passedOver(
          key: key, value: value, in: origin.tree, position: position),
        origin.isUnchanged(value)
      else { return nil }
      return place
    case .item(let item, let name):
      guard name > 0, let item = origin.tree.writtenRange(of: item), item.count > name + 1 else {
        return nil
      }
      let key = SourceRange(start: item.start, end: item.start + name)
      let value = SourceRange(start: key.end + 1, end: item.end)
      guard interest.passesOver(key, value, in: origin.tree.bytes) else { return nil }
      return PassedOverSettings.Entry(key: key, value: value, position: position)
    }
  }
}
