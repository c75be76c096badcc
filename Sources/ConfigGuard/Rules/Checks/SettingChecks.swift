import RulePacks

extension Judge {
  /// Runs a rule's check on one setting with its value.
  func violations(
    of check: Check, _ setting: Setting, _ value: Value, _ role: String, _ here: Surroundings,
    beside users: [String] = []
  ) -> [Violation] {
    switch check {
    case .value(let test):
      valueCheck.violations(test, value, key: setting.info.words)
    case .origins(let test):
      originCheck.violations(test, value)
    case .secret(let classes): secretViolations(classes, setting, here, beside: users)
    case .fallback: fallbackViolations(setting)
    case .url(let test):
      urlCheck.violations(test, value, key: setting.key)
    case .token(let states, let except): tokenViolations(states, except, setting)
    case .keyMaterial(let material):
      KeyMaterialCheck(classifier: classifier).violations(material, setting, names(here))
    default: []
    }
  }

  private func secretViolations(
    _ classes: [String], _ setting: Setting, _ here: Surroundings, beside users: [String]
  ) -> [Violation] {
    // A default inside a reference is the business of the fallback check.
    guard setting.value.form == .literal, let text = setting.value.literal else { return [] }
    let isCertain = here.contract?.variable(setting.key)?.isSecret == true
    var names = names(here)
    names.users += users
    let isGuess = isSecretByItsObject(setting, here)
    if isGuess, Self.isFile(text, isEncoded: setting.isEncoded) { return [] }
    let parts = setting.value.items ?? [Value.Fallback(text: text, range: setting.value.range)]
    return parts.compactMap { part in
      let found = classifier.classify(
        part.text, key: setting.key, names: names, isCertain: isCertain)
      let isRandom = classes.contains("random") && found == .opaque
      guard
        classes.contains(found.name) && (!isGuess || !found.isGuessable)
          || isRandom && GeneratedText.isWhole(part.text)
      else { return nil }
      let range = setting.value.items == nil ? nil : part.range
      switch found {
      case .weak(let reason): return Violation(range: range, arguments: ["reason": reason])
      case .defaultValue(let what): return Violation(range: range, arguments: ["what": what])
      case .token(let shape):
        return Violation(range: range, arguments: ["token": .prose(shape.name)])
      default: return Violation(range: range)
      }
    }
  }

  private static let longestKey = 128

  /// Whether a text is a whole document or data, which may hold secrets and is none itself.
  private static func isFile(_ text: String, isEncoded: Bool) -> Bool {
    if text.contains("\n") || ["{", "[", "<"].contains(where: text.hasPrefix) { return true }
    guard isEncoded, let data = Base64.decode(text), Base64.decodedText(text) == nil else {
      return false
    }
    return data.count > longestKey
  }

  /// The format of which whole objects are secrets.
  private static let formatOfSecrets = "kubernetes"

  /// Whether only the Secret that a key lies in says so: what it holds besides need be no secret.
  private func isSecretByItsObject(_ setting: Setting, _ here: Surroundings) -> Bool {
    setting.isDeclaredSecret && here.format == Self.formatOfSecrets
      && ![KeyRole.secret, KeyRole.possibleSecret].contains(
        index.role(of: setting))
      && here.contract?.variable(setting.key)?.isSecret != true
  }

  /// Each secret is compared with all names, so there must not be as many of them as secrets.
  private static let mostUsers = 32

  /// What somebody would guess first: user names in the same environment, the service's name.
  package func names(_ here: Surroundings) -> OwnerNames {
    if let known = here.shared.memory.names { return known }
    var names = OwnerNames(others: here.workload.map { [$0.name] } ?? [])
    for other in here.settings
    where names.users.count < Self.mostUsers
      && index.role(of: other) == KeyRole.userName
    {
      if let text = other.value.literal, !text.isEmpty { names.users.append(text) }
    }
    if let image = here.workload?.image {
      let repository = ContainerImage.repository(of: image)
      names.others += repository.split(separator: "/").map(String.init)
    }
    here.shared.memory.names = names
    return names
  }

  private func fallbackViolations(_ setting: Setting) -> [Violation] {
    setting.value.fallbacks.compactMap { fallback in
      switch classifier.classify(fallback.text, key: setting.key, names: []) {
      case .none: nil
      default: Violation(range: fallback.range)
      }
    }
  }

  private func tokenViolations(
    _ states: [TokenState], _ except: [String], _ setting: Setting
  ) -> [Violation] {
    let texts = (setting.value.items?.map(\.text) ?? []) + [setting.value.literal].compactMap { $0 }
    for text in texts {
      let tokens = classifier.tokens(in: text)
      guard
        let token = tokens.first(where: {
          states.contains($0.state) && !except.contains($0.shape.id)
        })
      else { continue }
      return [Violation(arguments: ["token": .prose(token.shape.name)])]
    }
    return []
  }
}

extension SecretClass {
  /// Whether a text is one that somebody would try, or too short for a secret.
  fileprivate var isGuessable: Bool {
    switch self {
    case .weak, .defaultValue: true
    case .none, .token, .placeholder, .opaque: false
    }
  }
}
