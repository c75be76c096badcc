import RulePacks

/// The secrets that were read in this run, so that none of them is shown under another name.
package struct KnownSecrets {
  /// Shorter ones stand in other texts by chance.
  private static let shortest = 8
  private static let mostLengths = 32

  private var texts: Set<[UInt8]> = []
  /// By their first eight bytes, the lengths of the secrets that begin so.
  private var lengths: [UInt64: Set<Int>] = [:]
  /// Everything that was a secret anywhere, guessable or not.
  private var whole: Set<String> = []

  package init() {}

  /// Remembers a secret; a guessable one counts only where a whole value is the same.
  package mutating func insert(_ text: String, isGuessable: Bool) {
    guard !text.isEmpty else { return }
    whole.insert(text)
    let bytes = Array(text.utf8)
    guard !isGuessable, bytes.count >= Self.shortest, texts.insert(bytes).inserted else { return }
    lengths[Self.start(of: bytes[...]), default: []].insert(bytes.count)
  }

  /// Adds the values of all settings whose keys or documents say that they are secrets.
  package mutating func add(_ settings: [Setting], _ judge: Judge, _ contract: Contract?) {
    for setting in settings {
      guard let text = setting.value.literal, !text.isEmpty else { continue }
      let isSecret =
        setting.isDeclaredSecret || contract?.variables.isSecret(setting.key) == true
        || judge.role(of: setting) == KeyRole.secret
      if isSecret {
        switch judge.classifier.classify(text, key: setting.key, names: []) {
        case .token, .opaque: insert(text, isGuessable: false)
        case .defaultValue, .placeholder, .weak: insert(text, isGuessable: true)
        case .none: break
        }
      }
      // Only an address holds a password.
      if text.utf8.contains(0x40), let password = URLParts(text)?.password {
        insert(password, isGuessable: false)
      }
    }
  }

  /// Whether a setting may hold a secret, whatever that is worth.
  package static func mayTake(from setting: Setting, _ judge: Judge) -> Bool {
    mayTake(fromAnyNamed: setting)
      || judge.role(of: setting) == KeyRole.secret && setting.value.literal?.isEmpty == false
  }

  /// The same for a setting whose key is known not to say so.
  package static func mayTake(fromAnyNamed setting: Setting) -> Bool {
    guard let text = setting.value.literal, !text.isEmpty else { return false }
    return setting.isDeclaredSecret
      || text.utf8.contains(0x40) && URLParts(text)?.password != nil
  }

  /// Whether a text is one of the secrets, or one of them stands in it.
  package func isOrHolds(_ text: String) -> Bool { isSecret(text) || areIn(text) }

  /// Whether a text is one of the secrets.
  package func isSecret(_ text: String) -> Bool { whole.contains(text) }

  /// Whether a secret that only chance finds stands somewhere in a text.
  package func areIn(_ text: String) -> Bool {
    guard !lengths.isEmpty else { return false }
    let bytes = Array(text.utf8)
    guard bytes.count >= Self.shortest else { return false }
    for start in 0...(bytes.count - Self.shortest) {
      guard let lengths = lengths[Self.start(of: bytes[start...])] else { continue }
      // Many secrets with one beginning would cost much to compare, and the beginning is enough.
      if lengths.count > Self.mostLengths { return true }
      for length in lengths where start + length <= bytes.count {
        if texts.contains(Array(bytes[start..<(start + length)])) { return true }
      }
    }
    return false
  }

  private static func start(of bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.prefix(shortest).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
