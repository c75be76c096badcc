import RulePacks
import Testing

/// Values that are unpacked late are the same as those that were packed.
@Suite struct LateValueTests {
  private struct Pack: Packable {
    @Deferred var names: [String]
    var numbers: LateList<Int>
    var words: WordTable

    init(_ names: [String], _ numbers: [Int]) {
      self.names = names
      self.numbers = LateList(numbers)
      words = WordTable(names)
    }

    init(from u: inout Unpacker) {
      _names = u.value()
      numbers = u.value()
      words = u.value()
    }

    func pack(into p: inout Packer) {
      p.add(_names)
      p.add(numbers)
      p.add(words)
    }
  }

  @Test(arguments: [
    [], ["a"], ["one", "two", "three"], ["größe", "ключ", "plain", "😀"],
    (0..<300).map { "word\($0)" },
  ])
  func roundTrip(names: [String]) {
    let pack = Pack(names, Array(names.indices)).packed
    #expect(pack.names == names)
    #expect(Array(pack.numbers) == Array(names.indices))
    for (number, name) in names.enumerated() {
      #expect(pack.words.number(of: name) == number)
      #expect(!pack.words.contains(name + "x"))
    }
    #expect(pack.words.number(of: "") == nil)
    // What was read is packed as it was.
    #expect(pack.packed.names == names)
    #expect(names.allSatisfy(pack.packed.words.contains))
  }

  @Test func changesStayWithTheirOwner() {
    let pack = Pack(["a"], []).packed
    var other = pack
    other.names.append("b")
    #expect(pack.names == ["a"])
    #expect(other.names == ["a", "b"])
  }

  @Test func firstOfEqualWordsCounts() {
    #expect(WordTable(["a", "b", "a"]).number(of: "a") == 0)
  }

  @Test func threadsGetOneObject() async {
    let objects = LateObjects<Shared<Int>>(count: 1)
    let found = await withTaskGroup(of: ObjectIdentifier.self) { group in
      for number in 0..<50 {
        group.addTask { ObjectIdentifier(objects.object(at: 0) { Shared(number) }) }
      }
      return await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(found.count == 1)
  }
}
