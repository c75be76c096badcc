import RulePacks

/// Tells an action from braces that flow style YAML writes inside one another.
enum TemplateShape {
  /// Whether what begins here could be an expression; `a: 1` and `"a": 1` are entries of a mapping.
  static func beginsAction(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start < bytes.count else { return false }
    let byte = bytes[start]
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "["),
      UInt8(ascii: "`"), UInt8(ascii: "-"), UInt8(ascii: "{"), UInt8(ascii: "!"):
      return byte != UInt8(ascii: "{") || start > 2 && TemplateByte.isSpace(bytes[start - 1])
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return !isKey(bytes, after: endOfQuoted(bytes, at: start))
    default:
      guard TemplateByte.isLetter(byte) || TemplateByte.isDigit(byte) else { return false }
      return !isKey(bytes, after: endOfWord(bytes, at: start))
    }
  }

  private static func endOfQuoted(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    var offset = start + 1
    // Keys are short; a longer string is left to the search for the closer.
    let limit = min(bytes.count, start + 256)
    while offset < limit, bytes[offset] != bytes[start], bytes[offset] != 0x0A { offset += 1 }
    return offset + 1
  }

  private static func endOfWord(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    var offset = start
    let limit = min(bytes.count, start + 256)
    while offset < limit,
      TemplateByte.isLetter(bytes[offset]) || TemplateByte.isDigit(bytes[offset])
        || bytes[offset] == UInt8(ascii: "-") || bytes[offset] == UInt8(ascii: ".")
    {
      offset += 1
    }
    return offset
  }

  private static func isKey(_ bytes: UnsafeBufferPointer<UInt8>, after end: Int) -> Bool {
    var offset = end
    while offset < bytes.count, TemplateByte.isBlank(bytes[offset]) { offset += 1 }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else { return false }
    return offset + 1 >= bytes.count || bytes[offset + 1] != UInt8(ascii: "=")
  }
}
