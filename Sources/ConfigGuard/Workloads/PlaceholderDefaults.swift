import RulePacks

/// Literal defaults in `${name:default}`, as Spring and its relatives write them
/// (docs.spring.io/spring-boot/reference/features/external-config.html, "Property Placeholders").
enum PlaceholderDefaults {
  private static let deepest = 8

  /// The defaults in a text, with their ranges as offsets in its UTF-8.
  static func defaults(in text: String) -> [(text: String, range: SourceRange)] {
    var found: [(text: String, range: SourceRange)] = []
    let bytes = Array(text.utf8)
    scan(bytes[...], depth: 0, into: &found)
    return found
  }

  private static func scan(
    _ bytes: ArraySlice<UInt8>, depth: Int, into found: inout [(text: String, range: SourceRange)]
  ) {
    guard depth < deepest else { return }
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      guard bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      // Looking on behind a brace that nothing closes would make the work quadratic.
      guard let end = closingBrace(in: bytes, from: index + 2) else { return }
      let inner = bytes[(index + 2)..<end]
      index = end + 1
      guard let colon = inner.firstIndex(of: UInt8(ascii: ":")),
        inner[..<colon].allSatisfy(isNameByte), colon > inner.startIndex
      else { continue }
      let argument = inner[(colon + 1)...]
      if argument.starts(with: [UInt8(ascii: "$"), UInt8(ascii: "{")]) {
        scan(argument, depth: depth + 1, into: &found)
      } else if !argument.isEmpty {
        let range = SourceRange(start: argument.startIndex, end: argument.endIndex)
        found.append((String(decoding: argument, as: UTF8.self), range))
      }
    }
  }

  private static func closingBrace(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var depth = 1
    for index in start..<bytes.endIndex {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
