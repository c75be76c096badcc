import RulePacks

/// Numbers, `true`, `false` and `null`, and what people write in their place.
extension JSONReader {
  mutating func readWord() {
    if base[offset] == UInt8(ascii: "'") { return readSingleQuoted() }
    let end = endOfWord(from: offset)
    if let message = faultOfWord(from: offset, to: end) { report(message, offset, end) }
    addWord(to: end)
  }

  mutating func addWord(to end: Int) {
    let range = SourceRange(start: offset, end: end)
    builder.scalar(.plain, range, text: range)
    offset = end
  }

  /// The end of a run of bytes without a mark of JSON's own; at least one byte on.
  @inline(__always)
  func endOfWord(from start: Int) -> Int {
    var index = start + 1
    while index < count, !isDelimiter(base[index]) { index += 1 }
    return index
  }

  @inline(__always)
  private func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""),
      UInt8(ascii: "/"), UInt8(ascii: "#"):
      true
    default: false
    }
  }

  /// Why a word is no JSON value, or nil where it is one.
  func faultOfWord(from start: Int, to end: Int) -> ReportText? {
    let word = UnsafeBufferPointer(start: base + start, count: end - start)
    switch word[0] {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return faultOfNumber(word)
    case UInt8(ascii: "t") where isSame(word, "true"),
      UInt8(ascii: "f") where isSame(word, "false"),
      UInt8(ascii: "n") where isSame(word, "null"):
      return nil
    case UInt8(ascii: "+"): return "a number begins with a digit or a minus sign"
    case UInt8(ascii: "."): return "a number needs a digit before its point"
    default:
      for name in ["true", "false", "null"]
      where word.count == name.utf8.count
        && zip(word, name.utf8).allSatisfy({ $0 | 0x20 == $1 })
      {
        return "JSON writes `\(name: name)` in small letters"
      }
      return "this is no JSON value; a string must stand in double quotes"
    }
  }

  @inline(__always)
  private func isSame(_ word: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
    guard word.count == name.utf8CodeUnitCount else { return false }
    for index in 0..<word.count where word[index] != name.utf8Start[index] { return false }
    return true
  }

  private func faultOfNumber(_ word: UnsafeBufferPointer<UInt8>) -> ReportText? {
    var index = word[0] == UInt8(ascii: "-") ? 1 : 0
    let whole = skipDigits(in: word, from: index)
    guard whole > index else { return "a number needs a digit after its minus sign" }
    guard whole == index + 1 || word[index] != UInt8(ascii: "0") else {
      return "a number must not begin with a needless zero"
    }
    index = whole
    if index < word.count, word[index] == UInt8(ascii: ".") {
      let end = skipDigits(in: word, from: index + 1)
      guard end > index + 1 else { return "a number needs a digit after its point" }
      index = end
    }
    if index < word.count, word[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < word.count, word[index] == UInt8(ascii: "+") || word[index] == UInt8(ascii: "-") {
        index += 1
      }
      let end = skipDigits(in: word, from: index)
      guard end > index else { return "a number needs a digit in its exponent" }
      index = end
    }
    return index == word.count
      ? nil : "this is no JSON number; a string must stand in double quotes"
  }

  @inline(__always)
  private func skipDigits(in word: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < word.count, word[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    return index
  }
}
