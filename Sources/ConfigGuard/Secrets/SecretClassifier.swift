package import RulePacks

/// What the text of a secret is.
package enum SecretClass: Sendable, Hashable {
  /// No secret at all: a switch, a path, an address.
  case none
  /// A provider's token of a fixed shape.
  case token(TokenShape)
  /// A published default.
  case defaultValue
  /// Says that it must be replaced.
  case placeholder
  /// Can be guessed; the text says why.
  case weak(String)
  /// Anything else: it has to be taken for a real secret.
  case opaque

  package var name: String {
    switch self {
    case .none: "none"
    case .token: "token"
    case .defaultValue: "default"
    case .placeholder: "placeholder"
    case .weak: "weak"
    case .opaque: "opaque"
    }
  }
}

/// Classifies values under keys that hold secrets, by the lists and families of the packs.
package struct SecretClassifier {
  private let placeholders: KnownValues
  private let defaults: KnownValues
  private let weak: KnownValues
  private let vocabulary: Vocabulary
  private let patterns: PatternCache
  private let catalogue: TokenCatalogue
  private static let shortest = 8
  private let latest = Latest()

  /// What was classified last: several rules ask about one value in turn.
  private final class Latest {
    var text = ""
    var key = ""
    var names: [String] = []
    var isCertain = false
    var result: SecretClass?
  }

  /// `now` is in seconds since 1970; without it only what ended long ago counts as expired.
  package init(_ vocabulary: Vocabulary, _ patterns: PatternCache, now: Int? = nil) {
    self.vocabulary = vocabulary
    self.patterns = patterns
    catalogue = TokenCatalogue(
      vocabulary.tokens, patterns, now: now ?? UnixTime.earliestPresent)
    placeholders = KnownValues(vocabulary.lists["placeholder"] ?? [])
    defaults = KnownValues(vocabulary.lists["published-default"] ?? [])
    weak = KnownValues(vocabulary.lists["weak"] ?? [])
  }

  /// Classifies a literal; `names` are words that its owner would guess first: user, service.
  ///
  /// With `isCertain` the contract says that the key holds a secret, so nothing else is thought of.
  package func classify(
    _ written: String, key: String, names: [String], isCertain: Bool = false
  ) -> SecretClass {
    if let known = latest.result, latest.text == written, latest.key == key,
      latest.isCertain == isCertain, latest.names == names
    {
      return known
    }
    let result = freshClass(of: written, key: key, names: names, isCertain: isCertain)
    latest.text = written
    latest.key = key
    latest.names = names
    latest.isCertain = isCertain
    latest.result = result
    return result
  }

  private func freshClass(
    of written: String, key: String, names: [String], isCertain: Bool
  ) -> SecretClass {
    let text = written.trimmedASCII
    if text.isEmpty || !isCertain && isNoSecret(text) { return .none }
    if isFamily("placeholder", text) || placeholders.contains(text) { return .placeholder }
    if let token = token(in: text) { return .token(token) }
    if defaults.contains(text) || isFamily("published-default", text) { return .defaultValue }
    let plain = KnownValues.normalized(text)
    if plain == KnownValues.normalized(key) { return .placeholder }
    if let reason = weakness(of: text, plain, names: names) { return .weak(reason) }
    return .opaque
  }

  /// A provider's token that is the whole value or stands in it; a broken one is none.
  package func token(in text: String) -> TokenShape? {
    catalogue.verdicts(in: text).first { $0.isLive }?.shape
  }

  /// Everything in a text that has the shape of a provider's token.
  package func tokens(in text: String) -> [TokenMatch] { catalogue.verdicts(in: text) }

  private func weakness(of text: String, _ plain: String, names: [String]) -> String? {
    if weak.contains(text) || isFamily("weak", text) { return "it is a well-known password" }
    if names.contains(where: { KnownValues.normalized($0) == plain }) {
      return "it equals a name beside it"
    }
    if Pseudo.isRepetitive(text) { return "it repeats one pattern" }
    let length = text.unicodeScalars.count
    if length < Self.shortest { return "it has fewer than \(Self.shortest) characters" }
    return nil
  }

  private func isFamily(_ name: String, _ text: String) -> Bool {
    vocabulary.families[name]?.contains { patterns.matchesWhole($0, text) } == true
  }

  /// Switches, small numbers, paths and addresses without a password stand under such keys, too.
  private func isNoSecret(_ text: String) -> Bool {
    if ["true", "false", "yes", "no", "on", "off", "none", "null", "nil"].contains(
      text.lowercased())
    {
      return true
    }
    if text.utf8.count <= 3, Int(text) != nil { return true }
    if text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("~/") {
      let names = text.split(separator: "/")
      return names.count > 1 && names.allSatisfy { $0.utf8.count <= 32 }
        && !text.utf8.contains { $0 == 0x3D || $0 == 0x2B }
    }
    if let url = URLParts(text) { return url.password == nil }
    return false
  }
}

/// Signs that a text was typed by a person and is no random secret.
enum Pseudo {
  /// One character, or one short block, again and again; or a run along the alphabet or digits.
  static func isRepetitive(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 3 else { return false }
    for period in 1...4 where bytes.count >= period * 3 {
      if bytes.indices.dropFirst(period).allSatisfy({ bytes[$0] == bytes[$0 - period] }) {
        return true
      }
    }
    let steps = zip(bytes, bytes.dropFirst()).map { Int($1) - Int($0) }
    return bytes.count >= 4 && (steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == -1 })
  }

  /// A run of one character in a token's body marks it as a sample.
  static func isMadeUp(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
    var run = 1
    var previous: UInt8 = 0
    for byte in token {
      run = byte == previous ? run + 1 : 1
      if run >= 8 { return true }
      previous = byte
    }
    let text = String(decoding: token, as: UTF8.self)
    return text.contains("EXAMPLE") || text.lowercased().contains("xxxx")
  }
}
