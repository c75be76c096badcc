import ConfigGuard
import RulePacks

/// The tokens of a program, with what is asked of them.
struct CodeText {
  let bytes: UnsafeBufferPointer<UInt8>
  let language: SourceCodeLanguage
  let tokens: [CodeToken]
  /// For each bracket the token that closes or opens it; -1 where there is none.
  private let partners: [Int]

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: [CodeToken], _ language: SourceCodeLanguage) {
    self.bytes = bytes
    self.tokens = tokens
    self.language = language
    partners = Self.partners(of: tokens, in: bytes)
  }

  /// Brackets that do not fit are left alone up to the next one outwards that does.
  private static func partners(
    of tokens: [CodeToken], in bytes: UnsafeBufferPointer<UInt8>
  ) -> [Int] {
    var partners = [Int](repeating: -1, count: tokens.count)
    var open: [(index: Int, closer: UInt8)] = []
    var counts: [UInt8: Int] = [:]
    for (index, token) in tokens.enumerated() where token.kind == .mark {
      let byte = bytes[token.start]
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        let closer = byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : byte + 2
        open.append((index, closer))
        counts[closer, default: 0] += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard counts[byte, default: 0] > 0 else { continue }
        while let last = open.popLast() {
          counts[last.closer, default: 0] -= 1
          guard last.closer == byte else { continue }
          partners[index] = last.index
          partners[last.index] = index
          break
        }
      default: break
      }
    }
    return partners
  }

  var count: Int { tokens.count }

  func kind(_ index: Int) -> CodeToken.Kind? {
    tokens.indices.contains(index) ? tokens[index].kind : nil
  }

  /// The token that closes or opens a bracket.
  func partner(_ index: Int) -> Int? {
    guard partners.indices.contains(index), partners[index] >= 0 else { return nil }
    return partners[index]
  }

  func isWord(_ index: Int, _ text: StaticString) -> Bool {
    guard kind(index) == .word else { return false }
    return has(tokens[index], text)
  }

  private func has(_ token: CodeToken, _ text: StaticString) -> Bool {
    guard token.end - token.start == text.utf8CodeUnitCount else { return false }
    for position in 0..<text.utf8CodeUnitCount
    where bytes[token.start + position] != text.utf8Start[position] { return false }
    return true
  }

  func word(_ index: Int) -> String? {
    guard kind(index) == .word else { return nil }
    return String(decoding: bytes[tokens[index].start..<tokens[index].end], as: UTF8.self)
  }

  func isMark(_ index: Int, _ mark: Unicode.Scalar) -> Bool {
    kind(index) == .mark && bytes[tokens[index].start] == UInt8(ascii: mark)
  }

  /// The index behind marks that stand together at an index, if they do.
  func marks(_ index: Int, _ text: StaticString) -> Int? {
    for position in 0..<text.utf8CodeUnitCount {
      let here = index + position
      guard kind(here) == .mark, bytes[tokens[here].start] == text.utf8Start[position],
        position == 0 || tokens[here].start == tokens[here - 1].end
      else { return nil }
    }
    return index + text.utf8CodeUnitCount
  }

  /// Whether a token follows the one before without a blank.
  func isAdjacent(_ index: Int) -> Bool {
    index > 0 && index < count && tokens[index].start == tokens[index - 1].end
  }

  /// The index behind words and marks that stand one after another: `path("os", ".", "environ")`.
  func path(_ index: Int, _ parts: StaticString...) -> Int? {
    var here = index
    for part in parts {
      guard here < count, has(tokens[here], part),
        tokens[here].kind == .word || tokens[here].kind == .mark
      else { return nil }
      here += 1
    }
    return here
  }

  /// The index behind `.`, `?.`, `->` or `::`, in the language's own way to a member.
  func member(_ index: Int) -> Int? {
    switch language {
    case .php: return marks(index, "->") ?? marks(index, "?->")
    case .rust: return isMark(index, ".") ? index + 1 : nil
    default: break
    }
    if isMark(index, "."), !isMark(index + 1, ".") { return index + 1 }
    return marks(index, "?.") ?? marks(index, "!.") ?? marks(index, "&.")
  }

  /// The arguments between parentheses or brackets, as ranges of tokens.
  func arguments(_ open: Int) -> [Range<Int>] {
    guard let close = partner(open), close > open + 1 else { return [] }
    var result: [Range<Int>] = []
    var start = open + 1
    var index = open + 1
    while index < close, result.count < 64 {
      if isMark(index, ",") {
        result.append(start..<index)
        start = index + 1
      } else if let end = partner(index), end > index, end < close {
        index = end
      }
      index += 1
    }
    if start < close { result.append(start..<close) }
    return result
  }

  /// Whether the program ends at an index: `throw …`, `sys.exit(1)`, `log.Fatal(…)`.
  func isEnd(_ index: Int) -> Bool {
    guard let word = word(index) else { return false }
    if CodeConversion.ends(word) { return true }
    guard ["process", "sys", "os", "log"].contains(word), isMark(index + 1, "."),
      let member = self.word(index + 2)
    else { return false }
    return member.lowercased() == "exit" || member.hasPrefix("Fatal") || member.hasPrefix("Panic")
  }

  // MARK: literals

  /// A string that could be the name of a variable.
  func name(_ index: Int) -> (text: String, range: SourceRange)? {
    guard kind(index) == .string, !tokens[index].hasEscapes else { return nil }
    return name(in: tokens[index].content)
  }

  func name(in range: SourceRange) -> (text: String, range: SourceRange)? {
    let name = bytes[range.start..<range.end]
    guard let first = name.first, name.count <= 128, !(0x30...0x39).contains(first),
      name.allSatisfy({ CodeLexer.isWordByte($0) && $0 < 0x80 })
    else { return nil }
    return (String(decoding: name, as: UTF8.self), range)
  }

  /// The literal that a range of tokens consists of.
  func literal(_ range: Range<Int>) -> CodeFallback? {
    guard let (found, next) = literal(at: range.lowerBound), next == range.upperBound else {
      return nil
    }
    return found
  }

  /// The literal at an index, with the index behind it.
  func literal(at index: Int) -> (CodeFallback, next: Int)? {
    switch kind(index) {
    case .string:
      let token = tokens[index]
      let content = token.content
      let text =
        token.hasEscapes
        ? Self.unescaped(bytes[content.start..<content.end])
        : String(decoding: bytes[content.start..<content.end], as: UTF8.self)
      return (CodeFallback(text: text, range: content, isExact: !token.hasEscapes), index + 1)
    case .number:
      let range = SourceRange(start: tokens[index].start, end: tokens[index].end)
      return (written(range), index + 1)
    case .mark:
      guard isMark(index, "-"), kind(index + 1) == .number else { return nil }
      return (
        written(SourceRange(start: tokens[index].start, end: tokens[index + 1].end)), index + 2
      )
    case .word:
      guard let word = word(index), ["true", "false"].contains(word.lowercased()) else {
        return nil
      }
      return (written(SourceRange(start: tokens[index].start, end: tokens[index].end)), index + 1)
    case .fragment, nil: return nil
    }
  }

  private func written(_ range: SourceRange) -> CodeFallback {
    CodeFallback(
      text: String(decoding: bytes[range.start..<range.end], as: UTF8.self), range: range)
  }

  /// The text without the backslashes that all these languages share.
  private static func unescaped(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      var byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.endIndex {
        index += 1
        switch bytes[index] {
        case UInt8(ascii: "n"): byte = 0x0A
        case UInt8(ascii: "r"): byte = 0x0D
        case UInt8(ascii: "t"): byte = 0x09
        default: byte = bytes[index]
        }
      }
      result.append(byte)
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}
