import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// What decides whether an image's needs are judged at all.
@Suite struct CompanionTests {
  @Test(arguments: [
    ("postgres:17", true), ("docker.io/postgres", true), ("docker.io/library/postgres:17", true),
    ("library/postgres@sha256:0123", true), ("mirror.example.com/hub/library/postgres:17", true),
    ("public.ecr.aws/docker/library/postgres:17", true), ("team/postgres:17", false),
    ("registry.example.com/postgres:17", false), ("postgres-exporter:1", false),
    ("registry.example.com/team/postgres", false), ("bitnami/postgres", false),
  ])
  func officialImage(image: String, isOfficial: Bool) {
    #expect(ContainerImage.matches(image, ["library/postgres"]) == isOfficial)
  }

  @Test(arguments: [
    ("docker.io/library/postgres:16", "postgres"), ("bitnami/postgresql", "bitnami/postgresql"),
    ("localhost/library/a", "a"), ("registry:5000/a/b:1", "a/b"), ("a.b/library", "library"),
    ("library/library/a", "library/a"), ("a/library/b", "a/library/b"), ("library", "library"),
    ("localhost", "localhost"), ("a.b//", "a.b"), ("a//b/", "a/b"), ("a:b/c", "c"),
    ("@@a:1@sha256:0", "a"), ("@", "@"), ("", ""), ("Team/Ünit:1", "team/ünit"),
  ])
  func repository(image: String, repository: String) {
    #expect(ContainerImage.repository(of: image) == repository)
  }

  @Test(arguments: [
    ("a/b:1", "a/b"), ("registry:5000/a", "registry:5000/a"), ("a@sha256:0", "a@sha256:0"),
    ("a", "a"), ("", ""), ("größe:1", "größe"),
  ])
  func untagged(image: String, name: String) { #expect(ContainerImage.untagged(image) == name) }

  @Test(
    arguments: [
      (nil, true), ("", true), ("-c max_connections=200", true), ("--verbose", true),
      ("postgres -c shared_buffers=1GB", true), ("/usr/local/bin/postgres", true),
      ("docker-entrypoint.sh postgres", true), ("docker-entrypoint.sh -c log=all", true),
      ("/entrypoint.sh postgres", false),
      ("exec postgres", true), ("tini -- docker-entrypoint.sh postgres", true),
      ("pg_dump --host db", false), ("psql postgres", false),
      ("sh -c 'until pg_isready -h postgres; do sleep 1; done'", false), ("sleep infinity", false),
      ("pg_isready -U postgres", false),
    ] as [(String?, Bool)])
  func startedServer(command: String?, isServer: Bool) {
    #expect(StartedProgram(workload(command)).isServer(["postgres"]) == isServer)
  }

  @Test func whatIsBuiltHereMaySetEverythingItself() {
    var built = workload(nil)
    built.isBuiltHere = true
    #expect(!StartedProgram(built).isServer(["postgres"]))
  }

  private func workload(_ command: String?) -> Workload {
    let file = SourceFile(path: "compose.yaml", bytes: SourceBytes(""), tracking: .unknown)
    var workload = Workload(name: "db", file: file, range: SourceRange(at: 0), format: "compose")
    workload.command = command
    return workload
  }

  private func rules(in text: String, named name: String) throws -> [String] {
    try report(of: text, named: name).findings.map(\.rule)
  }

  /// A Secret of the cluster may hold what seems to be missing.
  @Test(arguments: [
    ("", true), ("      envFrom: [{secretRef: {name: db}}]\n", false),
    ("      command: [pg_dump]\n", false),
  ])
  func absenceInACluster(lines: String, isFound: Bool) throws {
    let manifest = """
      apiVersion: v1
      kind: Pod
      metadata: {name: db, namespace: production}
      spec:
        containers:
          - name: db
            image: postgres:17

      """
    let found = try rules(in: manifest + lines, named: "db.yaml")
    #expect(found.contains("postgres-password-missing") == isFound)
  }

  @Test func absenceInATaskDefinition() throws {
    let text = """
      {"family": "orders", "containerDefinitions": [
        {"name": "db", "image": "mysql:8", "environment": [{"name": "MYSQL_DATABASE", "value": "o"}]}
      ]}
      """
    let found = try report(of: text, named: "task-definition.json", as: .json).findings.map(\.rule)
    #expect(found.contains("mysql-root-password-missing"))
  }

  @Test(arguments: [
    ("secret", "/run/secrets/db", true), ("${A:?}", "/run/secrets/db", true),
    ("${A:-}", "/run/secrets/db", false), ("", "/run/secrets/db", false), ("secret", "", false),
    ("secret", "${B:-}", false),
  ])
  func twins(value: String, file: String, isFound: Bool) throws {
    let text = """
      services:
        db:
          image: postgres:17
          environment:
            POSTGRES_PASSWORD: "\(value)"
            POSTGRES_PASSWORD_FILE: "\(file)"
      """
    let found = try rules(in: text, named: "compose.yaml")
    #expect(found.contains("secret-and-file-both-set") == isFound)
  }

  @Test(arguments: [
    ("6379:6379", true), ("6379", true), ("0.0.0.0:6379:6379", true), ("7000:6379/tcp", true),
    ("${PORT:-6379}:6379", true), ("127.0.0.1:6379:6379", false), ("8080:80", false),
    ("${BIND:-127.0.0.1}:6379:6379", false), ("[::1]:6379:6379", false),
  ])
  func publishedPort(port: String, isFound: Bool) throws {
    let text = "services:\n  cache:\n    image: redis:8\n    ports: [\"\(port)\"]\n"
    let found = try rules(in: text, named: "compose.yaml")
    #expect(found.contains("redis-published-without-password") == isFound)
  }
}
