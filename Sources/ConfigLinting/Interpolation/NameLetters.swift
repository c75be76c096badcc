/// How long a name is and which letters it has, by which most names are told not to be slips of one
/// another.
struct NameLetters {
  /// Letters and digits; nil beyond ASCII, where nothing is told.
  private let count: Int?
  private let letters: UInt64

  init(_ name: String) {
    var name = name
    self = name.withUTF8 { NameLetters($0) }
  }

  init(_ name: UnsafeBufferPointer<UInt8>) {
    var count = 0
    var letters: UInt64 = 0
    for byte in name {
      if byte >= 0x80 {
        (self.count, self.letters) = (nil, 0)
        return
      }
      if byte == 0x5F || byte == 0x2D || byte == 0x2E { continue }
      count += 1
      // Capitals and small letters share a bit, and so may others.
      letters |= 1 << UInt64(byte & 0x1F | (byte & 0x40) >> 1)
    }
    self.count = count
    self.letters = letters
  }

  /// Two edits change the length by two at the most, and each of them two letters.
  func mayBeSlip(of other: NameLetters) -> Bool {
    guard let count, let otherCount = other.count else { return true }
    return abs(count - otherCount) <= 2 && (letters ^ other.letters).nonzeroBitCount <= 4
  }
}
