/// Content that copies share until one of them is changed.
///
/// A copy costs as much as one reference, whatever the content has.
package struct CopyOnWrite<Content> {
  @usableFromInline
  final class Shared {
    // Nobody can look while it is changed: whoever changes it is the only one to hold it.
    @exclusivity(unchecked)
    @usableFromInline final var content: Content

    @inlinable
    init(_ content: Content) { self.content = content }
  }

  @usableFromInline
  var shared: Shared

  @inlinable
  package init(_ content: Content) { shared = Shared(content) }

  @inlinable
  package var content: Content {
    _read { yield shared.content }
    _modify {
      if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.content) }
      yield &shared.content
    }
  }
}

// Threads may share the content: it is changed only where nobody else has it.
extension CopyOnWrite: @unchecked Sendable where Content: Sendable {}
