@testable import ConfigGuard
@testable import ConfigLinting

/// Files of values whose keys are paths from the top of the file, as the third set has them.
extension RowFile {
  static func contents(ofPath row: LabelledRow, _ value: String) -> Contents {
    let key = row.key
    switch row.format {
    case "env": return environment(key, value)
    case "compose": return compose(key, value, isList: false)
    case "ecs": return taskDefinition(key, value)
    case "properties": return properties(key, value)
    case "dockerfile":
      return row.group == "reference" || row.group == "fallback"
        ? image(key, reference: value) : dockerfile(key, value)
    case "kubernetes":
      let isVariable = !key.contains(".")
      return isVariable ? kubernetes("kubernetes", key, value) : manifest(key, scalar(row, value))
    case "ini": return section(key, value)
    case "toml": return table(key, scalar(row, value))
    case "hcl": return variables(key, hcl(row, value))
    case "helm":
      // A whole action makes a template; within a text it is for the program that reads it.
      return value.hasPrefix("{{")
        ? chart(key, value, isBare: false)
        : values(key, scalar(row, value))
    case "json": return document(JSONHome(row), key, scalar(row, value))
    default:
      return value.hasPrefix("$ANSIBLE_VAULT")
        ? plainYAML(key, value, isBare: false)
        : document(YAMLHome(row), key, scalar(row, value))
    }
  }

  /// Numbers and flags as formats with types write them.
  private static func scalar(_ row: LabelledRow, _ value: String) -> RowOutline {
    let isNumber = !value.isEmpty && value.allSatisfy(\.isNumber)
    let isFlag = value == "true" || value == "false"
    // GitHub's expressions and Ruby's tags stand in YAML as they are.
    let isExpression = row.format == "yaml" && (value.hasPrefix("${{") || value.hasPrefix("<%"))
    return row.label == .fine && (isNumber || isFlag) || isExpression ? .bare(value) : .text(value)
  }

  /// Quotes within a template belong to its expression.
  private static func hcl(_ row: LabelledRow, _ value: String) -> RowOutline {
    value.hasPrefix("${") ? .bare("\"\(value)\"") : scalar(row, value)
  }

  /// An image whose variable is made of a build argument.
  private static func image(_ key: String, reference: String) -> Contents {
    let name = reference.drop { "${".contains($0) }.prefix { $0.isLetter || $0 == "_" }
    let lines = [
      "FROM registry.acme.io/base/java:21", "ARG \(name)", "ENV LOG_LEVEL=info",
      "ENV \(key)=\"\(reference)\"", "USER 10001", "CMD [\"orders\"]", "",
    ]
    return ("deploy/production/Dockerfile", lines.joined(separator: "\n"))
  }

  private static func section(_ key: String, _ value: String) -> Contents {
    let parts = key.split(separator: ".", maxSplits: 1)
    let name = parts.count > 1 ? parts[0] : "service"
    return (
      "config/production.ini",
      "[\(name)]\nlog_level = info\n\(parts.last ?? "") = \(value)\nport = 8080\n"
    )
  }

  private static func table(_ key: String, _ value: RowOutline) -> Contents {
    var parts = RowOutline.parts(of: key)
    var value = value
    if parts.last.map({ Int($0) != nil }) == true {
      parts.removeLast()
      value = [value]
    }
    let name = parts.popLast() ?? ""
    let header = parts.isEmpty ? "" : "\n[\(parts.joined(separator: "."))]\n"
    return (
      "config/production.toml",
      "log_level = \"info\"\nport = 8080\n\(header)\(name) = \(value.json())\n"
    )
  }

  private static func variables(_ key: String, _ value: RowOutline) -> Contents {
    let frame: RowOutline = ["log_level": "info", "replicas": 3]
    guard case .mapping(let entries) = frame.setting(key, to: value) else { return ("", "") }
    return ("production.tfvars", entries.map { "\($0.key) = \($0.value.hcl())\n" }.joined())
  }

  private static func values(_ key: String, _ value: RowOutline) -> Contents {
    let frame: RowOutline = ["replicaCount": 3]
    return ("deploy/values-production.yaml", frame.setting(key, to: value).yaml() + "\n")
  }

  private static func document(_ home: YAMLHome, _ key: String, _ value: RowOutline) -> Contents {
    (home.path, home.frame.setting(key, to: value).yaml() + "\n")
  }

  private static func document(_ home: JSONHome, _ key: String, _ value: RowOutline) -> Contents {
    (home.path, home.frame.setting(home.prefix + key, to: value).json() + "\n")
  }
}
