/// A list whose elements are unpacked one by one, when they are first asked for.
package struct LateList<Element: Packable & Sendable>: Sendable {
  private enum Storage: Sendable {
    case known([Element])
    case packed(Packed)
  }

  private final class Packed: @unchecked Sendable {
    // What they point to is never written, and lives as long as its owner.
    private let places: UnsafePointer<UInt8>
    private let owner: PackedBytes?
    private let made: LateObjects<Shared<Element>>

    init(_ places: UnsafePointer<UInt8>, count: Int, of owner: PackedBytes?) {
      self.places = places
      self.owner = owner
      made = LateObjects(count: count)
    }

    var count: Int { made.count }

    func element(_ number: Int) -> Element {
      made.object(at: number) {
        let place = Unpacker.fixed(at: places + 4 * number)
        var unpacker = Unpacker(places + 4 * count + place, of: owner)
        return Shared(Element(from: &unpacker))
      }.value
    }
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

  package subscript(number: Int) -> Element {
    switch storage {
    case .known(let elements): elements[number]
    case .packed(let packed): packed.element(number)
    }
  }
}

extension LateList: Packable {
  package init(from u: inout Unpacker) {
    var list = Unpacker(u.measured(), of: u.owner)
    let count = list.fixed()
    storage = .packed(Packed(list.next, count: count, of: u.owner))
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
