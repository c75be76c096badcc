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

/// Every transition of an automaton, worked out.
final class KeywordTable: Sendable {
  /// Marks a transition into a state where a word ends.
  private static let ends: UInt32 = 1 << 31

  private let classOfByte: [UInt8]
  private let stride: Int
  private let table: [UInt32]

  init(_ states: KeywordStates) {
    let stride = states.stride
    self.stride = stride
    classOfByte = states.classOfByte
    table = [UInt32](unsafeUninitializedCapacity: states.count * stride) { table, size in
      for state in 0..<states.count {
        let row = UnsafeMutableBufferPointer(
          rebasing: table[state * stride..<(state + 1) * stride])
        if state == 0 {
          row.initialize(repeating: 0)
        } else {
          // Shorter states come first, so the row of the suffix is complete.
          let suffix = states.suffix(of: state) * stride
          _ = row.initialize(from: table[suffix..<suffix + stride])
        }
        states.forEachChild(of: state) { symbolClass, child in
          row[symbolClass] =
            UInt32(child * stride) | (states.endsWords(child) ? KeywordTable.ends : 0)
          return true
        }
      }
      size = states.count * stride
    }
  }

  /// Tells each place at which words end, with the state there, until told `false`.
  func forEachEnd(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int,
    _ body: (_ state: Int, _ end: Int) -> Bool
  ) {
    table.withUnsafeBufferPointer { table in
      classOfByte.withUnsafeBufferPointer { classOfByte in
        // Rows and classes are small, so that their sum is a place in the table.
        func step(_ row: UInt32, _ index: Int) -> UInt32 {
          table[Int(row &+ UInt32(classOfByte[Int(bytes[index])]))]
        }
        let count = bytes.count
        var row: UInt32 = 0
        var index = from
        while index < count {
          // Hardly ever does a word end within four bytes.
          if index &+ 4 <= count {
            let first = step(row, index)
            if first < KeywordTable.ends {
              let second = step(first, index &+ 1)
              if second < KeywordTable.ends {
                let third = step(second, index &+ 2)
                if third < KeywordTable.ends {
                  let fourth = step(third, index &+ 3)
                  if fourth < KeywordTable.ends {
                    row = fourth
                    index &+= 4
                    continue
                  }
                }
              }
            }
          }
          row = step(row, index)
          index &+= 1
          if row >= KeywordTable.ends {
            row &= ~KeywordTable.ends
            guard body(Int(row) / stride, index) else { return }
          }
        }
      }
    }
  }
}
