import ConfigGuard
import RulePacks

extension TOMLReader {
  /// Reads the value of the key that `path` holds, which belongs in or below a table.
  mutating func readValue(ofPathIn start: Int) {
    guard let key = path.last else { return }
    guard let parent = tableForPath(in: start) else {
      // Read for its problems and its end only.
      let outside = tree.add(.table, to: nil, start: offset, end: offset)
      _ = readValue(key, in: outside)
      return
    }
    if let first = tree.child(key, of: parent) {
      refuseTwice(key, "is given twice in one table", first)
      _ = readValue(key, in: parent)
    } else if let value = readValue(key, in: parent) {
      tree.enter(value)
    }
  }

  /// Reads one value; nil where nothing could be made of it.
  mutating func readValue(_ key: TOMLKey?, in parent: Int) -> Int? {
    guard offset < count, !endsLine(at: offset) else {
      report("the value is missing", offset, offset)
      return addPlain(key, to: parent, end: offset)
    }
    switch base[offset] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return readString(key, in: parent)
    case UInt8(ascii: "["): return readArray(key, in: parent)
    case UInt8(ascii: "{"): return readInlineTable(key, in: parent)
    default: return readWord(key, in: parent)
    }
  }

  private mutating func readArray(_ key: TOMLKey?, in parent: Int) -> Int? {
    let start = offset
    guard let array = begin(.array, key, in: parent) else { return nil }
    var needsComma = false
    while !isAbandoned {
      let lineEnd = offset
      skipBlankLines()
      guard offset < count else {
        report("the array is never closed", start, start + 1)
        break
      }
      switch base[offset] {
      case UInt8(ascii: "]"):
        offset += 1
        tree.nodes[array].end = UInt32(offset)
        return array
      case UInt8(ascii: ","):
        if !needsComma { report("nothing stands before this comma", offset, offset + 1) }
        offset += 1
        needsComma = false
      case UInt8(ascii: "="), UInt8(ascii: "}"):
        // The line is an entry of the table: the bracket was forgotten further up.
        report("the array is not closed before this", start, start + 1)
        offset = endOfLine(from: offset)
        tree.nodes[array].end = UInt32(offset)
        return array
      default:
        if needsComma {
          if beginsEntry(after: lineEnd) {
            report("the array is not closed before the next key", start, start + 1)
            offset = lineEnd
            tree.nodes[array].end = UInt32(offset)
            return array
          }
          report("a comma is missing before this", offset, endOfMark(at: offset))
        }
        _ = readValue(nil, in: array)
        needsComma = true
      }
    }
    tree.nodes[array].end = UInt32(offset)
    return array
  }

  /// Whether a line after `start` begins, where the reader is now, like `key =`.
  private func beginsEntry(after start: Int) -> Bool {
    guard source.buffer[start..<offset].contains(0x0A) else { return false }
    var index = offset
    while index < count, isBare(base[index]) || base[index] == UInt8(ascii: ".") { index += 1 }
    guard index > offset else { return false }
    while index < count, base[index] == 0x20 || base[index] == 0x09 { index += 1 }
    return index < count && base[index] == UInt8(ascii: "=")
  }

  /// Adds an array or an inline table; nil, with the reading at its end, where it lies too deep.
  mutating func begin(_ kind: TOMLNode.Kind, _ key: TOMLKey?, in parent: Int) -> Int? {
    guard !tree.isTooDeep(below: parent) else {
      report(
        "nested deeper than \(ReadingLimits.depth) levels; the file is not judged from here on",
        offset, offset + 1, kind: .limit)
      isAbandoned = true
      return nil
    }
    let index = tree.add(kind, to: parent, key: key, start: offset, end: offset + 1)
    offset += 1
    return index
  }

  mutating func addPlain(_ key: TOMLKey?, to parent: Int, end: Int) -> Int {
    let index = tree.add(.scalar, to: parent, key: key, start: offset, end: end)
    tree.nodes[index].textStart = UInt32(offset)
    tree.nodes[index].textCount = UInt32(end - offset)
    offset = end
    return index
  }
}
