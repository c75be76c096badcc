import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Every kind of fix in the formats that have it: what is written, and that all else stays to the
/// byte.
@Suite struct FixKindTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let path: String
    let before: String
    let after: String
    let rules: [String]

    var testDescription: String { name }

    init(_ name: String, _ path: String, _ before: String, _ after: String, _ rules: String...) {
      self.name = name
      self.path = path
      self.before = before
      self.after = after
      self.rules = rules
    }
  }

  static let placeholder = "https://fill-in-your-frontend.invalid"

  static let environmentFiles = [
    Row(
      "flags in their spellings", ".env.production",
      "DEBUG=True # why\nAPP_DEBUG='1'\nFLASK_DEBUG=\"yes\"\nDJANGO_DEBUG=ON\n",
      "DEBUG=False # why\nAPP_DEBUG='0'\nFLASK_DEBUG=\"no\"\nDJANGO_DEBUG=OFF\n",
      "debug-enabled", "debug-enabled", "debug-enabled", "debug-enabled"),
    Row(
      "wildcards", ".env.production",
      "CORS_ORIGINS=*\nA_CORS_ORIGINS=https://a.example.com,*\nB_CORS_ORIGINS='[\"*\"]'\n",
      "CORS_ORIGINS=\(placeholder)\nA_CORS_ORIGINS=https://a.example.com,\(placeholder)\n"
        + "B_CORS_ORIGINS='[\"\(placeholder)\"]'\n",
      "cors-any-origin", "cors-any-origin", "cors-any-origin"),
    Row(
      "numbers in the wrong order", ".env.production",
      "DB_POOL_MIN_SIZE=30 # few\nX=1\nDB_POOL_MAX_SIZE='20'\n",
      "DB_POOL_MIN_SIZE=20 # few\nX=1\nDB_POOL_MAX_SIZE='30'\n", "pool-min-above-max"),
    Row(
      "a variable three times", ".env.production", "PORT=1\nA=1\nPORT=2\n# c\nPORT=3\n",
      "A=1\n# c\nPORT=3\n", "duplicate-variable", "duplicate-variable"),
  ]

  static let documents = [
    Row(
      "Compose", "compose.production.yaml",
      """
      # all
      services:
        web:
          image: example/shop:1
          environment:
            DEBUG: "yes"   # why
            CORS_ORIGINS: '*'
            DB_PASSWORD: ${DB_PASSWORD:-changeme}
        job:
          image: example/job:1
          environment: [FLASK_DEBUG=1, "ADMIN_KEY=${ADMIN_KEY-changeme123}"]
      """,
      """
      # all
      services:
        web:
          image: example/shop:1
          environment:
            DEBUG: "no"   # why
            CORS_ORIGINS: '\(placeholder)'
            DB_PASSWORD: ${DB_PASSWORD:?set DB_PASSWORD}
        job:
          image: example/job:1
          environment: [FLASK_DEBUG=0, "ADMIN_KEY=${ADMIN_KEY?set ADMIN_KEY}"]
      """, "debug-enabled", "cors-any-origin", "insecure-fallback", "debug-enabled",
      "insecure-fallback"),
    Row(
      "Kubernetes", "prod/web.yaml",
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        template:
          spec:
            containers:
              - name: web
                image: example/web:1
                env:
                  - {name: DEBUG, value: "true"}
                  - name: CORS_ORIGINS
                    value: "*"

      """,
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        template:
          spec:
            containers:
              - name: web
                image: example/web:1
                env:
                  - {name: DEBUG, value: "false"}
                  - name: CORS_ORIGINS
                    value: "\(placeholder)"

      """, "debug-enabled", "cors-any-origin"),
    Row(
      "a ConfigMap with CRLF", "prod/map.yaml",
      "apiVersion: v1\r\nkind: ConfigMap\r\nmetadata: {name: a}\r\ndata:\r\n  DEBUG: \"1\"\r\n",
      "apiVersion: v1\r\nkind: ConfigMap\r\nmetadata: {name: a}\r\ndata:\r\n  DEBUG: \"0\"\r\n",
      "debug-enabled"),
    Row(
      "a mapping with a key twice", "prod/a.yaml", "pool: 5 \nname: x\npool: 20\n",
      "name: x\npool: 20\n", "duplicate-key"),
    Row(
      "JSON", "config.production.json",
      "{\n  \"debug\": true,\n  \"cors\": {\"origins\": [\"*\"]},\n  \"a\": 1,\n  \"a\": 2\n}",
      "{\n  \"debug\": false,\n  \"cors\": {\"origins\": [\"\(placeholder)\"]},\n  \"a\": 2\n}",
      "debug-enabled", "cors-any-origin", "duplicate-key"),
    Row(
      "TOML", "config.production.toml",
      "# c\n[app]\ndebug = true # why\n[db]\npool_min = 30\npool_max = 20\n",
      "# c\n[app]\ndebug = false # why\n[db]\npool_min = 30\npool_max = 20\n", "debug-enabled"),
    Row(
      "properties", "application-prod.properties",
      "# c\nshop.debug = true\nshop.cors.origins: *\n",
      "# c\nshop.debug = false\nshop.cors.origins: \(placeholder)\n", "debug-enabled",
      "cors-any-origin"),
    Row(
      "a Dockerfile", "prod/Dockerfile",
      "# c\nFROM example/base:1\nENV DEBUG=true \\\n    PORT=80\nCMD [\"run\"]\n",
      "# c\nFROM example/base:1\nENV DEBUG=false \\\n    PORT=80\nCMD [\"run\"]\n",
      "debug-enabled"),
    Row(
      "protection", "prod/db.yaml",
      "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Db:\n"
        + "    Type: AWS::RDS::DBInstance\n    Properties:\n      DeletionProtection: false # c\n",
      "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Db:\n"
        + "    Type: AWS::RDS::DBInstance\n    Properties:\n      DeletionProtection: true # c\n",
      "deletion-protection-off"),
  ]

  @Test(arguments: environmentFiles + documents) func theTargetAloneChanges(row: Row) throws {
    let files = try MendedFiles([row.path: row.before])
    #expect(files.text(row.path) == row.after)
    #expect(files.rules.sorted() == row.rules.sorted(), "\(files.refusals)")
    let again = try MendedFiles([row.path: files.text(row.path)])
    #expect(again.session.files.isEmpty && again.rules.isEmpty)
  }

  /// Some reader takes such a file for one long line, so it has to be known who reads it.
  @Test func marksAndLineBreaksStay() throws {
    let before = "\u{FEFF}# settings\r\nA=1\r\nDEBUG=true"
    let files = try MendedFiles([".env.production": before], dialects: [.compose, .node])
    let expected = "\u{FEFF}# settings\r\nA=1\r\nDEBUG=false"
    #expect(Array(files.text(".env.production").utf8) == Array(expected.utf8))
    #expect(try MendedFiles([".env.production": before]).session.files.isEmpty)
  }

  /// What readers read in different ways is written as the first one has it.
  @Test(arguments: [
    (["compose", "docker-raw"], "NAME=\"word\"\n", "NAME=word\n"),
    (["compose", "docker-raw"], "A=1\nNAME='two words'\nB=2\n", "A=1\nNAME=two words\nB=2\n"),
    (["bash", "node"], "NAME=it\\'s # c\n", "NAME=\"it's\" # c\n"),
  ]) func quotesSuitAllReaders(ids: [String], before: String, after: String) throws {
    let dialects = try ids.map { try #require(DotEnvDialect.named($0)) }
    let files = try MendedFiles([".env.production": before], dialects: dialects)
    #expect(files.text(".env.production") == after, "\(files.refusals)")
    #expect(files.rules == ["env-readers-differ"])
    for edit in files.session.fixes.flatMap(\.edits) { #expect(edit.isSecret) }
  }

  @Test(arguments: [
    (["compose", "docker-raw"], "FOO=bar # comment\n"),
    (["compose", "docker-raw"], "FOO=${OTHER}\n"),
    (["compose", "swift-configuration"], "FOO='two # words'\n"),
  ]) func whatHasNoSpellingStays(ids: [String], text: String) throws {
    let dialects = try ids.map { try #require(DotEnvDialect.named($0)) }
    let files = try MendedFiles([".env.production": text], dialects: dialects)
    #expect(files.session.files.isEmpty)
    #expect(files.refusals.contains { $0.hasPrefix("env-readers-differ: ") })
  }

  /// A default in an env file goes where its reader knows the other form.
  @Test func defaultsOfEnvFilesNeedAReaderThatRefuses() throws {
    let text = "ADMIN_KEY=${MASTER_KEY:-changeme123}\n"
    let files = try MendedFiles([".env.production": text], dialects: [.compose])
    #expect(files.text(".env.production") == "ADMIN_KEY=${MASTER_KEY:?set MASTER_KEY}\n")
    let others = try MendedFiles([".env.production": text], dialects: [.compose, .dotenvExpand])
    #expect(others.session.files.isEmpty)
  }
}
