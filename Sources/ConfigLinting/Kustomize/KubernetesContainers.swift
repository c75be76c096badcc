import RulePacks

/// The containers of an object that is being changed.
enum KubernetesContainers {
  private static let lists = ["initContainers", "containers", "ephemeralContainers"]
  private static let paths = [
    ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"], ["spec"],
  ]

  /// Changes every container that the object declares.
  static func forEach(in object: inout LayeredNode, _ body: (inout LayeredNode) -> Void) {
    for path in paths {
      guard let pod = node(at: path[...], of: object), lists.contains(where: { pod[$0] != nil })
      else { continue }
      change(path[...], of: &object) { pod in
        for list in lists {
          guard var containers = pod[list], case .sequence(var items) = containers.content else {
            continue
          }
          for index in items.indices where items[index].isMapping { body(&items[index]) }
          containers.content = .sequence(items)
          pod[list] = containers
        }
      }
      return
    }
  }

  private static func node(at path: ArraySlice<String>, of node: LayeredNode) -> LayeredNode? {
    guard let key = path.first else { return node }
    return node[key].flatMap { self.node(at: path.dropFirst(), of: $0) }
  }

  private static func change(
    _ path: ArraySlice<String>, of node: inout LayeredNode, _ body: (inout LayeredNode) -> Void
  ) {
    guard let key = path.first else { return body(&node) }
    guard var child = node[key] else { return }
    change(path.dropFirst(), of: &child, body)
    node[key] = child
  }
}
