/// A kind of origin in a cross-origin allow list.
package enum OriginKind: String, Sendable, Hashable, CaseIterable {
  /// Everyone.
  case any
  /// The `null` origin of sandboxed pages and local files.
  case null
  /// The machine of whoever looks at the page.
  case loopback
  /// A remote origin without transport security.
  case plainHTTP = "plain-http"
  /// A pattern that also takes domains which anybody may register.
  case lookalike
  /// A pattern that takes more behind the origin where readers do not match it as a whole.
  case openEnd = "open-end"
  /// An expression in which a dot stands for any character.
  case looseDot = "loose-dot"
}

/// Which origins a list must not let in, and how its reader takes its items.
@usableFromInline
package struct OriginTest: Sendable, Hashable {
  @usableFromInline
  package enum Syntax: String, Sendable, Hashable, CaseIterable {
    /// Origins, and patterns where the items look like them.
    case list
    /// Every item is a regular expression.
    case expression
    /// Every item is the beginning of an origin.
    case prefix
  }

  package var kinds: [OriginKind]
  package var syntax: Syntax

  package init(_ kinds: [OriginKind], as syntax: Syntax = .list) {
    self.kinds = kinds
    self.syntax = syntax
  }
}

extension OriginKind: Packable {}
extension OriginTest.Syntax: Packable {}

extension OriginTest: Packable {
  package init(from u: inout Unpacker) { self.init(u.array(), as: u.value()) }

  package func pack(into p: inout Packer) {
    p.add(kinds)
    p.add(syntax)
  }
}
