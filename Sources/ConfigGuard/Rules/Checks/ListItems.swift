import RulePacks

/// The items of a value that is a list: one that the document writes as a list, a JSON list, or
/// text with commas, semicolons or blanks between the items.
package enum ListItems {
  package static func items(of value: Value) -> [Value.Fallback] {
    if let items = value.items { return items }
    guard let text = value.literal else { return [] }
    let isInPlace = value.isExact && value.effective == value.text
    let bytes = Array(text.utf8)
    var items: [Value.Fallback] = []
    var start: Int?
    func close(at end: Int) {
      guard let first = start, first < end else { return }
      let range = SourceRange(start: value.range.start + first, end: value.range.start + end)
      items.append(
        Value.Fallback(
          text: String(decoding: bytes[first..<end], as: UTF8.self),
          range: isInPlace ? range : value.range))
    }
    for (offset, byte) in bytes.enumerated() {
      if isSeparator(byte) {
        close(at: offset)
        start = nil
      } else if start == nil {
        start = offset
      }
    }
    close(at: bytes.count)
    return items
  }

  /// Blanks, commas, semicolons, quotes and the brackets of a JSON list.
  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x3B, 0x22, 0x27, 0x5B, 0x5D: true
    default: false
    }
  }
}
