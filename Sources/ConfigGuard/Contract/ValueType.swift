package import RulePacks

/// The type of a variable in a contract: what its text must look like, and what it then means.
package enum ValueType: String, Sendable, Hashable, CaseIterable {
  case string
  case int
  case float
  case bool
  case choice = "enum"
  case list
  case url
  case email
  case host
  case port
  case ip
  case cidr
  case duration
  case byteSize = "byte-size"
  case date
  case dateTime = "date-time"
  case time
  case yearMonth = "year-month"
  case json
  case base64
  case hex
  case uuid
  case semver
  case path
  case regex

  /// What is expected, for a message.
  package var expectation: ReportText {
    switch self {
    case .string: "text"
    case .int: "a whole number"
    case .float: "a number"
    case .bool: "true or false"
    case .choice: "one of the contract's values"
    case .list: "a list"
    case .url: "a URL with a scheme and a host"
    case .email: "an e-mail address"
    case .host: "a host name or an address"
    case .port: "a port from 1 to 65535"
    case .ip: "an IPv4 or IPv6 address"
    case .cidr: "a network such as 10.0.0.0/8"
    case .duration: "a duration such as 30s, 5m or 1h30m"
    case .byteSize: "a size such as 512, 64KiB or 10MB"
    case .date: "a date such as 2030-12-31"
    case .dateTime: "a date and time such as 2030-12-31T23:59:59Z"
    case .time: "a time such as 23:59"
    case .yearMonth: "a year and month such as 2030-12"
    case .json: "JSON"
    case .base64: "base64"
    case .hex: "hexadecimal digits"
    case .uuid: "a UUID"
    case .semver: "a version such as 1.2.3"
    case .path: "a path"
    case .regex: "a regular expression"
    }
  }

  /// What the numbers of this type count; nil for what is no number.
  package var quantity: QuantityKind? {
    switch self {
    case .int, .float, .port: .number
    case .duration: .duration
    case .byteSize: .size
    default: nil
    }
  }

  /// Whether a text is of this type.
  package func accepts(_ text: String) -> Bool {
    (try? TypedValue(text, as: self)) != nil
  }
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
