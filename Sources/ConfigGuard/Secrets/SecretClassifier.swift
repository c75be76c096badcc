package import RulePacks

/// What the text of a secret is.
package enum SecretClass: Sendable, Hashable {
  /// No secret at all: a switch, a path, an address.
  case none
  /// A provider's token of a fixed shape.
  case token(TokenShape)
  /// A published default, or the user's own name; the text says what.
  case defaultValue(ReportText)
  /// Says that it must be replaced.
  case placeholder
  /// Can be guessed; the text says why.
  case weak(ReportText)
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

/// What somebody would try first who wants to guess a secret: names that stand beside it.
package struct OwnerNames: Sendable, Hashable, ExpressibleByArrayLiteral {
  /// Who logs in with the secret.
  package var users: [String]
  /// Services, images and hosts that it is for.
  package var others: [String]

  package init(users: [String] = [], others: [String] = []) {
    self.users = users
    self.others = others
  }

  package init(arrayLiteral names: String...) { self.init(others: names) }
}

/// Classifies values under keys that hold secrets, by the lists and families of the packs.
///
/// An object, since every screen of names and whatever looks through values holds it.
package final class SecretClassifier {
  private let lists: Lists
  private let families: [String: [String]]
  private let patterns: PatternCache
  package let catalogue: TokenCatalogue
  private let latest: Latest

  /// What values are compared with, made when the first secret needs it.
  private final class Lists {
    let vocabulary: Vocabulary
    let patterns: PatternCache
    private(set) lazy var placeholders = KnownValues(vocabulary.lists["placeholder"] ?? [])
    private(set) lazy var defaults = KnownValues(vocabulary.lists["published-default"] ?? [])
    private(set) lazy var guessable = GuessableValues(vocabulary, patterns)
    private(set) lazy var published = Dictionary(
      vocabulary.publishedKeys.map { ($0.digest, $0.publisher) }, uniquingKeysWith: { $1 })

    init(_ vocabulary: Vocabulary, _ patterns: PatternCache) {
      self.vocabulary = vocabulary
      self.patterns = patterns
    }
  }

  /// What was classified last: several rules ask about one value in turn.
  private final class Latest {
    var text = ""
    var key = ""
    var names: OwnerNames = []
    var isCertain = false
    var result: SecretClass?
    /// What was searched for tokens last.
    var searched: String?
    var tokens: [TokenMatch] = []
  }

  /// `now` is in seconds since 1970; without it only what ended long ago counts as expired.
  package convenience init(
    _ vocabulary: Vocabulary, _ patterns: PatternCache, now: Int? = nil
  ) {
    self.init(vocabulary, TokenKeywords(vocabulary.tokens), patterns, now: now)
  }

  init(
    _ vocabulary: Vocabulary, _ tokens: TokenKeywords, _ patterns: PatternCache, now: Int?
  ) {
    families = vocabulary.families
    self.patterns = patterns
    catalogue = TokenCatalogue(tokens, patterns, now: now)
    lists = Lists(vocabulary, patterns)
    latest = Latest()
  }

  private init(_ other: SecretClassifier, at now: Int?) {
    lists = other.lists
    families = other.families
    patterns = other.patterns
    var catalogue = other.catalogue
    catalogue.setTime(now)
    self.catalogue = catalogue
    latest = other.latest
    forget()
  }

  /// The same with another time by which tokens end; what one was asked last the other knows, too, so
  /// that they cannot be used at once.
  func at(_ now: Int?) -> SecretClassifier { SecretClassifier(self, at: now) }

  /// Lets go of the value that was classified last.
  func forget() {
    latest.text = ""
    latest.key = ""
    latest.names = []
    latest.result = nil
    latest.searched = nil
    latest.tokens = []
  }

  /// Classifies a literal; with `isCertain` the contract says that the key holds a secret, so
  /// nothing else is thought of.
  package func classify(
    _ written: String, key: String, names: OwnerNames, isCertain: Bool = false
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
    of written: String, key: String, names: OwnerNames, isCertain: Bool
  ) -> SecretClass {
    let text = written.trimmedASCII
    if text.isEmpty || !isCertain && isNoSecret(text) { return .none }
    if isFamily("placeholder", text) || lists.placeholders.contains(text) { return .placeholder }
    if !isCertain, Self.isSentence(text) { return .none }
    if let publisher = publisher(of: text) {
      return .defaultValue("the key of \(prose: publisher) that everybody can read")
    }
    if let token = token(in: text) { return .token(token) }
    if lists.defaults.contains(text) || isFamily("published-default", text) {
      return .defaultValue("a default that a product publishes")
    }
    let plain = KnownValues.normalized(text)
    if plain == KnownValues.normalized(key) { return .placeholder }
    if names.users.contains(where: { KnownValues.normalized($0) == plain }) {
      return .defaultValue("the same as the user's name")
    }
    if let reason = lists.guessable.reason(text, plain, names: names) { return .weak(reason) }
    return encodedClass(of: text, key: key, names: names) ?? .opaque
  }

  /// A provider's token that is the whole value or stands in it; a broken one is none.
  package func token(in text: String) -> TokenShape? {
    tokens(in: text).first { $0.isLive }?.shape
  }

  /// Everything in a text that has the shape of a provider's token.
  package func tokens(in text: String) -> [TokenMatch] {
    if latest.searched == text { return latest.tokens }
    latest.tokens = catalogue.verdicts(in: text)
    latest.searched = text
    return latest.tokens
  }

  /// Whether a text is a message for people: a passphrase has no capital and no full stop.
  private static func isSentence(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x41...0x5A).contains(first),
      let last = text.utf8.last, [0x2E, 0x3F, 0x21].contains(last)
    else { return false }
    let words = text.split(separator: " ")
    return words.count >= 5 && words.allSatisfy { !Randomness.looksRandom(String($0)) }
  }

  private static let shortestPublishedKey = 16

  private func publisher(of text: String) -> String? {
    guard !lists.published.isEmpty, text.utf8.count >= Self.shortestPublishedKey else { return nil }
    let digest = SHA256.digest(Array(text.utf8))
    return lists.published[HexadecimalDigits.text(of: digest)]
  }

  /// What base64 hides from nobody: a placeholder, a default, a word.
  private func encodedClass(of text: String, key: String, names: OwnerNames) -> SecretClass? {
    guard text.utf8.count >= 8, text.utf8.count % 4 == 0, !Randomness.isHexadecimal(text),
      let decoded = Base64.decodedText(text)?.trimmedASCII, decoded.utf8.count >= 5
    else { return nil }
    switch freshClass(of: decoded, key: key, names: names, isCertain: true) {
    case .placeholder: return .placeholder
    case .defaultValue, .weak: return .weak("it is base64 of a value that can be guessed")
    case .none, .token, .opaque:
      return lists.guessable.speaksOfItself(decoded) ? .weak("it is base64 of readable text") : nil
    }
  }

  private func isFamily(_ name: String, _ text: String) -> Bool {
    families[name]?.contains { patterns.matchesWhole($0, text) } == true
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
        && !text.utf8.contains { $0 == 0x3D || $0 == 0x2B } && !Randomness.looksRandom(text)
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

  /// The block that a text repeats, whole or broken off at the end; else the text.
  static func block(of text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count >= 8, bytes.count <= 256 else { return text }
    for period in 1...(bytes.count / 2)
    where bytes.indices.dropFirst(period).allSatisfy({ bytes[$0] == bytes[$0 - period] }) {
      return String(decoding: bytes[..<period], as: UTF8.self)
    }
    return text
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
    return samples.contains { text.contains($0) } || text.lowercased().contains("xxxx")
  }

  /// What vendors put into tokens that they print, and the one account of Azure's emulator.
  private static let samples = ["EXAMPLE", "devstoreaccount1"]
}
