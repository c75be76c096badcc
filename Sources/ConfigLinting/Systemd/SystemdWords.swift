import ConfigGuard

/// Splits a value into words as systemd.syntax(7) describes, undoing quotes and C escapes.
struct SystemdWords {
  struct Word {
    var text: [UInt8] = []
    /// The word as written, quotes included.
    var range: Range<Int>
    /// Where the first `=` stands as written; the end of the word if there is none.
    var separator: Int
    var isClosed = true
    var badEscape: Range<Int>?
  }

  private let text: [UInt8]
  private var index: Int
  private let end: Int

  init(_ text: [UInt8], _ range: Range<Int>) {
    self.text = text
    index = range.lowerBound
    end = range.upperBound
  }

  static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  mutating func next() -> Word? {
    while index < end, SystemdWords.isSeparator(text[index]) { index += 1 }
    guard index < end else { return nil }
    var word = Word(range: index..<end, separator: end)
    var quote: UInt8?
    while index < end {
      let byte = text[index]
      if byte == UInt8(ascii: "\\") {
        appendEscape(to: &word)
        continue
      }
      if quote == nil, SystemdWords.isSeparator(byte) { break }
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else {
        if byte == UInt8(ascii: "="), word.separator == end { word.separator = index }
        word.text.append(byte)
      }
      index += 1
    }
    if word.separator == end { word.separator = index }
    word.range = word.range.lowerBound..<index
    word.isClosed = quote == nil
    return word
  }

  private mutating func appendEscape(to word: inout Word) {
    let start = index
    guard start + 1 < end else {
      word.badEscape = word.badEscape ?? start..<end
      word.text.append(text[start])
      index = end
      return
    }
    index += 2
    switch text[start + 1] {
    case UInt8(ascii: "a"): word.text.append(0x07)
    case UInt8(ascii: "b"): word.text.append(0x08)
    case UInt8(ascii: "f"): word.text.append(0x0C)
    case UInt8(ascii: "n"): word.text.append(0x0A)
    case UInt8(ascii: "r"): word.text.append(0x0D)
    case UInt8(ascii: "t"): word.text.append(0x09)
    case UInt8(ascii: "v"): word.text.append(0x0B)
    case UInt8(ascii: "s"): word.text.append(0x20)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      word.text.append(text[start + 1])
    case UInt8(ascii: "x"): appendCode(2, isText: false, at: start, to: &word)
    case UInt8(ascii: "u"): appendCode(4, isText: true, at: start, to: &word)
    case UInt8(ascii: "U"): appendCode(8, isText: true, at: start, to: &word)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): appendOctal(at: start, to: &word)
    default: keep(start..<(start + 2), in: &word)
    }
  }

  /// What means nothing stands for itself.
  private mutating func keep(_ escape: Range<Int>, in word: inout Word) {
    word.badEscape = word.badEscape ?? escape
    word.text.append(contentsOf: text[escape])
  }

  private mutating func appendCode(
    _ digits: Int, isText: Bool, at start: Int, to word: inout Word
  ) {
    guard start + 2 + digits <= end,
      let code = HexadecimalDigits.value(of: text[(start + 2)..<(start + 2 + digits)]), code != 0,
      let scalar = Unicode.Scalar(code)
    else { return keep(start..<(start + 2), in: &word) }
    if isText {
      word.text.append(contentsOf: String(scalar).utf8)
    } else {
      word.text.append(UInt8(truncatingIfNeeded: code))
    }
    index = start + 2 + digits
  }

  private mutating func appendOctal(at start: Int, to word: inout Word) {
    guard start + 4 <= end else { return keep(start..<(start + 2), in: &word) }
    var code = 0
    for byte in text[(start + 1)..<(start + 4)] {
      guard 0x30...0x37 ~= byte else { return keep(start..<(start + 2), in: &word) }
      code = code * 8 + Int(byte - 0x30)
    }
    guard 1...255 ~= code else { return keep(start..<(start + 2), in: &word) }
    word.text.append(UInt8(code))
    index = start + 4
  }

  /// The text with `%%` as `%`, and whether any other specifier of units stands in it.
  static func specifiersResolved(in text: [UInt8]) -> (text: [UInt8], hasSpecifier: Bool) {
    guard text.contains(UInt8(ascii: "%")) else { return (text, false) }
    let letters = [UInt8]("aAbBCdDEfgGhHiIjJlLmMnNopPqsStTuUvVwWyY".utf8)
    var result: [UInt8] = []
    var hasSpecifier = false
    var index = 0
    while index < text.count {
      result.append(text[index])
      if text[index] == UInt8(ascii: "%"), index + 1 < text.count {
        if text[index + 1] == UInt8(ascii: "%") {
          index += 1
        } else if letters.contains(text[index + 1]) {
          hasSpecifier = true
        }
      }
      index += 1
    }
    return (result, hasSpecifier)
  }
}
