import ConfigGuard
import RulePacks

/// The services among which one file looks for what its services extend.
final class ComposeScope {
  let services: ComposeTable
  let origin: Int
  var incomplete: Set<String>
  var resolved: [String: LayeredNode] = [:]

  init(_ services: ComposeTable, incomplete: Set<String> = [], origin: Int) {
    self.services = services
    self.incomplete = incomplete
    self.origin = origin
  }
}

extension ComposeLoader {
  private struct Link {
    let scope: ComposeScope
    let name: String
    let node: LayeredNode
  }

  private struct LinkIdentity: Hashable {
    let scope: ObjectIdentifier
    let name: String
  }

  /// A service with everything that it extends, near and far.
  ///
  /// Chains are followed without recursion, as nothing bounds their length, and each service is
  /// made once, however many extend it.
  func resolved(_ name: String, in scope: ComposeScope) -> LayeredNode {
    var chain: [Link] = []
    var seen: Set<LinkIdentity> = []
    var scope = scope
    var name = name
    var base: LayeredNode?
    var isIncomplete = false
    while true {
      if let known = scope.resolved[name] {
        base = known
        isIncomplete = scope.incomplete.contains(name)
        break
      }
      guard let node = scope.services[name] else { break }
      seen.insert(LinkIdentity(scope: ObjectIdentifier(scope), name: name))
      chain.append(Link(scope: scope, name: name, node: node))
      guard let extends = node["extends"], !document.isNull(extends), !isReset(extends) else {
        isIncomplete = scope.incomplete.contains(name)
        break
      }
      guard let target = target(of: extends, in: scope) else {
        isIncomplete = true
        break
      }
      let identity = LinkIdentity(scope: ObjectIdentifier(target.scope), name: target.name)
      guard !seen.contains(identity) else {
        report(
          .circularReference, "these services extend one another in a circle; Compose refuses that",
          at: extends.isMapping ? extends["service"] ?? extends : extends)
        isIncomplete = true
        break
      }
      (scope, name) = target
    }
    for link in chain.reversed() {
      var own = link.node
      own["extends"] = nil
      if let below = base { own = mergedService(own, over: withoutInstructions(below)) }
      link.scope.resolved[link.name] = own
      if isIncomplete { link.scope.incomplete.insert(link.name) }
      base = own
    }
    return base ?? LayeredNode(.mapping([]), origin: 0, index: 0)
  }

  /// What `extends` leads to; nil where it is not there.
  private func target(
    of extends: LayeredNode, in scope: ComposeScope
  ) -> (scope: ComposeScope, name: String)? {
    let node = extends.isMapping ? extends["service"] : extends
    guard let node, let name = text(of: node) else {
      report(.syntax, "`extends` names no service", at: extends)
      return nil
    }
    var target = scope
    if extends.isMapping, let file = extends["file"], !document.isNull(file) {
      guard let found = self.scope(ofFile: file) else { return nil }
      target = found
    }
    guard let service = target.services[name] else {
      report(
        .missingService,
        "Compose refuses the project: the service that this one extends is not there",
        at: node)
      return nil
    }
    guard service.isMapping else { return nil }
    return (target, name)
  }

  /// The services of the file that `extends: {file: …}` names.
  private func scope(ofFile node: LayeredNode) -> ComposeScope? {
    let origin = origins[node.origin]
    guard let path = document.text(of: node).flatMap({ origin.interpolated($0) }),
      !ComposeOrigin.isRemote(path),
      let file = file(at: path, of: origin, named: node, refusal: .always)
    else { return nil }
    let folder = FilePath.folder(of: file.path)
    guard let number = add(file, in: folder, origin.environment, isWhole: false) else { return nil }
    // Projects of their own are judged as such.
    if !ComposeProjectFiles.isBaseName(file.name), file !== reading.file { parts.insert(file.path) }
    if let known = scopes[number] { return known }
    let services = origins[number].roots.flatMap { elements("services", in: $0) }
    let scope = ComposeScope(ComposeTable(services), origin: number)
    scopes[number] = scope
    return scope
  }
}
