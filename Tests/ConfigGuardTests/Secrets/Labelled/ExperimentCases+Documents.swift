import RulePacks

extension ExperimentCases {
  private static let password = MadeValue.password
  private static let hardcoded = ["hardcoded-secret"]

  static let documents: [MarkedFile] = [
    MarkedFile(
      name: "Compose, list", path: "compose.production.yaml",
      text: """
        services:
          api:
            image: registry.acme.io/api:1.4.2
            environment:
              - DB_PASSWORD=⟦\(password)⟧
              - AWS_SECRET_ACCESS_KEY=⟦\(MadeValue.key)⟧

        """, rules: hardcoded),
    MarkedFile(
      name: "Compose, fallback", path: "compose.production.yaml",
      text: """
        services:
          api:
            image: registry.acme.io/api:1.4.2
            environment:
              DB_PASSWORD: ${DB_PASSWORD:-⟦\(password)⟧}

        """, rules: ["insecure-fallback"]),
    MarkedFile(
      name: "TOML", path: "config/production.toml",
      text: "[database]\nuser = \"app\"\npassword = \"⟦\(password)⟧\"\n", rules: hardcoded),
    MarkedFile(
      name: "variables of Terraform", path: "production.tfvars",
      text: "region = \"eu-central-1\"\ndb_password = \"⟦\(password)⟧\"\n", rules: hardcoded),
    MarkedFile(
      name: "properties", path: "src/main/resources/application-production.properties",
      text: "spring.datasource.password = ⟦\(password)⟧\n", rules: hardcoded),
    MarkedFile(
      name: "JSON", path: "config/production.json",
      text: "{\"database\": {\"user\": \"app\", \"password\": \"⟦\(password)⟧\"}}\n",
      rules: hardcoded),
    MarkedFile(
      name: "workflow", path: ".github/workflows/deploy.yml",
      text: """
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            environment: production
            env:
              API_TOKEN: ⟦\(MadeValue.of("{hex:40}"))⟧
              NPM_TOKEN: ${{ secrets.NPM_TOKEN }}
            steps:
              - run: ./deploy

        """, rules: hardcoded),
    MarkedFile(
      name: "login of npm", path: ".npmrc",
      text: "//registry.npmjs.org/:_authToken=⟦\(MadeValue.of("np{cat}m_{alnum:36}"))⟧\n",
      rules: ["provider-token-in-file"]
    ).notYet,
    MarkedFile(
      name: "flow mapping", path: "config/production.yaml",
      text: "db: {host: db.acme.io, user: app, password: ⟦\(password)⟧}\n", rules: hardcoded),
    MarkedFile(
      name: "anchor and alias of a scalar", path: "config/production.yaml",
      text: "db:\n  password: &shared ⟦\(password)⟧\nreplica:\n  password: *shared\n",
      rules: hardcoded),
    MarkedFile(
      name: "anchor and alias of a mapping", path: "config/production.yaml",
      text: "db: &db\n  user: app\n  password: ⟦\(password)⟧\nreplica: *db\n"
        + "third:\n  <<: *db\n  user: other\n", rules: hardcoded),
    MarkedFile(
      name: "token on two lines of YAML", path: "config/production.yaml",
      text: "github:\n  token: \"⟦\(MadeValue.token.prefix(20))\\\n"
        + "    \(MadeValue.token.suffix(20))⟧\"\n", rules: ["provider-token-in-file"]),
    MarkedFile(
      name: "password on two lines of YAML", path: "config/production.yaml",
      text: "db:\n  password: \"⟦\(password.prefix(12))\\\n    \(password.suffix(12))⟧\"\n",
      rules: hardcoded),
    MarkedFile(
      name: "private key on one line", path: "config/production.yaml",
      text: "signing: \"⟦\(pem.replacing("\n", with: #"\n"#))⟧\"\n",
      rules: ["unencrypted-private-key"]),
    MarkedFile(
      name: "private key in a block", path: "config/production.yaml",
      text: "signing: |\n\(pemBlock)port: 8080\n", rules: ["unencrypted-private-key"]),
    MarkedFile(
      name: "credentials of AWS", path: "config/production.ini",
      text: """
        [default]
        region = eu-central-1
        aws_access_key_id = ⟦\(MadeValue.of("AK{cat}IA{upper:16}"))⟧
        aws_secret_access_key = ⟦\(MadeValue.key)⟧

        """, rules: ["provider-token-in-file", "hardcoded-secret"]),
  ]

  private static let pem: String = {
    let body = stride(from: 0, to: 4, by: 1).map { MadeValue.of("{b64:48}", "\($0)") }
    let label = "PRIVATE " + "KEY"
    return "-----BEGIN \(label)-----\n\(body.joined(separator: "\n"))\n-----END \(label)-----"
  }()

  /// A block is found on its first line.
  private static let pemBlock: String = {
    let lines = pem.split(separator: "\n").enumerated()
    return lines.map { "  " + ($0 == 0 ? "⟦\($1)⟧" : $1) + "\n" }.joined()
  }()

  static let tokens: [MarkedFile] = [
    MarkedFile(
      name: "token with a right checksum", path: ".env.production",
      text: "GITHUB_TOKEN=⟦\(MadeValue.token)⟧\n", rules: ["provider-token-in-file"]),
    MarkedFile(
      name: "checksum that begins with a zero", path: ".env.production",
      text: "GITHUB_TOKEN=⟦\(MadeValue.tokenWithZero)⟧\n", rules: ["provider-token-in-file"]),
    MarkedFile(
      name: "token with a wrong checksum", path: ".env.production",
      text: "GITHUB_TOKEN=⟦\(MadeValue.brokenToken)⟧\n", rules: ["broken-token"],
      severity: .warning),
    MarkedFile(
      name: "placeholders", path: ".env.production",
      text: "DB_PASSWORD=⟦changeme⟧\nAPI_KEY=⟦your-api-key-here⟧\nAPI_TOKEN=⟦<token>⟧\n",
      rules: ["placeholder-secret"]),
  ]

  static let quiet: [MarkedFile] = [
    MarkedFile(
      name: "references to stores", path: ".env.production",
      text: """
        DB_PASSWORD=vault:secret/data/api#password
        API_KEY=op://production/api/key
        JWT_SECRET=ssm:/production/api/jwt-secret
        API_TOKEN=arn:aws:secretsmanager:eu-central-1:123456789012:secret:api-AbCdEf

        """),
    MarkedFile(
      name: "SOPS", path: "config/production.yaml",
      text: """
        db:
          password: \(sops)
        sops:
          lastmodified: "2026-01-01T00:00:00Z"
          mac: \(sops)
          version: 3.9.0

        """),
    MarkedFile(
      name: "sealed secret", path: "k8s/production/sealed.yaml",
      text: """
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata: {name: db, namespace: production}
        spec:
          encryptedData:
            password: AgB\(MadeValue.of("{b64:600}"))
            api-key: AgA\(MadeValue.of("{b64:600}", "b"))

        """),
    MarkedFile(
      name: "references of files", path: ".env.production",
      text: """
        DB_PASSWORD=${DATABASE_PASSWORD}
        JWT_SECRET=$(cat /run/secrets/jwt)
        APP_SECRET=%env(VAULT_APP_SECRET)%
        DATABASE_URL=postgres://app:${DATABASE_PASSWORD}@db.acme.io/app

        """),
    MarkedFile(
      name: "template", path: "charts/api/templates/secret.yaml",
      text: """
        apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: production}
        stringData:
          password: {{ .Values.db.password | quote }}

        """),
    MarkedFile(
      name: "client id", path: ".env.production",
      text: "AZURE_CLIENT_ID=\(MadeValue.of("{uuid}"))\nCLIENT_ID=\(MadeValue.of("{uuid}", "b"))\n"),
  ]

  private static let sops =
    "ENC[AES256_GCM,data:\(MadeValue.of("{b64:18}")),iv:\(MadeValue.of("{b64:32}")),"
    + "tag:\(MadeValue.of("{b64:16}")),type:str]"
}
