import ConfigGuard
import RulePacks

/// Where one step of a path leads, linked to the place that it starts from.
struct PathPlace {
  /// Stands for no place, no key and no item.
  static let none: Int32 = -1

  var node: NodeIndex
  var previous = none
  /// The key that was followed; none for an item of a list, and where the path starts.
  var key: NodeIndex = Int(none)
  var item = none
  /// The next place that the same steps lead to.
  var next = none

  var isBehindKey: Bool { key >= 0 }
}

/// The places in one document that paths lead to; the first one is the root.
///
/// Many places are found and few are reported, so that texts are made when they are asked for.
final class PathTrail {
  let tree: DocumentTree
  // A walk adds to them one by one, and nobody looks meanwhile.
  @exclusivity(unchecked) var places: ContiguousArray<PathPlace>
  /// In most documents there are no more places than this.
  private static let usual = 16

  init(_ root: NodeIndex, in tree: DocumentTree) {
    self.tree = tree
    places = []
    places.reserveCapacity(Self.usual)
    places.append(PathPlace(node: root))
  }

  var root: PathMatch { PathMatch(trail: self, place: 0) }

  func add(_ place: PathPlace) -> Int32 {
    places.append(place)
    return Int32(truncatingIfNeeded: places.count - 1)
  }
}

/// A place in a document that a path leads to, or where its last key is absent.
struct PathMatch {
  let trail: PathTrail
  /// The place; of a key that is absent, that of the mapping that lacks it.
  let place: Int32
  var absentKey: String?

  private var tree: DocumentTree { trail.tree }
  private var own: PathPlace { trail.places[Int(place)] }

  var node: NodeIndex? { absentKey == nil ? own.node : nil }
  var root: NodeIndex { trail.places[0].node }

  /// What stands beside the place: in the nearest mapping.
  var parent: NodeIndex { mapping(1) ?? root }

  /// One of the mappings around the place, 1 for the nearest.
  func mapping(_ number: Int) -> NodeIndex? {
    var left = number
    if absentKey != nil {
      left -= 1
      if left == 0 { return tree.target(of: own.node) }
    }
    var step = own
    while step.previous >= 0 {
      let previous = trail.places[Int(step.previous)]
      if step.isBehindKey {
        left -= 1
        if left == 0 { return tree.target(of: previous.node) }
      }
      step = previous
    }
    return nil
  }

  /// Where a path of a condition starts.
  func start(of path: DocumentPath) -> NodeIndex? {
    guard let number = path.mapping else { return root }
    return mapping(number)
  }

  var range: SourceRange {
    absentKey == nil
      ? tree.textRange(of: tree.target(of: own.node))
      : KubernetesManifest.firstKey(of: own.node, in: tree)
  }

  var path: String {
    var steps: [PathPlace] = []
    var step = own
    while step.previous >= 0 {
      steps.append(step)
      step = trail.places[Int(step.previous)]
    }
    var path = ""
    for step in steps.reversed() {
      if step.isBehindKey {
        path = Self.join(path, name(of: step.key))
      } else {
        path += "[\(step.item)]"
      }
    }
    return absentKey.map { Self.join(path, $0) } ?? path
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }

  private func name(of key: NodeIndex) -> String { tree.text(of: tree.target(of: key)) }

  var key: String? { absentKey ?? keyNode.map(name) }

  /// The key whose value the place is, or is an item of.
  var keyNode: NodeIndex? {
    var step = own
    while !step.isBehindKey {
      guard step.previous >= 0 else { return nil }
      step = trail.places[Int(step.previous)]
    }
    return step.key
  }

  /// Those with different paths, the first one of each.
  static func distinct(_ matches: [PathMatch]) -> [PathMatch] {
    guard matches.count > 1 else { return matches }
    var seen: Set<String> = []
    return matches.filter { seen.insert($0.path).inserted }
  }
}

extension Surroundings {
  /// The file that a match is in.
  func file(of match: PathMatch) -> SourceFile {
    let tree = match.trail.tree
    guard !tree.origins.isEmpty else { return file }
    return files[Int(tree.origins[tree.target(of: match.node ?? match.parent)])]
  }
}
