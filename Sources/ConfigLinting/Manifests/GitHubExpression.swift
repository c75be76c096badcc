import ConfigGuard
import RulePacks

/// What stands between `${{` and `}}` in a workflow
/// (docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions).
enum GitHubExpression {
  private enum Token {
    case literal(Range<Int>)
    case word
    case open
    case close
    case or
    case and
    case other
  }

  static func isPresent(in text: String) -> Bool {
    text.withBytes { opening(in: $0, from: 0) != nil }
  }

  /// The literals that an expression may come to, with their ranges as offsets in the UTF-8.
  ///
  /// `a || 'literal'` and `a && 'literal'` yield their literal; a literal that is compared or handed
  /// to a function is none.
  static func literals(in text: String) -> [(text: String, range: Range<Int>)] {
    let bytes = Array(text.utf8)
    var found: [(text: String, range: Range<Int>)] = []
    var offset = 0
    while let start = bytes.withUnsafeBufferPointer({ opening(in: $0, from: offset) }) {
      var tokens: [Token] = []
      guard let end = split(bytes, from: start, into: &tokens) else { break }
      offset = end
      for range in results(of: tokens) where !range.isEmpty {
        found.append((String(decoding: bytes[range], as: UTF8.self), range))
      }
    }
    return found
  }

  /// The name in `${{ env.NAME }}`, if the whole text is that.
  static func variable(in text: String) -> String? {
    guard text.hasPrefix("${{"), text.hasSuffix("}}") else { return nil }
    let inner = String(text.dropFirst(3).dropLast(2)).trimmedASCII
    guard inner.hasPrefix("env.") else { return nil }
    let name = inner.dropFirst(4)
    let isName = name.utf8.allSatisfy { isWordByte($0) }
    return isName && !name.isEmpty ? String(name) : nil
  }

  private static func opening(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var offset = start
    while offset + 2 < bytes.count {
      if bytes[offset] == UInt8(ascii: "$"), bytes[offset + 1] == UInt8(ascii: "{"),
        bytes[offset + 2] == UInt8(ascii: "{")
      {
        return offset + 3
      }
      offset += 1
    }
    return nil
  }

  /// Splits one expression and gives the offset behind its end; nil where it has none.
  private static func split(_ bytes: [UInt8], from start: Int, into tokens: inout [Token]) -> Int? {
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "}"):
        if offset + 1 < bytes.count, bytes[offset + 1] == byte { return offset + 2 }
        offset += 1
      case UInt8(ascii: "'"):
        let end = endOfString(bytes, from: offset + 1)
        tokens.append(.literal((offset + 1)..<end))
        offset = end + 1
      case UInt8(ascii: "("), UInt8(ascii: "["):
        tokens.append(.open)
        offset += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        tokens.append(.close)
        offset += 1
      case UInt8(ascii: "|"), UInt8(ascii: "&"):
        let isDouble = offset + 1 < bytes.count && bytes[offset + 1] == byte
        tokens.append(isDouble ? (byte == UInt8(ascii: "|") ? .or : .and) : .other)
        offset += isDouble ? 2 : 1
      case _ where isWordByte(byte):
        while offset < bytes.count, isWordByte(bytes[offset]) { offset += 1 }
        tokens.append(.word)
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default:
        tokens.append(.other)
        offset += 1
      }
    }
    return nil
  }

  /// The quote that ends a string, where two of them stand for one.
  private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    var offset = start
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "'") {
        guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "'") else {
          return offset
        }
        offset += 1
      }
      offset += 1
    }
    return bytes.count
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2E
      || byte == 0x2D || byte == 0x5F || byte == 0x2A
  }

  private static func results(of tokens: [Token]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    /// Whether each open bracket holds a call's arguments or an index.
    var isCall: [Bool] = []
    var calls = 0
    for (index, token) in tokens.enumerated() {
      switch token {
      case .open:
        var call = false
        if index > 0, case .word = tokens[index - 1] { call = true }
        isCall.append(call)
        calls += call ? 1 : 0
      case .close: if isCall.popLast() == true { calls -= 1 }
      case .literal(let range):
        if calls == 0, isResult(index, of: tokens) { found.append(range) }
      default: break
      }
    }
    return found
  }

  private static func isResult(_ index: Int, of tokens: [Token]) -> Bool {
    switch index > 0 ? tokens[index - 1] : .or {
    case .or, .and, .open: break
    default: return false
    }
    switch index + 1 < tokens.count ? tokens[index + 1] : .or {
    case .or, .close: return true
    default: return false
    }
  }
}
