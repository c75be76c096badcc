@testable import ConfigGuard
@testable import ConfigLinting

/// A file of production that holds one labelled value as such files hold it.
///
/// Every value has a file of its own, so that no value is judged by its neighbours.
struct RowFile {
  let path: String
  let text: String

  init(_ row: LabelledRow, value: String) {
    let made =
      row.set.keysArePaths
      ? Self.contents(ofPath: row, value)
      : Self.contents(row.format, key: row.key, value, group: row.group)
    path = made.path
    text = made.text
  }

  /// Translations are passed over by their file's name.
  var isMessages: Bool { path.hasSuffix("/messages.properties") }

  typealias Contents = (path: String, text: String)

  private static func contents(
    _ format: String, key: String, _ value: String, group: String
  ) -> Contents {
    let isBare = group == "flag-or-number"
    switch format {
    case "env": return environment(key, value)
    case "dockerfile": return dockerfile(key, value)
    case "properties": return properties(key, value)
    case "ini": return ini(key, value)
    case "toml": return toml(key, value, isBare: isBare)
    case "hcl": return tfvars(key, value, isBare: isBare)
    case "json": return json(key, value, group: group)
    case "ecs": return taskDefinition(key, value)
    case "yaml": return plainYAML(key, value, isBare: isBare)
    case "helm": return chart(key, value, isBare: isBare)
    case "compose", "compose-list": return compose(key, value, isList: format == "compose-list")
    case "github": return workflow(key, value)
    case "digitalocean": return appSpec(key, value)
    case "kubernetes" where group == "base64-secret" || group == "base64-data":
      return kubernetes("kubernetes-data", key, value)
    case "kubernetes" where group == "encrypted":
      return kubernetes("sealed-secret", key, value)
    default: return kubernetes(format, key, value)
    }
  }

  /// As people quote it: not at all, between quotes that keep it, or with escapes.
  static func environment(_ key: String, _ value: String) -> Contents {
    let isPlain = value.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || "-_./:+=,@%^*~!".utf8.contains(byte)
    }
    let text: String
    if isPlain {
      text = value
    } else if value.contains("\n") {
      text = "\"\(value.replacing("\n", with: #"\n"#))\""
    } else if value.contains("${") || value.contains("$(") || value.contains("'") {
      text = "\"\(value)\""
    } else {
      text = "'\(value)'"
    }
    return (".env.production", "LOG_LEVEL=info\n\(key)=\(text)\nPORT=8080\n")
  }

  static func dockerfile(_ key: String, _ value: String) -> Contents {
    let from = key == "FROM" ? value : "registry.acme.io/base/java:21"
    var lines = ["FROM \(from)", "ENV LOG_LEVEL=info"]
    let quoted = value.escaping(["\\", "\"", "$"])
    if key.hasPrefix("LABEL ") {
      lines.append("\(key)=\"\(quoted)\"")
    } else if key != "FROM" {
      lines.append("ENV \(key)=\"\(quoted)\"")
    }
    lines += ["USER 10001", "CMD [\"orders\"]", ""]
    return ("deploy/production/Dockerfile", lines.joined(separator: "\n"))
  }

  static func properties(_ key: String, _ value: String) -> Contents {
    let text = value.escaping(["\\"]).replacing("\n", with: #"\n"#)
    let isMessage = key.hasPrefix("label.") || key.hasPrefix("login.")
    return (
      isMessage
        ? "src/main/resources/messages.properties"
        : "src/main/resources/application-production.properties",
      "logging.level.root=info\n\(key.replacing(" ", with: "\\ "))=\(text)\nserver.port=8080\n"
    )
  }

  private static func ini(_ key: String, _ value: String) -> Contents {
    let sections = ["PrivateKey": "Interface", "PresharedKey": "Peer", "PublicKey": "Peer"]
    let section = sections[key] ?? "service"
    return (
      "config/production.ini", "[\(section)]\nlog_level = info\n\(key) = \(value)\nport = 8080\n"
    )
  }

  private static func toml(_ key: String, _ value: String, isBare: Bool) -> Contents {
    let isPlainKey = key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    let name = isPlainKey ? key : "\"\(key)\""
    let text = isBare ? value : quoted(value)
    return (
      "config/production.toml",
      "[service]\nlog_level = \"info\"\n\(name) = \(text)\nport = 8080\n"
    )
  }

  private static func tfvars(_ key: String, _ value: String, isBare: Bool) -> Contents {
    let isExpression = value.hasPrefix("data.") || value.hasPrefix("var.")
    let text = isBare || isExpression ? value : quoted(value)
    return ("production.tfvars", "log_level = \"info\"\n\(key) = \(text)\nreplicas = 3\n")
  }

  /// Between double quotes with the escapes that JSON, TOML and HCL have in common.
  static func quoted(_ text: String) -> String {
    "\"\(text.escaping(["\\", "\""]).replacing("\n", with: #"\n"#))\""
  }
}

extension String {
  func escaping(_ characters: Set<Character>) -> String {
    String(flatMap { characters.contains($0) ? ["\\", $0] : [$0] })
  }
}
