/// Values that say where a secret is, that are filled in later, or that are no clear text.
enum ReferenceForms {
  static let all = variables + templates + stores + clouds + platforms + ciphertexts + hashes

  private static let variables = [
    "$DB_PASSWORD", "${DB_PASSWORD}", "${DB_PASSWORD:?must be set}", "${DB_PASSWORD?must be set}",
    "$(DB_PASSWORD)", "%DB_PASSWORD%", "env:DB_PASSWORD", "$CI_JOB_TOKEN", "${db.password}",
    "$(op read op://production/db/password)", "`vault read -field=password secret/db`",
    "process.env.DB_PASSWORD", "os.environ['DB_PASSWORD']", "ENV['DB_PASSWORD']",
    "%env(DB_PASSWORD)%", "%env(resolve:DB_PASSWORD)%", "$__file{/run/secrets/db}",
    "$__env{DB_PASSWORD}", "$db-credentials:password",
  ]

  private static let templates = [
    "{{ .Values.db.password }}", "{{- .Values.db.password -}}", "{{ .Values.db.password | quote }}",
    "{{ db_password }}", "{{ lookup('env', 'DB_PASSWORD') }}", "{{ vault_db_password }}",
    "{{ password | default(omit) }}", "{{ randAlphaNum 24 }}", "<%= ENV['DB_PASSWORD'] %>",
    "#{DatabasePassword}", "#{DatabasePassword}#", "@db.password@", "@@DB_PASSWORD@@",
    "@DB_PASSWORD@", "[[ db_password ]]", "[[.db.password]]",
  ]

  private static let stores = [
    "op://vault/item/field", "op://vault/item/section/field?attribute=otp",
    "vault:secret/data/db#password", "vault:secret/data/db#password#1",
    ">>vault:pki/root/generate#key", "vault://secret/data/db#password",
    "${vault:secret/data/db#password}", "<path:secret/data/db#password>",
    "<path:secret/data/db#password | base64encode>", "ref+awsssm://path/to/parameter",
    "ref+vault://secret/db#/password", "secretref+vault://secret/db#/password",
    "ref+gcpsecrets://project/secret", "doppler://project/production/NAME",
    "infisical://project/production/NAME", "akeyless:/path/to/secret", "pass:api/db/password",
    "bws:3a84be8d-12e7-4223-98cd-ae0000eabdec", "keepass:entry", "chamber://service/key",
    "secret://db/password", "/run/secrets/db_password", "file:///run/secrets/db_password",
    "credentials('db-password')", "((db-password))", "((vault:db.password))",
  ]

  private static let clouds = [
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:production/db-AbCdEf",
    "arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/production/db",
    "{{resolve:secretsmanager:production/db:SecretString:password}}",
    "{{resolve:ssm-secure:production-db:1}}", "projects/shop/secrets/db/versions/latest",
    "projects/123/locations/europe-west1/secrets/db/versions/1", "sm://shop/db-password",
    "${sm://shop/db-password}", "${sm@db-password}",
    "//secretmanager.googleapis.com/projects/shop/secrets/db",
    "https://shop.vault.azure.net/secrets/db-password/1234",
    "@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/db/)",
    "@Microsoft.KeyVault(VaultName=shop;SecretName=db)", "kms:alias/production",
  ]

  private static let platforms = [
    "${ssm:/production/db/password}", "${env:DB_PASSWORD}", "${param:dbPassword}",
    "${file(./secrets.json):password}", "${cf:stack.Output}", "${self:custom.password}",
    "${aws:accountId}", "${sls:stage}", "${opt:secret}", "${{ secrets.DB_PASSWORD }}",
    "${{ vars.DB_PASSWORD }}", "${db.PASSWORD}", "${_self.PASSWORD}", "${APP_URL}",
    "${file:/opt/kafka/external/db.properties:password}", "${secrets:shop/db:password}",
    "${secure::db.password}", "EV[1:c2FtcGxlLW5vbmNl:c2FtcGxlLWNpcGhlcnRleHQ=]",
  ]

  private static let blob = MadeValue.of("{b64:480}")

  private static let ciphertexts = [
    "ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=,type:str]", "ENC[PKCS7,MIIB\(blob)]",
    "ENC[GPG,hQEM\(blob)]", "ENC(nrmZtkF7T0kjG/VodDvBw93Ct8EgjCA+)", "{cipher}682bc583f4641835fa2d",
    "encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt+Z9HPMfLEIRVz50hmLXPXRuDBXaJi",
    "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==",
    "AQICAH\(blob)", "CiQA\(blob)", "AgA\(blob)", "U2FsdGVkX1+vupppZksvRf5pq5g5XjFRlipRkwB0K1Y=",
    "gAAAAAB\(MadeValue.of("{alnum:40}"))-\(MadeValue.of("{alnum:70}"))",
  ]

  private static let hashes = [
    "{pbkdf2}5d923b44a6d129f3ddf3e3c8d29412723dcbde72445e8ef6bf3b508fbf17fa4e",
    "{scrypt}e0801$8bWJaSu2IKSn9Z9kM+TPXfOc/9bdYSrN1oD9qfVThWE", "pbkdf2:sha256:260000:salt:abcdef",
    "md5d41d8cd98f00b204e9800998ecf8427e",
  ]

  private static let literal = MadeValue.password

  /// What stands in where nothing gives the value.
  static let defaults = [
    "${DB_PASSWORD:-⟦\(literal)⟧}", "${DB_PASSWORD-⟦\(literal)⟧}", "${DB_PASSWORD:+⟦\(literal)⟧}",
    "${OTHER:-${DB_PASSWORD:-⟦\(literal)⟧}}",
    "{{ .Values.db.password | default \"⟦\(literal)⟧\" }}",
    "{{ default \"⟦\(literal)⟧\" .Values.db.password }}",
    "{{ .Values.a | default .Values.b | default \"⟦\(literal)⟧\" | quote }}",
    "{{ coalesce .Values.a .Values.b \"⟦\(literal)⟧\" }}", "{{ or .Values.a \"⟦\(literal)⟧\" }}",
    "{{ ternary \"⟦\(literal)⟧\" .Values.a .Values.b }}", "{{ getenv \"A\" \"⟦\(literal)⟧\" }}",
    "{{ keyOrDefault \"a\" \"⟦\(literal)⟧\" }}", "{{ env \"A\" | default \"⟦\(literal)⟧\" }}",
    "{{ db_password | default('⟦\(literal)⟧') }}", "{{ db_password | d('⟦\(literal)⟧') }}",
    "{{ lookup('env', 'A') | default('⟦\(literal)⟧', true) }}",
    "{{ lookup('env', 'A', default='⟦\(literal)⟧') }}", "{{ a or '⟦\(literal)⟧' }}",
    "{{ a if a else '⟦\(literal)⟧' }}", "{{ get_env(name='A', default='⟦\(literal)⟧') }}",
    "<%= ENV.fetch('A', '⟦\(literal)⟧') %>", "<%= ENV['A'] || '⟦\(literal)⟧' %>",
  ]

  /// Forms of Spring and its relatives, and of the Serverless Framework, which not every reader of
  /// a file takes.
  static let defaultsOfFrameworks = [
    "${db.password:⟦\(literal)⟧}", "${db.password:${other:⟦\(literal)⟧}}",
    "${DB_PASSWORD:=⟦\(literal)⟧}", "${env:DB_PASSWORD:-⟦\(literal)⟧}",
    "${env:DB_PASSWORD, '⟦\(literal)⟧'}", "${opt:secret, '⟦\(literal)⟧'}",
    "${ssm:/production/db, env:DB_PASSWORD, '⟦\(literal)⟧'}",
  ]
}
