import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Deployments of Kamal.
@Suite struct KamalTests {
  private static let base = """
    service: shop
    image: acme/shop
    registry:
      username: acme
      password:
        - KAMAL_REGISTRY_PASSWORD
    servers:
      web:
        - 192.0.2.1
        - 192.0.2.2
      job:
        hosts: [192.0.2.3]
        cmd: bin/jobs
        env: {clear: {QUEUE: mail}}
    env:
      clear:
        DB_HOST: db
        SECRET_TOKEN: changeme
      secret:
        - DB_PASSWORD
        - API_KEY:OTHER_KEY
      tags:
        canary: {DEBUG: "true"}
    accessories:
      db:
        image: postgres:17
        env:
          POSTGRES_HOST_AUTH_METHOD: trust

    """
  private static let destination = """
    servers:
      web: [192.0.2.9]
    env:
      clear:
        DB_HOST: db.staging

    """

  private func read(_ files: [String: String], _ path: String) -> FileReading {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    var known: [String: SourceFile] = [:]
    for (path, text) in files {
      known[path] = SourceFile(path: path, bytes: SourceBytes(text), tracking: .unknown)
    }
    let reader = ConfigurationReader(
      context: context,
      load: { [known] path in known[path].map { .found($0) } ?? .missing("nothing is there") })
    return reader.read(
      known[path] ?? SourceFile(path: path, bytes: SourceBytes(""), tracking: .unknown), as: .yaml)
  }

  @Test func rolesTagsAndAccessoriesAreWorkloads() throws {
    let reading = read(["config/deploy.yml": Self.base], "config/deploy.yml")
    #expect(reading.format == "kamal")
    #expect(reading.workloads.map(\.name) == ["shop", "shop/job", "shop (canary)", "db"])
    #expect(reading.workloads.map(\.replicas) == [2, 1, nil, nil])
    #expect(reading.workloads.map(\.command) == [nil, "bin/jobs", nil, nil])
    #expect(reading.workloads.map(\.image).last == "postgres:17")
    #expect(reading.workloads.allSatisfy { $0.stage == .production })
    let job = reading.workloads[1]
    #expect(
      job.environment.map(\.key) == ["DB_HOST", "SECRET_TOKEN", "DB_PASSWORD", "API_KEY", "QUEUE"])
    #expect(job.setting("API_KEY")?.value.form == .reference("a secret of Kamal"))
  }

  @Test func findings() throws {
    let report = try report(of: Self.base, named: "config/deploy.yml")
    #expect(
      report.findings.map { "\($0.line ?? 0) \($0.rule) \($0.severity.rawValue)" } == [
        "18 placeholder-secret error", "23 debug-enabled error",
        "28 postgres-trust-authentication error",
      ])
  }

  @Test func aDestinationLiesOverTheBase() throws {
    let files = ["config/deploy.yml": Self.base, "config/deploy.staging.yml": Self.destination]
    let reading = read(files, "config/deploy.staging.yml")
    #expect(reading.format == "kamal")
    #expect(reading.workloads.map(\.name) == ["shop", "shop/job", "shop (canary)", "db"])
    #expect(reading.workloads.allSatisfy { $0.stage == .staging })
    #expect(reading.workloads[0].replicas == 1)
    let host = try #require(reading.workloads[0].setting("DB_HOST"))
    #expect(host.value.literal == "db.staging" && host.file.name == "deploy.staging.yml")
    #expect(host.shadowed.map(\.place.file.name) == ["deploy.yml"])
    let token = try #require(reading.workloads[0].setting("SECRET_TOKEN"))
    #expect(token.file.name == "deploy.yml")
    #expect(token.file.bytes.text(token.value.range) == "changeme")
  }

  @Test func aDestinationAloneIsRead() {
    let reading = read(
      ["config/deploy.staging.yml": Self.destination], "config/deploy.staging.yml")
    #expect(reading.workloads.map(\.name) == ["app"])
    #expect(reading.workloads[0].environment.map(\.key) == ["DB_HOST"])
  }

  @Test(arguments: [
    "service: a\nimage: b\nservers: text\nenv: text\naccessories: text\n",
    "service: a\nimage: b\nservers: {web: text, job: {env: text}}\nenv: [A]\naccessories: {x: y}\n",
    "service: a\nimage: b\nservers: [x]\nenv: {clear: text, secret: text, tags: text}\n",
    "service: a\nimage: b\nservers: [x]\nenv: {clear: {A: {b: c}}, secret: [{a: b}]}\n",
  ])
  func wrongShapesAreNoEnvironments(text: String) {
    let reading = read(["config/deploy.yml": text], "config/deploy.yml")
    #expect(reading.format == "kamal")
    #expect(reading.workloads.allSatisfy { $0.environment.isEmpty })
  }

  @Test func secretsAreReadAsRubyReadsThem() throws {
    for path in [".kamal/secrets", "app/.kamal/secrets.production", ".kamal/secrets-common"] {
      #expect(FileType(path: path) == .environment)
    }
    #expect(FileType(path: ".kamal/hooks/secrets") == nil && FileType(path: "secrets") == nil)
    let report = try report(
      of: """
        SECRETS=$(kamal secrets fetch --from Vault/Item A B)
        KAMAL_REGISTRY_PASSWORD=$(kamal secrets extract A $SECRETS)
        RAILS_MASTER_KEY=$RAILS_MASTER_KEY
        DB_PASSWORD=changeme
        """, named: ".kamal/secrets.production", as: .environment)
    #expect(report.findings.map { "\($0.line ?? 0) \($0.rule)" } == ["4 placeholder-secret"])
  }
}
