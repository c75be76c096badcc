import ConfigGuard
import RulePacks

/// Something in a file that opens something, and where it stands.
struct HeldSecret {
  let kind: HeldSecretKind
  let range: SourceRange
}

extension FileReading {
  /// What a file holds of the things that such files are there for, the first one of each kind.
  func heldSecrets() -> [HeldSecret] {
    if self.format == EnvironmentFile.name {
      return self.stage.stage == .example ? [] : realSetting(.environment)
    }
    guard let credentials = CredentialFile(path: self.file.path) else {
      if self.format == DockerClientConfig.name || self.format == Kubeconfig.name {
        return realSetting(.credentials)
      }
      return serviceAccount()
    }
    switch credentials {
    case .privateKey: return keys()
    case .keystore: return holdsKeys ? whole(.credentials) : []
    case .terraformState: return holdsResources ? whole(.credentials) : []
    default: return realSetting(.credentials)
    }
  }

  private func whole(_ kind: HeldSecretKind) -> [HeldSecret] {
    [HeldSecret(kind: kind, range: SourceRange(at: self.file.bytes.hasByteOrderMark ? 3 : 0))]
  }

  /// The first setting that holds a secret which only chance would find.
  private func realSetting(_ kind: HeldSecretKind) -> [HeldSecret] {
    let settings = self.settings + self.documents.flatMap(\.settings)
    guard let first = settings.first(where: { self.context.holdsRealSecret($0) }) else { return [] }
    return [HeldSecret(kind: kind, range: first.keyRange)]
  }

  /// A service account's key may have any name.
  private func serviceAccount() -> [HeldSecret] {
    let token = self.scan.tokens.first {
      $0.shape.structure == .googleServiceAccount && $0.verdict == .structural
    }
    guard let token else { return [] }
    let index = token.range.lowerBound
    let end = self.file.bytes.withBuffer { LineBreaks.endOfLine(in: $0, from: index) }
    let range = SourceRange(start: index, end: min(end, token.range.upperBound))
    return [HeldSecret(kind: .credentials, range: range)]
  }

  private func keys() -> [HeldSecret] {
    var result: [HeldSecret] = []
    for token in self.scan.tokens
    where token.shape.structure == .pem && token.isCertain(in: self.file.bytes) {
      guard token.state == .privateKey || token.state == .encryptedKey else { continue }
      let kind: HeldSecretKind = token.state == .privateKey ? .privateKey : .encryptedKey
      guard !result.contains(where: { $0.kind == kind }) else { continue }
      let range = PrivateKeyText.header(of: token.range, in: self.file.bytes)
      result.append(HeldSecret(kind: kind, range: range))
    }
    guard result.isEmpty else { return result }
    if PrivateKeyText.isDER(Array(self.file.bytes.buffer.prefix(16))) { return whole(.privateKey) }
    return keyOfPuTTY() ?? keyAlone()
  }

  /// `PuTTY-User-Key-File-3: ssh-ed25519`, and on the next line how it is encrypted.
  private func keyOfPuTTY() -> [HeldSecret]? {
    let head = String(decoding: self.file.bytes.buffer.prefix(512), as: UTF8.self)
    guard head.hasPrefix("PuTTY-User-Key-File-") else { return nil }
    return whole(head.contains("Encryption: none") ? .privateKey : .encryptedKey)
  }

  /// A file whose only line was made by a generator.
  private func keyAlone() -> [HeldSecret] {
    guard self.file.bytes.count <= 1024,
      let read = CredentialFile.masterKey.entries(of: self.file.bytes),
      let entry = read.entries.first, GeneratedText.isWhole(entry.text)
    else { return [] }
    return [HeldSecret(kind: .credentials, range: entry.range)]
  }

  /// Stores of certificates that are trusted hold nothing secret; everybody has Android's debug key.
  private var holdsKeys: Bool {
    let name = self.file.name.lowercased()
    return self.file.bytes.count > 0
      && !["trust", "cacert", "debug"].contains { name.contains($0) }
  }

  private var holdsResources: Bool {
    let words = KeywordSet(["\"instances\"", "\"primary\""])
    return self.file.bytes.withBuffer { words.firstMatch(in: $0, from: 0) != nil }
  }
}

extension ProjectContext {
  /// Whether a setting holds a secret that only chance finds.
  func holdsRealSecret(_ setting: Setting) -> Bool { worth(of: setting) == true }

  /// False for a secret that anybody can guess, nil for what is no secret or empty.
  func worth(of setting: Setting) -> Bool? {
    let isDeclared =
      setting.isDeclaredSecret || contract?.variable(setting.key)?.isSecret == true
    guard setting.value.form == .literal, let text = setting.value.literal else { return nil }
    guard isDeclared || judge.role(of: setting) == KeyRole.secret else {
      return worth(ofPartsOf: setting, text)
    }
    switch judge.classifier.classify(text, key: setting.key, names: []) {
    case .none: return nil
    case .placeholder, .weak, .defaultValue: return false
    case .token, .opaque: return true
    }
  }

  /// Of a setting that is no secret itself, what stands inside of its value.
  private func worth(ofPartsOf setting: Setting, _ text: String) -> Bool? {
    var result: Bool?
    var parts = judge.innerSecrets(of: setting).compactMap(\.setting.value.literal)
    if let password = URLParts(text)?.password, !password.isEmpty { parts.append(password) }
    for part in parts {
      switch judge.classifier.classify(part, key: "password", names: []) {
      case .token, .opaque: return true
      case .placeholder, .weak, .defaultValue: result = false
      case .none: break
      }
    }
    return result
  }
}
