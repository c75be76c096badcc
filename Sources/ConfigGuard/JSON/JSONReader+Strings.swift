import RulePacks

extension JSONReader {
  /// Reads a key or a value in double quotes; its text stays in the file unless it has escapes.
  @inline(__always)
  mutating func readString() {
    let start = offset
    let index = endOfOrdinaryBytes(from: start + 1)
    guard index < count, base[index] == UInt8(ascii: "\"") else {
      return readUnusualString(from: start, upTo: index)
    }
    offset = index + 1
    builder.scalar(
      .double, SourceRange(start: start, end: offset),
      text: SourceRange(start: start + 1, end: index))
  }

  /// The next quote, backslash or control character, looked for in eight bytes at a time.
  @inline(__always)
  private func endOfOrdinaryBytes(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let words = UnsafeRawPointer(base)
    var index = start
    while index + 8 <= count {
      let word = UInt64(
        littleEndian: words.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let backslashes = word ^ (ones &* 0x5C)
      let found =
        ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        | ((word &- ones &* 0x20) & ~word)
      let marks = found & (ones &* 0x80)
      // A borrow makes false marks only above a true one, so that the lowest is always true.
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count, base[index] >= 0x20, base[index] != UInt8(ascii: "\""),
      base[index] != UInt8(ascii: "\\")
    {
      index += 1
    }
    return index
  }

  /// Reads a string with escapes or errors, whose first ordinary bytes are known.
  private mutating func readUnusualString(from start: Int, upTo first: Int) {
    text.removeAll(keepingCapacity: true)
    var from = start + 1
    var index = first
    while index < count, base[index] != UInt8(ascii: "\"") {
      let byte = base[index]
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: source.buffer[from..<index])
        index = readEscape(at: index)
        from = index
      } else if byte == 0x0A || byte == 0x0D {
        break
      } else {
        report("a control character must be written as an escape", index, index + 1)
        index += 1
      }
      index = endOfOrdinaryBytes(from: index)
    }
    text.append(contentsOf: source.buffer[from..<index])
    let isClosed = index < count && base[index] == UInt8(ascii: "\"")
    if !isClosed {
      report(
        index < count ? "the string is not closed on its line" : "the string is never closed",
        start, start + 1)
    }
    offset = isClosed ? index + 1 : index
    // A string without its second quote is plain, so that nothing takes the last letter for one.
    builder.scalar(
      isClosed ? .double : .plain, SourceRange(start: start, end: offset), cooked: text)
  }

  /// Reads a string in the quotes of other languages, up to its end or that of the line.
  mutating func readSingleQuoted() {
    let start = offset
    var index = start + 1
    while index < count, base[index] != UInt8(ascii: "'"), base[index] >= 0x20 { index += 1 }
    report("a string must stand in double quotes", start, start + 1)
    let isClosed = index < count && base[index] == UInt8(ascii: "'")
    offset = isClosed ? index + 1 : index
    builder.scalar(
      isClosed ? .single : .plain, SourceRange(start: start, end: offset),
      text: SourceRange(start: start + 1, end: index))
  }
}
