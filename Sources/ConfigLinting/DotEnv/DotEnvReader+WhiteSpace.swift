import ConfigGuard
import RulePacks

/// What the strategies for finding statements have in common.
extension DotEnvReader {
  /// The number of bytes of the white space at an offset, line breaks included, or 0.
  func whiteSpace(at index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    let byte = bytes[index]
    if byte < 0x80 {
      if byte == 0x20 || 0x09...0x0D ~= byte { return 1 }
      return dialect.whiteSpace == .python && 0x1C...0x1F ~= byte ? 1 : 0
    }
    guard dialect.whiteSpace != .ascii,
      let (scalar, length) = TextBytes.scalar(in: bytes, at: index)
    else { return 0 }
    if dialect.whiteSpace == .javaScript {
      if scalar.value == 0xFEFF { return length }
      if scalar.value == 0x85 { return 0 }
    }
    return TextBytes.isWhiteSpace(scalar) ? length : 0
  }

  func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Goes over white space of all kinds.
  func skippingWhiteSpace(from start: Int) -> Int {
    var index = start
    while case let length = whiteSpace(at: index), length > 0 { index += length }
    return index
  }

  /// Goes over white space but no line break.
  func skippingBlanks(from start: Int) -> Int {
    var index = start
    while index < bytes.count, !isLineBreak(bytes[index]) {
      let length = whiteSpace(at: index)
      if length == 0 { break }
      index += length
    }
    return index
  }

  /// Where a text ends without the white space at its end.
  func trimmingEnd(from start: Int, to end: Int) -> Int {
    var end = end
    while end > start {
      var first = end - 1
      while first > start, end - first < 3, bytes[first] & 0xC0 == 0x80 { first -= 1 }
      guard first + whiteSpace(at: first) == end else { break }
      end = first
    }
    return end
  }

  func trimmed(_ range: SourceRange) -> SourceRange {
    var start = range.start
    while start < range.end, case let length = whiteSpace(at: start), length > 0 { start += length }
    start = min(start, range.end)
    return SourceRange(start: start, end: trimmingEnd(from: start, to: range.end))
  }

  /// The offset of the next byte of a kind, or nil.
  func next(_ byte: UInt8, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// Where the line that holds an offset ends, with a lone carriage return as a line break too.
  func endOfAnyLine(from start: Int) -> Int {
    var index = start
    while index < bytes.count, !isLineBreak(bytes[index]) { index += 1 }
    return index
  }

  /// Notes that the reader passes over a part of the file.
  mutating func drop(from start: Int, to end: Int) {
    let range = trimmed(SourceRange(start: start, end: end))
    if !range.isEmpty { dropped.append(range) }
  }

  func starts(_ word: StaticString, at index: Int) -> Bool {
    guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount where bytes[index + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }

  func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    case UInt8(ascii: "."): dialect.nameRule == .dots || dialect.nameRule == .dotsAndHyphens
    case UInt8(ascii: "-"): dialect.nameRule == .dotsAndHyphens
    default: false
    }
  }

  func isIdentifier(_ range: SourceRange) -> Bool {
    guard range.count > 0, !(0x30...0x39 ~= bytes[range.start]) else { return false }
    return source.buffer(range).allSatisfy { byte in
      byte == 0x5F || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF
    }
  }

  mutating func add(
    _ key: SourceRange, _ value: SourceRange, _ quote: DotEnvEntry.Quote = .none,
    _ cooking: DotEnvCooking, isExported: Bool = false, hasValue: Bool = true
  ) {
    add(key, value, quote, cooking, .some(nil), isExported, hasValue: hasValue)
  }

  /// The kind of quote that a byte is, if the dialect knows it.
  func quote(_ byte: UInt8) -> DotEnvEntry.Quote? {
    switch byte {
    case UInt8(ascii: "'") where dialect.quotes.contains(.single): .single
    case UInt8(ascii: "\"") where dialect.quotes.contains(.double): .double
    case UInt8(ascii: "`") where dialect.quotes.contains(.backtick): .backtick
    default: nil
    }
  }
}
