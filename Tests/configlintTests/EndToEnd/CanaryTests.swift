import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

/// Drives known values through every way out and searches all that is printed.
@Suite struct CanaryTests {
  /// Values made anew for each run, so that none can stand anywhere by chance.
  private static func canary() -> String {
    var generator = SystemRandomNumberGenerator()
    return "cnry" + String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
  }

  private static let formats =
    ReportFormat.allCases.map { ["--format", $0.rawValue] } + [["--color", "always"]]

  private func project(_ canaries: [String]) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    let (a, b, c, d, e, f) = (
      canaries[0], canaries[1], canaries[2], canaries[3], canaries[4], canaries[5]
    )
    try tree.write(
      "configguard.yaml",
      """
      version: 1
      variables:
        ADMIN_KEY: {secret: true, min-length: 99, pattern: '[0-9]+', one-of: [a, b]}
        SHORT_TOKEN: {secret: true, type: int, distinct-across-stages: true}
        DATABASE_URL: {url: {schemes: [mysql], query: {sslmode: [require]}}}
        HOOK_SECRET: {secret: true, sentinels: ['\(f)']}
      """)
    try tree.write(
      ".env.production",
      """
      ADMIN_KEY=\(a)
      SHORT_TOKEN=\(b)
      SHORT_TOKEN=\(b)
      DATABASE_URL=postgres://user:\(c)@db.example.com/x?sslmode=disable
      OTHER_SECRET=${MISSING:-\(d)}
      HOOK_SECRET=\(f)
      API_TOKEN="\(e)
      """)
    try tree.write(".env.staging", "SHORT_TOKEN=\(b)\nADMIN_KEY=\(a)\nDEBUG=true # \(d)\n")
    try tree.write(
      "compose.yaml",
      """
      services:
        web:
          build: .
          environment: {ADMIN_KEY: \(a), DEBUG: "true", API_TOKEN: "${X:-\(d)}", CORS_ORIGINS: '*'}
          env_file: .env.staging
        api:
          build: .
          environment: ["DB_PASSWORD=\(b)", "DATABASE_URL=mysql://u:\(c)@h/d"]
      """)
    try tree.write(
      "k8s/secret.yaml",
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: s, namespace: prod}
      stringData: {password: \(e), other: "\(d)"}
      """)
    try tree.write("values-prod.yaml", "auth:\n  password: \(e)\n  token: [\(a), \(b)]\n")
    try tree.write("broken.yaml", "password: \(a)\n  bad: [\(b)\n")
    return tree
  }

  @Test(arguments: formats) func noFormatPrintsASecret(format: [String]) throws {
    let canaries = (0..<6).map { _ in Self.canary() }
    let tree = try project(canaries)
    let result = try Tool.run(["check", "."] + format, in: tree)
    #expect(result.status == 1)
    #expect(result.output.contains("secret-too-short"))
    for canary in canaries { #expect(!result.everything.contains(canary)) }
  }

  /// Words that are no sign of a secret, in texts of which only the whole has a place.
  @Test(arguments: [
    "|\n      uvicorn app:app --reload --password ",
    ">\n      uvicorn app:app --reload --password ",
    "\"uvicorn\\tapp:app --reload --password ",
  ])
  func noCommandPrintsASecret(command: String) throws {
    let tree = try TemporaryTree()
    let end = command.hasPrefix("\"") ? "\"" : ""
    try tree.write(
      "compose.production.yaml",
      "services:\n  a:\n    image: b\n    command: \(command)tall-otter\(end)\n")
    for format in Self.formats {
      let result = try Tool.run(["check", "."] + format, in: tree)
      #expect(result.output.contains("development-server-command"))
      #expect(!result.everything.contains("otter"))
    }
  }

  @Test(arguments: ["env", "exec"]) func noRefusalPrintsASecret(command: String) throws {
    let canaries = (0..<6).map { _ in Self.canary() }
    let tree = try project(canaries)
    for format in Self.formats {
      let tail = command == "exec" ? ["--", "true"] : []
      let result = try Tool.run(
        [command] + format + tail, in: tree,
        environment: [
          "ADMIN_KEY": canaries[0], "SHORT_TOKEN": canaries[1], "HOOK_SECRET": canaries[5],
          "DATABASE_URL": "postgres://user:\(canaries[2])@db.example.com/x?sslmode=disable",
          "OTHER_PASSWORD": canaries[3], "DEBUG": "true", "CORS_ORIGINS": "*",
        ])
      #expect(result.status == (command == "exec" ? 78 : 1))
      #expect(result.everything.contains("secret-too-short"))
      for canary in canaries { #expect(!result.everything.contains(canary)) }
    }
  }

  @Test func theLibrarysMessageHoldsNoSecret() throws {
    let secret = Self.canary()
    let contract = try Contract(
      yaml: "version: 1\nvariables:\n  ADMIN_KEY: {secret: true, min-length: 99, type: int}\n")
    let validator = Validator(contract: contract, stage: .production)
    do {
      try validator.requireValidEnvironment(["ADMIN_KEY": secret, "DB_PASSWORD": secret])
      Issue.record("the environment was accepted")
    } catch let error as InvalidConfiguration {
      #expect(error.description.contains("ADMIN_KEY"))
      #expect(!error.description.contains(secret))
      #expect(!"\(error.report)".contains(secret))
    }
  }
}
