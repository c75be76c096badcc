import RulePacks

/// Readers to which everything before the next equals sign is a name.
extension DotEnvReader {
  /// As Node.js 20 reads.
  mutating func readAssignments() {
    var end = bytes.count
    while end > 0, isSpace(bytes[end - 1]) { end -= 1 }
    offset = skippingSpaces(from: 0, to: end)
    var noneLeft = false
    while offset < end {
      let lineEnd = min(endOfLine(from: offset), end)
      let isComment = bytes[offset] == UInt8(ascii: "#")
      if lineEnd < end, isComment || isBreak(at: offset) {
        if isComment { addComment(from: offset, to: lineEnd) }
        offset = lineEnd + 1
        continue
      }
      guard !noneLeft, let equals = next(UInt8(ascii: "="), from: offset), equals < end else {
        noneLeft = true
        if isComment {
          addComment(from: offset, to: lineEnd)
        } else {
          drop(from: offset, to: lineEnd)
        }
        offset = lineEnd + 1
        continue
      }
      guard let (key, isExported) = name(from: offset, to: equals) else {
        drop(from: offset, to: end)
        return
      }
      offset = skippingSpaces(from: equals + 1, to: end)
      guard readAssigned(key, to: end, isExported: isExported) else { return }
    }
  }

  // Carriage returns are not there for this reader.
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D }

  private func isBreak(at index: Int) -> Bool {
    var index = index
    while index < bytes.count, bytes[index] == 0x0D { index += 1 }
    return index < bytes.count && bytes[index] == 0x0A
  }

  private func skippingSpaces(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end, isSpace(bytes[index]) { index += 1 }
    return index
  }

  private func trimmingSpaces(from start: Int, to end: Int) -> SourceRange {
    let start = skippingSpaces(from: start, to: end)
    var end = end
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return SourceRange(start: start, end: end)
  }

  private func name(from start: Int, to end: Int) -> (SourceRange, isExported: Bool)? {
    var key = trimmingSpaces(from: start, to: end)
    if key.isEmpty {
      // Where only spaces stand before the equals sign, the line break before them is the name.
      guard start > 0, (start..<end).contains(where: { bytes[$0] == 0x20 }) else { return nil }
      return (SourceRange(start: start - 1, end: start), false)
    }
    guard let wordEnd = endOfExport(from: key.start), wordEnd < key.end else { return (key, false) }
    // Only one space goes with the word; the name keeps the others.
    key.start = wordEnd
    return (key, true)
  }

  private func endOfExport(from start: Int) -> Int? {
    let word: StaticString = "export "
    var matched = 0
    var index = start
    while index < bytes.count, matched < word.utf8CodeUnitCount {
      if bytes[index] != 0x0D {
        guard bytes[index] == word.utf8Start[matched] else { return nil }
        matched += 1
      }
      index += 1
    }
    return matched == word.utf8CodeUnitCount ? index : nil
  }

  /// Reads the value of a name; false where the reader stops.
  private mutating func readAssigned(_ key: SourceRange, to end: Int, isExported: Bool) -> Bool {
    guard offset < end else {
      add(key, SourceRange(at: end), .none, .withoutReturns, isExported: isExported)
      return false
    }
    let start = offset
    if let quote = quote(bytes[start]) {
      if let closing = next(bytes[start], from: start + 1), closing < end {
        let value = SourceRange(start: start + 1, end: closing)
        let cooking = quote == .double ? DotEnvCooking.newlinesWithoutReturns : .withoutReturns
        add(key, value, quote, cooking, isExported: isExported)
        let lineEnd = endOfLine(from: closing + 1)
        noteRest(from: closing + 1, to: min(lineEnd, end))
        offset = lineEnd + 1
        return true
      }
      let lineEnd = endOfLine(from: start)
      report(
        "the quote that opens this value is not closed",
        SourceRange(start: start, end: start + 1), refusing: false)
      // On the last line the value is looked at once more, as if it were a statement.
      guard lineEnd < end else { return true }
      add(
        key, withoutReturn(start, lineEnd), .none, .withoutReturns, isExported: isExported)
      offset = lineEnd + 1
      return true
    }
    let lineEnd = min(endOfLine(from: start), end)
    var valueEnd = start
    while valueEnd < lineEnd, bytes[valueEnd] != UInt8(ascii: "#") { valueEnd += 1 }
    if valueEnd < lineEnd { addComment(from: valueEnd, to: lineEnd) }
    let value = trimmingSpaces(from: start, to: valueEnd)
    add(key, value, .none, .withoutReturns, isExported: isExported)
    offset = lineEnd + 1
    return true
  }

  private func withoutReturn(_ start: Int, _ end: Int) -> SourceRange {
    SourceRange(start: start, end: end > start && bytes[end - 1] == 0x0D ? end - 1 : end)
  }

  /// What stands behind a closing quote is passed over.
  private mutating func noteRest(from start: Int, to end: Int) {
    let rest = trimmingSpaces(from: start, to: max(start, end))
    guard !rest.isEmpty else { return }
    if bytes[rest.start] == UInt8(ascii: "#") {
      comments.append(rest)
    } else {
      dropped.append(rest)
    }
  }

  /// As Vapor reads.
  mutating func readAssignmentLines() {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"): offset += 1
      case UInt8(ascii: "#"):
        let end = endOfLine(from: offset)
        addComment(from: offset, to: end)
        offset = end
      default:
        guard let equals = next(UInt8(ascii: "="), from: offset) else {
          return drop(from: offset, to: bytes.count)
        }
        let key = SourceRange(start: offset, end: equals)
        let end = endOfLine(from: equals)
        offset = end
        guard end > equals + 1, let quote = quote(bytes[equals + 1]),
          bytes[end - 1] == bytes[equals + 1]
        else {
          add(key, SourceRange(start: equals + 1, end: end), .none, .verbatim)
          continue
        }
        // A quote alone is taken for both of its kind.
        let value = SourceRange(start: equals + 2, end: max(equals + 2, end - 1))
        add(key, value, quote, quote == .double ? .newlines : .verbatim)
      }
    }
  }
}
