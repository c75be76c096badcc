import RulePacks

/// Finds the keys that are given more than once, without making a text of every key.
///
/// This runs after the file was read: the table then has its final size, and its lookups, which
/// miss the processor's caches in a large file, can overlap one another.
struct DotEnvDuplicates {
  private static let free = UInt64.max
  private let bytes: UnsafeBufferPointer<UInt8>
  private let entries: [DotEnvEntry]

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ entries: [DotEnvEntry]) {
    self.bytes = bytes
    self.entries = entries
  }

  /// Calls `body` with every entry whose key was there before and with the first place of the key.
  func forEach(_ body: (DotEnvEntry, _ first: SourceRange) -> Void) {
    guard entries.count > 1 else { return }
    var size = 4
    while size < entries.count * 2 { size *= 2 }
    // Half of the hash above the number of the entry: most other keys then need no comparison.
    let slots = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: size)
    slots.initialize(repeating: DotEnvDuplicates.free)
    defer { slots.deallocate() }
    entries.withUnsafeBufferPointer { entries in
      for number in entries.indices {
        let key = entries[number].keyRange
        let hash = hash(key)
        var index = Int(hash) & (size - 1)
        while slots[index] != DotEnvDuplicates.free {
          if UInt32(truncatingIfNeeded: slots[index] >> 32) == hash {
            let other = entries[Int(slots[index] & 0xFFFF_FFFF)].keyRange
            if isEqual(key, other) { break }
          }
          index = (index + 1) & (size - 1)
        }
        if slots[index] == DotEnvDuplicates.free {
          slots[index] = UInt64(hash) << 32 | UInt64(number)
        } else {
          body(entries[number], entries[Int(slots[index] & 0xFFFF_FFFF)].keyRange)
        }
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
