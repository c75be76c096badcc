/// Lists of values by name, each of them unpacked when it is first asked for.
package struct NamedLists: Sendable {
  private var lists: [String: Deferred<[String]>]

  package init(_ lists: [String: [String]] = [:]) {
    self.lists = lists.mapValues { Deferred(wrappedValue: $0) }
  }

  package subscript(name: String) -> [String]? { lists[name]?.wrappedValue }

  /// Adds the values of other lists behind those of the same name.
  mutating func append(_ other: NamedLists) {
    lists.merge(other.lists) { Deferred(wrappedValue: $0.wrappedValue + $1.wrappedValue) }
  }
}

extension NamedLists: Packable {
  package init(from u: inout Unpacker) { lists = u.dictionary() }
  package func pack(into p: inout Packer) { p.add(lists) }
}
