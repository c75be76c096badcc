import RulePacks

extension TOMLReader {
  /// Reads `{…}`, which must stand on one line and, once it is closed, cannot grow.
  mutating func readInlineTable(_ key: TOMLKey?, in parent: Int) -> Int? {
    let start = offset
    guard let inner = begin(.inlineTable, key, in: parent) else { return nil }
    // The path is used again for the keys in here.
    let outer = path
    path = []
    defer { path = outer }
    var comma: Int?
    var hasEntry = false
    var hasLineBreak = false
    while !isAbandoned {
      skipBlanks()
      if offset < count, endsLine(at: offset) || base[offset] == UInt8(ascii: "#") {
        guard goOnBelow(from: start, mayEnd: hasEntry && comma == nil, &hasLineBreak) else { break }
      }
      guard offset < count else {
        report("the inline table is never closed", start, start + 1)
        break
      }
      switch base[offset] {
      case UInt8(ascii: "}"):
        if let comma {
          report("a comma at the end, which an inline table must not have", comma, comma + 1)
        }
        offset += 1
        tree.nodes[inner].end = UInt32(offset)
        return inner
      case UInt8(ascii: ","):
        if !hasEntry || comma != nil {
          report("nothing stands before this comma", offset, offset + 1)
        }
        comma = hasEntry ? offset : nil
        offset += 1
      default:
        if hasEntry, comma == nil {
          report("a comma is missing before this", offset, endOfMark(at: offset))
        }
        comma = nil
        hasEntry = true
        guard readInlineEntry(of: inner) else {
          tree.nodes[inner].end = UInt32(offset)
          return inner
        }
      }
    }
    tree.nodes[inner].end = UInt32(offset)
    return inner
  }

  /// Goes over the end of a line inside of an inline table; false where the table was more likely
  /// left open.
  private mutating func goOnBelow(from start: Int, mayEnd: Bool, _ hasLineBreak: inout Bool) -> Bool
  {
    let lineEnd = offset
    skipBlankLines()
    if mayEnd, offset < count, base[offset] != UInt8(ascii: "}"), base[offset] != UInt8(ascii: ",")
    {
      report("the inline table is not closed on its line", start, start + 1)
      offset = lineEnd
      return false
    }
    if !hasLineBreak, offset < count {
      report("an inline table must stand on one line", lineEnd, lineEnd + 1)
    }
    hasLineBreak = true
    return true
  }

  private mutating func readInlineEntry(of inner: Int) -> Bool {
    let start = offset
    guard readPath() else {
      offset = endOfLine(from: max(start, offset))
      return false
    }
    skipBlanks()
    guard offset < count, base[offset] == UInt8(ascii: "=") else {
      report("an `=` must follow the key", offset, endOfMark(at: offset))
      offset = endOfLine(from: offset)
      return false
    }
    offset += 1
    skipBlanks()
    readValue(ofPathIn: inner)
    return true
  }
}
