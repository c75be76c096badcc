/// Documents of YAML and JSON that belong to no platform, and charts.
extension RowFile {
  static func json(_ key: String, _ value: String, group: String) -> Contents {
    let entry = "\(quoted(key)): \(group == "flag-or-number" ? value : quoted(value))"
    let path = "config/production.json"
    switch key {
    case "DefaultConnection", "Redis", "CosmosDb":
      return (
        "src/Orders/appsettings.Production.json", "{\"ConnectionStrings\": {\n  \(entry)\n}}\n"
      )
    case _ where key.first?.isUppercase == true:
      return (
        "src/Orders/appsettings.Production.json",
        "{\"LogLevel\": \"Information\",\n  \"Orders\": {\n    \(entry)\n}}\n"
      )
    case "auth" where group == "base64-secret":
      return (
        "deploy/production/docker-config.json",
        "{\"auths\": {\"registry.acme.io\": {\n  \(entry)\n}}}\n"
      )
    case "private_key":
      return (
        "deploy/production/service-account.json",
        """
        {
          "type": "service_account",
          "project_id": "acme-prod",
          \(entry),
          "client_email": "ci@acme-prod.iam.gserviceaccount.com"
        }

        """
      )
    case "d":
      return (path, "{\"signing\": {\"kty\": \"OKP\", \"crv\": \"Ed25519\",\n  \(entry)\n}}\n")
    case "x", "kid":
      return (path, "{\"keys\": [{\"kty\": \"OKP\", \"crv\": \"Ed25519\",\n  \(entry)\n}]}\n")
    default:
      return (path, "{\n  \"logLevel\": \"info\",\n  \(entry),\n  \"port\": 8080\n}\n")
    }
  }

  static func plainYAML(_ key: String, _ value: String, isBare: Bool) -> Contents {
    if value.hasPrefix("${{") {
      return workflow(key, value, isInput: true)
    }
    if value.hasPrefix("{{resolve:") {
      return (
        "deploy/production/database.template.yaml",
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              \(key): \(yaml(value, indent: 8))

        """
      )
    }
    if value.hasPrefix("<%") {
      return ("config/secrets.yml", "production:\n  log_level: info\n  \(key): \(value)\n")
    }
    if value.hasPrefix("$ANSIBLE_VAULT") {
      let text = "log_level: info\n\(key): !vault \(yaml(value, indent: 2))\n"
      return ("group_vars/production.yml", text)
    }
    let path = value.hasPrefix("{{") ? "group_vars/production.yml" : "config/production.yaml"
    let text = isBare ? value : yaml(value, indent: 2)
    return (path, "log_level: info\n\(key): \(text)\nport: 8080\n")
  }

  /// Values of a chart, or one of its templates where the value is made by an action.
  static func chart(_ key: String, _ value: String, isBare: Bool) -> Contents {
    if value.contains("{{") {
      let data = value.contains("b64enc") ? "data" : "stringData"
      return (
        "charts/orders/templates/secret.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ .Release.Name }}-orders
          namespace: production
        type: Opaque
        \(data):
          \(key): \(value)

        """
      )
    }
    var lines = ["replicaCount: 3"]
    var indent = ""
    let names = key.split(separator: ".")
    for name in names.dropLast() {
      lines.append("\(indent)\(name):")
      indent += "  "
    }
    let text = isBare ? value : yaml(value, indent: indent.count + 2)
    lines += ["\(indent)\(names.last ?? ""): \(text)", ""]
    return ("deploy/values-production.yaml", lines.joined(separator: "\n"))
  }

  /// A scalar as people write it: plain where it can be, in a block where it has lines.
  static func yaml(_ text: String, indent: Int) -> String {
    if text.contains("\n") {
      let margin = "\n" + String(repeating: " ", count: indent)
      let isEnded = text.hasSuffix("\n")
      let lines = (isEnded ? String(text.dropLast()) : text).split(
        separator: "\n", omittingEmptySubsequences: false)
      return (isEnded ? "|" : "|-") + lines.map { margin + $0 }.joined()
    }
    let isPlain =
      text.first.map { $0.isLetter || $0 == "/" } == true
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
          || "-_./+=".utf8.contains(byte)
      }
    let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null"]
    if isPlain, !words.contains(text.lowercased()) { return text }
    return "'\(text.replacing("'", with: "''"))'"
  }
}
