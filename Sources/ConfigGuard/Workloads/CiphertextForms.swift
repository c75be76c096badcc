import RulePacks

/// The first bytes of all forms of ciphertext, to pass over texts that are of none.
package struct CiphertextForms: Sendable {
  /// What such a text begins with; nil where a form may begin with anything.
  private let starts: [[UInt8]]?
  private let firstBytes: [Bool]

  init(_ forms: [ValueForm]) {
    var starts: [[UInt8]] = []
    for form in forms where form.kind == .encrypted {
      guard let start = Self.start(of: form.pattern) else {
        self.starts = nil
        firstBytes = []
        return
      }
      starts.append(start)
    }
    self.starts = starts
    var firstBytes = [Bool](repeating: false, count: 256)
    for first in starts.compactMap(\.first) { firstBytes[Int(first)] = true }
    self.firstBytes = firstBytes
  }

  package func mayBegin(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let starts else { return true }
    guard let first = text.first, firstBytes[Int(first)] else { return false }
    return starts.contains { text.starts(with: $0) }
  }

  private static func start(of pattern: String) -> [UInt8]? {
    // Alternatives in groups say nothing of what stands before the first group.
    guard !hasAlternatives(pattern) else { return nil }
    let start = pattern.prefix { $0 != "(" }
    let prefix = PatternCache.literalPrefix(of: String(start))
    if !prefix.isEmpty { return Array(prefix.utf8) }
    // `\{cipher\}.+`: a sign that stands for itself.
    let bytes = Array(pattern.utf8)
    guard bytes.count > 2, bytes[0] == UInt8(ascii: "\\"),
      "{}$[]().^".utf8.contains(bytes[1]), !"?*{".utf8.contains(bytes[2])
    else { return nil }
    return [bytes[1]]
  }

  /// Whether a pattern as a whole is one of several.
  private static func hasAlternatives(_ pattern: String) -> Bool {
    var depth = 0
    var isEscaped = false
    var isInClass = false
    for byte in pattern.utf8 {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = true
      case UInt8(ascii: "]"): isInClass = false
      case _ where isInClass: break
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "|") where depth == 0: return true
      default: break
      }
    }
    return false
  }
}
