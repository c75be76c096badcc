/// The pages of built-in rules, each of them unpacked when it is read.
package struct PageBook: Sendable {
  package let pages: LateList<RulePage>
  private let ids: WordTable

  package init(_ pages: [RulePage]) {
    self.pages = LateList(pages)
    ids = WordTable(pages.map(\.id))
  }

  /// Pages that were built into the binary.
  package init(embedded: StaticString) {
    var unpacker = Unpacker(embedded.utf8Start)
    self.init(from: &unpacker)
  }

  package subscript(rule: String) -> RulePage? { ids.number(of: rule).map { pages[$0] } }
}

extension PageBook: Packable {
  package init(from u: inout Unpacker) {
    ids = u.value()
    pages = u.value()
  }

  package func pack(into p: inout Packer) {
    p.add(ids)
    p.add(pages)
  }
}
