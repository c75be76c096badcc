/// The members of one JSON object by name, read just far enough to look into tokens.
struct JSONMembers {
  private let bytes: [UInt8]
  private var values: [String: Range<Int>] = [:]
  /// Where the object ends.
  private(set) var end = 0

  /// Reads the object that begins at `start`; nil where none does, or where it is too long.
  init?(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int = 0, limit: Int = 65_536) {
    bytes = Array(buffer[start..<min(buffer.count, start + limit)])
    var index = blanks(from: 0)
    guard byte(index) == 0x7B else { return nil }
    index = blanks(from: index + 1)
    while byte(index) != 0x7D {
      guard byte(index) == 0x22, let nameEnd = string(from: index) else { return nil }
      let name = String(decoding: bytes[index + 1..<nameEnd - 1], as: UTF8.self)
      index = blanks(from: nameEnd)
      guard byte(index) == 0x3A else { return nil }
      index = blanks(from: index + 1)
      guard let valueEnd = value(from: index) else { return nil }
      values[name] = index..<valueEnd
      index = blanks(from: valueEnd)
      if byte(index) == 0x2C { index = blanks(from: index + 1) }
    }
    end = start + index + 1
  }

  init?(_ bytes: [UInt8]) {
    guard let members = bytes.withUnsafeBufferPointer({ JSONMembers($0) }) else { return nil }
    self = members
  }

  func contains(_ name: String) -> Bool { values[name] != nil }

  /// A text as it is written, with its escapes.
  func text(_ name: String) -> String? {
    guard let range = values[name], bytes[range].first == 0x22 else { return nil }
    return String(decoding: bytes[range].dropFirst().dropLast(), as: UTF8.self)
  }

  /// A number without its fraction.
  func number(_ name: String) -> Int? {
    guard let range = values[name] else { return nil }
    let digits = bytes[range].prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func blanks(from start: Int) -> Int {
    var index = start
    while let byte = byte(index), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    return index
  }

  /// The end of the text whose quote stands at `start`.
  private func string(from start: Int) -> Int? {
    var index = start + 1
    while let byte = byte(index) {
      if byte == 0x22 { return index + 1 }
      index += byte == 0x5C ? 2 : 1
    }
    return nil
  }

  private func value(from start: Int) -> Int? {
    var index = start
    var depth = 0
    while let byte = byte(index) {
      switch byte {
      case 0x22:
        guard let end = string(from: index) else { return nil }
        index = end
        if depth == 0 { return index }
        continue
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        if depth == 0 { return index > start ? index : nil }
        depth -= 1
        if depth == 0 { return index + 1 }
      case 0x2C, 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0 { return index > start ? index : nil }
      default: break
      }
      index += 1
    }
    return nil
  }
}
