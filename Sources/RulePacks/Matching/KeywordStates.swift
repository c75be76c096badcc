/// The states of an automaton of words, read where they were packed: the prefixes of the words, zero
/// being the empty one, shorter ones first.
struct KeywordStates: @unchecked Sendable {
  // What they point to is never written, and lives as long as its owner.
  private let whole: UnsafeBufferPointer<UInt8>
  private let root: UnsafePointer<UInt8>
  private let records: UnsafePointer<UInt8>
  private let children: UnsafePointer<UInt8>
  private let owner: PackedBytes?
  let count: Int
  /// How many classes of bytes there are; class zero is every byte that no word holds.
  let stride: Int
  let classOfByte: [UInt8]

  /// Four bytes each: where the children are, the first of them, the longest proper suffix that is
  /// a state, the word that the state is, and its length with a bit for whether words end here.
  private static let recordSize = 20

  init(from u: inout Unpacker) {
    owner = u.owner
    let start = u.measured()
    whole = UnsafeBufferPointer(start: start, count: u.next - start)
    var packed = Unpacker(start, of: u.owner)
    let used: [Int] = packed.array()
    stride = used.count + 1
    classOfByte = Self.classes(used)
    count = packed.fixed()
    root = packed.measured()
    records = packed.measured()
    children = packed.measured()
  }

  func pack(into p: inout Packer) { p.addMeasured { $0.append(whole) } }

  private func field(_ number: Int, of state: Int) -> Int {
    Unpacker.fixed(at: records + state * Self.recordSize + 4 * number)
  }

  /// The longest proper suffix of a state that is one, too.
  func suffix(of state: Int) -> Int { field(2, of: state) }

  /// How many bytes a state is long.
  func length(of state: Int) -> Int { field(4, of: state) >> 1 }

  /// Whether a word is the state or a suffix of it.
  func endsWords(_ state: Int) -> Bool { field(4, of: state) & 1 == 1 }

  /// Tells the states that are one byte longer, by the classes of that byte in their order.
  func forEachChild(of state: Int, _ body: (_ symbolClass: Int, _ child: Int) -> Bool) {
    var packed = Unpacker(children + field(0, of: state), of: nil)
    let first = field(1, of: state)
    for child in 0..<packed.int() {
      guard body(packed.int(), first + child) else { return }
    }
  }

  private func child(of state: Int, _ symbolClass: Int) -> Int? {
    var found: Int?
    forEachChild(of: state) { known, child in
      if known == symbolClass { found = child }
      return known < symbolClass
    }
    return found
  }

  /// Where a byte leads to from any state.
  private func next(_ state: Int, _ symbolClass: Int) -> Int {
    var state = state
    while state != 0 {
      if let child = child(of: state, symbolClass) { return child }
      state = suffix(of: state)
    }
    return Unpacker.fixed(at: root + 4 * symbolClass)
  }

  /// Tells each place at which words end, with the state there, until told `false`.
  func forEachEnd(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int,
    _ body: (_ state: Int, _ end: Int) -> Bool
  ) {
    var state = 0
    var index = from
    while index < bytes.count {
      let symbolClass = Int(classOfByte[Int(bytes[index])])
      state = symbolClass == 0 ? 0 : next(state, symbolClass)
      index += 1
      if state != 0, endsWords(state), !body(state, index) { return }
    }
  }

  /// Reports the words that end in a state, the longest first; false when told to stop.
  func report(
    _ state: Int, endingAt end: Int, _ body: (_ word: Int, _ range: Range<Int>) -> Bool
  ) -> Bool {
    var state = state
    while state > 0, endsWords(state) {
      let word = field(3, of: state)
      if word > 0, !body(word - 1, (end - length(of: state))..<end) { return false }
      state = suffix(of: state)
    }
    return true
  }

  static func classes(_ used: [Int]) -> [UInt8] {
    var classes = [UInt8](repeating: 0, count: 256)
    for (index, byte) in used.enumerated() { classes[byte] = UInt8(index + 1) }
    for upper in 0x41...0x5A { classes[upper] = classes[upper + 0x20] }
    return classes
  }
}

/// The prefixes of a set of words, as they are packed for `KeywordStates`.
struct KeywordTrie {
  /// Words as classes, in order, with their numbers.
  private let words: [(classes: [UInt8], number: Int)]
  private let used: [Int]

  init(_ words: [String]) {
    let folded = words.map { $0.utf8.map(KeywordTrie.lowercased) }
    let used = Set(folded.joined()).sorted().map { Int($0) }
    let classes = KeywordStates.classes(used)
    self.used = used
    self.words = folded.enumerated().filter { !$0.element.isEmpty }
      .map { (classes: $0.element.map { classes[Int($0)] }, number: $0.offset) }
      .sorted { left, right in
        left.classes == right.classes
          ? left.number < right.number : left.classes.lexicographicallyPrecedes(right.classes)
      }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
  }

  private struct State {
    var words: Range<Int>
    var length: Int
    /// The number of the word that the state is, and one; zero where it is none.
    var word = 0
    var suffix = 0
    var endsWords = false
    var classes: [Int] = []
    var firstChild = 0

    func child(_ symbolClass: Int) -> Int? {
      classes.firstIndex(of: symbolClass).map { firstChild + $0 }
    }
  }

  /// The states, a state's children one behind the other.
  private func states() -> [State] {
    var states = [State(words: words.indices, length: 0)]
    var head = 0
    while head < states.count {
      let (range, length) = (states[head].words, states[head].length)
      var next = range.lowerBound
      while next < range.upperBound, words[next].classes.count == length { next += 1 }
      if next > range.lowerBound { states[head].word = words[range.lowerBound].number + 1 }
      states[head].endsWords = states[head].word > 0 || states[states[head].suffix].endsWords
      states[head].firstChild = states.count
      while next < range.upperBound {
        let start = next
        let symbolClass = Int(words[start].classes[length])
        while next < range.upperBound, Int(words[next].classes[length]) == symbolClass {
          next += 1
        }
        var child = State(words: start..<next, length: length + 1)
        child.suffix = suffix(ofChild: symbolClass, of: head, states)
        states[head].classes.append(symbolClass)
        states.append(child)
      }
      head += 1
    }
    return states
  }

  private func suffix(ofChild symbolClass: Int, of parent: Int, _ states: [State]) -> Int {
    var state = parent
    while state != 0 {
      state = states[state].suffix
      if let child = states[state].child(symbolClass) { return child }
    }
    return 0
  }

  func pack(into p: inout Packer) {
    let states = states()
    p.add(used)
    p.addFixed(states.count)
    p.addMeasured { root in
      for symbolClass in 0...used.count {
        root.addFixed(states.first?.child(symbolClass) ?? 0)
      }
    }
    var children = Packer()
    p.addMeasured { records in
      for state in states {
        records.addFixed(children.bytes.count)
        records.addFixed(state.firstChild)
        records.addFixed(state.suffix)
        records.addFixed(state.word)
        records.addFixed(state.length << 1 | (state.endsWords ? 1 : 0))
        children.add(state.classes)
      }
    }
    p.addMeasured { $0.append(children.bytes) }
  }
}
