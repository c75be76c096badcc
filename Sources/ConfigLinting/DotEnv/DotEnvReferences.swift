import ConfigGuard

/// The references in the text of a value, in the grammars that take one pass.
enum DotEnvReferences {
  enum Part {
    case text(Range<Int>)
    /// A name with the text that stands for it if it has no value.
    case reference(name: String, fallback: Range<Int>?, emptyIsUnset: Bool)
  }

  /// Calls `body` with the parts of a text in order until it returns false.
  static func forEach(
    in text: [UInt8], _ grammar: DotEnvDialect.Expansion, _ body: (Part) -> Bool
  ) {
    var scanner = ReferenceScanner(text: text)
    var index = 0
    var start = 0
    while index < text.count {
      let match: ReferenceScanner.Match?
      switch grammar {
      case .braces: match = scanner.braces(at: index)
      case .capitals: match = scanner.capitals(at: index, orSmall: false)
      case .ruby: match = scanner.capitals(at: index, orSmall: true)
      case .go: match = scanner.go(at: index)
      default: match = nil
      }
      guard let match else {
        index += 1
        continue
      }
      if start < index, !body(.text(start..<index)) { return }
      if !body(match.part) { return }
      index = match.end
      start = index
    }
    if start < text.count { _ = body(.text(start..<text.count)) }
  }
}

private struct ReferenceScanner {
  struct Match {
    var part: DotEnvReferences.Part
    var end: Int
  }

  let text: [UInt8]
  private var nextBrace = -1

  init(text: [UInt8]) {
    self.text = text
  }

  private func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }

  /// The next closing brace, found by looking at every byte once at most.
  private mutating func closingBrace(from start: Int) -> Int? {
    if nextBrace < start {
      nextBrace = start
      while nextBrace < text.count, text[nextBrace] != UInt8(ascii: "}") { nextBrace += 1 }
    }
    return nextBrace < text.count ? nextBrace : nil
  }

  /// `${NAME}` and `${NAME:-default}` with any name.
  mutating func braces(at index: Int) -> Match? {
    guard text[index] == UInt8(ascii: "$"), byte(index + 1) == UInt8(ascii: "{"),
      let closing = closingBrace(from: index + 2)
    else { return nil }
    let name = index + 2
    guard let colon = text[name..<closing].firstIndex(of: UInt8(ascii: ":")) else {
      return Match(
        part: .reference(name: string(name..<closing), fallback: nil, emptyIsUnset: false),
        end: closing + 1)
    }
    guard byte(colon + 1) == UInt8(ascii: "-") else { return nil }
    return Match(
      part: .reference(
        name: string(name..<colon), fallback: colon + 2..<closing, emptyIsUnset: false),
      end: closing + 1)
  }

  /// `$NAME` in capitals, with either brace or without; a backslash in front only goes itself.
  func capitals(at index: Int, orSmall: Bool) -> Match? {
    let isEscaped = text[index] == UInt8(ascii: "\\")
    let dollar = isEscaped ? index + 1 : index
    guard byte(dollar) == UInt8(ascii: "$"), dollar < text.count else { return nil }
    var end = dollar + 1
    if orSmall {
      if byte(end) == UInt8(ascii: "(") { return nil }
    } else if byte(end) == UInt8(ascii: "(") {
      end += 1
    }
    if byte(end) == UInt8(ascii: "{") { end += 1 }
    let name = end
    while end < text.count, isCapital(text[end], orSmall: orSmall) { end += 1 }
    let nameEnd = end
    if byte(end) == UInt8(ascii: "}") { end += 1 }
    if isEscaped { return Match(part: .text(dollar..<end), end: end) }
    guard nameEnd > name else { return Match(part: .text(index..<end), end: end) }
    return Match(
      part: .reference(name: string(name..<nameEnd), fallback: nil, emptyIsUnset: false), end: end)
  }

  private func isCapital(_ byte: UInt8, orSmall: Bool) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F: true
    case 0x61...0x7A: orSmall
    default: false
    }
  }

  /// What Go's standard library takes for a name, with a default behind `:-` in braces.
  mutating func go(at index: Int) -> Match? {
    guard text[index] == UInt8(ascii: "$"), index + 1 < text.count else { return nil }
    let first = text[index + 1]
    if first == UInt8(ascii: "{") {
      if isSpecial(byte(index + 2)), byte(index + 3) == UInt8(ascii: "}") {
        return reference(index + 2..<index + 3, end: index + 4)
      }
      guard let closing = closingBrace(from: index + 2) else {
        return Match(part: .text(index..<index), end: index + 2)
      }
      guard closing > index + 2 else { return Match(part: .text(index..<index), end: closing + 1) }
      return reference(index + 2..<closing, end: closing + 1)
    }
    if isSpecial(first) { return reference(index + 1..<index + 2, end: index + 2) }
    var end = index + 1
    while end < text.count, isCapital(text[end], orSmall: true) { end += 1 }
    return end > index + 1 ? reference(index + 1..<end, end: end) : nil
  }

  private func isSpecial(_ byte: UInt8) -> Bool { "*#$@!?-0123456789".utf8.contains(byte) }

  private func reference(_ range: Range<Int>, end: Int) -> Match {
    var index = range.lowerBound
    while index + 1 < range.upperBound {
      if text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: "-") {
        return Match(
          part: .reference(
            name: string(range.lowerBound..<index), fallback: index + 2..<range.upperBound,
            emptyIsUnset: true),
          end: end)
      }
      index += 1
    }
    return Match(
      part: .reference(name: string(range), fallback: nil, emptyIsUnset: false), end: end)
  }
}
