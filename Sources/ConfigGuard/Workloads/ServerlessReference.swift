import RulePacks

/// `${source:address, fallback}`, as the Serverless Framework writes references
/// (serverless.com/framework/docs/guides/variables).
package struct ServerlessReference {
  /// `self`, `env`, `ssm`, `param`, `file(…)`; empty where the text names no source.
  package var source: String
  package var address: String

  private static let deepest = 8

  /// The value of a text with a reference in it; nil for any other text.
  package static func value(_ text: String, at range: SourceRange, isExact: Bool) -> Value? {
    let bytes = Array(text.utf8)
    guard let first = open(in: bytes[...], from: 0),
      closingBrace(in: bytes[...], from: first + 2) != nil
    else { return nil }
    var value = Value(
      form: .reference("a variable of the framework"), text: text, effective: nil, range: range,
      isExact: isExact)
    var found: [Value.Fallback] = []
    collect(bytes[...], depth: 0, into: &found)
    for fallback in found {
      let own = SourceRange(
        start: range.start + fallback.range.start, end: range.start + fallback.range.end)
      value.fallbacks.append(Value.Fallback(text: fallback.text, range: isExact ? own : range))
    }
    return value
  }

  /// The first source of a text that is one reference from end to end.
  package init?(sole text: String) {
    let bytes = Array(text.utf8)
    guard Self.open(in: bytes[...], from: 0) == 0,
      let end = Self.closingBrace(in: bytes[...], from: 2), end == bytes.count - 1,
      let first = Self.sources(in: bytes[2..<end]).first
    else { return nil }
    let words = Self.trimmed(first)
    let text = String(decoding: words, as: UTF8.self)
    guard let colon = text.firstIndex(of: ":") else {
      (source, address) = ("", text)
      return
    }
    source = String(text[..<colon])
    address = String(text[text.index(after: colon)...])
  }

  /// The literals behind the first source of a reference, whose text without its marks this is.
  package static func literals(inArgument bytes: ArraySlice<UInt8>) -> [Value.Fallback] {
    var found: [Value.Fallback] = []
    collect(fromSourcesIn: bytes, depth: 0, into: &found)
    return found
  }

  /// Gathers literals that stand in where a source has nothing.
  private static func collect(
    _ bytes: ArraySlice<UInt8>, depth: Int, into found: inout [Value.Fallback]
  ) {
    guard depth < deepest else { return }
    var offset = bytes.startIndex
    while let start = open(in: bytes, from: offset) {
      // Looking on behind a brace that nothing closes would make the work quadratic.
      guard let end = closingBrace(in: bytes, from: start + 2) else { return }
      collect(fromSourcesIn: bytes[(start + 2)..<end], depth: depth, into: &found)
      offset = end + 1
    }
  }

  private static func collect(
    fromSourcesIn bytes: ArraySlice<UInt8>, depth: Int, into found: inout [Value.Fallback]
  ) {
    for source in sources(in: bytes).dropFirst() {
      let source = trimmed(source)
      if source.starts(with: "${".utf8) {
        collect(source, depth: depth + 1, into: &found)
      } else if let literal = literal(source), !literal.isEmpty {
        found.append(
          Value.Fallback(
            text: String(decoding: literal, as: UTF8.self),
            range: SourceRange(start: literal.startIndex, end: literal.endIndex)))
      }
    }
  }

  /// A text in quotes, a number or a switch; anything else is a source.
  private static func literal(_ source: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let first = source.first, let last = source.last else { return nil }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      return source.count > 1 && last == first ? source.dropFirst().dropLast() : nil
    }
    let isNumber = source.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    return isNumber || source.elementsEqual("true".utf8) || source.elementsEqual("false".utf8)
      ? source : nil
  }

  private static func open(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "{") { return index }
      index += 1
    }
    return nil
  }

  private static func closingBrace(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var depth = 1
    var index = start
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index }
      index += 1
    }
    return nil
  }

  /// What stands between commas that are neither in quotes nor in another reference.
  private static func sources(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var depth = 0
    var quote: UInt8?
    for index in bytes.indices {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
      case UInt8(ascii: "{"), UInt8(ascii: "("): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        result.append(bytes[start..<index])
        start = index + 1
      default: break
      }
    }
    result.append(bytes[start...])
    return result
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first <= 0x20 { bytes = bytes.dropFirst() }
    while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
    return bytes
  }
}
