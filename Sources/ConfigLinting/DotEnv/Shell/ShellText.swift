/// The text of a word of a shell.
enum ShellText {
  /// The word without its quotes and escapes, with references and commands as they were written.
  static func withoutQuotes(
    _ written: UnsafeBufferPointer<UInt8>, inDoubleQuotes: Bool
  ) -> [UInt8] {
    var expander = ShellExpander(bytes: written, keepsReferences: true) { _ in .unset }
    expander.expand(from: 0, to: written.count, inDoubleQuotes: inDoubleQuotes)
    return expander.text
  }

  /// The text of `$'…'` without its escapes.
  static func ansi(_ written: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> [UInt8] {
    var text: [UInt8] = []
    var index = start
    while index < end {
      guard written[index] == UInt8(ascii: "\\"), index + 1 < end else {
        text.append(written[index])
        index += 1
        continue
      }
      let letter = written[index + 1]
      index += 2
      switch letter {
      case UInt8(ascii: "a"): text.append(0x07)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "e"), UInt8(ascii: "E"): text.append(0x1B)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "v"): text.append(0x0B)
      case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"):
        text.append(letter)
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        let code = number(written, &index, end, digits: 2, base: 8, first: UInt32(letter & 7))
        text.append(UInt8(truncatingIfNeeded: code ?? 0))
      case UInt8(ascii: "x"):
        if let code = number(written, &index, end, digits: 2, base: 16) {
          text.append(UInt8(truncatingIfNeeded: code))
        } else {
          text += [UInt8(ascii: "\\"), letter]
        }
      case UInt8(ascii: "u"), UInt8(ascii: "U"):
        let digits = letter == UInt8(ascii: "u") ? 4 : 8
        if let code = number(written, &index, end, digits: digits, base: 16) {
          text += String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8
        } else {
          text += [UInt8(ascii: "\\"), letter]
        }
      case UInt8(ascii: "c") where index < end:
        text.append(written[index] & 0x1F)
        index += 1
      default: text += [UInt8(ascii: "\\"), letter]
      }
    }
    return text
  }

  private static func number(
    _ written: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int, digits: Int,
    base: UInt32, first: UInt32? = nil
  ) -> UInt32? {
    var code = first
    var left = digits
    while left > 0, index < end,
      let digit = Character(Unicode.Scalar(written[index])).hexDigitValue, digit < base
    {
      code = (code ?? 0) &* base &+ UInt32(digit)
      index += 1
      left -= 1
    }
    return code
  }
}
