import RulePacks

extension TOMLReader {
  /// Reads a key, with dots or without, into `path`; false after a problem.
  mutating func readPath() -> Bool {
    path.removeAll(keepingCapacity: true)
    while true {
      skipBlanks()
      guard let part = readKey() else { return false }
      path.append(part)
      skipBlanks()
      guard offset < count, base[offset] == UInt8(ascii: ".") else { return true }
      offset += 1
    }
  }

  private mutating func readKey() -> TOMLKey? {
    guard offset < count else { return missingKey() }
    switch base[offset] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return readQuotedKey(base[offset])
    default:
      let start = offset
      while offset < count, isBare(base[offset]) { offset += 1 }
      guard offset > start else { return missingKey() }
      return plainKey(from: start, to: offset)
    }
  }

  private mutating func readQuotedKey(_ quote: UInt8) -> TOMLKey? {
    let start = offset
    if isTripled(quote, at: start) {
      report("a key must stand on one line, in single quotes or double ones", start, start + 3)
      return nil
    }
    let string = readLineString(quote)
    guard string.isClosed else { return nil }
    return TOMLKey(
      start: UInt32(start), end: UInt32(offset), textStart: UInt32(string.textStart),
      textCount: UInt32(string.textCount), style: string.style, isCooked: string.isCooked)
  }

  private mutating func missingKey() -> TOMLKey? {
    let end = endOfMark(at: offset)
    if path.isEmpty {
      report(
        offset < count && base[offset] == UInt8(ascii: "=")
          ? "a key must stand before the `=`"
          : "a key of letters, digits, `-` and `_`, or one in quotes, must stand here", offset, end)
    } else {
      report("a key must follow the dot", offset, end)
    }
    return nil
  }

  @inline(__always)
  func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  func isTripled(_ quote: UInt8, at index: Int) -> Bool {
    index + 2 < count && base[index] == quote && base[index + 1] == quote
      && base[index + 2] == quote
  }
}
