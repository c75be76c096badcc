import RulePacks

/// A string that has been read: its text lies in the file, or in the tree's side buffer.
struct TOMLString {
  var style: DocumentNode.Style
  var isClosed = true
  var isCooked = false
  var textStart = 0
  var textCount = 0
}

extension TOMLReader {
  mutating func readString(_ key: TOMLKey?, in parent: Int) -> Int? {
    let start = offset
    let quote = base[start]
    let isLong = isTripled(quote, at: start)
    let string = isLong ? readLongString(quote) : readLineString(quote)
    var range = start..<offset
    if isLong, string.isClosed {
      // From the byte before the text to the one behind it, so that what is taken for the inside
      // of the quotes is the text and nothing else.
      let opening = start + 3 + lengthOfLineBreak(at: start + 3)
      range = (opening - 1)..<(offset - 2)
    }
    let node = tree.add(
      .scalar, to: parent, key: key, start: range.lowerBound, end: range.upperBound)
    tree.nodes[node].style = string.isClosed ? string.style : .plain
    tree.nodes[node].isCooked = string.isCooked
    tree.nodes[node].textStart = UInt32(string.textStart)
    tree.nodes[node].textCount = UInt32(string.textCount)
    return node
  }

  private func lengthOfLineBreak(at index: Int) -> Int {
    guard index < count, endsLine(at: index) else { return 0 }
    return base[index] == 0x0D ? 2 : 1
  }

  /// Reads a string between single marks of quotation, which must end on its line.
  mutating func readLineString(_ quote: UInt8) -> TOMLString {
    let start = offset
    var text = StringText(from: start + 1, cookedAt: tree.cooked.count)
    offset += 1
    while offset < count, !endsLine(at: offset) {
      let byte = base[offset]
      if byte == quote {
        let string = finish(text, quote, isClosed: true)
        offset += 1
        return string
      }
      takeByte(byte, quote, &text)
    }
    report("the string is not closed on its line", start, start + 1)
    return finish(text, quote, isClosed: false)
  }

  /// Reads a string between three marks of quotation on either side.
  private mutating func readLongString(_ quote: UInt8) -> TOMLString {
    let start = offset
    offset += 3
    offset += lengthOfLineBreak(at: offset)
    var text = StringText(from: offset, cookedAt: tree.cooked.count)
    while offset < count {
      let byte = base[offset]
      if byte == quote, isTripled(quote, at: offset) {
        // One or two more of them belong to the text.
        for _ in 0..<2 where offset + 3 < count && base[offset + 3] == quote { offset += 1 }
        let string = finish(text, quote, isClosed: true)
        offset += 3
        return string
      }
      if byte == 0x0D, endsLine(at: offset) {
        // A line ends with LF in the text however it ends in the file.
        cook(&text, upTo: offset)
        text.from = offset + 1
        offset += 2
      } else if byte == 0x0A || byte == quote {
        offset += 1
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), skipLineEnd(&text) {
        continue
      } else {
        takeByte(byte, quote, &text)
      }
    }
    report("the string is never closed", start, start + 3)
    return finish(text, quote, isClosed: false)
  }

  /// Takes one byte, or an escape, that does not end the string.
  @inline(__always)
  private mutating func takeByte(_ byte: UInt8, _ quote: UInt8, _ text: inout StringText) {
    if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
      readEscape(&text)
    } else {
      if isControl(byte) {
        report("a control character, which a string must not hold as it is", offset, offset + 1)
      }
      offset += 1
    }
  }

  /// Skips a backslash at the end of a line and the white space after it; false where it is none.
  private mutating func skipLineEnd(_ text: inout StringText) -> Bool {
    var index = offset + 1
    while index < count, base[index] == 0x20 || base[index] == 0x09 { index += 1 }
    guard index < count, endsLine(at: index) else { return false }
    while index < count {
      if base[index] == 0x20 || base[index] == 0x09 {
        index += 1
      } else if endsLine(at: index) {
        index += lengthOfLineBreak(at: index)
      } else {
        break
      }
    }
    cook(&text, upTo: offset)
    offset = index
    text.from = index
    return true
  }

  private mutating func finish(
    _ text: StringText, _ quote: UInt8, isClosed: Bool
  ) -> TOMLString {
    var text = text
    let style: DocumentNode.Style = quote == UInt8(ascii: "'") ? .single : .double
    guard text.isCooked else {
      return TOMLString(
        style: style, isClosed: isClosed, textStart: text.from, textCount: offset - text.from)
    }
    cook(&text, upTo: offset)
    return TOMLString(
      style: style, isClosed: isClosed, isCooked: true, textStart: text.cookedAt,
      textCount: tree.cooked.count - text.cookedAt)
  }
}
