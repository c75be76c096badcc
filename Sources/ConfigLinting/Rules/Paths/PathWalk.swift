import RulePacks

/// All places of one document that the paths of a trie lead to, found in one walk.
///
/// An object, since whoever asks for places would have a copy.
final class PathWalk {
  /// Places after which a document is searched path by path instead.
  private static let mostPlaces = 4 * PathSearch.budget

  private struct Reached {
    var first = PathPlace.none
    var last = PathPlace.none
    var count = 0
  }

  let trie: PathTrie
  @exclusivity(unchecked) private var reached: ContiguousArray<Reached>
  /// The branches that lead anywhere, in the order in which they were reached.
  @exclusivity(unchecked) private(set) var branches: [Int] = []
  /// What the keys of one mapping lead to, by the ranks of the edges.
  @exclusivity(unchecked) private var values: ContiguousArray<(key: Int32, value: Int32)> = []
  @exclusivity(unchecked) private var ranks: [Int] = []
  /// Whether everything was found.
  @exclusivity(unchecked) private(set) var isComplete = true

  init(_ trie: PathTrie) {
    self.trie = trie
    reached = ContiguousArray(repeating: Reached(), count: trie.branches.count)
    let most = trie.branches.lazy.map(\.edges.count).max() ?? 0
    values = ContiguousArray(repeating: (PathPlace.none, PathPlace.none), count: most)
  }

  /// Finds the places of a document, which are added to its trail.
  func walk(_ trail: PathTrail) {
    for branch in branches { reached[branch] = Reached() }
    branches.removeAll(keepingCapacity: true)
    isComplete = true
    reach(0, 0, trail)
    var next = 0
    while next < branches.count, isComplete {
      expand(branches[next], trail)
      next += 1
    }
  }

  func isReached(_ branch: Int) -> Bool { reached[branch].count > 0 }

  /// Calls `body` with the places that a branch leads to, in the order of the document.
  func forEachPlace(of branch: Int, _ trail: PathTrail, _ body: (Int32) -> Void) {
    var place = reached[branch].first
    while place >= 0 {
      body(place)
      place = trail.places[Int(place)].next
    }
  }

  /// Calls `body` with the places of mappings that lack the key that a branch stands for.
  func forEachDeadEnd(of branch: Int, _ trail: PathTrail, _ body: (Int32) -> Void) {
    guard trie.branches[branch].isStep else { return }
    var child = reached[branch].first
    forEachPlace(of: trie.branches[branch].parent, trail) { place in
      guard child < 0 || trail.places[Int(child)].previous != place else {
        while child >= 0, trail.places[Int(child)].previous == place {
          child = trail.places[Int(child)].next
        }
        return
      }
      if trail.tree.isMapping(trail.places[Int(place)].node) { body(place) }
    }
  }

  /// The branch and those that lead to it, without the root.
  private func steps(to branch: Int) -> [Int] {
    var steps: [Int] = []
    var branch = branch
    while branch > 0 {
      steps.append(branch)
      branch = trie.branches[branch].parent
    }
    return steps
  }

  /// The places that a search for a path would look at, its start included.
  func cost(of branch: Int) -> Int {
    var cost = 1
    var branch = branch
    while branch > 0 {
      cost += reached[branch].count
      branch = trie.branches[branch].parent
    }
    return cost
  }

  func nodes(of branch: Int, _ trail: PathTrail) -> [NodeIndex] {
    var nodes: [NodeIndex] = []
    forEachPlace(of: branch, trail) { nodes.append(trail.places[Int($0)].node) }
    return nodes
  }

  /// The mappings in which the way to a branch ends early.
  func deadEnds(of branch: Int, _ trail: PathTrail) -> [NodeIndex] {
    var nodes: [NodeIndex] = []
    for step in steps(to: branch) {
      forEachDeadEnd(of: step, trail) {
        nodes.append(trail.tree.target(of: trail.places[Int($0)].node))
      }
    }
    return nodes
  }
}

extension PathWalk {
  private func reach(_ branch: Int, _ place: Int32, _ trail: PathTrail) {
    if reached[branch].count == 0 {
      branches.append(branch)
      reached[branch].first = place
    } else {
      trail.places[Int(reached[branch].last)].next = place
    }
    reached[branch].last = place
    reached[branch].count += 1
  }

  private func enter(
    _ branch: Int, _ key: NodeIndex, _ value: NodeIndex, from place: Int32, _ trail: PathTrail
  ) {
    reach(branch, trail.add(PathPlace(node: value, previous: place, key: key)), trail)
  }

  private func expand(_ number: Int, _ trail: PathTrail) {
    let branch = trie.branches[number]
    if branch.isLeaf { return }
    var place = reached[number].first
    while place >= 0 {
      let node = trail.tree.target(of: trail.places[Int(place)].node)
      switch trail.tree.nodes[node].kind {
      case .sequence:
        if branch.items >= 0 { expandItems(of: node, branch.items, place, trail) }
      case .mapping:
        if !branch.edges.isEmpty { expandKeys(of: node, branch, place, trail) }
        if branch.entries >= 0 { expandEntries(of: node, branch.entries, place, trail) }
      default: break
      }
      guard trail.places.count < Self.mostPlaces else { return isComplete = false }
      place = trail.places[Int(place)].next
    }
  }

  private func expandItems(
    of node: NodeIndex, _ branch: Int, _ place: Int32, _ trail: PathTrail
  ) {
    let nodes = trail.tree.nodes
    var number: Int32 = 0
    var child = node + 1
    let end = Int(nodes[node].next)
    while child < end, trail.places.count < Self.mostPlaces {
      let next = PathPlace(node: child, previous: place, item: number)
      reach(branch, trail.add(next), trail)
      number &+= 1
      child = Int(nodes[child].next)
    }
  }

  private func expandEntries(
    of node: NodeIndex, _ branch: Int, _ place: Int32, _ trail: PathTrail
  ) {
    for entry in trail.tree.entries(of: node) where trail.places.count < Self.mostPlaces {
      enter(branch, entry.key, entry.value, from: place, trail)
    }
  }

  private func expandKeys(
    of node: NodeIndex, _ branch: PathTrie.Branch, _ place: Int32, _ trail: PathTrail
  ) {
    let hasMerge = findKeys(of: node, branch, trail.tree)
    let first = branch.edges.lowerBound
    if hasMerge {
      for rank in 0..<branch.edges.count where values[rank].key < 0 {
        let name = trie.symbols.name(Int(trie.ranked[first + rank].symbol))
        guard let entry = trail.tree.entry(named: name, in: node) else { continue }
        found(rank, entry.key, entry.value)
      }
    }
    if ranks.count > 1 { ranks.sort() }
    for rank in ranks {
      let (key, value) = values[rank]
      values[rank] = (PathPlace.none, PathPlace.none)
      enter(Int(trie.ranked[first + rank].branch), Int(key), Int(value), from: place, trail)
    }
    ranks.removeAll(keepingCapacity: true)
  }

  /// Looks at each key of a mapping once; the last one of duplicates counts.
  ///
  /// - Returns: Whether the mapping takes others in.
  private func findKeys(
    of node: NodeIndex, _ branch: PathTrie.Branch, _ tree: DocumentTree
  ) -> Bool {
    var hasMerge = false
    var child = node + 1
    let end = Int(tree.nodes[node].next)
    while child < end {
      let value = Int(tree.nodes[child].next)
      guard value < end else { break }
      if tree.nodes[child].kind == .scalar {
        let symbol =
          if let text = tree.writtenText(of: child) {
            trie.symbols.find(text)
          } else {
            tree.withText(of: child) { trie.symbols.find($0) }
          }
        if symbol < 0 {
          if tree.isMergeKey(child) { hasMerge = true }
        } else {
          var edge = trie.firstEdge(symbol, of: branch)
          while edge < branch.edges.upperBound, trie.edges[edge].symbol == symbol {
            found(Int(trie.edges[edge].rank), child, value)
            edge += 1
          }
        }
      }
      child = Int(tree.nodes[value].next)
    }
    return hasMerge
  }

  private func found(_ rank: Int, _ key: NodeIndex, _ value: NodeIndex) {
    if values[rank].key < 0 { ranks.append(rank) }
    values[rank] = (Int32(truncatingIfNeeded: key), Int32(truncatingIfNeeded: value))
  }
}
