/// A short text that a regular expression matches: what may be left out is, of several
/// alternatives the first is taken.
///
/// What it cannot take apart gives no text; the caller tries the text against the expression.
struct ExpressionSample {
  private static let deepest = 24
  private static let mostRepeats = 8

  fileprivate let bytes: [UInt8]
  fileprivate var index = 0

  static func text(of expression: String) -> String? {
    var sample = ExpressionSample(bytes: Array(expression.utf8))
    guard let text = sample.alternatives(depth: 0), sample.index == sample.bytes.count else {
      return nil
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func alternatives(depth: Int) -> [UInt8]? {
    guard depth < Self.deepest, let first = sequence(depth) else { return nil }
    while index < bytes.count, bytes[index] == UInt8(ascii: "|") {
      index += 1
      guard sequence(depth) != nil else { return nil }
    }
    return first
  }

  private mutating func sequence(_ depth: Int) -> [UInt8]? {
    var text: [UInt8] = []
    while index < bytes.count, ![UInt8(ascii: "|"), UInt8(ascii: ")")].contains(bytes[index]) {
      let isDot = bytes[index] == UInt8(ascii: ".")
      guard let atom = atom(depth) else { return nil }
      let count = repeats()
      // A dot without a repeat was meant as one.
      let part = isDot && count != nil ? [UInt8(ascii: "a")] : atom
      for _ in 0..<(count ?? 1) { text += part }
    }
    return text
  }

  private mutating func atom(_ depth: Int) -> [UInt8]? {
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return []
    case UInt8(ascii: "\\"):
      guard index < bytes.count else { return nil }
      defer { index += 1 }
      switch bytes[index] {
      case UInt8(ascii: "d"): return [UInt8(ascii: "1")]
      case UInt8(ascii: "w"), UInt8(ascii: "S"), UInt8(ascii: "D"): return [UInt8(ascii: "a")]
      case UInt8(ascii: "b"), UInt8(ascii: "B"): return []
      default: return [bytes[index]]
      }
    case UInt8(ascii: "["): return characterClass()
    case UInt8(ascii: "("):
      if bytes[index...].starts(with: "?:".utf8) {
        index += 2
      } else if bytes[index...].starts(with: "?i)".utf8) {
        index += 3
        return []
      } else if index < bytes.count, bytes[index] == UInt8(ascii: "?") {
        return nil
      }
      guard let text = alternatives(depth: depth + 1), index < bytes.count else { return nil }
      index += 1
      return text
    default: return [byte]
    }
  }

  private mutating func characterClass() -> [UInt8]? {
    guard index < bytes.count else { return nil }
    var text = [bytes[index]]
    if bytes[index] == UInt8(ascii: "^") || bytes[index] == UInt8(ascii: "\\") {
      text = [UInt8(ascii: "a")]
    }
    // A bracket that comes first belongs to the class.
    if bytes[index] == UInt8(ascii: "]") { index += 1 }
    while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < bytes.count else { return nil }
    index += 1
    return text
  }

  /// How often what stands before is taken; nil where nothing says so.
  private mutating func repeats() -> Int? {
    guard index < bytes.count else { return nil }
    var count: Int?
    switch bytes[index] {
    case UInt8(ascii: "*"), UInt8(ascii: "?"): count = 0
    case UInt8(ascii: "+"): count = 1
    case UInt8(ascii: "{"):
      guard let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
      let text = String(decoding: bytes[(index + 1)..<close], as: UTF8.self)
      let least = text.split(separator: ",", omittingEmptySubsequences: false).first ?? ""
      guard let least = Int(least) else { return nil }
      count = min(max(least, 0), Self.mostRepeats)
      index = close
    default: return nil
    }
    index += 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "?") { index += 1 }
    return count
  }
}
