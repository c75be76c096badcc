/// What an object of Kubernetes is called; no namespace means one that is given elsewhere.
@usableFromInline
package struct ObjectName: Sendable, Hashable {
  @usableFromInline
  package var kind: String
  @usableFromInline
  package var namespace: String
  @usableFromInline
  package var name: String

  @inlinable
  package init(kind: String, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }
}
