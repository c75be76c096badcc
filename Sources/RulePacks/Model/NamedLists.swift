/// Lists of values by name, each of them unpacked when it is first asked for.
package struct NamedLists: Sendable {
  private var numbers: WordTable
  private var lists: LateList<[String]>
  /// The names by their numbers, for those who need all of them.
  @Deferred private var names: [String]

  package init(_ lists: [String: [String]] = [:]) {
    let names = lists.keys.sorted()
    numbers = WordTable(names)
    self.lists = LateList(names.map { lists[$0, default: []] })
    self.names = names
  }

  package subscript(name: String) -> [String]? { numbers.number(of: name).map { lists[$0] } }

  /// Adds the values of other lists behind those of the same name.
  mutating func append(_ other: NamedLists) {
    var all = Dictionary(zip(names, lists), uniquingKeysWith: +)
    all.merge(zip(other.names, other.lists), uniquingKeysWith: +)
    self = NamedLists(all)
  }
}

extension NamedLists: Packable {
  package init(from u: inout Unpacker) {
    numbers = u.value()
    lists = u.value()
    _names = u.value()
  }

  package func pack(into p: inout Packer) {
    p.add(numbers)
    p.add(lists)
    p.add(_names)
  }
}
