import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Fixes that would change something else are not offered, and it is said why.
@Suite struct FixProofTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [String: String]
    /// The rule, and words of the reason.
    let rule: String
    let reason: String
    var contract: String?

    var testDescription: String { name }

    init(
      _ name: String, _ files: [String: String], _ rule: String, _ reason: String,
      contract: String? = nil
    ) {
      self.name = name
      self.files = files
      self.rule = rule
      self.reason = reason
      self.contract = contract
    }
  }

  static let rows = [
    Row(
      "another variable takes the value", [".env.production": "DEBUG=true\nTRACE=${DEBUG}\n"],
      "debug-enabled", "nothing else would change for "),
    Row(
      "the first of two values is used between them",
      [".env.production": "A=1\nB=${A}\nA=2\n"], "duplicate-variable", "not proven"),
    Row(
      "a comment on the line that would go", [".env.production": "A=1 # note\nA=2\n"],
      "duplicate-variable", "something else"),
    Row(
      "an alias repeats the value", ["prod/a.yaml": "debug: &on true\nkeep: *on\n"],
      "debug-enabled", "not proven"),
    Row(
      "nobody knows the stage", [".env": "DEBUG=true\n"], "debug-enabled", "--stage production"),
    Row(
      "another wildcard", [".env.production": "CORS_ORIGINS=https?://.*\n"], "cors-any-origin",
      "another wildcard"),
    Row(
      "another service takes the value",
      [
        "compose.production.yaml": """
        services:
          web: {image: example/web, environment: {DEBUG: "${DEBUG}"}}
          job: {image: example/job, environment: {REPORTS: "${DEBUG}"}}
        """, ".env": "DEBUG=true\n",
      ], "debug-enabled", "another setting takes its value"),
    Row(
      "a comment above the entry that would go",
      [".env.production": "# configlint:allow default-credential -- a test\nA=1\nA=2\n"],
      "duplicate-variable", "a comment stands above"),
    Row(
      "a comment and a blank line above", [".env.production": "# the port\n\nA=1\nA=2\n"],
      "duplicate-variable", "a comment stands above"),
    Row(
      "the name of an image",
      [
        "compose.production.yaml": """
        services:
          web: {image: "example/web:${DEBUG}", environment: {DEBUG: "${DEBUG}"}}
        """, ".env": "DEBUG=true\n",
      ], "debug-enabled", "for something else than a setting"),
    Row(
      "a name without braces in a folder below",
      [
        "app/compose.production.yaml": """
        services:
          web:
            image: example/web
            ports: ["$DEBUG:80"]
        """, ".env.production": "DEBUG=true\n",
      ], "debug-enabled", "for something else than a setting"),
    Row(
      "a template", ["chart/values-production.yaml": "debug: true\nname: {{ .Values.a }}\n"],
      "debug-enabled", "template"),
    Row(
      "a cluster without a name",
      [
        ".do/app.yaml": """
        name: shop
        services: [{name: web, image: {registry_type: DOCKER_HUB, repository: a/b}}]
        databases: [{name: db, engine: PG, production: false}]
        """
      ], "digitalocean-dev-database", "cluster-unnamed"),
  ]

  @Test(arguments: rows) func whatTouchesMoreIsLeftAlone(row: Row) throws {
    let files = try MendedFiles(row.files, contract: row.contract)
    #expect(files.session.files.isEmpty, "\(files.rules)")
    #expect(
      row.reason.isEmpty
        || files.refusals.contains { $0.hasPrefix(row.rule) && $0.contains(row.reason) },
      "\(files.refusals)")
  }

  /// What the project answers is left as it is.
  @Test func whatIsAllowedStays() throws {
    let contract = """
      version: 1
      rules:
        debug-enabled: {allow: [{path: .env.production, reason: a trial}]}
      """
    let files = try MendedFiles([".env.production": "DEBUG=true\n"], contract: contract)
    #expect(files.session.files.isEmpty && files.refusals.isEmpty)
  }

  @Test func oneRuleAloneIsMended() throws {
    let files = try MendedFiles(
      [".env.production": "DEBUG=true\nCORS_ORIGINS=*\n"], only: ["cors-any-origin"])
    #expect(files.rules == ["cors-any-origin"])
    #expect(files.text(".env.production").hasPrefix("DEBUG=true\n"))
  }

  /// The placeholder is an error itself: nothing passes in silence.
  @Test func placeholdersAreFound() throws {
    let files = try MendedFiles([".env.production": "CORS_ORIGINS=*\n"])
    #expect(files.session.report.findings.map(\.rule) == ["cors-placeholder-origin"])
    #expect(files.session.report.findings.map(\.severity) == [.error])
  }

  // MARK: secrets

  private static let secret = "Zk83nfLq0w2P" + "zR7tYb5mXc1V"

  private static func compose(_ value: String) -> String {
    "services:\n  web:\n    image: example/web\n    environment:\n      API_TOKEN: \(value)\n"
  }

  @Test(arguments: [nil, "OTHER=1\n", "OTHER=1", "# c\r\n"]) func literalsMove(
    present: String?
  ) throws {
    let path = "compose.production.yaml"
    var all = [path: Self.compose("\"\(Self.secret)\" # c")]
    if let present { all[".env"] = present }
    let files = try MendedFiles(all, movesSecrets: true, unread: [".env"])
    #expect(files.text(path) == Self.compose("\"${API_TOKEN:?set API_TOKEN in .env}\" # c"))
    let start = present.map { $0.utf8.last == 0x0A ? $0 : $0 + "\n" } ?? ""
    #expect(files.text(".env") == "\(start)API_TOKEN=\(Self.secret)\n")
    for fix in files.session.fixes {
      for edit in fix.edits where edit.replacement.contains(Self.secret) { #expect(edit.isSecret) }
      #expect(!fix.description.text.contains(Self.secret))
    }
    #expect(try MendedFiles(all, unread: [".env"]).session.files.isEmpty)
  }

  /// Where another service would get the variable as well, or the name has another value.
  @Test(arguments: [
    ("API_TOKEN=other\n", "another value"),
    ("SOME=1\n", "API_TOKEN would be added"),
  ]) func literalsStayWhereTheyMustNotMove(present: String, reason: String) throws {
    let others =
      reason.hasSuffix("added") ? "  job: {image: example/job, env_file: .env}\n" : ""
    let files = try MendedFiles(
      [
        "compose.production.yaml": Self.compose(Self.secret) + others, ".env": present,
      ], movesSecrets: true, unread: [".env"])
    #expect(files.session.files.isEmpty)
    #expect(files.refusals.contains { $0.contains(reason) }, "\(files.refusals)")
  }
}
