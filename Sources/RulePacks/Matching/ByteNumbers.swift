/// Numbers texts in the order in which they are added, and finds them again by their bytes.
package struct ByteNumbers {
  /// All that a look-up needs besides the text itself, side by side: in a large table it waits for
  /// memory more than for anything else.
  private struct Slot {
    /// A part of the hash, by which nearly all other texts are told apart.
    var hash: UInt32 = 0
    /// Less than zero where nothing is.
    var number: Int32 = -1
    var start: UInt32 = 0
    var count: UInt32 = 0
  }

  private var bytes: [UInt8] = []
  private var slots: [Slot]
  /// How many texts there are.
  package private(set) var count = 0
  /// Files must not be able to choose texts that all fall into one slot.
  private let seed = UInt64.random(in: .min ... .max)
  /// Owners let go of everything, or add nothing more, long before their texts take all memory.
  static let mostBytes = 1 << 30

  /// - Parameter slots: A power of two.
  package init(slots: Int = 64) { self.slots = Array(repeating: Slot(), count: slots) }

  /// Whether a text has no room any more.
  package func isFull(for text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count > Self.mostBytes - bytes.count
  }

  /// A text's place in the table, or where it belongs.
  package struct Search {
    fileprivate let hash: UInt64
    /// Nil where the text is new.
    package let number: Int?
  }

  /// It changes nothing; who may change the table has it in place, and needs no copy to look.
  package mutating func search(_ text: UnsafeBufferPointer<UInt8>) -> Search {
    let hash = hash(text)
    let number = slots.withUnsafeBufferPointer { slots -> Int? in
      var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[place].number >= 0 {
        let slot = slots[place]
        if slot.hash == Self.sign(of: hash), Int(slot.count) == text.count, isEqual(slot, text) {
          return Int(slot.number)
        }
        place = (place + 1) & (slots.count - 1)
      }
      return nil
    }
    return Search(hash: hash, number: number)
  }

  /// Adds a text that a search has not found; its number is how many there were before.
  package mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ search: Search) {
    precondition(!isFull(for: text))
    if (count + 1) * 4 > slots.count * 3 { grow() }
    let slot = Slot(
      hash: Self.sign(of: search.hash), number: Int32(count), start: UInt32(bytes.count),
      count: UInt32(text.count))
    place(slot, search.hash)
    bytes.append(contentsOf: text)
    count += 1
  }

  /// Calls with each number and its text, in any order.
  package func forEach(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      for slot in slots where slot.number >= 0 {
        let start = Int(slot.start)
        body(
          Int(slot.number),
          UnsafeBufferPointer(rebasing: bytes[start..<start + Int(slot.count)]))
      }
    }
  }

  private mutating func grow() {
    let known = slots
    slots = Array(repeating: Slot(), count: known.count * 2)
    bytes.withUnsafeBufferPointer { bytes in
      for slot in known where slot.number >= 0 {
        let start = Int(slot.start)
        let text = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(slot.count)])
        place(slot, hash(text))
      }
    }
  }

  private mutating func place(_ slot: Slot, _ hash: UInt64) {
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place].number >= 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = slot
  }

  /// The half of a hash that says nothing of the slot.
  private static func sign(of hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }

  @inline(__always)
  private func isEqual(_ slot: Slot, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { known in
      let start = Int(slot.start)
      return UnsafeBufferPointer(rebasing: known[start..<start + Int(slot.count)])
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
    return Self.mixed(hash ^ ByteWord.bits(ofShort: text))
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64) -> UInt64 {
    let product = hash.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
