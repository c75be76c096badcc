import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// One case for each row of the experiment.
enum ExperimentCases {
  static let all = environment + kubernetes + documents + tokens + quiet

  private static let password = MadeValue.password
  private static let hardcoded = ["hardcoded-secret"]

  private static let environment: [MarkedFile] = [
    MarkedFile(
      name: "env file", path: ".env.production", text: "DB_PASSWORD=⟦\(password)⟧\nPORT=8080\n",
      rules: hardcoded),
    MarkedFile(
      name: "env file with carriage returns", path: ".env.production",
      text: "PORT=8080\r\nDB_PASSWORD=⟦\(password)⟧\r\n", rules: hardcoded),
    MarkedFile(
      name: "exported variable", path: ".env.production",
      text: "export DB_PASSWORD=⟦\(password)⟧\n", rules: hardcoded),
    MarkedFile(
      name: "shell concatenation", path: ".env.production",
      text: "export DB_PASSWORD=⟦'\(password.prefix(12))'\"\(password.suffix(12))\"⟧\n",
      rules: hardcoded, dialects: [.bash]),
    // Compose does not read on behind a closing quote.
    MarkedFile(
      name: "shell concatenation for Compose", path: ".env.production",
      text: "export DB_PASSWORD='⟦\(password.prefix(12))⟧'\"\(password.suffix(12))\"\n",
      rules: hardcoded),
    MarkedFile(
      name: "UTF-16", path: ".env.production", text: "DB_PASSWORD=⟦\(password)⟧\n",
      rules: hardcoded, isWide: true),
    MarkedFile(
      name: "token in a comment", path: ".env.production",
      text: "PORT=8080\n# GITHUB_TOKEN=⟦\(MadeValue.token)⟧\n", rules: ["token-in-text"]),
    MarkedFile(
      name: "token in a comment of YAML", path: "config/production.yaml",
      text: "port: 8080\n# token: ⟦\(MadeValue.token)⟧\n", rules: ["token-in-text"]),
    MarkedFile(
      name: "password in a comment", path: ".env.production",
      text: "PORT=8080\n# DB_PASSWORD=\(password)\n"),
    MarkedFile(
      name: "weak word and passphrase", path: ".env.production",
      text: "DB_PASSWORD=⟦hunter22⟧\nPASSPHRASE=⟦\(MadeValue.of("{words:5:-}"))⟧\n",
      rules: ["weak-secret", "hardcoded-secret"]),
    MarkedFile(
      name: "letters of a word within a random token", path: ".env.production",
      text: "API_TOKEN=⟦\(MadeValue.of("{alnum:16}false{alnum:16}"))⟧\n", rules: hardcoded),
    MarkedFile(
      name: "template with a real secret", path: ".env.example",
      text: "DB_PASSWORD=⟦\(password)⟧\n", rules: ["real-secret-in-example"], severity: .warning),
    MarkedFile(
      name: "addresses with passwords", path: ".env.production",
      text: """
        DATABASE_URL=postgres://app:⟦\(password)⟧@db.acme.io/app
        REDIS_URL=redis://:⟦\(password)⟧@cache.acme.io:6379/0

        """, rules: ["url-password-in-clear"]),
  ]

  private static let kubernetes: [MarkedFile] = [
    MarkedFile(
      name: "pairs of name and value", path: "k8s/production/api.yaml",
      text: """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api, namespace: production}
        spec:
          template:
            spec:
              containers:
                - name: api
                  image: registry.acme.io/api:1.4.2
                  env:
                    - name: DB_PASSWORD
                      value: ⟦\(password)⟧
                    - {name: API_TOKEN, value: "⟦\(MadeValue.of("{hex:40}"))⟧"}
                    - name: JWT_SECRET
                      valueFrom: {secretKeyRef: {name: api, key: jwt-secret}}

        """, rules: hardcoded),
    MarkedFile(
      name: "text of a Secret", path: "k8s/production/secret.yaml",
      text: "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: production}\n"
        + "stringData:\n  password: ⟦\(password)⟧\n", rules: hardcoded),
    MarkedFile(
      name: "base64 of a Secret", path: "k8s/production/secret.yaml",
      text: "apiVersion: v1\ndata:\n  token: ⟦\(MadeValue.base64(MadeValue.token))⟧\n"
        + "  password: ⟦\(MadeValue.base64(password))⟧\n"
        + "kind: Secret\nmetadata: {name: db, namespace: production}\n",
      rules: ["provider-token-in-file", "hardcoded-secret"]),
    MarkedFile(
      name: "registry login of a Secret", path: "k8s/production/secret.yaml",
      text: """
        apiVersion: v1
        kind: Secret
        metadata: {name: registry, namespace: production}
        type: kubernetes.io/dockerconfigjson
        data:
          .dockerconfigjson: ⟦\(MadeValue.base64(login))⟧

        """, rules: ["provider-token-in-file"]),
    MarkedFile(
      name: "registry login of a client", path: "deploy/production/config.json",
      text: login.replacing(auth, with: "⟦\(auth)⟧"), rules: ["provider-token-in-file"]
    ).notYet,
    MarkedFile(
      name: "values of a chart", path: "charts/api/values-production.yaml",
      text: "auth:\n  existingSecret: api-database\n  existingSecretPasswordKey: password\n"
        + "postgresql:\n  auth:\n    password: ⟦\(password)⟧\n", rules: hardcoded),
  ]

  private static let auth = MadeValue.base64("ci:\(password)")
  private static let login = #"{"auths": {"registry.acme.io": {"auth": "\#(auth)"}}}"#
}
