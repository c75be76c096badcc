/// Manifests of platforms.
extension RowFile {
  private static let image = "registry.acme.io/orders/api:1.4.2"

  static func compose(_ key: String, _ value: String, isList: Bool) -> Contents {
    let text = yaml(value, indent: 8)
    var service = ["    image: \(key == "image" ? text : image)"]
    var rest: [String] = []
    switch key {
    case "image": break
    case "command": service.append("    command: \(text)")
    case "secrets":
      service.append("    secrets: [\(text)]")
      rest = ["secrets:", "  \(value):", "    file: ./secrets/\(value)"]
    case _ where key.contains("."): service += ["    labels:", "      \(key): \(text)"]
    case _ where isList:
      let item = "\(key)=\(value)"
      service += ["    environment:", "      - LOG_LEVEL=info", "      - \(yaml(item, indent: 8))"]
    default:
      service += ["    environment:", "      LOG_LEVEL: info", "      \(key): \(text)"]
    }
    let lines = ["services:", "  orders:"] + service + rest + [""]
    return ("compose.production.yaml", lines.joined(separator: "\n"))
  }

  static func taskDefinition(_ key: String, _ value: String) -> Contents {
    let value = quoted(value)
    let pairs =
      ["image", "valueFrom", "executionRoleArn"].contains(key)
      ? "" : ", {\"name\": \"\(key)\", \"value\": \(value)}"
    let secrets =
      key == "valueFrom"
      ? ",\n    \"secrets\": [{\"name\": \"DB_PASSWORD\", \"valueFrom\": \(value)}]" : ""
    let role = key == "executionRoleArn" ? "\"executionRoleArn\": \(value),\n  " : ""
    return (
      "deploy/production/task-definition.json",
      """
      {
        "family": "orders-production",
        \(role)"containerDefinitions": [{
          "name": "orders",
          "image": \(key == "image" ? value : quoted(image)),
          "environment": [{"name": "LOG_LEVEL", "value": "info"}\(pairs)]\(secrets)
        }]
      }

      """
    )
  }

  /// A workflow that deploys: a variable of the job, or what is put into an action.
  static func workflow(_ key: String, _ value: String, isInput: Bool = false) -> Contents {
    let entry = "\(key): \(yaml(value, indent: 12))"
    let environment = isInput ? "LOG_LEVEL: info" : entry
    let input = isInput ? entry : "fetch-depth: 1"
    return (
      ".github/workflows/deploy.yml",
      """
      name: Deploy
      on:
        push:
          branches: [main]
      jobs:
        deploy:
          runs-on: ubuntu-24.04
          environment: production
          env:
            \(environment)
          steps:
            - uses: actions/checkout@v5
              with:
                \(input)
            - run: ./deploy

      """
    )
  }

  static func appSpec(_ key: String, _ value: String) -> Contents {
    (
      ".do/app.yaml",
      """
      name: orders
      services:
        - name: web
          http_port: 8080
          envs:
            - key: LOG_LEVEL
              value: info
            - key: \(key)
              \(value.hasPrefix("EV[") ? "type: SECRET" : "scope: RUN_TIME")
              value: \(yaml(value, indent: 12))

      """
    )
  }

  static func kubernetes(_ format: String, _ key: String, _ value: String) -> Contents {
    let isVariable = key.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x5F
    }
    switch (format, key) {
    case ("kubernetes-data", _): return object("v1", "Secret", "data", key, value)
    case ("kubernetes-config-map", _): return object("v1", "ConfigMap", "data", key, value)
    case ("sealed-secret", _):
      return object("bitnami.com/v1alpha1", "SealedSecret", "spec:\n  encryptedData", key, value)
    case (_, "apiVersion"):
      return object(
        value, "ExternalSecret", "spec:\n  secretStoreRef", "name", "orders-production")
    case (_, "eks.amazonaws.com/role-arn"):
      return (
        "k8s/production/account.yaml",
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: orders
          namespace: production
          annotations:
            \(key): \(yaml(value, indent: 8))

        """
      )
    case ("kubernetes", "image"), ("kubernetes", "serviceAccountName"), ("kubernetes", "mountPath"),
      ("kubernetes", "defaultMode"):
      return deployment(key, value)
    case ("kubernetes", _) where isVariable: return deployment(key, value)
    default: return object("v1", "Secret", "stringData", key, value)
    }
  }

  private static func object(
    _ version: String, _ kind: String, _ member: String, _ key: String, _ value: String
  ) -> Contents {
    let isDeep = member.contains("\n")
    let text = value.isEmpty ? "\"\"" : yaml(value, indent: isDeep ? 6 : 4)
    return (
      "k8s/production/\(kind.lowercased()).yaml",
      """
      apiVersion: \(version)
      kind: \(kind)
      metadata:
        name: orders
        namespace: production
      \(member):
        \(isDeep ? "  " : "")\(key): \(text)

      """
    )
  }

  private static func deployment(_ key: String, _ value: String) -> Contents {
    let text = yaml(value, indent: 16)
    let isPlace = ["image", "serviceAccountName", "mountPath", "defaultMode"].contains(key)
    let pair = isPlace ? [] : ["            - name: \(key)", "              value: \(text)"]
    let lines =
      [
        "apiVersion: apps/v1", "kind: Deployment", "metadata:", "  name: orders",
        "  namespace: production", "spec:", "  selector: {matchLabels: {app: orders}}",
        "  template:", "    metadata: {labels: {app: orders}}", "    spec:",
        "      serviceAccountName: \(key == "serviceAccountName" ? text : "orders")",
        "      containers:", "        - name: orders",
        "          image: \(key == "image" ? text : image)", "          env:",
        "            - name: LOG_LEVEL", "              value: info",
      ] + pair + [
        "          volumeMounts:", "            - name: keys",
        "              mountPath: \(key == "mountPath" ? text : "/etc/orders")", "      volumes:",
        "        - name: keys", "          secret:", "            secretName: orders-keys",
        "            defaultMode: \(key == "defaultMode" ? value : "0440")", "",
      ]
    return ("k8s/production/deployment.yaml", lines.joined(separator: "\n"))
  }
}
