/// Lists of numbers, one behind the other.
package struct NumberLists: Sendable, Equatable {
  private var ends: [Int] = []
  private var numbers: [Int] = []

  package init(_ lists: [[Int]]) {
    for list in lists {
      numbers += list
      ends.append(numbers.count)
    }
  }

  package var count: Int { ends.count }

  /// Whether nothing is in a list, as in most of them.
  package func isEmpty(_ list: Int) -> Bool {
    ends[list] == (list == 0 ? 0 : ends[list - 1])
  }

  package subscript(list: Int) -> ArraySlice<Int> {
    numbers[(list == 0 ? 0 : ends[list - 1])..<ends[list]]
  }
}

extension NumberLists: Packable {
  package init(from u: inout Unpacker) {
    ends = u.array()
    numbers = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(ends)
    p.add(numbers)
  }
}
