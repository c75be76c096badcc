import RulePacks

/// Paths that start at the root of a document, merged where they begin alike.
struct PathTrie {
  /// What some steps lead to; the first branch is the root.
  struct Branch {
    let parent: Int
    /// Where the step names keys, what it is among those that its parent goes on with.
    var names: [String] = []
    /// The edges that lead on from here by a key.
    var edges = 0..<0
    var items = -1
    var entries = -1

    var isStep: Bool { !names.isEmpty }
    var isLeaf: Bool { edges.isEmpty && items < 0 && entries < 0 }
  }

  /// A key that leads from one branch to another.
  struct Edge {
    let symbol: Int32
    let branch: Int32
    /// Its place in the order in which places are found: by branch, and there as its path names it.
    var rank: Int32 = 0
  }

  private struct Step: Hashable {
    let parent: Int
    let step: DocumentPath.Step
  }

  private(set) var branches: ContiguousArray<Branch> = [Branch(parent: -1)]
  /// Those of each branch by their symbols.
  private(set) var edges: ContiguousArray<Edge> = []
  /// The same by their ranks.
  private(set) var ranked: ContiguousArray<Edge> = []
  private(set) var symbols = KeySymbols()
  private var numbers: [Step: Int] = [:]

  /// Adds a path.
  ///
  /// - Returns: The branch that it ends in.
  mutating func add(_ path: DocumentPath) -> Int {
    var branch = 0
    for step in path.steps { branch = add(step, to: branch) }
    return branch
  }

  private mutating func add(_ step: DocumentPath.Step, to parent: Int) -> Int {
    let key = Step(parent: parent, step: step)
    if let known = numbers[key] { return known }
    let number = branches.count
    var branch = Branch(parent: parent)
    switch step {
    case .key(let names): branch.names = names
    case .eachItem: branches[parent].items = number
    case .eachEntry: branches[parent].entries = number
    }
    branches.append(branch)
    numbers[key] = number
    return number
  }

  /// Sorts the edges, once all paths are there.
  mutating func seal() {
    var leaving: [Int: [Edge]] = [:]
    for (number, branch) in branches.enumerated() {
      for name in branch.names {
        leaving[branch.parent, default: []].append(
          Edge(
            symbol: Int32(truncatingIfNeeded: symbols.number(of: name)),
            branch: Int32(truncatingIfNeeded: number)))
      }
    }
    for number in branches.indices {
      guard var own = leaving[number] else { continue }
      for rank in own.indices { own[rank].rank = Int32(truncatingIfNeeded: rank) }
      branches[number].edges = edges.count..<edges.count + own.count
      ranked += own
      edges += own.sorted { ($0.symbol, $0.rank) < ($1.symbol, $1.rank) }
    }
    symbols.seal()
    numbers = [:]
  }

  /// The first of a branch's edges that does not come in front of a symbol.
  func firstEdge(_ symbol: Int32, of branch: Branch) -> Int {
    var low = branch.edges.lowerBound
    var high = branch.edges.upperBound
    while low < high {
      let middle = (low + high) / 2
      if edges[middle].symbol < symbol { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
