import RulePacks

/// The items of a value that is a list: one that the document writes as a list, a JSON list, or
/// text with commas, semicolons or blanks between the items.
package enum ListItems {
  package static func items(of value: Value) -> [Value.Fallback] { ReadItems().items(of: value) }

  /// The items of a text; where the file does not hold it as it is, each stands at all of it.
  static func items(
    of text: String, at range: SourceRange, isInPlace: Bool
  ) -> [Value.Fallback] {
    let bytes = Array(text.utf8)
    var items: [Value.Fallback] = []
    var start: Int?
    func close(at end: Int) {
      guard let first = start, first < end else { return }
      let own = SourceRange(start: range.start + first, end: range.start + end)
      items.append(
        Value.Fallback(
          text: String(decoding: bytes[first..<end], as: UTF8.self),
          range: isInPlace ? own : range))
    }
    var offset = 0
    while offset < bytes.count {
      if let end = endOfGroup(in: bytes, at: offset, isInside: start != nil) {
        start = start ?? offset
        offset = end
      } else if isSeparator(bytes[offset]) {
        close(at: offset)
        start = nil
        offset += 1
      } else {
        start = start ?? offset
        offset += 1
      }
    }
    close(at: bytes.count)
    return items
  }

  private static let longestGroup = 64

  /// The end of a class or a count of a regular expression, in which nothing separates items:
  /// `[a-z,]+`, `{1,3}`, and of the brackets around an address, `[::1]`.
  private static func endOfGroup(in text: [UInt8], at start: Int, isInside: Bool) -> Int? {
    switch text[start] {
    case UInt8(ascii: "{") where isInside:
      var end = start + 1
      while end < text.count, (0x30...0x39).contains(text[end]) || text[end] == 0x2C { end += 1 }
      let isCount = end > start + 1 && end < text.count && text[end] == UInt8(ascii: "}")
      return isCount ? end + 1 : nil
    case UInt8(ascii: "["):
      // A list's own bracket is followed by an item and closed in front of nothing.
      var end = start + 1
      while end < text.count, end - start <= longestGroup, text[end] != UInt8(ascii: "]") {
        if isQuote(text[end]) || text[end] <= 0x20 { return nil }
        end += text[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard end > start + 1, end < text.count, text[end] == UInt8(ascii: "]") else { return nil }
      let goesOn = end + 1 < text.count && !isSeparator(text[end + 1])
      return isInside || goesOn ? end + 1 : nil
    default: return nil
    }
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  /// Blanks, commas, semicolons, quotes and the brackets of a JSON list.
  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x3B, 0x22, 0x27, 0x5B, 0x5D: true
    default: false
    }
  }
}
