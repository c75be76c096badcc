/// Words with a number each, looked up in the bytes in which they were packed.
///
/// Nothing is read before the first question, and a question costs a few bytes. Words beyond ASCII
/// are compared as Swift compares text, and packs hardly have any.
package struct WordTable: @unchecked Sendable {
  // What they point to is never written, and lives as long as its owner.
  private let whole: UnsafeBufferPointer<UInt8>
  private let slots: UnsafePointer<UInt8>
  private let entries: UnsafePointer<UInt8>
  private let mask: Int
  private let owner: PackedBytes?
  /// The bytes of the longest word.
  package let longest: Int
  private let others: [String: Int]

  /// The words with their places in the list; of equal words the first one counts.
  package init(_ words: some Sequence<String>) {
    self.init(
      Dictionary(zip(words, 0...), uniquingKeysWith: { first, _ in first }))
  }

  package init(_ numbers: [String: Int]) {
    var packer = Packer()
    packer.addMeasured { Self.pack(numbers, into: &$0) }
    var unpacker = PackedBytes(packer.bytes).unpacker
    self.init(from: &unpacker)
  }

  package init(from u: inout Unpacker) {
    owner = u.owner
    let start = u.measured()
    whole = UnsafeBufferPointer(start: start, count: u.next - start)
    var table = Unpacker(start, of: u.owner)
    mask = table.fixed() - 1
    longest = table.fixed()
    slots = table.measured()
    entries = table.measured()
    others = table.dictionary()
  }

  package func contains(_ word: String) -> Bool { number(of: word) != nil }

  package func number(of word: String) -> Int? {
    guard let found = word.withBytes({ number(of: $0) }) else { return others[word] }
    return found
  }

  /// Calls `body` with the ends of all words that begin at a place of a text, shorter ones first.
  package func forEachWord(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, _ body: (_ end: Int) -> Void
  ) {
    var hash = Self.firstHash
    var isASCII = true
    for end in text.indices[start...].prefix(longest) {
      if text[end] >= 0x80 { isASCII = false }
      if !isASCII, others.isEmpty { return }
      hash = Self.hash(hash, text[end])
      let word = UnsafeBufferPointer(rebasing: text[start...end])
      let isWord =
        isASCII
        ? number(of: word, Self.place(hash)) != nil
        : others[String(decoding: word, as: UTF8.self)] != nil
      if isWord { body(end + 1) }
    }
  }

  /// The number of a word of ASCII.
  private func number(of word: UnsafeBufferPointer<UInt8>) -> Int? {
    guard word.count <= longest else { return nil }
    return number(of: word, Self.hash(word))
  }

  private func number(of word: UnsafeBufferPointer<UInt8>, _ hash: Int) -> Int? {
    var slot = hash & mask
    while true {
      let place = Unpacker.fixed(at: slots + 4 * slot)
      guard place > 0 else { return nil }
      var entry = Unpacker(entries + place - 1, of: nil)
      let number = entry.int()
      if entry.int() == word.count, Self.isEqual(entry.next, word) { return number }
      slot = (slot + 1) & mask
    }
  }

  private static let firstHash: UInt32 = 0x811C_9DC5

  @inline(__always)
  private static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }

  @inline(__always)
  private static func place(_ hash: UInt32) -> Int { Int(hash ^ hash >> 15) }

  private static func hash(_ word: some Sequence<UInt8>) -> Int {
    place(word.reduce(firstHash) { hash($0, $1) })
  }

  private static func isEqual(
    _ entry: UnsafePointer<UInt8>, _ word: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for offset in word.indices where entry[offset] != word[offset] { return false }
    return true
  }

  private static func pack(_ numbers: [String: Int], into table: inout Packer) {
    let plain = numbers.filter { $0.key.utf8.allSatisfy { $0 < 0x80 } }
    var count = 8
    while count < 2 * plain.count { count *= 2 }
    var slots = [Int](repeating: 0, count: count)
    var entries = Packer()
    for word in plain.keys.sorted() {
      var slot = hash(word.utf8) & (count - 1)
      while slots[slot] > 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = entries.bytes.count + 1
      entries.add(plain[word, default: 0])
      entries.add(word.utf8.count)
      entries.append(word.utf8)
    }
    table.addFixed(count)
    table.addFixed(numbers.keys.map(\.utf8.count).max() ?? 0)
    table.addMeasured { table in
      for place in slots { table.addFixed(place) }
    }
    table.addMeasured { $0.append(entries.bytes) }
    table.add(numbers.filter { !$0.key.utf8.allSatisfy { $0 < 0x80 } })
  }
}

extension WordTable: Packable {
  package func pack(into p: inout Packer) { p.addMeasured { $0.append(whole) } }
}
