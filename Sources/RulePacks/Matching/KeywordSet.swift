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
    var trie = KeywordTrie(words)
    trie.completeTransitions()
    classOfByte = trie.classOfByte
    stride = trie.stride
    var outputs = trie.words.map { _ in Output() }
    for state in trie.breadthFirst {
      let failure = trie.failures[state]
      outputs[state] = Output(
        word: trie.words[state], length: trie.lengths[state],
        shorter: trie.words[failure] >= 0 ? failure : outputs[failure].shorter)
    }
    table = trie.transitions.map { target in
      let row = UInt32(target * trie.stride)
      let output = outputs[target]
      return output.word >= 0 || output.shorter > 0 ? row | KeywordSet.ends : row
    }
    self.outputs = outputs
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

/// The prefixes of a set of words as states, zero being the empty prefix.
private struct KeywordTrie {
  let classOfByte: [UInt8]
  let stride: Int
  private(set) var transitions: [Int] = []
  private(set) var words: [Int] = []
  private(set) var lengths: [Int] = []
  private(set) var failures: [Int] = []
  /// Every state but the first, shorter prefixes before longer ones.
  private(set) var breadthFirst: [Int] = []

  init(_ words: [String]) {
    let folded = words.map { $0.utf8.map(KeywordTrie.lowercased) }
    // Class zero is every byte that no word holds.
    let used = Set(folded.joined()).sorted()
    var classes = [UInt8](repeating: 0, count: 256)
    for (index, byte) in used.enumerated() { classes[Int(byte)] = UInt8(index + 1) }
    for upper in 0x41...0x5A { classes[upper] = classes[upper + 0x20] }
    classOfByte = classes
    stride = used.count + 1
    addState(length: 0)
    for (index, word) in folded.enumerated() where !word.isEmpty { insert(word, as: index) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
  }

  private mutating func addState(length: Int) {
    transitions += Array(repeating: -1, count: stride)
    words.append(-1)
    lengths.append(length)
    failures.append(0)
  }

  private mutating func insert(_ word: [UInt8], as index: Int) {
    var state = 0
    for (offset, byte) in word.enumerated() {
      let slot = state * stride + Int(classOfByte[Int(byte)])
      if transitions[slot] < 0 {
        transitions[slot] = words.count
        addState(length: offset + 1)
      }
      state = transitions[slot]
    }
    if words[state] < 0 { words[state] = index }
  }

  /// Replaces each missing transition by that of the longest proper suffix.
  mutating func completeTransitions() {
    var queue = [0]
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      if state != 0 { breadthFirst.append(state) }
      for symbolClass in 0..<stride {
        let slot = state * stride + symbolClass
        let fallback =
          state == 0 ? 0 : transitions[failures[state] * stride + symbolClass]
        if transitions[slot] < 0 {
          transitions[slot] = fallback
        } else {
          failures[transitions[slot]] = fallback
          queue.append(transitions[slot])
        }
      }
    }
  }
}
