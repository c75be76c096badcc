import RulePacks

/// Small numbers for the keys that paths name; any other key of a document has none.
struct KeySymbols {
  private struct Entry {
    let hash: UInt32
    let start: UInt32
    let count: UInt32
  }

  private var numbers: [String: Int] = [:]
  private var names: [String] = []
  private var entries: ContiguousArray<Entry> = []
  private var bytes: ContiguousArray<UInt8> = []
  private var slots: ContiguousArray<Int32> = []

  mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// Makes the table that keys are looked up in, once all names are there.
  mutating func seal() {
    var size = 16
    while size < names.count * 3 { size *= 2 }
    slots = ContiguousArray(repeating: -1, count: size)
    for (number, name) in names.enumerated() {
      let start = bytes.count
      bytes.append(contentsOf: name.utf8)
      let hash = bytes[start...].withUnsafeBufferPointer { Self.hash($0) }
      entries.append(
        Entry(
          hash: hash, start: UInt32(truncatingIfNeeded: start),
          count: UInt32(truncatingIfNeeded: bytes.count - start)))
      var slot = Int(hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
    numbers = [:]
  }

  /// The number of a key, or -1 for one that no path names.
  func find(_ key: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(key)
    var slot = Int(hash) & (slots.count - 1)
    while true {
      let number = slots[slot]
      guard number >= 0 else { return -1 }
      let entry = entries[Int(number)]
      if entry.hash == hash, Int(entry.count) == key.count, isEqual(entry, key) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  private func isEqual(_ entry: Entry, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let start = Int(entry.start)
      return UnsafeBufferPointer(rebasing: bytes[start..<start + Int(entry.count)])
        .hasSameBytes(as: key)
    }
  }

  func name(_ number: Int) -> String { names[number] }

  /// Of the first and the last bytes, which tell most names apart; all names are known beforehand.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let raw = UnsafeRawBufferPointer(key)
    var bits = UInt64(key.count)
    if key.count >= 8 {
      bits ^= raw.loadUnaligned(as: UInt64.self)
      bits &*= 0x9E37_79B9_7F4A_7C15
      bits ^= raw.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self)
    } else {
      for byte in key { bits = bits << 8 ^ UInt64(byte) }
    }
    bits &*= 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: bits >> 32)
  }
}
