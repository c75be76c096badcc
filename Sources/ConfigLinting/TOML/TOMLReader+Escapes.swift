import ConfigGuard
import RulePacks

/// How far the text of a string has been gathered.
struct StringText {
  /// The first byte that is not in the side buffer yet.
  var from: Int
  /// Where the text begins in the side buffer, if it needs that.
  let cookedAt: Int
  var isCooked = false

  init(from: Int, cookedAt: Int) {
    self.from = from
    self.cookedAt = cookedAt
  }
}

extension TOMLReader {
  /// Puts the bytes that stand in the file as they are meant into the side buffer.
  mutating func cook(_ text: inout StringText, upTo end: Int) {
    tree.cooked.append(contentsOf: source.buffer[text.from..<max(text.from, end)])
    text.from = end
    text.isCooked = true
  }

  /// Adds what the escape at the reader's place means.
  mutating func readEscape(_ text: inout StringText) {
    let start = offset
    cook(&text, upTo: start)
    guard start + 1 < count else {
      report("nothing follows the backslash", start, start + 1)
      offset += 1
      return
    }
    let escaped = base[start + 1]
    switch escaped {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): tree.cooked.append(escaped)
    case UInt8(ascii: "b"): tree.cooked.append(0x08)
    case UInt8(ascii: "t"): tree.cooked.append(0x09)
    case UInt8(ascii: "n"): tree.cooked.append(0x0A)
    case UInt8(ascii: "f"): tree.cooked.append(0x0C)
    case UInt8(ascii: "r"): tree.cooked.append(0x0D)
    case UInt8(ascii: "u"): return readCodePoint(digits: 4, &text)
    case UInt8(ascii: "U"): return readCodePoint(digits: 8, &text)
    default:
      report("this escape does not exist in TOML", start, max(start + 1, endOfMark(at: start + 1)))
      tree.cooked.append(base[start])
      offset += 1
      text.from = offset
      return
    }
    offset += 2
    text.from = offset
  }

  private mutating func readCodePoint(digits: Int, _ text: inout StringText) {
    let start = offset
    var index = start + 2
    var code: UInt32 = 0
    while index < min(count, start + 2 + digits),
      let digit = HexadecimalDigits.digit(base[index])
    {
      code = code << 4 | digit
      index += 1
    }
    if index < start + 2 + digits {
      report(
        "\(digits == 4 ? "four" : "eight") hexadecimal digits must follow `\\\(digits == 4 ? "u" : "U")`",
        start, index)
      text.from = start
    } else if let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) {
      tree.cooked.append(contentsOf: encoded)
      text.from = index
    } else {
      report("this number stands for no character", start, index)
      tree.cooked.append(contentsOf: [0xEF, 0xBF, 0xBD])
      text.from = index
    }
    offset = index
  }
}
