import RulePacks

extension TFVarsScanner {
  mutating func scanLineComment() {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    let next = end
    if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
    comments.append(SourceRange(start: offset, end: end))
    offset = next
  }

  mutating func scanBlockComment() {
    let start = offset
    offset += 2
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "*"), byte(offset + 1) == UInt8(ascii: "/") {
        offset += 2
        comments.append(SourceRange(start: start, end: offset))
        return
      }
      offset += 1
    }
    comments.append(SourceRange(start: start, end: offset))
    problems.append(("this comment is not closed", SourceRange(start: start, end: start + 2)))
  }

  /// A string, over the strings in its templates; templates may span lines, other text may not.
  mutating func scanQuoted() {
    let start = offset
    // Each open template counts its braces; a string opens one level, a template the next.
    var braces: [Int?] = [nil]
    var index = start + 1
    var hasTemplate = false
    while index < bytes.count, let level = braces.last {
      let byte = bytes[index]
      if byte == 0x0A, level == nil || templatesEndAtLine { break }
      index += 1
      if let depth = level {
        switch byte {
        case UInt8(ascii: "\""): braces.append(nil)
        case UInt8(ascii: "{"): braces[braces.count - 1] = depth + 1
        case UInt8(ascii: "}"):
          if depth == 0 { braces.removeLast() } else { braces[braces.count - 1] = depth - 1 }
        default: break
        }
      } else if byte == UInt8(ascii: "\\") {
        if index < bytes.count, bytes[index] != 0x0A { index += 1 }
      } else if byte == UInt8(ascii: "\"") {
        braces.removeLast()
      } else if isTemplate(at: index - 1) {
        if isDoubled(at: index - 1) {
          index += 2
        } else {
          hasTemplate = true
          index += 1
          braces.append(0)
        }
      }
    }
    guard braces.isEmpty else {
      if index >= bytes.count { templatesEndAtLine = true }
      problems.append(("this string is not closed", SourceRange(start: start, end: start + 1)))
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      return add(.other, to: end)
    }
    add(.quoted, to: index)
    tokens[tokens.count - 1].hasTemplate = hasTemplate
  }

  /// Whether `${` or `%{` begins here, or the mark of it is doubled.
  private func isTemplate(at index: Int) -> Bool {
    let mark = bytes[index]
    guard mark == UInt8(ascii: "$") || mark == UInt8(ascii: "%") else { return false }
    return byte(index + 1) == UInt8(ascii: "{") || isDoubled(at: index)
  }

  /// Whether `$${` or `%%{` stands here, which means the text `${` or `%{`.
  private func isDoubled(at index: Int) -> Bool {
    byte(index + 1) == bytes[index] && byte(index + 2) == UInt8(ascii: "{")
  }

  mutating func scanHeredoc() {
    let start = offset
    var index = start + 2
    let isIndented = byte(index) == UInt8(ascii: "-")
    if isIndented { index += 1 }
    let wordStart = index
    while index < bytes.count,
      isIdentifier(bytes[index]) || isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "-")
    {
      index += 1
    }
    let word = wordStart..<index
    if byte(index) == 0x0D { index += 1 }
    guard !word.isEmpty, byte(index) == 0x0A else { return add(.other, to: start + 2) }
    let body = index + 1
    var line = body
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
      let content = LineBreaks.trimmed(
        SourceRange(start: line, end: end > line && bytes[end - 1] == 0x0D ? end - 1 : end),
        in: bytes)
      if content.count == word.count,
        bytes[content.start..<content.end].elementsEqual(bytes[word])
      {
        add(.heredoc, to: content.end)
        let last = tokens.count - 1
        tokens[last].body = SourceRange(start: body, end: line)
        tokens[last].isIndented = isIndented
        tokens[last].hasTemplate = hasTemplate(in: tokens[last].body)
        return
      }
      line = end + 1
    }
    problems.append(("this heredoc is not closed", SourceRange(start: start, end: word.upperBound)))
    add(.other, to: bytes.count)
  }

  private func hasTemplate(in body: SourceRange) -> Bool {
    var index = body.start
    while index < body.end {
      if isTemplate(at: index) {
        guard isDoubled(at: index) else { return true }
        index += 2
      }
      index += 1
    }
    return false
  }
}
