import RulePacks

/// The names of a file's entries, to find one by its name without a text for each of them.
struct EntryNames {
  private let entries: [DotEnvEntry]
  /// The number of the first entry of a name and one, or zero.
  private var slots: [UInt32]
  /// For the first entry of a name whether any entry of that name has a value.
  private var hasValue: [Bool]

  init(_ entries: [DotEnvEntry]) {
    self.entries = entries
    var size = 16
    while size < entries.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    hasValue = Array(repeating: false, count: entries.count)
    for (number, entry) in entries.enumerated() {
      let slot = entry.withKey { place(of: $0) }
      if slots[slot] == 0 { slots[slot] = UInt32(number + 1) }
      if entry.hasValue { hasValue[Int(slots[slot]) - 1] = true }
    }
  }

  /// The number of the first entry of a name.
  func first(of name: String) -> Int? {
    var name = name
    let slot = name.withUTF8 { place(of: $0) }
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  /// Whether some entry of a name has a value.
  func isSet(_ name: String) -> Bool { first(of: name).map { hasValue[$0] } ?? false }

  /// Calls `body` with the first entry of each name that has a value, in the order of the file.
  func forEachSet(_ body: (_ number: Int, _ entry: DotEnvEntry) -> Void) {
    for number in entries.indices where hasValue[number] { body(number, entries[number]) }
  }

  subscript(number: Int) -> DotEnvEntry { entries[number] }

  /// Where a name is, or the free place for it.
  private func place(of key: UnsafeBufferPointer<UInt8>) -> Int {
    // The standard library seeds its hash at random, so no file can be written to make this slow.
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(key))
    var slot = hasher.finalize() & (slots.count - 1)
    while slots[slot] != 0, !entries[Int(slots[slot]) - 1].withKey({ $0.elementsEqual(key) }) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
