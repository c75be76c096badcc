package import RulePacks

/// Patterns compiled when they are first needed in a run.
package final class PatternCache {
  @exclusivity(unchecked) private var numbers = ByteNumbers()
  @exclusivity(unchecked) private var known: [KnownPattern] = []
  /// Lists of known values without case and separators.
  private var lists: [String: Set<String>] = [:]

  let readItems = ReadItems()
  /// Where patterns of the rules are looked for before they are compiled.
  private let prepared: PreparedRules?

  package init(_ prepared: PreparedRules? = nil) { self.prepared = prepared }

  /// A pattern with the text that it begins with.
  private final class KnownPattern {
    let prefix: String
    /// Nil until something is matched with it.
    @exclusivity(unchecked) var compiled: Pattern?

    init(_ text: String) { prefix = PatternCache.literalPrefix(of: text) }
  }

  private func known(_ text: String) -> KnownPattern {
    text.withBytes { known($0) }
  }

  private func known(_ text: UnsafeBufferPointer<UInt8>) -> KnownPattern {
    let search = numbers.search(text)
    if let number = search.number { return known[number] }
    let made = KnownPattern(String(decoding: text, as: UTF8.self))
    numbers.add(text, search)
    known.append(made)
    return made
  }

  /// The pattern; its text was accepted when its pack or contract was loaded.
  package func pattern(_ text: String) -> Pattern? { pattern(text, known(text)) }

  private func pattern(_ text: String, _ known: KnownPattern) -> Pattern? {
    if let compiled = known.compiled { return compiled }
    known.compiled = prepared.map { $0.pattern(text) } ?? (try? Pattern(text))
    return known.compiled
  }

  /// Whether a list holds a text that has neither case nor separators any more.
  func isListed(_ plain: String, _ name: String, _ values: @autoclosure () -> [String]) -> Bool {
    if let known = lists[name] { return known.contains(plain) }
    let made = Set(values().map(KnownValues.normalized))
    lists[name] = made
    return made.contains(plain)
  }

  struct Origin: Hashable {
    let text: String
    let syntax: OriginTest.Syntax
  }

  private static let mostOrigins = 1000
  /// What items of cross-origin lists let in.
  private var origins: [Origin: Set<OriginKind>] = [:]
  /// The item that was asked for last: several rules ask for one item in turn.
  private var latestOrigin: (origin: Origin, kinds: Set<OriginKind>)?

  /// What an item of a cross-origin list lets in.
  func kinds(_ origin: Origin, _ find: () -> Set<OriginKind>) -> Set<OriginKind> {
    if let latestOrigin, latestOrigin.origin.syntax == origin.syntax,
      latestOrigin.origin.text.hasSameBytes(as: origin.text)
    {
      return latestOrigin.kinds
    }
    if let known = origins[origin] {
      latestOrigin = (origin, known)
      return known
    }
    let kinds = find()
    if origins.count >= Self.mostOrigins { origins = [:] }
    origins[origin] = kinds
    latestOrigin = (origin, kinds)
    return kinds
  }

  package func matchesWhole(_ text: String, _ value: String) -> Bool {
    let known = known(text)
    // Most patterns begin with fixed text, and most values do not: those compile nothing.
    guard known.prefix.isEmpty || value.utf8.starts(with: known.prefix.utf8) else { return false }
    return pattern(text, known)?.matchesWhole(value) ?? false
  }

  /// The fixed text that every match of a pattern begins with; empty where that is not plain.
  static func literalPrefix(of text: String) -> String {
    let bytes = Array(text.utf8)
    if hasAlternatives(bytes) { return "" }
    var prefix: [UInt8] = []
    var end = 0
    while end < bytes.count {
      let isEscaped =
        bytes[end] == UInt8(ascii: "\\") && end + 1 < bytes.count && isSign(bytes[end + 1])
      guard isEscaped || isPlain(bytes[end]) else { break }
      prefix.append(bytes[isEscaped ? end + 1 : end])
      end += isEscaped ? 2 : 1
    }
    // A repeat behind the text speaks of its last character.
    if end < bytes.count, [0x2A, 0x2B, 0x3F, 0x7B].contains(bytes[end]) { _ = prefix.popLast() }
    return String(decoding: prefix, as: UTF8.self)
  }

  /// Whether a pattern may begin in several ways; alternatives in a group say nothing of what
  /// stands in front of it.
  private static func hasAlternatives(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    var offset = 0
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\\"): offset += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "|") where depth == 0: return true
      // What parentheses mean behind it is not worth finding out.
      case UInt8(ascii: "["): return bytes[offset...].contains(UInt8(ascii: "|"))
      default: break
      }
      offset += 1
    }
    return false
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || [0x2D, 0x5F, 0x3A, 0x2F, 0x40, 0x20, 0x3D, 0x25, 0x23, 0x3B, 0x2C].contains(byte)
  }

  /// What a backslash in front takes the meaning from.
  private static func isSign(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !(0x30...0x39).contains(byte)
      && !(0x41...0x5A).contains(byte & 0xDF) && byte != 0x5F
  }

  package func isFound(_ text: String, in value: String) -> Bool {
    pattern(text)?.isFound(in: value) ?? false
  }
}
