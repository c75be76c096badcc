import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// A key with its value, and the secrets in it as `name: text`.
struct EmbeddedCase: Sendable, CustomTestStringConvertible {
  let key: String
  let value: String
  let found: [String]

  init(_ key: String, _ value: String, _ found: String...) {
    self.key = key
    self.value = value
    self.found = found
  }

  var testDescription: String { "\(key)=\(value.prefix(60))" }
}

@Suite("secrets inside values, form by form")
struct EmbeddedFormTests {
  private func check(_ sample: EmbeddedCase) {
    #expect(EmbeddedSample(sample.key, sample.value).found == sample.found)
  }

  @Test("connection strings", arguments: connectionStringsCases)
  func connectionStrings(_ sample: EmbeddedCase) { check(sample) }

  private static let connectionStringsCases = [
    EmbeddedCase(
      "DB", "Server=db;User Id=app;Password=tall-otter;", "Password: tall-otter"),
    EmbeddedCase("DB", "Data Source=db;UID=app;Pwd = tall-otter", "Pwd: tall-otter"),
    EmbeddedCase("DB", "Host=db;Password='a;b';Port=1", "Password: a;b"),
    EmbeddedCase("DB", "Host=db;Password=\"a;\"\"b\";Port=1", "Password: a;\"\"b"),
    EmbeddedCase("DB", "Driver={ODBC 18};PWD={a;b}}c};Server=x", "PWD: a;b}}c"),
    EmbeddedCase("DB", "mysql:host=db;dbname=x;password=tall-otter", "password: tall-otter"),
    EmbeddedCase(
      "BUS",
      "Endpoint=sb://x.example.net/;SharedAccessKeyName=root;SharedAccessKey=dGFsbC1vdHRlcg==",
      "SharedAccessKey: dGFsbC1vdHRlcg=="),
    EmbeddedCase(
      "DB", "metadata=res://*/a;provider connection string=\"data source=x;password=tall-otter\"",
      "password: tall-otter"),
    EmbeddedCase("DB", "Server=db;Password=tall'otter;Port=1", "Password: tall'otter"),
    EmbeddedCase("DB", "Server=дб;Password=выдра-пёс;Port=1", "Password: выдра-пёс"),
    // Nothing to find.
    EmbeddedCase("DB", "Server=db;Password=${DB_PASSWORD};Port=1"),
    EmbeddedCase("DB", "Server=db;Password=$(cat /run/secrets/x);Port=1"),
    EmbeddedCase("DB", "Server=db;Password={{ password }};Port=1"),
    EmbeddedCase("DB", "Server=db;Password={password};Port=1"),
    EmbeddedCase("DB", "Server=db;Password=%PASSWORD%;Port=1"),
    EmbeddedCase("DB", "Server=db;Password=***;Port=1"),
    EmbeddedCase("DB", "Server=db;Password=;Port=1"),
    EmbeddedCase("DB", "Server=db;Password File=/run/secrets/x;Port=1"),
    EmbeddedCase("OPTIONS", "passwordPolicy=strict;sslmode=require"),
    EmbeddedCase("CSP", "default-src 'self'; script-src 'self'; token=abcdefgh"),
    EmbeddedCase("QUERY", "SELECT * FROM users WHERE password='tall-otter'; COMMIT"),
    EmbeddedCase("HSTS", "max-age=31536000; includeSubDomains; preload"),
    EmbeddedCase("DB", "Server=db;Password='tall-otter", "Password: 'tall-otter"),
  ]

  @Test("pairs with blanks, commas and line ends", arguments: keywordFormsCases)
  func keywordForms(_ sample: EmbeddedCase) { check(sample) }

  private static let keywordFormsCases = [
    EmbeddedCase("DB", "host=db user=app password=tall-otter", "password: tall-otter"),
    EmbeddedCase("DB", #"host=db password = 'tall \'otter' port=1"#, #"password: tall \'otter"#),
    EmbeddedCase("CACHE", "cache:6379,password=tall-otter,ssl=True", "password: tall-otter"),
    EmbeddedCase("o", "username=app,password=tall-otter,uid=1000", "password: tall-otter"),
    EmbeddedCase("OTLP_HEADERS", "api-key=tall-otter-7", "api-key: tall-otter-7"),
    EmbeddedCase("OTLP_HEADERS", "x=1,api-key=tall-otter-7", "api-key: tall-otter-7"),
    EmbeddedCase(
      "OTLP_HEADERS", "Authorization=Bearer%20tall-otter-7", "bearer token: Bearer%20tall-otter-7"),
    EmbeddedCase("OTLP_HEADERS", "Authorization=Bearer tall-otter-7", "bearer token: tall-otter-7"),
    EmbeddedCase(
      "JAAS", #"org.example.PlainLoginModule required username="app" password="tall-otter";"#,
      "password: tall-otter"),
    EmbeddedCase(
      "JAAS", "Client {\n a.B required\n username=\"app\"\n password=\"tall-otter\";\n};",
      "password: tall-otter"),
    EmbeddedCase(
      "cnf", "[client]\n# x\nuser = app\npassword = \"tall-otter\"\n", "password: tall-otter"),
    EmbeddedCase("envs", "export A=1\nexport DB_PASSWORD=tall-otter\n", "DB_PASSWORD: tall-otter"),
    // Nothing to find.
    EmbeddedCase("DB", "host=db sslmode=require application_name=shop password=$DB_PASSWORD"),
    EmbeddedCase("LOG", "time=%(asctime)s level=%(levelname)s password=***"),
    EmbeddedCase("LOG", "time=%t password=%p"),
    EmbeddedCase("LABELS", "app=shop,tier=web"),
    EmbeddedCase("TEXT", "first, then password=tall-otter, and so on"),
    EmbeddedCase("MOUNT", "type=secret,id=token,target=/x"),
    EmbeddedCase("SCHEDULE", "*/5 * * * *"),
    EmbeddedCase("SCOPES", "openid profile token:read api-key:write"),
    EmbeddedCase("TEXT", "a required field: password=tall-otter is wrong"),
    EmbeddedCase("NOTES", "password=tall-otter\nis what you type\n"),
    EmbeddedCase("HEADERS", "x=1"),
    EmbeddedCase("repo_secrets", "GPG_PASSPHRASE=signing-key:passphrase\nAPI_TOKEN=shop:token\n"),
  ]

  @Test("addresses", arguments: addressesCases)
  func addresses(_ sample: EmbeddedCase) { check(sample) }

  private static let addressesCases = [
    EmbeddedCase(
      "HOOK", "https://x.example/h?access_token=tall-otter-7&a=b", "access_token: tall-otter-7"),
    EmbeddedCase(
      "HOOK", "https://x.example/h#access_token=tall-otter-7", "access_token: tall-otter-7"),
    EmbeddedCase("HOOK", "https://x.example/h?api_key=tall%2Dotter-7", "api_key: tall%2Dotter-7"),
    EmbeddedCase("DB", "jdbc:mysql://db/x?user=app&password=otter", "password: otter"),
    EmbeddedCase(
      "DB", "jdbc:sqlserver://db:1433;user=app;password=otter;encrypt=true", "password: otter"),
    EmbeddedCase("DB", "jdbc:db2://db:50000/x:user=app;password=otter;", "password: otter"),
    EmbeddedCase("DB", "jdbc:oracle:thin:app/tall-otter@//db:1521/x", "password: tall-otter"),
    EmbeddedCase("DB", "app:tall@otter@tcp(db:3306)/x?parseTime=true", "password: tall@otter"),
    EmbeddedCase(
      "DB", "app:tall-otter@unix(/run/mysql.sock)/x?loc=Asia%2FTokyo", "password: tall-otter"),
    EmbeddedCase("DB", "app:tall-otter@tcp(db)/x?loc=Asia/Tokyo", "password: tall-otter"),
    // Nothing to find, or the business of the rules for addresses.
    EmbeddedCase("DB", "postgres://app:tall-otter@db/x?sslmode=require&application_name=a"),
    EmbeddedCase("RESET", "https://x.example/reset?token=:token"),
    EmbeddedCase("RESET", "https://x.example/reset?token={token}"),
    EmbeddedCase("RESET", "https://x.example/reset?token=<token>"),
    EmbeddedCase("RESET", "https://x.example/reset?token=%s&client_id=abcdefghijk"),
    EmbeddedCase("RESET", "https://x.example/reset?token=${RESET_TOKEN}"),
    EmbeddedCase("PAGE", "https://x.example/a?secret=no&page_token=abcdefghijkl"),
    EmbeddedCase("IMAGE", "registry.example/a/b:1.2@sha256:0123456789abcdef"),
    EmbeddedCase("PACKAGE", "npm:otter@4.17.21"),
    EmbeddedCase("DB", "app:${DB_PASSWORD}@tcp(db:3306)/x"),
    EmbeddedCase("DB", "jdbc:oracle:thin:@//db:1521/x"),
    EmbeddedCase("MAIL", "mailto:otter@x.example?subject=token"),
    EmbeddedCase("PATTERN", "^https?://[^/]+/(\\?token=.*)?$"),
  ]

  @Test("headers and logins", arguments: headersCases)
  func headers(_ sample: EmbeddedCase) { check(sample) }

  private static let headersCases = [
    // app:tall-otter
    EmbeddedCase("X", "Basic YXBwOnRhbGwtb3R0ZXI=", "password: YXBwOnRhbGwtb3R0ZXI="),
    EmbeddedCase(
      "X", "Authorization: Basic YXBwOnRhbGwtb3R0ZXI=", "password: YXBwOnRhbGwtb3R0ZXI="),
    EmbeddedCase("X", "Bearer tall-otter-7", "bearer token: tall-otter-7"),
    EmbeddedCase("X", "X-Api-Key: tall-otter-7", "X-Api-Key: tall-otter-7"),
    EmbeddedCase("NEO4J_AUTH", "neo4j/tall-otter", "password: tall-otter"),
    EmbeddedCase(
      "FLOWER_BASIC_AUTH", "a:tall-otter,b:wet-otter", "password: tall-otter", "password: wet-otter"
    ),
    EmbeddedCase("REGISTRY_CREDENTIALS", "app:tall-otter", "password: tall-otter"),
    EmbeddedCase(
      "UI_BASIC_AUTH", "admin:$apr1$abcdefgh$0123456789abcdefghijkl",
      "password: $apr1$abcdefgh$0123456789abcdefghijkl"),
    EmbeddedCase("REGISTRY_AUTH", "YXBwOnRhbGwtb3R0ZXI=", "password: YXBwOnRhbGwtb3R0ZXI="),
    // Nothing to find.
    EmbeddedCase("REGISTRY_AUTH", "bm8gbG9naW4gYXQgYWxs"),
    EmbeddedCase("X", "Bearer ${TOKEN}"),
    EmbeddedCase("X", "Bearer {token-of-app}"),
    EmbeddedCase("X", "Bearer token"),
    EmbeddedCase("X", "Bearer tokens are what callers send"),
    EmbeddedCase("X", "Basic plan"),
    EmbeddedCase("NAME", "Token Chunker_Seven"),
    EmbeddedCase("AUTH_HEADER", "Token tall-otter-7", "bearer token: tall-otter-7"),
    EmbeddedCase("X", "Content-Type: application/json"),
    EmbeddedCase("IMAGE", "api-key:latest"),
    EmbeddedCase("NEO4J_AUTH", "none"),
    EmbeddedCase("APP_AUTH", "https://x.example/login"),
    EmbeddedCase("UI_BASIC_AUTH", "admin:${UI_PASSWORD}"),
    EmbeddedCase("OTHER", "app:tall-otter"),
  ]

  @Test("JSON", arguments: objectsCases)
  func objects(_ sample: EmbeddedCase) { check(sample) }

  private static let objectsCases = [
    EmbeddedCase("X", #"{"user":"app","password":"tall-otter"}"#, "password: tall-otter"),
    EmbeddedCase(
      "X", #" [{"db": {"password": "tall-otter"}}, {"apiKey": "wet-otter-7"}] "#,
      "password: tall-otter", "apiKey: wet-otter-7"),
    EmbeddedCase("X", #"{"user":"app","pass":"tall-otter"}"#, "password: tall-otter"),
    EmbeddedCase("X", #"{"password":"tall\u002dotter"}"#, #"password: tall\u002dotter"#),
    EmbeddedCase("X", #"[{"name":"DB_PASSWORD","value":"tall-otter"}]"#, "DB_PASSWORD: tall-otter"),
    EmbeddedCase("X", #"{"url":"postgres://app:tall-otter@db/x"}"#, "password: tall-otter"),
    EmbeddedCase("X", #"{"a":{"db":"Server=db;Password=tall-otter"}}"#, "Password: tall-otter"),
    EmbeddedCase("X", #"{"Authorization":"Bearer tall-otter-7"}"#, "bearer token: tall-otter-7"),
    EmbeddedCase(
      "CMD", #"["redis-server", "--requirepass", "tall-otter"]"#, "requirepass: tall-otter"),
    EmbeddedCase("X", #"{"メモ":"x","password":"背の高い川獺"}"#, "password: 背の高い川獺"),
    // {"auths":{"r.example":{"auth":"YXBwOnRhbGwtb3R0ZXI="}}}
    EmbeddedCase(
      "X", "eyJhdXRocyI6eyJyLmV4YW1wbGUiOnsiYXV0aCI6IllYQndPblJoYkd3dGIzUjBaWEk9In19fQ==",
      "password: eyJhdXRocyI6eyJyLmV4YW1wbGUiOnsiYXV0aCI6IllYQndPblJoYkd3dGIzUjBaWEk9In19fQ=="),
    // Nothing to find.
    EmbeddedCase(
      "X", #"{"password":null,"token":true,"secret":"","apiKey":"${KEY}"}"#, "token: true"),
    EmbeddedCase("X", #"{"password":"string","token":"Token","passwordPolicy":"strict"}"#),
    EmbeddedCase("X", #"{"properties":{"password":{"type":"string"}},"required":["password"]}"#),
    EmbeddedCase("X", #"{"user":"app","password":"tall-otter""#),
    EmbeddedCase("X", #"{"user":"app","password":"tall-ott"#),
    EmbeddedCase("X", "{password}"),
    EmbeddedCase("X", #"{"crew_key":"4d5b21867b638a1846a38dc4af8e29a4"}"#),
    EmbeddedCase("X", #"{"pass":"all"}"#),
    EmbeddedCase("X", #"{"cert":"tls/client.pem","tlsKey":"x","privateKey":"server.key"}"#),
  ]
}
