import ConfigGuard
import RulePacks

/// A place in a document that a path leads to, or where its last key is absent.
struct PathMatch {
  var node: NodeIndex?
  var root: NodeIndex
  /// The mappings around the place, the nearest one last.
  var mappings: [NodeIndex]
  var range: SourceRange
  var path: String
  var key: String?
  /// The key whose value the place is, or is an item of.
  var keyNode: NodeIndex?

  /// What stands beside the place: in the nearest mapping.
  var parent: NodeIndex { mappings.last ?? root }

  /// Where a path of a condition starts.
  func start(of path: DocumentPath) -> NodeIndex? {
    guard let mapping = path.mapping else { return root }
    let number = mappings.count - mapping
    return mappings.indices.contains(number) ? mappings[number] : nil
  }
}

/// Follows paths through a document.
struct PathSearch {
  let tree: DocumentTree
  var wantsAbsent = false
  private(set) var found: [PathMatch] = []
  /// Mappings that lack the key that the path goes on with.
  private(set) var deadEnds: [NodeIndex] = []
  private var root: NodeIndex = 0
  private var budget = 100_000

  init(_ tree: DocumentTree) { self.tree = tree }

  /// The places that some paths lead to, each one once.
  static func matches(
    of paths: [DocumentPath], from root: NodeIndex, in tree: DocumentTree, wantsAbsent: Bool
  ) -> [PathMatch] {
    var search = PathSearch(tree)
    search.wantsAbsent = wantsAbsent
    for path in paths { search.follow(path, from: root) }
    guard paths.count > 1 else { return search.found }
    var seen: Set<String> = []
    return search.found.filter { seen.insert($0.path).inserted }
  }

  mutating func follow(_ path: DocumentPath, from root: NodeIndex) {
    self.root = root
    let start = PathMatch(
      node: nil, root: root, mappings: [], range: SourceRange(at: 0), path: "", key: nil)
    descend(root, path.steps[...], start)
  }

  private mutating func descend(
    _ node: NodeIndex, _ steps: ArraySlice<DocumentPath.Step>, _ here: PathMatch
  ) {
    budget -= 1
    guard budget > 0 else { return }
    var here = here
    guard let step = steps.first else {
      guard !wantsAbsent else { return }
      here.node = node
      here.range = tree.textRange(of: tree.target(of: node))
      found.append(here)
      return
    }
    let rest = steps.dropFirst()
    switch step {
    case .key(let names):
      guard tree.isMapping(node) else { return }
      descend(names, of: node, rest, here)
    case .eachItem:
      for (number, item) in tree.items(of: node).enumerated() {
        // What stands beside an item is what stands beside its list.
        var next = here
        next.path += "[\(number)]"
        descend(item, rest, next)
      }
    case .eachEntry:
      here.mappings.append(tree.target(of: node))
      for entry in tree.entries(of: node) {
        enter(entry.key, entry.value, tree.text(of: tree.target(of: entry.key)), rest, here)
      }
    }
  }

  private mutating func descend(
    _ names: [String], of node: NodeIndex, _ rest: ArraySlice<DocumentPath.Step>,
    _ here: PathMatch
  ) {
    var here = here
    here.mappings.append(tree.target(of: node))
    let entries = names.compactMap { name in
      tree.entry(named: name, in: node).map { (name, $0.key, $0.value) }
    }
    if entries.isEmpty {
      deadEnds.append(tree.target(of: node))
      guard wantsAbsent, rest.isEmpty, let name = names.first else { return }
      here.range = KubernetesManifest.firstKey(of: node, in: tree)
      here.path = Self.join(here.path, name)
      here.key = name
      found.append(here)
      return
    }
    for (name, key, value) in entries { enter(key, value, name, rest, here) }
  }

  private mutating func enter(
    _ key: NodeIndex, _ value: NodeIndex, _ name: String, _ rest: ArraySlice<DocumentPath.Step>,
    _ mapping: PathMatch
  ) {
    var next = mapping
    next.path = Self.join(mapping.path, name)
    next.key = name
    next.keyNode = key
    descend(value, rest, next)
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }
}

extension Surroundings {
  /// The file that a match is in.
  func file(of match: PathMatch, in tree: DocumentTree) -> SourceFile {
    guard !tree.origins.isEmpty else { return file }
    return files[Int(tree.origins[tree.target(of: match.node ?? match.parent)])]
  }
}
