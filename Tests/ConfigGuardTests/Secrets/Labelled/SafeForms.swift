/// Forms of values that are no clear text, and literals beside them that are.
enum SafeForms {
  static let all = shells + templates + managers + clouds + ciphertexts + hashes

  static func env(
    _ name: String, _ text: String, _ rules: [String] = [], path: String = ".env.production"
  ) -> MarkedFile {
    MarkedFile(name: name, path: path, text: text + "\n", rules: rules)
  }

  static func compose(_ name: String, _ entry: String, _ rules: [String] = []) -> MarkedFile {
    MarkedFile(
      name: name, path: "compose.production.yaml",
      text: """
        services:
          api:
            image: registry.acme.io/api:1.4.2
            environment:
              \(entry)

        """, rules: rules)
  }

  static func yaml(_ name: String, _ text: String, _ rules: [String] = []) -> MarkedFile {
    MarkedFile(name: name, path: "config/production.yaml", text: text + "\n", rules: rules)
  }

  static func properties(_ name: String, _ text: String, _ rules: [String] = []) -> MarkedFile {
    MarkedFile(
      name: name, path: "src/main/resources/application-production.properties", text: text + "\n",
      rules: rules)
  }

  private static let literal = MadeValue.password
  private static let fallback = ["insecure-fallback"]
  private static let hardcoded = ["hardcoded-secret"]

  private static let shells = [
    compose("Compose: variable in braces", "DB_PASSWORD: ${DATABASE_PASSWORD}"),
    compose("Compose: bare variable", "DB_PASSWORD: $DATABASE_PASSWORD"),
    compose("Compose: required and not empty", "DB_PASSWORD: ${DATABASE_PASSWORD:?set it}"),
    compose("Compose: required", "DB_PASSWORD: ${DATABASE_PASSWORD?set it}"),
    compose("Compose: default", "DB_PASSWORD: ${DATABASE_PASSWORD:-⟦\(literal)⟧}", fallback),
    compose(
      "Compose: default if unset", "DB_PASSWORD: ${DATABASE_PASSWORD-⟦\(literal)⟧}", fallback),
    compose("Compose: replacement", "DB_PASSWORD: ${DATABASE_PASSWORD:+⟦\(literal)⟧}", fallback),
    compose("Compose: escaped dollar", "DB_PASSWORD: ⟦$$x\(literal)⟧", hardcoded),
    env("env: variable in braces", "DB_PASSWORD=${DATABASE_PASSWORD}"),
    env("env: bare variable", "DB_PASSWORD=$DATABASE_PASSWORD"),
    env("env: command", "DB_PASSWORD=$(cat /run/secrets/db)"),
    env("env: command with options", "DB_PASSWORD=\"$(aws ssm get-parameter --name /api/db)\""),
    env("env: Windows variable", "DB_PASSWORD=%DATABASE_PASSWORD%"),
    env("Symfony: variable", "APP_SECRET=%env(VAULT_SECRET)%"),
    env("Symfony: processed variable", "APP_SECRET=%env(resolve:VAULT_SECRET)%"),
  ]

  private static func chart(_ name: String, _ value: String, _ rules: [String] = []) -> MarkedFile {
    MarkedFile(
      name: name, path: "charts/api/templates/secret.yaml",
      text: """
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ .Release.Name }}-db
          namespace: production
        stringData:
          password: \(value)

        """, rules: rules)
  }

  private static let templates = [
    chart("Helm: value", "{{ .Values.db.password }}"),
    chart("Helm: include", #"{{ include "api.password" . | quote }}"#),
    chart("Helm: trimmed", "{{- .Values.db.password -}}"),
    chart("Helm: default", #"{{ .Values.db.password | default "⟦\#(literal)⟧" }}"#, fallback),
    yaml("Ansible: variable", #"db_password: "{{ database_password }}""#),
    yaml("Ansible: lookup", #"db_password: "{{ lookup('env', 'DB_PASSWORD') }}""#),
    yaml("Ansible: variable of a vault", #"db_password: "{{ vault_db_password }}""#),
    MarkedFile(
      name: "Ansible: default", path: "group_vars/production.yml",
      text: "db_password: \"{{ database_password | default('⟦\(literal)⟧') }}\"\n",
      rules: fallback),
    yaml("Octopus: variable", "db_password: '#{Database.Password}'"),
    env("Azure Pipelines: replaced token", "DB_PASSWORD=#{DatabasePassword}#"),
    properties("Spring: variable", "spring.datasource.password=${DATABASE_PASSWORD}"),
    properties("Spring: empty default", "spring.datasource.password=${DATABASE_PASSWORD:}"),
    properties(
      "Spring: default", "spring.datasource.password=${database.password:⟦\(literal)⟧}", fallback),
    properties("Maven: filtered property", "spring.datasource.password=@database.password@"),
    yaml("ERB: variable", #"secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>"#),
  ]

  private static let managers = [
    env("1Password", "DB_PASSWORD=op://vault/item/field"),
    env("Vault: path and field", "DB_PASSWORD=vault:secret/data/api#password"),
    env("Vault: address", "DB_PASSWORD=vault://secret/data/api#password"),
    yaml("Argo CD: path", "db_password: <path:secret/data/api#password>"),
    MarkedFile(
      name: "Argo CD: key under an annotated path", path: "k8s/production/secret.yaml",
      text: """
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
          namespace: production
          annotations:
            avp.kubernetes.io/path: secret/data/api
        stringData:
          password: <password>

        """),
    yaml("vals: AWS", "db_password: ref+awsssm://api/db/password"),
    yaml("vals: Vault", "db_password: ref+vault://secret/api#/password"),
    yaml("vals: secret", "db_password: secretref+vault://secret/api#/password"),
    env("Doppler", "DB_PASSWORD=doppler://api/production/DB_PASSWORD"),
    env("Infisical", "DB_PASSWORD=infisical://api/production/DB_PASSWORD"),
    env("Akeyless", "DB_PASSWORD=akeyless:/api/db/password"),
    env("Bitwarden", "DB_PASSWORD=bws:\(MadeValue.of("{uuid}"))"),
    env("pass", "DB_PASSWORD=pass:api/db/password"),
    env("KeePass", "DB_PASSWORD=keepass:api/db/password"),
    env("Chamber", "DB_PASSWORD=chamber://api/db_password"),
    env("address of a secret", "DB_PASSWORD=secret://api/db-password"),
    env("KMS", "DB_PASSWORD=kms:alias/api"),
  ]
}
