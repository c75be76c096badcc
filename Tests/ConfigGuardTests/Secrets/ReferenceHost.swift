import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// A place where a secret's value stands, in a file of production that git tracks.
struct ReferenceHost: Sendable {
  let name: String
  let path: String
  /// The text around the value.
  let before: String
  let after: String
  /// The value is quoted as YAML and JSON want it.
  let isQuoted: Bool

  static let all = [
    ReferenceHost("env", ".env.production", "DB_PASSWORD=", isQuoted: false),
    ReferenceHost(
      "Compose", "compose.production.yaml",
      "services:\n  api:\n    image: registry.orchard.test/api:1.4.2\n    environment:\n"
        + "      DB_PASSWORD: "),
    ReferenceHost(
      "Kubernetes", "production/deployment.yaml",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n"
        + "    spec:\n      containers:\n        - name: web\n"
        + "          image: registry.orchard.test/web:1.4.2\n          env:\n"
        + "            - name: DB_PASSWORD\n              value: "),
    ReferenceHost(
      "Secret", "production/secret.yaml",
      "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\nstringData:\n  DB_PASSWORD: "),
    ReferenceHost("Helm", "chart/values-production.yaml", "database:\n  password: "),
    ReferenceHost("YAML", "config/production.yaml", "database:\n  password: "),
    ReferenceHost(
      "properties", "application-production.properties", "spring.datasource.password=",
      isQuoted: false),
    ReferenceHost(
      "App Platform", ".do/app.yaml",
      "name: web\nservices:\n  - name: web\n    http_port: 80\n    envs:\n"
        + "      - key: DB_PASSWORD\n        value: "),
  ]

  init(
    _ name: String, _ path: String, _ before: String, _ after: String = "\n", isQuoted: Bool = true
  ) {
    self.name = name
    self.path = path
    self.before = before
    self.after = after
    self.isQuoted = isQuoted
  }

  /// The file with a value in which `⟦` and `⟧` mark what must be found.
  func file(_ value: String, rules: [String] = []) -> MarkedFile {
    let quote = value.contains("\"") ? "'" : "\""
    let text = isQuoted ? quote + value + quote : value
    return MarkedFile(
      name: "\(name): \(value)", path: path, text: before + text + after, rules: rules)
  }
}
