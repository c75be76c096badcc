import ConfigGuard
import RulePacks

/// As godotenv reads.
extension DotEnvReader {
  mutating func readDeclarations() {
    while true {
      offset = skippingWhiteSpace(from: offset)
      guard offset < bytes.count else { return }
      if bytes[offset] == UInt8(ascii: "#") {
        let end = endOfLine(from: offset)
        addComment(from: offset, to: end)
        offset = end
        continue
      }
      let isExported = skipExportBefore()
      guard let key = declarationName() else { continue }
      readDeclared(key, isExported: isExported)
    }
  }

  private mutating func skipExportBefore() -> Bool {
    guard starts("export", at: offset), !starts("\r\n", at: offset + 6) else { return false }
    let word = offset
    offset += 6
    skipBlanks()
    if offset > word + 6 { return true }
    offset = word
    return false
  }

  /// Reads a name up to and over its separator; nil after reporting that there is none.
  private mutating func declarationName() -> SourceRange? {
    let start = offset
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") {
        offset = index + 1
        skipBlanks()
        return SourceRange(start: start, end: trimmingEnd(from: start, to: index))
      }
      guard isLatinNameByte(byte) || isByteBlank(at: index) else {
        report(
          "this character cannot stand in a variable name",
          SourceRange(start: index, end: index + 1), refusing: true)
        offset = endOfLine(from: index)
        return nil
      }
      index += 1
    }
    guard start < bytes.count else {
      report("there is no variable name", SourceRange(at: start), refusing: true)
      return nil
    }
    report(
      "\(name: dialect.name) takes a last line without a line break for a value without a name",
      SourceRange(start: start, end: index), refusing: false)
    return SourceRange(at: start)
  }

  /// Each byte counts as a character of Latin 1.
  private func isLatinNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x80...:
      [0xAA, 0xB2, 0xB3, 0xB5, 0xB9, 0xBA, 0xBC, 0xBD, 0xBE].contains(byte)
        || (byte >= 0xC0 && byte != 0xD7 && byte != 0xF7)
    case UInt8(ascii: "."), UInt8(ascii: "-"): true
    default: isNameByte(byte)
    }
  }

  private func isByteBlank(at index: Int) -> Bool {
    switch bytes[index] {
    // A carriage return before a line feed is a part of the line break.
    case 0x0D: index + 1 >= bytes.count || bytes[index + 1] != 0x0A
    case 0x09, 0x0B, 0x0C, 0x20, 0x85, 0xA0: true
    default: false
    }
  }

  private mutating func readDeclared(_ key: SourceRange, isExported: Bool) {
    let start = offset
    if start < bytes.count, let quote = quote(bytes[start]) {
      return readDeclaredQuote(key, quote, isExported)
    }
    let end = endOfAnyLine(from: start)
    offset = end
    var valueEnd = start
    while valueEnd < end {
      if bytes[valueEnd] == UInt8(ascii: "#") {
        if valueEnd == start {
          report(
            "\(name: dialect.name) crashes where a comment is in the place of a value",
            SourceRange(start: start, end: start + 1), refusing: true)
          break
        }
        if isBlankBefore(valueEnd) { break }
      }
      valueEnd += 1
    }
    if valueEnd < end { addComment(from: valueEnd, to: end) }
    var value = SourceRange(start: start, end: valueEnd)
    while value.end > value.start, let length = blankLength(before: value.end, from: value.start) {
      value.end -= length
    }
    add(key, value, .none, .verbatim, isExported: isExported)
  }

  private func isBlankBefore(_ index: Int) -> Bool { blankLength(before: index, from: 0) != nil }

  private func blankLength(before end: Int, from start: Int) -> Int? {
    guard end > start else { return nil }
    switch bytes[end - 1] {
    case 0x09, 0x0B, 0x0C, 0x0D, 0x20: return 1
    case 0x85, 0xA0: return end - 1 > start && bytes[end - 2] == 0xC2 ? 2 : nil
    default: return nil
    }
  }

  /// The quote is closed by one that no odd number of backslashes stands before; every quote of
  /// the kind at either end goes, even one that was escaped.
  private mutating func readDeclaredQuote(
    _ key: SourceRange, _ quote: DotEnvEntry.Quote, _ isExported: Bool
  ) {
    let opening = offset
    let mark = bytes[opening]
    var index = opening + 1
    while index < bytes.count, bytes[index] != mark {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < bytes.count else {
      report(
        "the quote that opens this value is not closed",
        SourceRange(start: opening, end: opening + 1), refusing: true)
      offset = endOfLine(from: opening)
      return
    }
    offset = index + 1
    var value = SourceRange(start: opening + 1, end: index)
    while value.end > value.start, bytes[value.end - 1] == mark { value.end -= 1 }
    while value.start < value.end, bytes[value.start] == mark { value.start += 1 }
    add(
      key, value, quote, quote == .single ? .goSingle : .goDouble, isExported: isExported)
  }
}
