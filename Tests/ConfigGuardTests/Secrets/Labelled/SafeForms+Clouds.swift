import RulePacks

extension SafeForms {
  private static let literal = MadeValue.password
  private static let hardcoded = ["hardcoded-secret"]

  static let clouds = [
    env(
      "AWS: secret", "DB_PASSWORD=arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf"
    ),
    env("AWS: parameter", "DB_PASSWORD=arn:aws:ssm:eu-central-1:123456789012:parameter/api/db"),
    env("Google: secret", "DB_PASSWORD=projects/acme/secrets/db-password/versions/3"),
    env("Google: address", "DB_PASSWORD=sm://acme/db-password"),
    env("Azure: address", "DB_PASSWORD=https://acme.vault.azure.net/secrets/db-password/"),
    env("mounted file", "DB_PASSWORD=/run/secrets/db_password"),
    env(
      "Azure: reference by address",
      "DB_PASSWORD='@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/db/)'"),
    env(
      "Azure: reference by name",
      "DB_PASSWORD='@Microsoft.KeyVault(VaultName=acme;SecretName=db-password)'"),
    MarkedFile(
      name: "CloudFormation", path: "deploy/production/template.yaml",
      text: """
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          Password: {Type: String, NoEcho: true}
        Resources:
          First:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: "{{resolve:secretsmanager:db:SecretString:password}}"
          Second:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: "{{resolve:ssm-secure:/api/db/password:1}}"
          Third:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: !Ref Password
          Fourth:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: !ImportValue shared-db-password
          Fifth:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: {"Fn::Sub": "${Password}"}
          Sixth:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: !GetAtt Generated.Password
              BackupRetentionPeriod: 7

        """),
    MarkedFile(
      name: "Serverless", path: "serverless.yml",
      text: """
        service: api
        provider:
          name: aws
          stage: production
          environment:
            DB_PASSWORD: ${ssm:/api/db/password}
            JWT_SECRET: ${env:JWT_SECRET}
            API_KEY: ${param:apiKey}
            API_TOKEN: ${file(./secrets.yml):token}
            APP_SECRET: ${cf:shared.secret}
            SESSION_SECRET: ${self:custom.session}
            SIGNING_SECRET: ${opt:secret}

        """),
    MarkedFile(
      name: "Serverless: default", path: "serverless.yml",
      text: """
        service: api
        provider:
          name: aws
          stage: production
          environment:
            DB_PASSWORD: ${env:DB_PASSWORD, '⟦\(literal)⟧'}

        """, rules: ["insecure-fallback"]),
    MarkedFile(
      name: "GitHub: contexts", path: ".github/workflows/deploy.yml",
      text: """
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            environment: production
            env:
              DB_PASSWORD: ${{ secrets.DB_PASSWORD }}
              API_TOKEN: ${{ vars.API_TOKEN }}
            steps:
              - run: ./deploy

        """),
    MarkedFile(
      name: "GitLab: variables", path: ".gitlab-ci.yml",
      text: """
        deploy:
          stage: deploy
          environment: production
          variables:
            REGISTRY_PASSWORD: $CI_REGISTRY_PASSWORD
            DEPLOY_TOKEN: $CI_DEPLOY_PASSWORD
          script: [./deploy]

        """),
    yaml("Jenkins: credentials", "db_password: credentials('db-password')"),
    env("Railway: of a service", "DB_PASSWORD='${{ Postgres.PGPASSWORD }}'"),
    env("Railway: shared", "API_TOKEN='${{shared.API_TOKEN}}'"),
    MarkedFile(
      name: "DigitalOcean: bound and encrypted", path: ".do/app.yaml",
      text: """
        name: api
        services:
          - name: web
            envs:
              - {key: DATABASE_URL, value: "${db.DATABASE_URL}"}
              - {key: DB_PASSWORD, value: "${db.PASSWORD}"}
              - {key: JWT_SECRET, type: SECRET, value: "EV[1:c2FtcGxl:c2FtcGxlLWNpcGhlcg==]"}

        """),
    MarkedFile(
      name: "DigitalOcean: secret in clear text", path: ".do/app.yaml",
      text: """
        name: api
        services:
          - name: web
            envs:
              - {key: DB_PASSWORD, type: SECRET, value: "⟦\(literal)⟧"}

        """, rules: ["app-spec-secret-in-clear"]),
    yaml("short signing key in clear text", "jwt_secret: ⟦\(literal)⟧", hardcoded).notYet,
  ]

  private static let cipher = MadeValue.of("{b64:48}")
  private static let sops =
    "ENC[AES256_GCM,data:\(MadeValue.of("{b64:18}")),iv:\(MadeValue.of("{b64:32}")),"
    + "tag:\(MadeValue.of("{b64:16}")),type:str]"

  static let ciphertexts = [
    MarkedFile(
      name: "Ansible: encrypted value", path: "group_vars/production.yml",
      text: "db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  \(MadeValue.of("{hex:80}"))\n"),
    MarkedFile(
      name: "Ansible: encrypted file", path: "group_vars/production.yml",
      text: "$ANSIBLE_VAULT;1.1;AES256\n\(MadeValue.of("{hex:80}"))\n\(MadeValue.of("{hex:72}"))\n"),
    yaml("SOPS: YAML", "db_password: \(sops)\nsops:\n  mac: \(sops)\n  version: 3.9.0"),
    MarkedFile(
      name: "SOPS: JSON", path: "config/production.json",
      text: "{\"dbPassword\": \"\(sops)\", \"sops\": {\"mac\": \"\(sops)\"}}\n"),
    env("SOPS: env", "DB_PASSWORD=\(sops)\nsops_mac=\(sops)\nsops_version=3.9.0"),
    yaml(
      "SOPS: left in clear text",
      "db_password_unencrypted: ⟦\(literal)⟧\nsops:\n  mac: \(sops)\n  version: 3.9.0",
      ["secret-left-out-of-encryption"]),
    env(
      "dotenvx: encrypted",
      "DOTENV_PUBLIC_KEY_PRODUCTION=03\(MadeValue.of("{hex:64}"))\nDB_PASSWORD=encrypted:\(cipher)"),
    env(
      "dotenvx: private key", "DOTENV_PRIVATE_KEY_PRODUCTION=⟦\(MadeValue.of("{hex:64}"))⟧",
      ["decryption-key-in-clear"]),
    yaml("eyaml: PKCS 7", "db_password: ENC[PKCS7,MIIB\(cipher)]"),
    yaml("eyaml: GPG", "db_password: ENC[GPG,hQEM\(cipher)]"),
    properties("jasypt", "spring.datasource.password=ENC(\(cipher))"),
    properties("Spring Cloud Config", "spring.datasource.password={cipher}\(cipher)"),
    env(
      "age",
      "DB_PASSWORD='-----BEGIN AGE ENCRYPTED FILE-----\n\(cipher)\n"
        + "-----END AGE ENCRYPTED FILE-----'"),
    MarkedFile(
      name: "PGP", path: "config/production.yaml",
      text: "db_password: |\n  -----BEGIN PGP MESSAGE-----\n\n  \(cipher)\n"
        + "  -----END PGP MESSAGE-----\n"),
    MarkedFile(
      name: "git-crypt", path: "config/production.yaml", text: "\0GITCRYPT\0\(cipher)"),
    MarkedFile(
      name: "OpenSSL", path: "config/production.json", text: "Salted__\(cipher)\u{1}\u{7F}"),
    yaml("encrypted by its name", "encrypted_db_password: \(cipher)"),
  ]

  static let hashes = [
    env("hash: bcrypt", "ADMIN_PASSWORD='$2b$12$\(MadeValue.of("{alnum:53}"))'"),
    env("hash: bcrypt of PHP", "ADMIN_PASSWORD='$2y$10$\(MadeValue.of("{alnum:53}"))'"),
    env("hash: argon2", "ADMIN_TOKEN='$argon2id$v=19$m=65540,t=3,p=4$c2FsdHNhbHQ$\(cipher)'"),
    yaml("hash: crypt", "password: $6$abcdefgh$\(MadeValue.of("{alnum:86}"))"),
    yaml("hash: PBKDF2", "password: pbkdf2:sha256:600000$abcdefgh$\(MadeValue.of("{hex:64}"))"),
    yaml(
      "hash: SCRAM", "password: SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$\(cipher):\(cipher)"),
    properties(
      "hash: delegated",
      "spring.security.user.password={bcrypt}$2a$10$\(MadeValue.of("{alnum:53}"))"),
    properties(
      "no hash: clear text", "spring.security.user.password=⟦{noop}\(literal)⟧",
      ["password-without-encoding"]),
    MarkedFile(
      name: "template of an env file", path: ".env.example",
      text: "DB_PASSWORD=⟦changeme⟧\nAPI_KEY=\n", rules: ["placeholder-secret"], severity: .note),
  ]
}
