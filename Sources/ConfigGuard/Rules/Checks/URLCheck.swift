package import RulePacks

/// Tests the parts of a URL: its password, scheme, host and query.
package struct URLCheck {
  let classifier: SecretClassifier
  private let latest = Latest()

  /// The address that was read last: several rules ask for that of one value in turn.
  private final class Latest {
    var text: String?
    var url: URLParts?
    var scheme = ""
    var hasPassword = false
  }

  init(classifier: SecretClassifier) { self.classifier = classifier }

  /// Lets go of the address that was read last.
  func forget() {
    latest.text = nil
    latest.url = nil
  }

  private func read(_ text: String) {
    guard latest.text?.hasSameBytes(as: text) != true else { return }
    latest.url = URLParts(text)
    latest.scheme = latest.url?.scheme ?? ""
    latest.hasPassword = latest.url?.passwordRange != nil
    latest.text = text
  }

  package func violations(_ test: URLTest, _ value: Value, key: String) -> [Violation] {
    guard let text = value.literal else { return [] }
    read(text)
    // The parts are a copy, so what need not be is not asked of them.
    guard latest.url != nil, test.password == nil || latest.hasPassword else { return [] }
    if !test.schemes.isEmpty, !test.schemes.contains(latest.scheme) { return [] }
    guard let url = latest.url else { return [] }
    if let host = test.host, (host == "private") != url.isPrivateHost { return [] }
    if !test.hosts.isEmpty, !Self.isNamed(url.host, test.hosts) { return [] }
    if Self.isNamed(url.host, test.exceptHosts) { return [] }
    let isInPlace = value.isExact && value.effective == value.text
    func place(_ range: Range<Int>) -> SourceRange? {
      guard isInPlace else { return nil }
      return SourceRange(
        start: value.range.start + range.lowerBound, end: value.range.start + range.upperBound)
    }
    if let wanted = test.password {
      // A password that comes from a variable is judged where the variable is set.
      if case .reference = value.form, !Self.writesPassword(value.text, fallbacks: value.fallbacks)
      {
        return []
      }
      guard let range = url.passwordRange, let password = url.password, !password.isEmpty,
        wanted == passwordClass(password, user: url.user, key: key)
      else { return [] }
      return [Violation(range: place(range), content: .value)]
    }
    guard !test.query.isEmpty else {
      return [Violation(range: place(url.schemeRange), content: .name)]
    }
    return url.parameters.compactMap { parameter in
      guard let bad = test.query[parameter.name], bad.contains(parameter.value.lowercased())
      else { return nil }
      return Violation(
        range: place(parameter.range),
        arguments: [
          "parameter": "\(name: parameter.name)=\(name: parameter.value.lowercased())"
        ],
        content: .parameter)
    }
  }

  /// Whether a host has one of these names, or ends in one that begins with a dot.
  private static func isNamed(_ host: String, _ names: [String]) -> Bool {
    names.contains { name in
      host == name || name.hasPrefix(".") && (host.hasSuffix(name) || host == name.dropFirst())
    }
  }

  /// Whether the text itself, and no reference in it, gives the password.
  private static func writesPassword(_ text: String, fallbacks: [Value.Fallback]) -> Bool {
    if let password = URLParts(text)?.password {
      return !password.contains("$") && !password.isEmpty
    }
    return fallbacks.contains { URLParts($0.text)?.password?.isEmpty == false }
  }

  /// `weak` for what can be guessed or must be replaced, `literal` for anything else in clear.
  private func passwordClass(_ password: String, user: String?, key: String) -> String? {
    if password.contains("${") || password.hasPrefix("$") || password.contains("{{") { return nil }
    // The name of a parameter in a format, and what a log shows instead of a password.
    if password.hasPrefix("{"), password.hasSuffix("}") { return nil }
    if password.allSatisfy({ $0 == "*" }) { return nil }
    if let user, user.lowercased() == password.lowercased() { return "weak" }
    switch classifier.classify(password, key: key, names: []) {
    case .placeholder, .defaultValue, .weak: return "weak"
    case .token, .opaque: return "literal"
    case .none: return "weak"
    }
  }
}
