/// The keyed hash with which Azure marks its keys, folded to 32 bits.
package enum Marvin32 {
  package static func checksum(_ bytes: [UInt8], seed: UInt64) -> UInt32 {
    let hash = hash(bytes, seed: seed)
    return UInt32(truncatingIfNeeded: hash) ^ UInt32(truncatingIfNeeded: hash >> 32)
  }

  package static func hash(_ bytes: [UInt8], seed: UInt64) -> UInt64 {
    var low = UInt32(truncatingIfNeeded: seed)
    var high = UInt32(truncatingIfNeeded: seed >> 32)
    var index = 0
    while bytes.count - index >= 4 {
      low &+= littleEndian(bytes[index..<index + 4])
      mix(&low, &high)
      index += 4
    }
    low &+= littleEndian(bytes[index...] + [0x80])
    mix(&low, &high)
    mix(&low, &high)
    return UInt64(high) << 32 | UInt64(low)
  }

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func mix(_ low: inout UInt32, _ high: inout UInt32) {
    high ^= low
    low = rotated(low, 20)
    low &+= high
    high = rotated(high, 9)
    high ^= low
    low = rotated(low, 27)
    low &+= high
    high = rotated(high, 19)
  }

  private static func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value << count | value >> (32 - count)
  }
}
