/// A list whose elements are unpacked one by one, when they are first asked for.
package struct LateList<Element: Sendable>: Sendable {
  private enum Storage: Sendable {
    case known([Element])
    case packed(LateValues)
  }

  private let storage: Storage

  package init(_ elements: [Element]) { storage = .known(elements) }
}

extension LateList: RandomAccessCollection {
  package var startIndex: Int { 0 }

  package var endIndex: Int {
    switch storage {
    case .known(let elements): elements.count
    case .packed(let packed): packed.count
    }
  }

  // The standard library would count it with calls of generic functions.
  package var count: Int { endIndex }

  package subscript(number: Int) -> Element {
    switch storage {
    case .known(let elements): elements[number]
    case .packed(let packed): packed.value(number, Element.self)
    }
  }
}

extension LateList {
  /// An element in an object that others have, too: a large one is not copied to be looked at.
  package func shared(_ number: Int) -> Shared<Element> {
    switch storage {
    case .known(let elements): Shared(elements[number])
    case .packed(let packed): packed.shared(number, Element.self)
    }
  }
}

extension LateList: Packable where Element: Packable {
  package init(from u: inout Unpacker) {
    var list = Unpacker(u.measured(), of: u.owner)
    let count = list.fixed()
    storage = .packed(
      LateValues(list.next, count: count, of: u.owner) { Shared(Element(from: &$0)) })
  }

  package func pack(into p: inout Packer) {
    p.addMeasured { list in
      list.addFixed(count)
      var elements = Packer()
      for element in self {
        list.addFixed(elements.bytes.count)
        elements.add(element)
      }
      list.append(elements.bytes)
    }
  }
}
