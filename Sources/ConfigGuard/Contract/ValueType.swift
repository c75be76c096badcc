/// The type of a variable in a contract, and what its text must look like.
package enum ValueType: String, Sendable, Hashable, CaseIterable {
  case string
  case int
  case float
  case bool
  case url
  case email
  case host
  case port
  case duration
  case list

  /// What is expected, for a message.
  package var expectation: ReportText {
    switch self {
    case .string: "text"
    case .int: "a whole number"
    case .float: "a number"
    case .bool: "true or false"
    case .url: "a URL with a scheme and a host"
    case .email: "an e-mail address"
    case .host: "a host name or an address"
    case .port: "a port from 1 to 65535"
    case .duration: "a duration such as 30s, 5m or 1h30m"
    case .list: "a list with commas"
    }
  }

  package func accepts(_ text: String) -> Bool {
    switch self {
    case .string, .list: return true
    case .int: return Int(text) != nil
    case .float: return Double(text).map { $0.isFinite } ?? false
    case .bool: return Truth(text) != nil
    case .url: return Self.isURL(text)
    case .email: return Self.isEmail(text)
    case .host: return Self.isHost(text)
    case .port: return Int(text).map { (1...65_535).contains($0) } ?? false
    case .duration: return Self.isDuration(text)
    }
  }

  /// Files have no host; all other addresses have.
  private static func isURL(_ text: String) -> Bool {
    guard let url = URLParts(text), !text.utf8.contains(0x20) else { return false }
    return !url.host.isEmpty || ["file", "sqlite", "unix", "memory"].contains(url.scheme)
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && isHost(String(parts[1]))
      && !text.utf8.contains(0x20)
  }

  private static func isHost(_ text: String) -> Bool {
    if text.hasPrefix("["), text.hasSuffix("]") { return text.utf8.count > 3 }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { label in
        !label.isEmpty && label.utf8.count <= 63
          && label.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D
              || $0 == 0x5F
          }
      }
  }

  private static func isDuration(_ text: String) -> Bool {
    if let seconds = Double(text) { return seconds >= 0 && seconds.isFinite }
    var hasNumber = false
    var unit = ""
    var parts = 0
    for character in text {
      if character.isASCII, character.isNumber || character == "." {
        if !unit.isEmpty {
          guard hasNumber, units.contains(unit) else { return false }
          unit = ""
          parts += 1
        }
        hasNumber = true
      } else {
        unit.append(character)
      }
    }
    return hasNumber && units.contains(unit) && parts < 8
  }

  private static let units: Set<String> = ["ns", "us", "µs", "ms", "s", "m", "h", "d", "w"]
}

/// Text that means on or off in configuration.
package enum Truth: Sendable, Hashable {
  case on
  case off

  package init?(_ text: String) {
    switch text.lowercased() {
    case "1", "true", "t", "yes", "y", "on", "enabled", "enable": self = .on
    case "0", "false", "f", "no", "n", "off", "disabled", "disable", "none": self = .off
    default: return nil
    }
  }
}
