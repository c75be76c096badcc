package import RulePacks

/// A text that secrets are looked for in, and where it stands in its file.
package struct EmbeddedText {
  package let bytes: [UInt8]
  /// The whole value in the file that the text is, or was made from.
  package let whole: SourceRange
  /// Where the text begins in the file, if it stands there as it is.
  let base: Int?
  /// The value as rules see it, to tell what the token catalogue knows already.
  let source: String
  /// Where the text begins in `source`, if it stands there as it is.
  let sourceBase: Int?
  /// For each byte whether it lies in a reference, whose signs mean nothing here; empty for none.
  private let references: [Bool]

  /// A value's text at its range.
  package init(_ text: String, at range: SourceRange, isExact: Bool) {
    bytes = Array(text.utf8)
    whole = range
    base = isExact && bytes.count == range.count ? range.start : nil
    source = text
    sourceBase = 0
    references = ReferenceSpans.mask(of: bytes)
  }

  /// A text that was made from a part of another one: unescaped or decoded.
  init(_ made: [UInt8], from part: Range<Int>, of outer: EmbeddedText) {
    bytes = made
    whole = outer.place(of: part)
    base = nil
    source = outer.source
    sourceBase = nil
    references = ReferenceSpans.mask(of: made)
  }

  /// Where a part of the text stands in the file.
  func place(of part: Range<Int>) -> SourceRange {
    guard let base else { return whole }
    return SourceRange(start: base + part.lowerBound, end: base + part.upperBound)
  }

  /// Whether a byte stands there as a sign, outside of references.
  func isSign(_ byte: UInt8, at index: Int) -> Bool {
    bytes[index] == byte && (references.isEmpty || !references[index])
  }

  func isReference(at index: Int) -> Bool { !references.isEmpty && references[index] }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// A part without blanks at both ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// The first place of a sign in a part.
  func firstSign(_ byte: UInt8, in range: Range<Int>) -> Int? {
    range.first { isSign(byte, at: $0) }
  }

  func lastSign(_ byte: UInt8, in range: Range<Int>) -> Int? {
    range.last { isSign(byte, at: $0) }
  }

  /// The parts between signs, empty ones too.
  func parts(of range: Range<Int>, at byte: UInt8) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where isSign(byte, at: index) {
      parts.append(start..<index)
      start = index + 1
    }
    parts.append(start..<range.upperBound)
    return parts
  }

  func has(_ prefix: StaticString, at index: Int) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard index >= 0, index + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[index + $0] == prefix.utf8Start[$0] }
  }

  /// The first place of a text in a part.
  func first(_ text: StaticString, in range: Range<Int>) -> Int? {
    let last = range.upperBound - text.utf8CodeUnitCount
    guard last >= range.lowerBound else { return nil }
    return (range.lowerBound...last).first { has(text, at: $0) }
  }
}

/// Finds `${…}`, `$(…)`, `{{…}}` and `` `…` `` in a text.
enum ReferenceSpans {
  /// For each byte whether it is part of a reference; empty where there is none.
  static func mask(of bytes: [UInt8]) -> [Bool] {
    guard bytes.contains(where: { [0x24, 0x60, 0x7B].contains($0) }) else { return [] }
    var mask: [Bool] = []
    var index = 0
    // What nothing closes is not looked for again, or the work would be quadratic.
    var unclosed: Set<UInt8> = []
    while index + 1 < bytes.count {
      guard let (close, length) = opening(bytes, at: index), !unclosed.contains(close) else {
        index += 1
        continue
      }
      guard let end = end(of: bytes, from: index + length, close: close) else {
        unclosed.insert(close)
        index += 1
        continue
      }
      if mask.isEmpty { mask = [Bool](repeating: false, count: bytes.count) }
      for inside in index..<end { mask[inside] = true }
      index = end
    }
    return mask
  }

  private static func opening(_ bytes: [UInt8], at index: Int) -> (close: UInt8, length: Int)? {
    switch (bytes[index], bytes[index + 1]) {
    case (UInt8(ascii: "$"), UInt8(ascii: "{")): (UInt8(ascii: "}"), 2)
    case (UInt8(ascii: "$"), UInt8(ascii: "(")): (UInt8(ascii: ")"), 2)
    case (UInt8(ascii: "{"), UInt8(ascii: "{")): (UInt8(ascii: "}"), 1)
    case (UInt8(ascii: "`"), _): (UInt8(ascii: "`"), 1)
    default: nil
    }
  }

  /// The end behind the sign that closes what is open at `start`.
  private static func end(of bytes: [UInt8], from start: Int, close: UInt8) -> Int? {
    let open: UInt8? = close == 0x7D ? 0x7B : close == 0x29 ? 0x28 : nil
    var depth = 1
    for index in start..<bytes.count {
      if bytes[index] == close { depth -= 1 } else if bytes[index] == open { depth += 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }
}
