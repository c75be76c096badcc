import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Writes secrets into every place of every format and searches everything that is printed.
@Suite struct FormatLeakTests {
  @Test(arguments: PlantedDocument.formats + PlantedDocument.broken)
  func noFormatLeaks(document: PlantedDocument) {
    var contexts = PlantedProject.Contexts()
    expectNoLeak(in: document, &contexts)
  }

  @Test(arguments: DotEnvDialect.all.map(\.id))
  func noReaderOfEnvFilesLeaks(dialect: String) throws {
    let dialect = try #require(DotEnvDialect.named(dialect))
    var contexts = PlantedProject.Contexts()
    // What another reader makes of the file is told as well.
    contexts.dialects = [dialect, dialect == .compose ? .bash : .compose]
    expectNoLeak(in: .environmentFile, &contexts)
  }

  private func expectNoLeak(
    in document: PlantedDocument, _ contexts: inout PlantedProject.Contexts
  ) {
    for (number, planted) in document.planted.enumerated() {
      let search = LeakSearch(planted.secret.secret)
      let project = PlantedProject(
        files: [(document.path, planted.text)] + document.others, stage: nil)
      for output in project.outputs(&contexts, withDump: number % 16 == 0) {
        let leak = search.leak(in: output.text)
        #expect(
          leak == nil,
          "\(planted.secret.name) of place \(planted.place) stands in \(output.name): \(leak ?? "")"
        )
      }
    }
  }

  /// Secrets whose files are called like them.
  @Test(arguments: PlantedSecret.unlikeWords.filter { !$0.text.contains("/") })
  func noPathLeaks(secret: PlantedSecret) {
    let search = LeakSearch(secret.secret)
    var contexts = PlantedProject.Contexts()
    let text = "DB_PASSWORD=admin\nDB_PASSWORD=admin\nX=\"\n"
    for path in [
      "\(secret.text)/.env.production", ".env.\(secret.text)", "\(secret.text).env",
      "\(secret.text)/config.yaml", "prod-\(secret.text)/\(secret.text).yaml", secret.text,
    ] {
      let project = PlantedProject(
        files: [
          (path, path.hasSuffix("yaml") ? "password: admin\nx: [\n" : text),
          ("compose.yaml", "services: {web: {image: a, env_file: \(path)}}\n"),
        ])
      for output in project.outputs(&contexts, withDump: true) {
        #expect(search.leak(in: output.text) == nil, "\(path) stands in \(output.name)")
      }
    }
  }

  /// What a file holds in another encoding is the same secret.
  @Test(arguments: PlantedSecret.all) func noEncodingHidesALeak(secret: PlantedSecret) {
    let encoded = String(decoding: LeakSearch.base64(Array(secret.text.utf8)), as: UTF8.self)
    let broken = String(encoded.dropLast(3)) + "%"
    var contexts = PlantedProject.Contexts()
    let search = LeakSearch(secret.secret + (secret.text.contains("\n") ? [] : [encoded]))
    for data in [encoded, "\"\(broken)\"", "[\(encoded)]", "!!binary \(encoded)"] {
      let project = PlantedProject(
        files: [
          (
            "k8s/secret.yaml",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {db_password: \(data)}\n"
          )
        ])
      for output in project.outputs(&contexts) {
        #expect(search.leak(in: output.text) == nil, "\(data.prefix(9)) stands in \(output.name)")
      }
    }
  }

  @Test(arguments: PlantedSecret.all) func noEnvironmentOfAProcessLeaks(secret: PlantedSecret) {
    let search = LeakSearch(secret.secret)
    var environment = [
      "DB_PASSWORD": secret.text, "API_TOKEN": " \(secret.text)\n", "APP_ENV": "production",
      "DATABASE_URL": "postgres://app:\(secret.text)@db.example.com/x?sslmode=disable",
    ]
    if secret.isUnlikeNames { environment[secret.text] = "1" }
    if secret.isUnlikeWords {
      for key in ["DEBUG", "CORS_ORIGINS", "DB_POOL_SIZE", "NODE_ENV", "BACKUP_SCHEDULE"] {
        environment[key] = secret.text
      }
    }
    let report = Validator().validate(environment: environment)
    #expect(!report.findings.isEmpty)
    for output in Renderings.report(report) {
      #expect(search.leak(in: output.text) == nil, "\(output.name)")
    }
  }
}
