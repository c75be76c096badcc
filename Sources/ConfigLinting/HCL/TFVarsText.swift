import ConfigGuard
import RulePacks

/// Turns what stands in an HCL string or heredoc into the text that is meant.
enum TFVarsText {
  /// The text of a string without templates, and the escapes in it that mean nothing.
  static func unescaped(
    _ range: SourceRange, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (text: [UInt8], malformed: [SourceRange]) {
    var text: [UInt8] = []
    var malformed: [SourceRange] = []
    var index = range.start
    while index < range.end {
      let byte = bytes[index]
      if isDoubledMark(at: index, in: bytes, before: range.end) {
        text.append(byte)
        text.append(UInt8(ascii: "{"))
        index += 3
        continue
      }
      guard byte == UInt8(ascii: "\\"), index + 1 < range.end else {
        text.append(byte)
        index += 1
        continue
      }
      let length = appendEscape(at: index, in: bytes, before: range.end, to: &text)
      if length == 0 {
        malformed.append(SourceRange(start: index, end: index + 2))
        text.append(byte)
        text.append(bytes[index + 1])
      }
      index += max(length, 2)
    }
    return (text, malformed)
  }

  /// `$${` and `%%{` mean `${` and `%{`.
  private static func isDoubledMark(
    at index: Int, in bytes: UnsafeBufferPointer<UInt8>, before end: Int
  ) -> Bool {
    let byte = bytes[index]
    guard byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%") else { return false }
    return index + 2 < end && bytes[index + 1] == byte && bytes[index + 2] == UInt8(ascii: "{")
  }

  /// Appends what one escape means; 0 if it means nothing.
  private static func appendEscape(
    at index: Int, in bytes: UnsafeBufferPointer<UInt8>, before end: Int, to text: inout [UInt8]
  ) -> Int {
    switch bytes[index + 1] {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(bytes[index + 1])
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let length = bytes[index + 1] == UInt8(ascii: "u") ? 6 : 10
      guard index + length <= end,
        let code = HexadecimalDigits.value(of: Array(bytes[(index + 2)..<(index + length)])[...]),
        let scalar = Unicode.Scalar(code)
      else { return 0 }
      text.append(contentsOf: String(scalar).utf8)
      return length
    default: return 0
    }
    return 2
  }

  /// The lines of a heredoc; an indented one loses what all its lines have in common.
  static func heredoc(
    _ body: SourceRange, isIndented: Bool, in bytes: UnsafeBufferPointer<UInt8>
  ) -> [UInt8] {
    let indentation = isIndented ? commonIndentation(of: body, in: bytes) : 0
    var text: [UInt8] = []
    text.reserveCapacity(body.count)
    var index = body.start
    var isLineStart = true
    while index < body.end {
      if isLineStart, indentation > 0, self.indentation(at: index, in: bytes, body.end) != nil {
        index += indentation
      }
      if isDoubledMark(at: index, in: bytes, before: body.end) { index += 1 }
      isLineStart = bytes[index] == 0x0A
      text.append(bytes[index])
      index += 1
    }
    return text
  }

  private static func commonIndentation(
    of body: SourceRange, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var least: Int?
    var index = body.start
    while index < body.end {
      if let indentation = indentation(at: index, in: bytes, body.end) {
        least = min(least ?? indentation, indentation)
      }
      while index < body.end, bytes[index] != 0x0A { index += 1 }
      index += 1
    }
    return least ?? 0
  }

  /// The blanks that a line begins with, or nil for a line of nothing else, which keeps them.
  private static func indentation(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>, _ end: Int
  ) -> Int? {
    var index = start
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard index < end, bytes[index] != 0x0A, bytes[index] != 0x0D else { return nil }
    return index - start
  }
}
