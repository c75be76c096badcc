/// The bytes of one file, held once and never copied.
///
/// Everything that points into a file is a range of these bytes; a pointer from `pointer` is valid
/// as long as this object lives. Behind the last byte stand `padding` zeros, so that readers can look
/// ahead, and load whole words, without asking where the file ends.
@usableFromInline
package final class SourceBytes: @unchecked Sendable {
  // The memory is written only before the initialiser returns, which is what makes sharing safe.
  @usableFromInline
  package let pointer: UnsafePointer<UInt8>
  @usableFromInline
  package let count: Int
  private let storage: UnsafeMutablePointer<UInt8>
  static let padding = 16

  package init(capacity: Int, fill: (UnsafeMutableBufferPointer<UInt8>) throws -> Int) rethrows {
    storage = UnsafeMutablePointer<UInt8>.allocate(capacity: max(capacity, 0) + Self.padding)
    pointer = UnsafePointer(storage)
    do {
      count = try fill(UnsafeMutableBufferPointer(start: storage, count: capacity))
      precondition(count >= 0 && count <= capacity)
      (storage + count).initialize(repeating: 0, count: Self.padding)
    } catch {
      storage.deallocate()
      throw error
    }
  }

  package convenience init(_ bytes: some Collection<UInt8>) {
    self.init(capacity: bytes.count) { buffer in
      _ = buffer.initialize(from: bytes)
      return bytes.count
    }
  }

  package convenience init(_ text: String) {
    self.init(Array(text.utf8))
  }

  deinit { storage.deallocate() }

  package subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count)
    return pointer[index]
  }

  @inlinable
  package var buffer: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: pointer, count: count)
  }

  @inlinable
  package func buffer(_ range: SourceRange) -> UnsafeBufferPointer<UInt8> {
    precondition(range.start >= 0 && range.start <= range.end && range.end <= count)
    return UnsafeBufferPointer(start: pointer + range.start, count: range.count)
  }

  package func text(_ range: SourceRange) -> String {
    String(decoding: buffer(range), as: UTF8.self)
  }
}

extension SourceBytes {
  package var hasByteOrderMark: Bool {
    count >= 3 && pointer[0] == 0xEF && pointer[1] == 0xBB && pointer[2] == 0xBF
  }

  /// Tells texts apart that nobody makes alike on purpose.
  package var digest: UInt64 {
    var offset = 0
    // Four at once, none of which waits for the others.
    var lanes: (UInt64, UInt64, UInt64, UInt64) = (Self.mixed(UInt64(count)), 1, 2, 3)
    while offset &+ 32 <= count {
      lanes.0 = Self.mixed(lanes.0, ByteWord(pointer + offset))
      lanes.1 = Self.mixed(lanes.1, ByteWord(pointer + offset + 8))
      lanes.2 = Self.mixed(lanes.2, ByteWord(pointer + offset + 16))
      lanes.3 = Self.mixed(lanes.3, ByteWord(pointer + offset + 24))
      offset &+= 32
    }
    while offset < count {
      // Behind the last byte stand zeros.
      lanes.0 = Self.mixed(lanes.0, ByteWord(pointer + offset))
      offset &+= 8
    }
    var digest = lanes.0
    for lane in [lanes.1, lanes.2, lanes.3] { digest = Self.mixed(digest ^ lane) }
    return digest
  }

  @inline(__always)
  private static func mixed(_ digest: UInt64, _ word: ByteWord) -> UInt64 {
    mixed(digest ^ word.bits)
  }

  @inline(__always)
  private static func mixed(_ bits: UInt64) -> UInt64 {
    let product = bits &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 32
  }

  package var isASCII: Bool {
    var offset = 0
    while offset < count {
      if ByteWord(pointer + offset).marksBeyondASCII != 0 { return false }
      offset &+= 8
    }
    return true
  }

  /// The first bytes that are not UTF-8, or nil where all of it is.
  package var firstInvalidUTF8: SourceRange? {
    var offset = 0
    while true {
      let marks = ByteWord(pointer + offset).marksBeyondASCII
      if marks == 0 {
        offset &+= 8
        // Behind the last byte stand zeros only.
        guard offset < count else { return nil }
        continue
      }
      offset &+= ByteWord.first(marks)
      let length = sequenceLength(at: offset)
      guard length > 0 else { return SourceRange(start: offset, end: offset + 1) }
      offset &+= length
      guard offset < count else { return nil }
    }
  }

  /// The first NUL byte, which no text format here allows.
  package var firstNUL: SourceRange? {
    guard let offset = firstIndex(of: 0, or: 0, from: 0) else { return nil }
    return SourceRange(start: offset, end: offset + 1)
  }

  /// Whether all of it is ASCII without NUL, as nearly every file is.
  package var isPlainASCII: Bool {
    var offset = 0
    while offset &+ ByteBlock.size <= count, !ByteBlock(pointer + offset).hasNULOrBeyondASCII {
      offset &+= ByteBlock.size
    }
    return firstIndex(below: 1, orBeyondASCIIFrom: offset) == count
  }

  /// The first place from `start` on where one of two bytes stands.
  package func firstIndex(of byte: UInt8, or other: UInt8, from start: Int) -> Int? {
    precondition(start >= 0)
    var offset = start
    while offset &+ ByteBlock.size <= count, !ByteBlock(pointer + offset).has(byte, or: other) {
      offset &+= ByteBlock.size
    }
    while offset < count {
      let word = ByteWord(pointer + offset)
      let marks = word.marks(of: byte) | word.marks(of: other)
      if marks != 0 {
        offset &+= ByteWord.first(marks)
        return offset < count ? offset : nil
      }
      offset &+= 8
    }
    return nil
  }

  /// Where the line break of the line around `start` stands, or the end of the file.
  package func endOfLine(from start: Int) -> Int {
    precondition(start >= 0)
    var offset = start
    while offset < count {
      let marks = ByteWord(pointer + offset).marks(of: 0x0A)
      if marks != 0 { return min(offset &+ ByteWord.first(marks), count) }
      offset &+= 8
    }
    return count
  }

  /// The first place from `start` on of a byte that is less than `limit`, which is at most 128, or
  /// beyond ASCII; the end of the file where there is none.
  package func firstIndex(below limit: UInt8, orBeyondASCIIFrom start: Int) -> Int {
    precondition(start >= 0)
    var offset = start
    while offset < count {
      let word = ByteWord(pointer + offset)
      let marks = word.marks(below: limit) | word.marksBeyondASCII
      if marks != 0 { return min(offset &+ ByteWord.first(marks), count) }
      offset &+= 8
    }
    return count
  }

  /// The length of the well-formed UTF-8 sequence at `offset`, or 0 (Unicode 15, table 3-7).
  private func sequenceLength(at offset: Int) -> Int {
    let lead = pointer[offset]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { low = 0xA0 }
      if lead == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { low = 0x90 }
      if lead == 0xF4 { high = 0x8F }
    default: return 0
    }
    guard offset + length <= count else { return 0 }
    guard (low...high).contains(pointer[offset + 1]) else { return 0 }
    for index in 2..<max(2, length) where pointer[offset + index] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
