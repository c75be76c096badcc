import ConfigGuard
import RulePacks

/// Says of values what may be said of them.
///
/// A text is only shown where its key, its shape, what it refers to and everything else that was
/// read all say that it is no secret.
struct ValueDescriber {
  /// Words in a key that make its value suspicious where the vocabulary knows no role for it.
  private static let suspicious: Set<String> = [
    "password", "passwords", "passwd", "pwd", "pass", "passphrase", "secret", "secrets", "token",
    "tokens", "credential", "credentials", "auth", "key", "keys", "pin", "otp", "private",
  ]

  let context: ProjectContext
  let secrets: KnownSecrets
  let screen: NameScreen
  private let shown: ShownText

  init(_ context: ProjectContext, _ secrets: KnownSecrets, _ screen: NameScreen) {
    self.screen = screen
    self.context = context
    self.secrets = secrets
    shown = ShownText(context, secrets)
  }

  /// What is known of the value that a process gets under a key.
  func describe(_ setting: Setting, in here: Surroundings) -> ValueDescription {
    let role = context.judge.role(of: setting, in: here)
    let isSecret =
      role == KeyRole.secret || setting.isDeclaredSecret || comesFromSecret(setting)
    return describe(
      setting.value, setting, in: here, isSecret: isSecret, isKnown: role != KeyRole.none)
  }

  /// What is known of a value below the one that the process gets.
  func describe(_ layer: Layer, of setting: Setting, in here: Surroundings) -> ValueDescription? {
    guard let value = layer.value else { return nil }
    let role = context.judge.role(of: setting, in: here)
    // A layer does not say whether its document declares it as a secret, only what it is.
    let isSecret =
      role == KeyRole.secret || setting.isDeclaredSecret
      || layer.source.lowercased().contains("secret")
    return describe(value, setting, in: here, isSecret: isSecret, isKnown: role != KeyRole.none)
  }

  private func describe(
    _ value: Value, _ setting: Setting, in here: Surroundings, isSecret: Bool, isKnown: Bool
  ) -> ValueDescription {
    switch value.form {
    case .empty: return said(.empty, "empty")
    case .passedThrough:
      return said(.suppliedElsewhere, "supplied elsewhere: \(Self.supplier(for: here.format))")
    case .encrypted: return said(.encrypted, "encrypted")
    case .template: return said(.template, "a template")
    case .hash: return said(.hash, "a hash")
    case .literal, .reference: break
    }
    guard let text = value.literal else {
      return said(.reference, reference(value, isSecret: isSecret))
    }
    guard !text.isEmpty else { return said(.empty, "empty") }
    let description = describe(
      text, of: value, setting, in: here, isSecret: isSecret, isKnown: isKnown)
    guard value.fallbacks.contains(where: { $0.text == text }) else { return description }
    return ValueDescription(
      description.kind, text: description.text,
      words: description.words.map { $0 + screen.text(", a fallback") }
        ?? screen.text("a fallback"))
  }

  private func said(_ kind: ValueDescription.Kind, _ words: ReportText) -> ValueDescription {
    ValueDescription(kind, words: screen.text(words))
  }

  private func describe(
    _ text: String, of value: Value, _ setting: Setting, in here: Surroundings, isSecret: Bool,
    isKnown: Bool
  ) -> ValueDescription {
    if isSecret { return secret(text, setting, in: here) }
    if !isKnown, setting.info.words.contains(where: Self.suspicious.contains) {
      let found = secret(text, setting, in: here)
      if found.kind != .hidden { return found }
    }
    let isReached = value.form != .literal || !setting.uses.isEmpty
    if isReached, refersToSecret(value) || secrets.isSecret(text) {
      return secret(text, setting, in: here)
    }
    // Behind the colon stands a password, whatever signs it has.
    let isLogin = setting.info.holdsLogin && text.contains(":") && !text.contains("://")
    if !isLogin, let text = shown.text(text) {
      return ValueDescription(.text, text: text, words: nil)
    }
    if context.judge.classifier.token(in: text) != nil {
      return said(.secret, "a token of a known shape")
    }
    return said(.hidden, Self.looks(of: text, or: "may hold a secret"))
  }

  private func secret(_ text: String, _ setting: Setting, in here: Surroundings) -> ValueDescription
  {
    let isCertain = here.contract?.variable(setting.key)?.isSecret == true
    let found = context.judge.classifier.classify(
      text, key: setting.key, names: context.judge.names(here), isCertain: isCertain)
    switch found {
    case .placeholder: return said(.placeholder, "a placeholder")
    case .defaultValue: return said(.defaultValue, "a published default")
    case .weak: return said(.weak, "weak")
    case .token: return said(.secret, "a token of a known shape")
    case .opaque: return said(.secret, Self.looks(of: text, or: "a secret"))
    case .none: return said(.hidden, "a switch, a path or an address")
    }
  }

  private static func looks(of text: String, or words: ReportText) -> ReportText {
    let lines = text.utf8.count { $0 == 0x0A } + (text.hasSuffix("\n") ? 0 : 1)
    if lines > 1 { return "\(lines) lines" }
    let size = ValueDescription.size(of: text)
    return RandomText.isIn(text) ? "looks random, \(size)" : "\(words), \(size)"
  }

  /// Whether a value is made of variables that hold secrets, so that it is one as well.
  ///
  /// What stands in front of the host of an address is never shown, so secrets may stand there.
  private func refersToSecret(_ value: Value) -> Bool {
    guard case .reference = value.form else { return false }
    let bytes = Array(value.text.utf8)
    let colon = bytes.firstIndex(of: 0x3A) ?? bytes.endIndex
    let isAddress = bytes[colon...].starts(with: "://".utf8)
    let end = isAddress ? bytes.lastIndex(of: 0x40) ?? colon : colon
    return bytes.indices.split(whereSeparator: { !Self.isNameByte(bytes[$0]) }).contains { name in
      guard let first = name.first, let last = name.last else { return false }
      let isInUserInfo = isAddress && first > colon && last < end
      return !isInUserInfo && holdsSecret(String(decoding: bytes[first...last], as: UTF8.self))
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
  }

  /// Whether the name under which the value is held elsewhere is that of a secret.
  private func comesFromSecret(_ setting: Setting) -> Bool {
    guard !setting.uses.isEmpty, setting.keyRange.count <= 200 else { return false }
    return holdsSecret(setting.file.bytes.text(setting.keyRange))
  }

  private func holdsSecret(_ name: String) -> Bool {
    context.keys.info(name).holdsSecret || context.contract?.variable(name)?.isSecret == true
  }

  /// A reference in words; what stands in a document is only repeated where it is a plain name.
  private func reference(_ value: Value, isSecret: Bool) -> ReportText {
    guard case .reference(let what) = value.form, what.utf8.count <= 120, screen.isName(what),
      !(isSecret && Self.mayHoldDollar(value.text))
    else { return "a reference" }
    return "a reference to \(name: what)"
  }

  /// Whether what seems to be a reference may be the middle of a password: `pa$word`.
  private static func mayHoldDollar(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains { index in
      guard bytes[index] == 0x24, index + 1 < bytes.count else { return false }
      let name = bytes[(index + 1)...].prefix(while: isNameByte)
      return !name.isEmpty && name.contains { (0x61...0x7A).contains($0) }
    }
  }

  private static func supplier(for format: String) -> ReportText {
    switch format {
    case ComposeFile.name: "by the environment in which Compose is started"
    case "systemd-unit": "by the manager that starts the unit"
    case EnvironmentFile.name: "by whoever starts the process"
    default: "by the platform"
    }
  }
}
