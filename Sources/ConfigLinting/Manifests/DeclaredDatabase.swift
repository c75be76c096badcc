package import ConfigGuard
import RulePacks

/// A database that a manifest declares, with what it says of how many connections that takes.
package struct DeclaredDatabase: Sendable {
  package enum Ceiling: Sendable {
    /// A provider's plan, whose numbers the packs know.
    case plan(provider: String, name: String)
    case stated(connections: Int, reserved: Int)
  }

  /// As settings of the same document name it; nil where hosts do.
  package var supplier: Setting.Supplier?
  package var hosts: [String] = []
  package var ceiling: Ceiling
  package var place: Place

  // MARK: Render

  /// `databases:` of a blueprint, with their plans (render.com/docs/blueprint-spec).
  static func readBlueprint(_ scope: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let list = tree.value("databases", in: scope) else { return }
    for item in tree.items(of: list) where tree.isMapping(item) {
      guard let name = tree.string("name", in: item), let plan = tree.value("plan", in: item),
        let text = tree.string("plan", in: item), !reading.isTemplated(plan)
      else { continue }
      reading.databases.append(
        DeclaredDatabase(
          supplier: .database(name), ceiling: .plan(provider: "render", name: text),
          place: reading.place(of: plan)))
    }
  }

  /// The database that `fromDatabase:` takes an address from; other properties say less.
  static func property(_ node: NodeIndex, in tree: DocumentTree) -> Setting.Supplier? {
    guard let name = tree.string("name", in: node),
      let property = tree.string("property", in: node)
    else { return nil }
    let isDirect = property == "connectionString" || property == "host"
    return .database(isDirect ? name : "\(name).\(property)")
  }

  // MARK: DigitalOcean

  /// The component in `${db.DATABASE_URL}`, or in all references of an address that is put together.
  static func component(in text: String) -> Setting.Supplier? {
    var found: String?
    var rest = text[...]
    while let open = rest.firstIndex(of: "$") {
      rest = rest[rest.index(after: open)...]
      guard rest.first == "{", let close = rest.firstIndex(of: "}") else { continue }
      let name = rest[rest.index(after: rest.startIndex)..<close]
      rest = rest[close...]
      guard let dot = name.lastIndex(of: ".") else { continue }
      let component = String(name[..<dot])
      guard found == nil || found == component else { return nil }
      found = component
    }
    return found.map { .database($0) }
  }

  // MARK: CloudNativePG

  /// `max_connections` of a cluster, which its services lead to
  /// (cloudnative-pg.io/documentation/current/service_management).
  static func readCluster(
    _ root: NodeIndex, _ owner: ObjectName, into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    guard owner.kind == "Cluster",
      tree.string("apiVersion", in: root)?.hasPrefix("postgresql.cnpg.io/") == true,
      let table = tree.node(at: ["spec", "postgresql", "parameters"], from: root),
      let node = tree.value("max_connections", in: table), !reading.isTemplated(node),
      let connections = tree.string("max_connections", in: table).flatMap({ Int($0) })
    else { return }
    let reserved = tree.string("superuser_reserved_connections", in: table).flatMap { Int($0) }
    // The writer takes one server's connections, each of the readers its own.
    let name = "\(owner.name)-rw"
    reading.databases.append(
      DeclaredDatabase(
        hosts: [ClusterHost.qualified(name, namespace: owner.namespace)],
        ceiling: .stated(connections: connections, reserved: reserved ?? 3),
        place: reading.place(of: node)))
  }
}

/// Names of services in a cluster of Kubernetes.
enum ClusterHost {
  /// The name with its namespace, however much of it is written.
  static func qualified(_ host: String, namespace: String) -> String {
    var host = host.lowercased()
    for suffix in [".", ".cluster.local", ".svc"] where host.hasSuffix(suffix) {
      host.removeLast(suffix.count)
    }
    return host.contains(".") ? host : "\(host).\(namespace)"
  }
}
