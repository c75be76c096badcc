import RulePacks

/// Follows paths through a document one after another, as far as its budget reaches.
///
/// What all rules ask of a document is found by one `PathWalk`; this is for paths that start inside
/// of it, and for documents in which too many places would be found.
struct PathSearch {
  /// Places after which a search ends.
  static let budget = 100_000

  private let trail: PathTrail
  private let tree: DocumentTree
  private(set) var found: [Int32] = []
  /// Places of mappings that lack the last key of a path.
  private(set) var missing: [Int32] = []
  /// Mappings that lack the key that the path goes on with.
  private(set) var deadEnds: [NodeIndex] = []
  private var budget = Self.budget

  init(_ trail: PathTrail) {
    self.trail = trail
    tree = trail.tree
  }

  /// The places that some paths lead to from the root, each one once.
  static func matches(
    of paths: [DocumentPath], in trail: PathTrail, wantsAbsent: Bool
  ) -> [PathMatch] {
    var search = PathSearch(trail)
    var matches: [PathMatch] = []
    for path in paths {
      search.found = []
      search.missing = []
      search.follow(path, from: 0)
      matches +=
        wantsAbsent
        ? search.missing.map { PathMatch(trail: trail, place: $0, absentKey: path.lastKey) }
        : search.found.map { PathMatch(trail: trail, place: $0) }
    }
    return paths.count > 1 ? PathMatch.distinct(matches) : matches
  }

  /// The nodes that a path leads to from a node, and mappings in which it ends early.
  static func nodes(
    at path: DocumentPath, from start: NodeIndex, in trail: PathTrail
  ) -> (nodes: [NodeIndex], deadEnds: [NodeIndex]) {
    if path.steps.count == 1, case .key(let names) = path.steps[0], names.count == 1 {
      guard trail.tree.isMapping(start) else { return ([], []) }
      guard let value = trail.tree.value(named: names[0], in: start) else {
        return ([], [trail.tree.target(of: start)])
      }
      return ([value], [])
    }
    let count = trail.places.count
    defer { trail.places.removeLast(trail.places.count - count) }
    var search = PathSearch(trail)
    search.follow(path, from: trail.add(PathPlace(node: start)))
    return (search.found.map { trail.places[Int($0)].node }, search.deadEnds)
  }

  mutating func follow(_ path: DocumentPath, from place: Int32) {
    descend(place, path.steps[...])
  }

  private mutating func descend(_ place: Int32, _ steps: ArraySlice<DocumentPath.Step>) {
    budget -= 1
    guard budget > 0 else { return }
    guard let step = steps.first else { return found.append(place) }
    let rest = steps.dropFirst()
    let node = trail.places[Int(place)].node
    switch step {
    case .key(let names):
      guard tree.isMapping(node) else { return }
      let entries = names.compactMap { tree.entry(named: $0, in: node) }
      if entries.isEmpty {
        deadEnds.append(tree.target(of: node))
        if rest.isEmpty { missing.append(place) }
      }
      for entry in entries { enter(entry, from: place, rest) }
    case .eachItem:
      for (number, item) in tree.items(of: node).enumerated() {
        let next = PathPlace(
          node: item, previous: place, item: Int32(truncatingIfNeeded: number))
        descend(trail.add(next), rest)
      }
    case .eachEntry:
      for entry in tree.entries(of: node) { enter(entry, from: place, rest) }
    }
  }

  private mutating func enter(
    _ entry: (key: NodeIndex, value: NodeIndex), from place: Int32,
    _ rest: ArraySlice<DocumentPath.Step>
  ) {
    descend(trail.add(PathPlace(node: entry.value, previous: place, key: entry.key)), rest)
  }
}

extension DocumentPath {
  /// What the key is called that the path ends with, if it ends with one.
  var lastKey: String? {
    if case .key(let names)? = steps.last { names.first } else { nil }
  }
}
