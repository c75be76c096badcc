import ConfigGuard
package import RulePacks

/// What a scalar is by go-yaml's rules.
package enum ResolvedScalar: Sendable, Equatable {
  case string
  case null
  case boolean(Bool)
  case integer(isNegative: Bool, magnitude: UInt64)
  case float(Double)
  case timestamp
  /// Base64 with a tag that says so; nil where it is none.
  case binary(String?)
  /// The tag demands what the text is not.
  case mismatch
}

/// Resolves scalars as go-yaml does, which is neither YAML 1.1 nor 1.2: octal numbers and
/// underscores are of the old one, base 60 is not read.
package struct ScalarResolver: Sendable {
  /// Version 4, with which Compose reads.
  package static let version4 = ScalarResolver(readsWordsAsBooleans: false)
  /// Version 2, with which Kubernetes reads.
  package static let version2 = ScalarResolver(readsWordsAsBooleans: true)

  /// `yes`, `no`, `on`, `off`, `y` and `n`.
  private let readsWordsAsBooleans: Bool

  private static let corePrefix = "tag:yaml.org,2002:"

  package func resolve(
    _ text: String, style: DocumentNode.Style, tag: String?
  ) -> ResolvedScalar {
    guard let tag else { return style == .plain ? plain(text, readsTimestamps: true) : .string }
    // Any other tag leaves the text alone.
    guard tag.hasPrefix(Self.corePrefix) else { return .string }
    let name = tag.dropFirst(Self.corePrefix.count)
    if name == "binary" { return .binary(Base64.decodedText(text)) }
    guard ["bool", "int", "float", "null", "timestamp"].contains(name) else { return .string }
    let resolved = plain(text, readsTimestamps: name == "timestamp")
    switch (name, resolved) {
    case ("bool", .boolean), ("int", .integer), ("float", .float), ("null", .null),
      ("timestamp", .timestamp):
      return resolved
    case ("float", .integer(let isNegative, let magnitude))
    where magnitude <= Int64.max.magnitude || isNegative:
      return .float(isNegative ? -Double(magnitude) : Double(magnitude))
    default: return .mismatch
    }
  }

  private func plain(_ text: String, readsTimestamps: Bool) -> ResolvedScalar {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case 0x30...0x39, 0x2B, 0x2D, 0x2E: return number(text, first, readsTimestamps)
    case 0x7E: return text == "~" ? .null : .string
    default: return word(text)
    }
  }

  private func word(_ text: String) -> ResolvedScalar {
    switch text {
    case "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON":
      return readsWordsAsBooleans ? .boolean(true) : .string
    case "n", "N", "no", "No", "NO", "off", "Off", "OFF":
      return readsWordsAsBooleans ? .boolean(false) : .string
    default: return .string
    }
  }

  private func number(
    _ text: String, _ first: UInt8, _ readsTimestamps: Bool
  ) -> ResolvedScalar {
    switch text {
    case ".nan", ".NaN", ".NAN": return .float(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
    case "-0" where !readsWordsAsBooleans: return .float(-0.0)
    default: break
    }
    let bytes = Array(text.utf8)
    if first == 0x2E {
      guard GoNumber.isFraction(bytes) else { return .string }
      return GoNumber.float(bytes.filter { $0 != 0x5F }).map { .float($0) } ?? .string
    }
    if readsTimestamps, GoTimestamp.matches(bytes) { return .timestamp }
    let digits = bytes.filter { $0 != 0x5F }
    if let (isNegative, magnitude) = GoNumber.integer(digits) {
      return .integer(isNegative: isNegative, magnitude: magnitude)
    }
    return GoNumber.float(digits).map { .float($0) } ?? .string
  }
}
