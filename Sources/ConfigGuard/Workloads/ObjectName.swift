/// What an object of Kubernetes is called; no namespace means one that is given elsewhere.
package struct ObjectName: Sendable, Hashable {
  package var kind: String
  package var namespace: String
  package var name: String

  package init(kind: String, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }
}
