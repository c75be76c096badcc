/// Numbers texts in the order in which they are added, and finds them again by their bytes.
struct ByteNumbers {
  private struct Entry {
    let hash: UInt64
    let start: Int
    let count: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  private var slots: [Int32]
  /// Files must not be able to choose texts that all fall into one slot.
  private let seed = UInt64.random(in: .min ... .max)

  /// - Parameter slots: A power of two.
  init(slots: Int = 64) { self.slots = Array(repeating: -1, count: slots) }

  var count: Int { entries.count }

  /// A text's place in the table, or where it belongs.
  struct Search {
    fileprivate let hash: UInt64
    /// Nil where the text is new.
    let number: Int?
  }

  func search(_ text: UnsafeBufferPointer<UInt8>) -> Search {
    let hash = hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let found = Int(slots[slot])
      if entries[found].hash == hash, isEqual(entries[found], text) {
        return Search(hash: hash, number: found)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return Search(hash: hash, number: nil)
  }

  /// Adds a text that a search has not found; its number is how many there were before.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ search: Search) {
    entries.append(Entry(hash: search.hash, start: bytes.count, count: text.count))
    bytes.append(contentsOf: text)
    if entries.count * 2 > slots.count {
      slots = Array(repeating: -1, count: slots.count * 2)
      for number in entries.indices { place(number) }
    } else {
      place(entries.count - 1)
    }
  }

  private mutating func place(_ number: Int) {
    var slot = Int(truncatingIfNeeded: entries[number].hash) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: number)
  }

  @inline(__always)
  private func isEqual(_ entry: Entry, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { known in
      UnsafeBufferPointer(rebasing: known[entry.start..<entry.start + entry.count])
        .hasSameBytes(as: text)
    }
  }

  /// Reads eight bytes at a time: most of the work of a look-up is this.
  @inline(__always)
  private func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(text)
    var hash = seed ^ UInt64(truncatingIfNeeded: raw.count)
    var offset = 0
    while offset + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = Self.mixed(hash ^ word)
      offset += 8
    }
    guard raw.count < 8 else {
      // The last eight bytes once more, some of which were read with those in front.
      return Self.mixed(hash ^ raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
    }
    var rest: UInt64 = 0
    while offset < raw.count {
      rest = rest << 8 | UInt64(raw[offset])
      offset += 1
    }
    return Self.mixed(hash ^ rest)
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64) -> UInt64 {
    let product = hash.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
