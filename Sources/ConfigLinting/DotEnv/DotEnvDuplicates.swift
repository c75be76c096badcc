import RulePacks

/// Finds the keys that are given more than once, without making a text of every key.
///
/// The entries are parted by their hashes first, so that the table for one part stays in the
/// processor's caches however large the file is.
struct DotEnvDuplicates {
  private static let free = UInt64.max
  private static let partSize = 8192
  private let bytes: UnsafeBufferPointer<UInt8>
  private let entries: [DotEnvEntry]

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ entries: [DotEnvEntry]) {
    self.bytes = bytes
    self.entries = entries
  }

  /// Calls `body` with every entry whose key was there before and with the first place of the key.
  func forEach(_ body: (DotEnvEntry, _ first: SourceRange) -> Void) {
    guard entries.count > 1 else { return }
    let hashes = entries.map { hash($0.keyRange) }
    var bits = 0
    while entries.count >> bits > DotEnvDuplicates.partSize, bits < 12 { bits += 1 }
    var starts = [Int](repeating: 0, count: (1 << bits) + 1)
    for hash in hashes { starts[Int(hash >> (32 - bits)) + 1] += 1 }
    for part in 1..<starts.count { starts[part] += starts[part - 1] }
    var next = starts
    var numbers = [UInt32](repeating: 0, count: entries.count)
    for (number, hash) in hashes.enumerated() {
      let part = Int(hash >> (32 - bits))
      numbers[next[part]] = UInt32(number)
      next[part] += 1
    }
    for part in 0..<(starts.count - 1) {
      compare(numbers[starts[part]..<starts[part + 1]], hashes, body)
    }
  }

  /// Goes through the entries of one part in the order of the file.
  private func compare(
    _ numbers: ArraySlice<UInt32>, _ hashes: [UInt32], _ body: (DotEnvEntry, SourceRange) -> Void
  ) {
    var size = 4
    while size < numbers.count * 2 { size *= 2 }
    // The hash above the number of the entry: most other keys then need no comparison.
    var slots = [UInt64](repeating: DotEnvDuplicates.free, count: size)
    for number in numbers {
      let hash = hashes[Int(number)]
      var index = Int(hash) & (size - 1)
      var first: SourceRange?
      while first == nil, slots[index] != DotEnvDuplicates.free {
        if UInt32(truncatingIfNeeded: slots[index] >> 32) == hash {
          let other = entries[Int(slots[index] & 0xFFFF_FFFF)].keyRange
          if isEqual(entries[Int(number)].keyRange, other) { first = other }
        }
        index = (index + 1) & (size - 1)
      }
      if let first {
        body(entries[Int(number)], first)
      } else {
        slots[index] = UInt64(hash) << 32 | UInt64(number)
      }
    }
  }

  // The standard library seeds its hash at random, so no file can be written to make this slow.
  @inline(__always)
  private func hash(_ key: SourceRange) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(
      bytes: UnsafeRawBufferPointer(start: bytes.baseAddress! + key.start, count: key.count))
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }

  @inline(__always)
  private func isEqual(_ key: SourceRange, _ other: SourceRange) -> Bool {
    guard key.count == other.count else { return false }
    for index in 0..<key.count where bytes[key.start + index] != bytes[other.start + index] {
      return false
    }
    return true
  }
}
