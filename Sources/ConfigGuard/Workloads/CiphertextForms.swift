package import RulePacks

/// The first bytes of all forms of ciphertext, to pass over texts that are of none.
@usableFromInline
package struct CiphertextForms: Sendable {
  /// What such a text begins with; nil where a form may begin with anything.
  private let starts: [[UInt8]]?
  /// The bytes that such a text begins with.
  @usableFromInline let firstBytes: ByteClass

  init(_ forms: [ValueForm]) {
    var starts: [[UInt8]] = []
    for form in forms where form.kind == .encrypted {
      guard let start = Self.start(of: form.pattern) else {
        self.starts = nil
        firstBytes = ByteClass { _ in true }
        return
      }
      starts.append(start)
    }
    self.starts = starts
    let first = Set(starts.compactMap(\.first))
    firstBytes = ByteClass { first.contains($0) }
  }

  // In place, since nearly every value fails here.
  @inlinable @inline(__always)
  package func mayBegin(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if let first = text.first, !firstBytes.contains(first) { return false }
    return isBegun(text)
  }

  @usableFromInline
  func isBegun(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let starts else { return true }
    return !text.isEmpty && starts.contains { text.starts(with: $0) }
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
