import RulePacks

/// Numbers, Booleans, dates and times, which are told apart by their shape.
extension TOMLReader {
  mutating func readWord(_ key: TOMLKey?, in parent: Int) -> Int? {
    let end = endOfWord(from: offset)
    guard end > offset else { return readStrangeValue(key, in: parent) }
    if let fault = fault(of: word(from: offset, to: end)) { report(fault, offset, end) }
    return addPlain(key, to: parent, end: end)
  }

  private func word(from start: Int, to end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + start, count: end - start)
  }

  private func isInWord(_ byte: UInt8) -> Bool {
    isBare(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: ":")
  }

  private func endOfWord(from start: Int) -> Int {
    var end = start
    while end < count, isInWord(base[end]) { end += 1 }
    // A date and a time may have a blank between them.
    if end - start == 10, end + 3 < count, base[end] == 0x20, base[start + 4] == UInt8(ascii: "-"),
      TOMLTime.isDigit(base[end + 1]), TOMLTime.isDigit(base[end + 2]),
      base[end + 3] == UInt8(ascii: ":")
    {
      end += 1
      while end < count, isInWord(base[end]) { end += 1 }
    }
    return end
  }

  /// Why a word is no value, or nil where it is one.
  private func fault(of word: UnsafeBufferPointer<UInt8>) -> ReportText? {
    if word.count >= 10, word[4] == UInt8(ascii: "-"), TOMLTime.isDigit(word[0]),
      TOMLTime.isDigit(word[3])
    {
      return TOMLTime.faultOfDate(word)
    }
    if word.count >= 3, word[2] == UInt8(ascii: ":"), TOMLTime.isDigit(word[0]) {
      return TOMLTime.faultOfTime(word)
    }
    switch word[0] {
    case UInt8(ascii: "t") where word.elementsEqual("true".utf8),
      UInt8(ascii: "f") where word.elementsEqual("false".utf8):
      return nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "i"), UInt8(ascii: "n"):
      return TOMLNumber.fault(of: word)
    default:
      for name in ["true", "false"]
      where word.count == name.utf8.count && zip(word, name.utf8).allSatisfy({ $0 | 0x20 == $1 }) {
        return "TOML writes `\(name: name)` in small letters"
      }
      return "this is no value; a string must stand in quotes"
    }
  }

  /// Something that cannot begin a value: kept as plain text up to the next mark of TOML's own.
  private mutating func readStrangeValue(_ key: TOMLKey?, in parent: Int) -> Int? {
    switch base[offset] {
    case UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
      report("the value is missing before this", offset, offset + 1)
      return addPlain(key, to: parent, end: offset)
    default:
      var end = offset + 1
      while end < count, !endsLine(at: end), !",]}#=\"'".utf8.contains(base[end]) { end += 1 }
      report("this is no value; a string must stand in quotes", offset, endOfMark(at: offset))
      return addPlain(key, to: parent, end: end)
    }
  }
}
