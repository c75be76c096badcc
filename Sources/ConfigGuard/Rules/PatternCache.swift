package import RulePacks

/// Patterns compiled when they are first needed in a run.
package final class PatternCache {
  private var compiled: [String: Pattern] = [:]
  private var prefixes: [String: String] = [:]

  /// Where patterns of the rules are looked for before they are compiled.
  private let prepared: PreparedRules?

  package init(_ prepared: PreparedRules? = nil) { self.prepared = prepared }

  /// The pattern; its text was accepted when its pack or contract was loaded.
  package func pattern(_ text: String) -> Pattern? {
    if let known = compiled[text] { return known }
    guard let pattern = prepared.map({ $0.pattern(text) }) ?? (try? Pattern(text)) else {
      return nil
    }
    compiled[text] = pattern
    return pattern
  }

  struct Origin: Hashable {
    let text: String
    let syntax: OriginTest.Syntax
  }

  private static let mostOrigins = 1000
  /// What items of cross-origin lists let in.
  private(set) var origins: [Origin: Set<OriginKind>] = [:]

  func remember(_ kinds: Set<OriginKind>, _ origin: Origin) {
    if origins.count >= Self.mostOrigins { origins = [:] }
    origins[origin] = kinds
  }

  package func matchesWhole(_ text: String, _ value: String) -> Bool {
    // Most patterns begin with fixed text, and most values do not: those compile nothing.
    guard value.hasPrefix(prefix(of: text)) else { return false }
    return pattern(text)?.matchesWhole(value) ?? false
  }

  private func prefix(of text: String) -> String {
    if let known = prefixes[text] { return known }
    let prefix = Self.literalPrefix(of: text)
    prefixes[text] = prefix
    return prefix
  }

  /// The fixed text that every match of a pattern begins with; empty where that is not plain.
  static func literalPrefix(of text: String) -> String {
    if text.utf8.contains(0x7C) { return "" }
    let bytes = Array(text.utf8)
    let isPlain: (UInt8) -> Bool = { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || [0x2D, 0x5F, 0x3A, 0x2F, 0x40, 0x20, 0x3D, 0x25, 0x23, 0x3B, 0x2C].contains(byte)
    }
    var end = 0
    while end < bytes.count, isPlain(bytes[end]) { end += 1 }
    // A repeat behind the text speaks of its last character.
    if end < bytes.count, [0x2A, 0x2B, 0x3F, 0x7B].contains(bytes[end]) { end = max(0, end - 1) }
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  package func isFound(_ text: String, in value: String) -> Bool {
    pattern(text)?.isFound(in: value) ?? false
  }
}
