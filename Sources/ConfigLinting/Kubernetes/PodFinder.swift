import RulePacks

/// Finds the specifications of pods in objects that have some.
struct PodFinder {
  static let containerLists: [(key: StaticString, isInitial: Bool)] = [
    ("containers", false), ("initContainers", true), ("ephemeralContainers", false),
  ]
  /// Where Kubernetes and those who follow its conventions put them.
  private static let paths: [[StaticString]] = [
    ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"],
    // A job of Cloud Run wraps the execution in a template of its own.
    ["spec", "template", "spec", "template", "spec"], ["template", "spec"],
    ["spec", "podTemplate", "spec"], ["spec"],
  ]
  /// Levels below `spec` in which a custom resource may hold the template of a pod.
  private static let deepest = 5
  private static let mostNodes = 2_000
  private static let mostPods = 64

  private let tree: DocumentTree
  private var visited = 0
  private var found: [NodeIndex] = []

  private init(_ tree: DocumentTree) { self.tree = tree }

  /// The pods of an object; `isCustom` ones may hold them anywhere.
  static func pods(of root: NodeIndex, isCustom: Bool, in tree: DocumentTree) -> [NodeIndex] {
    for path in paths {
      if let pod = tree.node(at: path, from: root), isPod(pod, tree) { return [pod] }
    }
    guard isCustom, let spec = tree.value("spec", in: root) else { return [] }
    var finder = PodFinder(tree)
    finder.search(spec)
    return finder.found
  }

  private static func isPod(_ node: NodeIndex, _ tree: DocumentTree) -> Bool {
    containerLists.contains { tree.value($0.key, in: node).map { tree.isSequence($0) } ?? false }
  }

  /// Looks level by level, so that what is near the top is found before the limit is reached.
  private mutating func search(_ spec: NodeIndex) {
    var level = [spec]
    for _ in 0..<Self.deepest {
      var next: [NodeIndex] = []
      for node in level.map({ tree.target(of: $0) }) {
        let entries = tree.entries(of: node)
        let values = entries.isEmpty ? tree.items(of: node) : entries.map(\.value)
        visited += values.count
        guard visited <= Self.mostNodes, found.count < Self.mostPods else { return }
        if let pod = template(node) {
          found.append(pod)
          continue
        }
        next += values.filter { tree.isMapping($0) || tree.isSequence($0) }
      }
      level = next
    }
  }

  /// The pod of a mapping with `template:` or `podTemplate:`.
  private func template(_ node: NodeIndex) -> NodeIndex? {
    for key: StaticString in ["template", "podTemplate"] {
      guard let pod = tree.node(at: [key, "spec"], from: node), Self.isPod(pod, tree) else {
        continue
      }
      return pod
    }
    return nil
  }
}
