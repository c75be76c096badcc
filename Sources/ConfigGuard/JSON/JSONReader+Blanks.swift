import RulePacks

extension JSONReader {
  /// Goes to the next byte that is neither white space nor part of a comment.
  @inline(__always)
  mutating func skipBlanks() {
    while true {
      offset = endOfWhiteSpace(from: offset)
      guard offset < count, base[offset] == UInt8(ascii: "/") || base[offset] == UInt8(ascii: "#"),
        skipComment()
      else { return }
    }
  }

  @inline(__always)
  private func endOfWhiteSpace(from start: Int) -> Int {
    let words = UnsafeRawPointer(base)
    var index = start
    while index < count, base[index] <= 0x20 {
      switch base[index] {
      case 0x20, 0x09, 0x0D: index += 1
      case 0x0A:
        index += 1
        // The blanks that indent the next line are counted in eight bytes at a time.
        while index + 8 <= count {
          let word = UInt64(
            littleEndian: words.loadUnaligned(fromByteOffset: index, as: UInt64.self))
          let others = word ^ 0x2020_2020_2020_2020
          index += others.trailingZeroBitCount / 8
          if others != 0 { break }
        }
      default: return index
      }
    }
    return index
  }

  /// Skips a comment; false where the slash begins none.
  private mutating func skipComment() -> Bool {
    let start = offset
    if base[start] == UInt8(ascii: "#") {
      offset = endOfLine(from: start)
      report("a comment begins with `//`, not with `#`", start, start + 1)
    } else if start + 1 < count, base[start + 1] == UInt8(ascii: "/") {
      offset = endOfLine(from: start)
      refuseComment(from: start)
    } else if start + 1 < count, base[start + 1] == UInt8(ascii: "*") {
      offset = endOfBlockComment(from: start)
      refuseComment(from: start)
    } else {
      return false
    }
    builder.comment(SourceRange(start: start, end: offset))
    return true
  }

  private mutating func refuseComment(from start: Int) {
    guard dialect == .json else { return }
    builder.report(
      .syntax, "a comment, which JSON does not have", SourceRange(start: start, end: offset))
  }

  func endOfLine(from start: Int) -> Int {
    var index = start
    while index < count, base[index] != 0x0A, base[index] != 0x0D { index += 1 }
    return index
  }

  private mutating func endOfBlockComment(from start: Int) -> Int {
    var index = start + 2
    while index + 1 < count {
      if base[index] == UInt8(ascii: "*"), base[index + 1] == UInt8(ascii: "/") {
        return index + 2
      }
      index += 1
    }
    report("the comment is never closed", start, start + 2)
    return count
  }
}
