package import RulePacks

/// What a process receives for a scalar of a Compose file's environment.
package enum ComposeScalar: Sendable, Hashable {
  case unchanged
  /// The process receives this text; `reading` says how the written one was read.
  case rewritten(String, reading: ReportText)
  case null
  /// Compose refuses the file; the text says what it read.
  case refused(ReportText)
}

/// What the Kubernetes API makes of a scalar where it takes only a string.
package enum KubernetesScalar: Sendable, Hashable {
  case string
  case null
  /// The API server refuses the object; the text says what it read.
  case refused(ReportText)
}

extension DocumentTree {
  /// Whether nobody reads anything but a text into a scalar without a tag; false where that takes a
  /// closer look.
  func isText(_ index: NodeIndex) -> Bool {
    guard nodes[index].style == .plain else { return true }
    // Of the words that mean something else the longest is `false`, and they begin as `yes`, `no`,
    // `on`, `true`, `false` and `null` do.
    return withText(of: index) { text in
      guard let first = text.first else { return false }
      switch first | 0x20 {
      case 0x79, 0x6E, 0x6F, 0x74, 0x66: return text.count > 5
      default: break
      }
      switch first {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x7E: return false
      default: return true
      }
    }
  }
}

/// What platforms read into a scalar that nobody quoted.
///
/// Compose and Kubernetes both read YAML with go-yaml, the one with its version 4, the other with
/// version 2, and the two do not know the same words.
package enum ScalarTyping {
  package static func compose(
    _ text: String, style: DocumentNode.Style, tag: String?
  ) -> ComposeScalar {
    switch ScalarResolver.version4.resolve(text, style: style, tag: tag) {
    case .string: return .unchanged
    case .null: return .null
    case .boolean(let value):
      return rewritten(text, "\(value)", "a boolean, which is written in lower case")
    case .integer(let isNegative, let magnitude):
      return rewritten(
        text, "\(isNegative && magnitude > 0 ? "-" : "")\(magnitude)", Self.kind(ofInteger: text))
    case .float(let value):
      let result = GoFloat.text(of: value)
      return rewritten(text, result, Self.kind(ofFloat: text, result))
    case .timestamp: return .refused("a timestamp")
    case .binary(let text):
      return text.map { .rewritten($0, reading: "base64") } ?? .refused("base64")
    case .mismatch: return .refused("a tag that does not fit")
    }
  }

  package static func kubernetes(
    _ text: String, style: DocumentNode.Style, tag: String?
  ) -> KubernetesScalar {
    switch ScalarResolver.version2.resolve(text, style: style, tag: tag) {
    // A timestamp stays the text that it is written as.
    case .string, .timestamp, .binary: .string
    case .null: .null
    case .boolean: .refused("a boolean")
    case .integer, .float: .refused("a number")
    case .mismatch: .refused("a tag that does not fit")
    }
  }

  private static func rewritten(
    _ text: String, _ result: String, _ reading: ReportText
  ) -> ComposeScalar {
    text == result ? .unchanged : .rewritten(result, reading: reading)
  }

  private static func kind(ofInteger text: String) -> ReportText {
    let digits = text.utf8.filter { $0 != 0x5F && $0 != 0x2B && $0 != 0x2D }
    guard digits.count > 1, digits[0] == 0x30 else {
      return text.utf8.contains(0x5F)
        ? "a number, without its underscores" : "a number, without its sign"
    }
    switch digits[1] | 0x20 {
    case 0x78: return "a hexadecimal number"
    case 0x62: return "a binary number"
    default: return "an octal number"
    }
  }

  private static func kind(ofFloat text: String, _ result: String) -> ReportText {
    let digits = text.utf8.drop { $0 == 0x2B || $0 == 0x2D }
    if result.hasSuffix("Inf") || result == "NaN" { return "a number that is none" }
    if result.utf8.contains(0x65) { return "a number that is written with an exponent" }
    if digits.first == 0x30, digits.dropFirst().first.map({ $0 != 0x2E }) ?? false {
      return "a number, without its leading zero"
    }
    if text.utf8.contains(0x2E), text.utf8.last == 0x30, !text.utf8.contains(0x65) {
      return "a number, without its last zero"
    }
    return "a number, which is written in another way"
  }
}
