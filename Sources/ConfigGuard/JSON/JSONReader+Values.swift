import RulePacks

extension JSONReader {
  @inline(__always)
  mutating func readValue() -> Expectation {
    switch base[offset] {
    case UInt8(ascii: "\""):
      readString()
      return .separator
    case UInt8(ascii: "{"):
      begin(.mapping)
      return .firstItem
    case UInt8(ascii: "["):
      begin(.sequence)
      return .firstItem
    default:
      readWord()
      return .separator
    }
  }

  private mutating func begin(_ kind: DocumentNode.Kind) {
    open.append(Frame(start: offset, isMapping: kind == .mapping))
    _ = builder.begin(kind, .flow, at: offset)
    offset += 1
  }

  @inline(__always)
  mutating func readKey() -> Expectation {
    readString()
    skipBlanks()
    if offset < count, base[offset] == UInt8(ascii: ":") {
      offset += 1
      return .value
    }
    return explainMissingColon()
  }

  private mutating func explainMissingColon() -> Expectation {
    guard offset < count else { return .value }
    switch base[offset] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
      report("the key before this has no value", offset, offset + 1)
      addNothing()
      return .separator
    case UInt8(ascii: "="):
      report("a colon must stand between a key and its value", offset, offset + 1)
      offset += 1
    default:
      report("a colon is missing between the key and this value", offset, offset + 1)
    }
    return .value
  }

  @inline(__always)
  mutating func readMappedValue(_ byte: UInt8) -> Expectation {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
      report("the value is missing before this", offset, offset + 1)
      addNothing()
      return .separator
    case UInt8(ascii: ":"):
      report("a second colon", offset, offset + 1)
      offset += 1
      return .value
    default:
      return readValue()
    }
  }

  /// What stands first in its place in an object or an array and is no key in double quotes.
  @inline(__always)
  mutating func readItem(_ byte: UInt8, _ frame: Frame) -> Expectation {
    switch byte {
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      close(byte)
      return .separator
    case UInt8(ascii: ","):
      report("nothing stands before this comma", offset, offset + 1)
      offset += 1
      comma = nil
      return .item
    default:
      if frame.isMapping { return readStrangeKey(byte) }
      if byte == UInt8(ascii: ":") { return readSeparator(byte, frame) }
      return readValue()
    }
  }

  private mutating func readStrangeKey(_ byte: UInt8) -> Expectation {
    let start = offset
    switch byte {
    case UInt8(ascii: ":"):
      report("the key is missing before this", start, start + 1)
      addNothing()
      offset += 1
      return .value
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      report("a key must be a string", start, start + 1)
      addNothing()
      return .value
    case UInt8(ascii: "'"):
      readSingleQuoted()
    default:
      let end = endOfWord(from: start)
      report("a key must stand in double quotes", start, end)
      addWord(to: end)
    }
    skipBlanks()
    if offset < count, base[offset] == UInt8(ascii: ":") {
      offset += 1
      return .value
    }
    return explainMissingColon()
  }

  /// What stands after a value and is no comma.
  mutating func readSeparator(_ byte: UInt8, _ frame: Frame) -> Expectation {
    switch byte {
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      close(byte)
      return .separator
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ";"):
      report(
        frame.isMapping
          ? "a comma must stand between two entries" : "a comma must stand between two items",
        offset, offset + 1)
      offset += 1
      return .item
    default:
      report("a comma is missing before this", offset, offset + 1)
      return .item
    }
  }

  /// Stands in for a value or a key that is not there.
  mutating func addNothing() {
    builder.scalar(.plain, SourceRange(at: offset), text: SourceRange(at: offset))
  }
}
