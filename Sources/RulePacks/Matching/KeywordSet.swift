internal import Synchronization

/// A set of words that are looked for all at once, without regard to the case of ASCII letters.
///
/// This is an Aho-Corasick automaton over classes of bytes. A short text is searched in the packed
/// states themselves; only where there is more to search, every transition is worked out, so that
/// each byte is read once. Letters beyond ASCII match only as they are written.
package struct KeywordSet: Sendable {
  private let storage: Storage

  /// Sets are handed around for every text, so that they are one object.
  private final class Storage: Sendable {
    let states: KeywordStates
    let table = LateObjects<KeywordTable>(count: 1)
    /// How many bytes were searched without the table.
    let searched = Atomic<Int>(0)

    init(_ states: KeywordStates) { self.states = states }
  }

  /// So many bytes are searched before the table pays for itself.
  private static let mostWithoutTable = 8192

  /// Builds the set; an empty word never matches, and of equal words the first one counts.
  package init(_ words: [String]) {
    var packer = Packer()
    packer.addMeasured { KeywordTrie(words).pack(into: &$0) }
    var unpacker = PackedBytes(packer.bytes).unpacker
    self.init(from: &unpacker)
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
    let storage = storage
    if let table = table(for: bytes.count - from) {
      table.forEachEnd(in: bytes, from: from) { storage.states.report($0, endingAt: $1, body) }
    } else {
      storage.states.forEachEnd(in: bytes, from: from) {
        storage.states.report($0, endingAt: $1, body)
      }
    }
  }

  /// The table, where it was made or is worth it now.
  private func table(for count: Int) -> KeywordTable? {
    let searched = storage.searched.load(ordering: .relaxed)
    if searched + max(count, 0) <= Self.mostWithoutTable {
      storage.searched.store(searched + max(count, 0), ordering: .relaxed)
      return nil
    }
    if searched <= Self.mostWithoutTable {
      storage.searched.store(Self.mostWithoutTable + 1, ordering: .relaxed)
    }
    return storage.table.object(at: 0) { KeywordTable(storage.states) }
  }
}

extension KeywordSet: Packable {
  package init(from u: inout Unpacker) {
    storage = Storage(KeywordStates(from: &u))
  }

  package func pack(into p: inout Packer) { storage.states.pack(into: &p) }
}
