/// A set of words that are looked for all at once, without regard to the case of ASCII letters.
///
/// This is an Aho-Corasick automaton over classes of bytes with every transition worked out, so a
/// search reads each byte once. Letters beyond ASCII match only as they are written.
package struct KeywordSet: Sendable {
  /// Marks a transition into a state where a word ends.
  private static let ends: UInt32 = 1 << 31

  private let classOfByte: [UInt8]
  private let stride: Int
  private let table: [UInt32]
  /// For each state the word it spells, and the next shorter state that ends a word.
  private let outputs: [Output]

  private struct Output {
    var word = -1
    var length = 0
    var shorter = 0
  }

  /// Builds the set; an empty word never matches, and of equal words the first one counts.
  package init(_ words: [String]) {
    var packer = Packer()
    KeywordTrie(words).pack(into: &packer)
    self = packer.bytes.withUnsafeBufferPointer { packed in
      guard let start = packed.baseAddress else { preconditionFailure("a trie has a root") }
      var unpacker = Unpacker(start)
      return KeywordSet(from: &unpacker)
    }
  }

  /// The occurrence that ends first at or after `from`; of those that end there, the longest.
  package func firstMatch(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int
  ) -> (word: Int, range: Range<Int>)? {
    var first: (word: Int, range: Range<Int>)?
    forEachMatch(in: bytes, from: from) { word, range in
      first = (word, range)
      return false
    }
    return first
  }

  /// Reports every occurrence, overlapping ones too, by where they end; stops when told `false`.
  package func forEachMatch(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int = 0,
    _ body: (_ word: Int, _ range: Range<Int>) -> Bool
  ) {
    precondition(from >= 0)
    table.withUnsafeBufferPointer { table in
      classOfByte.withUnsafeBufferPointer { classOfByte in
        let count = bytes.count
        var row: UInt32 = 0
        var index = from
        while index < count {
          // Rows and classes are small, so that their sum is a place in the table.
          row = table[Int(row &+ UInt32(classOfByte[Int(bytes[index])]))]
          index &+= 1
          if row >= KeywordSet.ends {
            row &= ~KeywordSet.ends
            guard report(state: Int(row) / stride, endingAt: index, body) else { return }
          }
        }
      }
    }
  }

  private func report(
    state: Int, endingAt end: Int, _ body: (_ word: Int, _ range: Range<Int>) -> Bool
  ) -> Bool {
    var state = outputs[state].word >= 0 ? state : outputs[state].shorter
    while state > 0 {
      let output = outputs[state]
      guard body(output.word, (end - output.length)..<end) else { return false }
      state = output.shorter
    }
    return true
  }
}

extension KeywordSet: Packable {
  /// Works out all transitions from the states' own ones, in one pass.
  package init(from u: inout Unpacker) {
    let used: [Int] = u.array()
    let count = u.int()
    let stride = used.count + 1
    classOfByte = Self.classes(used)
    self.stride = stride
    var outputs = [Output](repeating: Output(), count: count)
    // For each state that of the longest proper suffix.
    var failures = [UInt32](repeating: 0, count: count)
    table = [UInt32](unsafeUninitializedCapacity: count * stride) { table, size in
      var added = 1
      for state in 0..<count {
        let row = state * stride
        let failure = Int(failures[state])
        outputs[state].word = u.int() - 1
        if state == 0 {
          for symbolClass in 0..<stride { table.initializeElement(at: symbolClass, to: 0) }
        } else {
          let shorter = outputs[failure]
          outputs[state].shorter = shorter.word >= 0 ? failure : shorter.shorter
          _ = UnsafeMutableBufferPointer(rebasing: table[row..<row + stride])
            .initialize(from: table[failure * stride..<failure * stride + stride])
        }
        for _ in 0..<u.int() {
          let mark = u.int()
          let slot = row + mark >> 1
          // What the suffix leads to is the suffix of what the state leads to.
          let suffix = state == 0 ? 0 : table[slot]
          failures[added] = (suffix & ~KeywordSet.ends) / UInt32(stride)
          outputs[added].length = outputs[state].length + 1
          table[slot] =
            UInt32(added * stride) | (mark & 1 == 1 ? KeywordSet.ends : suffix & KeywordSet.ends)
          added += 1
        }
      }
      size = count * stride
    }
    self.outputs = outputs
  }

  package func pack(into p: inout Packer) {
    var bytes = [Int](repeating: 0, count: stride - 1)
    for byte in 0..<256 where classOfByte[byte] > 0 && !(0x41...0x5A).contains(byte) {
      bytes[Int(classOfByte[byte]) - 1] = byte
    }
    p.add(bytes)
    p.add(outputs.count)
    for state in outputs.indices {
      p.add(outputs[state].word + 1)
      let marks = (1..<max(stride, 1)).compactMap { symbolClass -> Int? in
        let target = Int(table[state * stride + symbolClass] & ~KeywordSet.ends) / stride
        // A suffix is never longer than the state itself.
        guard outputs[target].length > outputs[state].length else { return nil }
        return symbolClass << 1 | (outputs[target].word >= 0 ? 1 : 0)
      }
      p.add(marks)
    }
  }

  /// Class zero is every byte that no word holds.
  fileprivate static func classes(_ used: [Int]) -> [UInt8] {
    var classes = [UInt8](repeating: 0, count: 256)
    for (index, byte) in used.enumerated() { classes[byte] = UInt8(index + 1) }
    for upper in 0x41...0x5A { classes[upper] = classes[upper + 0x20] }
    return classes
  }
}

/// The prefixes of a set of words as states, zero being the empty prefix, shorter ones first.
private struct KeywordTrie {
  /// Words as classes, in order, with their numbers.
  private let words: [(classes: [UInt8], number: Int)]
  private let used: [Int]

  init(_ words: [String]) {
    let folded = words.map { $0.utf8.map(KeywordTrie.lowercased) }
    let used = Set(folded.joined()).sorted().map { Int($0) }
    let classes = KeywordSet.classes(used)
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

  /// Each state with the word that it is, and the classes that lead on from it, each with a mark
  /// where a word ends there.
  func pack(into p: inout Packer) {
    p.add(used)
    var states = Packer()
    var queue = [(words: words.indices, length: 0)]
    var head = 0
    while head < queue.count {
      let (range, length) = queue[head]
      head += 1
      var next = range.lowerBound
      while next < range.upperBound, words[next].classes.count == length { next += 1 }
      states.add(next > range.lowerBound ? words[range.lowerBound].number + 1 : 0)
      var marks: [Int] = []
      while next < range.upperBound {
        let start = next
        let symbolClass = words[start].classes[length]
        while next < range.upperBound, words[next].classes[length] == symbolClass { next += 1 }
        let isWord = words[start].classes.count == length + 1
        marks.append(Int(symbolClass) << 1 | (isWord ? 1 : 0))
        queue.append((start..<next, length + 1))
      }
      states.add(marks)
    }
    p.add(queue.count)
    p.append(states.bytes)
  }
}
