import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What all services together may open at one database, against what its server takes.
@Suite struct ConnectionBudgetTests {
  /// The findings of the budget in some files, which lie side by side.
  static func findings(
    _ files: [(path: String, text: String)], contract: String? = nil
  ) throws -> [Finding] {
    let contract = try contract.map { try Contract(yaml: $0) }
    let context = ProjectContext(
      BuiltinPacks.prepared, contract: contract, only: ["connection-budget-exceeded"])
    let sources = files.map {
      SourceFile(path: $0.path, bytes: SourceBytes($0.text), tracking: .unknown)
    }
    var linter = Linter(
      contexts: { _ in context },
      load: { path in
        sources.first { $0.path == path }.map { .found($0) } ?? .missing("nothing is there")
      })
    for source in sources {
      try linter.add(source, as: try #require(FileType(path: source.path)))
    }
    return linter.report().findings
  }

  static func findings(_ path: String, _ text: String, contract: String? = nil) throws -> [Finding]
  {
    try findings([(path, text)], contract: contract)
  }

  static func related(_ finding: Finding) -> [String] {
    finding.related.map { "\($0.path):\($0.line ?? 0) \($0.message)" }
  }

  // MARK: Kubernetes

  private static func deployment(
    _ name: String, pool: Int, replicas: Int?, command: String = "", namespace: String = "shop",
    address: String = "postgres://shop:$(PASSWORD)@postgres.shop.svc.cluster.local:5432/shop",
    kind: String = "Deployment"
  ) -> (path: String, text: String) {
    let text = """
      apiVersion: apps/v1
      kind: \(kind)
      metadata: {name: \(name), namespace: \(namespace)}
      spec:
        \(replicas.map { "replicas: \($0)" } ?? "paused: false")
        template:
          spec:
            containers:
              - name: \(name)
                image: shop/\(name):2
                \(command.isEmpty ? "tty: false" : "args: \(command)")
                env:
                  - {name: DATABASE_URL, value: "\(address)"}
                  - {name: DB_POOL_SIZE, value: "\(pool)"}
      """
    return ("k8s/production/\(name).yaml", text)
  }

  private static func server(_ arguments: String = "") -> (path: String, text: String) {
    let text = """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: postgres, namespace: shop}
      spec:
        template:
          spec:
            containers:
              - name: postgres
                image: postgres:17
                \(arguments)
                volumeMounts:
                  - {name: data, mountPath: /var/lib/postgresql/data}
      """
    return ("k8s/production/postgres.yaml", text)
  }

  private static let scaler = (
    path: "k8s/production/api-hpa.yaml",
    text: """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: api, namespace: shop}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
      minReplicas: 2
      maxReplicas: 6
    """
  )

  /// 5 × 4 × 6 + 10 × 2 + 4 × 3 + 3 = 155.
  private static func cluster(_ most: Int) -> [(path: String, text: String)] {
    [
      server("args: [\"-c\", \"max_connections=\(most)\"]"), scaler,
      deployment("api", pool: 5, replicas: 2, command: "[uvicorn, \"shop:app\", --workers, \"4\"]"),
      deployment("worker", pool: 10, replicas: 2),
      deployment("mail", pool: 4, replicas: 3, command: "[uvicorn, \"mail:app\"]"),
      deployment("cron", pool: 3, replicas: nil),
    ]
  }

  @Test func fourServicesInACluster() throws {
    let found = try Self.findings(Self.cluster(157))
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.severity == .error)
    #expect(finding.path == "k8s/production/api.yaml")
    #expect(finding.line == 14)
    #expect(
      finding.message
        == "api: 5 pool × 4 processes × 6 replicas = 120, worker: 10 pool × 2 replicas"
        + " = 20, mail: 4 pool × 3 replicas = 12, cron: 3 pool; at least 155 connections for a "
        + "server that takes 154 (157, 3 reserved)")
    #expect(
      Set(Self.related(finding)) == [
        "k8s/production/api.yaml:11 the processes of api",
        "k8s/production/api-hpa.yaml:7 the replicas of api",
        "k8s/production/worker.yaml:14 the pool of worker",
        "k8s/production/worker.yaml:5 the replicas of worker",
        "k8s/production/mail.yaml:14 the pool of mail",
        "k8s/production/mail.yaml:5 the replicas of mail",
        "k8s/production/cron.yaml:14 the pool of cron",
        "k8s/production/postgres.yaml:10 what the server takes",
      ])
    #expect(!finding.message.contains("postgres://"))
  }

  @Test func exactlyWhatTheServerTakes() throws {
    #expect(try Self.findings(Self.cluster(158)).isEmpty)
  }

  @Test func theServersOwnDefault() throws {
    let files = [Self.server(), Self.deployment("api", pool: 49, replicas: 2)]
    #expect(
      try Self.findings(files).map(\.message) == [
        "api: 49 pool × 2 replicas = 98; at least 98 connections for a server that takes 97 (100, 3 "
          + "reserved)"
      ])
    let mounted = Self.server("").text + "\n            - {name: c, mountPath: /etc/postgresql}"
    #expect(try Self.findings([(Self.server().path, mounted), files[1]]).isEmpty)
  }

  /// What is in another namespace, or goes by another name, is another server.
  @Test(arguments: [
    "postgres://shop:x1@postgres.other:5432/shop", "postgres://shop:x1@pgbouncer/shop",
    "postgres://shop:x1@127.0.0.1/shop", "postgres://shop:x1@${HOST}/shop", "redis://postgres/0",
  ])
  func anotherServer(address: String) throws {
    let files = [Self.server(), Self.deployment("api", pool: 49, replicas: 9, address: address)]
    #expect(try Self.findings(files).isEmpty)
  }

  @Test func aBareNameMeansTheOwnNamespace() throws {
    let address = "postgres://shop:x1@postgres/shop"
    let own = Self.deployment("api", pool: 49, replicas: 9, address: address)
    let other = Self.deployment("b", pool: 49, replicas: 9, namespace: "b", address: address)
    #expect(try Self.findings([Self.server(), own]).count == 1)
    #expect(try Self.findings([Self.server(), other]).isEmpty)
  }

  /// How many nodes there are is not known, but one is.
  @Test func lowerBounds() throws {
    let set = Self.deployment("agent", pool: 98, replicas: nil, kind: "DaemonSet")
    let message = try Self.findings([Self.server(), set]).map(\.message)
    #expect(
      message == [
        "agent: 98 pool; at least 98 connections for a server that takes 97 (100, 3 reserved)"
      ])
    let none = Self.deployment("api", pool: 500, replicas: 0)
    #expect(try Self.findings([Self.server(), none]).isEmpty)
  }

  @Test func theSameDeploymentInTwoFoldersIsTwo() throws {
    var files = Self.cluster(157)
    files += files.map { ("k8s/production/eu/" + FilePath.name(of: $0.path), $0.text) }
    // Nobody knows which server is meant, either.
    #expect(try Self.findings(files).isEmpty)
  }

  @Test func otherStagesAreOther() throws {
    let files = Self.cluster(157).map {
      ($0.path.replacing("production", with: "development"), $0.text)
    }
    #expect(try Self.findings(files).isEmpty)
  }

  // MARK: platforms

  private static func app(_ instances: String) -> String {
    """
    name: shop
    region: fra
    services:
      - name: api
        github: {repo: shop/api}
        \(instances)
        run_command: gunicorn -k uvicorn.workers.UvicornWorker -w 4 shop:app
        envs:
          - {key: DATABASE_URL, value: "${main.DATABASE_URL}"}
          - {key: DB_POOL_SIZE, value: "5"}
          - {key: DB_MAX_OVERFLOW, value: "5"}
    workers:
      - name: jobs
        github: {repo: shop/api}
        run_command: celery -A shop worker --concurrency 8
        envs:
          - {key: DATABASE_URL, value: "${main.DATABASE_URL}"}
          - {key: DB_POOL_SIZE, value: "5"}
    databases:
      - {name: main, engine: PG, production: true, cluster_name: main}
    """
  }

  private static func contract(_ most: Int, _ services: String = "") -> String {
    """
    version: 1
    variables:
      DATABASE_URL: {secret: true}
      DB_POOL_SIZE: {type: int}
    databases:
      main: {max-connections: \(most), reserved: 3, urls: [DATABASE_URL]}
    \(services)
    """
  }

  /// (5 + 5) × 4 × 3 + 8 = 128.
  @Test func anAppSpecificationWithACeilingOfTheContract() throws {
    let scaled = Self.app("autoscaling: {min_instance_count: 1, max_instance_count: 3}")
    let found = try Self.findings(".do/app.yaml", scaled, contract: Self.contract(130))
    #expect(
      found.map(\.message) == [
        "api: (5 pool + 5 overflow) × 4 processes × 3 replicas = 120, jobs: 1 connection × 8 "
          + "processes = 8; 128 connections for a server that takes 127 (130, 3 reserved)"
      ])
    #expect(
      Self.related(try #require(found.first)) == [
        ".do/app.yaml:11 the overflow of api", ".do/app.yaml:7 the processes of api",
        ".do/app.yaml:6 the replicas of api", ".do/app.yaml:18 the pool of jobs",
        ".do/app.yaml:15 the processes of jobs",
        "configguard.yaml:6 what the contract says that the server takes",
      ])
    #expect(try Self.findings(".do/app.yaml", scaled, contract: Self.contract(131)).isEmpty)
    #expect(try Self.findings(".do/app.yaml", scaled).isEmpty)
    let counted = Self.app("instance_count: 3")
    #expect(try Self.findings(".do/app.yaml", counted, contract: Self.contract(130)).count == 1)
  }

  private static func blueprint(_ plan: String, pool: Int = 9) -> String {
    """
    databases:
      - name: main
        plan: \(plan)
      - name: reports
        plan: basic-1gb
    services:
      - type: web
        name: api
        runtime: python
        scaling: {minInstances: 1, maxInstances: 3, targetCPUPercent: 60}
        startCommand: uvicorn shop:app
        envVars:
          - {key: WEB_CONCURRENCY, value: "4"}
          - {key: DB_POOL_SIZE, value: "\(pool)"}
          - key: DATABASE_URL
            fromDatabase: {name: main, property: connectionString}
      - type: worker
        name: reports
        runtime: python
        startCommand: python reports.py
        envVars:
          - {key: DB_POOL_SIZE, value: "40"}
          - key: DATABASE_URL
            fromDatabase: {name: reports, property: connectionString}
    """
  }

  @Test(arguments: [
    ("basic-1gb", 9, true), ("basic-1gb", 8, false), ("pro-8gb", 17, true), ("pro-8gb", 16, false),
    ("pro-16gb", 34, true), ("pro-16gb", 33, false), ("accelerated-128gb", 42, true),
    ("accelerated-128gb", 41, false), ("unheard-of", 400, false),
  ])
  func aPlanOfAProvider(plan: String, pool: Int, isFound: Bool) throws {
    let found = try Self.findings("render.yaml", Self.blueprint(plan, pool: pool))
    #expect(found.count == (isFound ? 1 : 0))
    guard let finding = found.first else { return }
    // What uses another database is another budget's.
    #expect(finding.message.hasPrefix("api: \(pool) pool × 4 processes × 3 replicas"))
    #expect(!finding.message.contains("at least"))
    #expect(Self.related(finding).contains { $0.hasPrefix("render.yaml:3 the plan") })
  }

  @Test func aClusterOfCloudNativePG() throws {
    let cluster = """
      apiVersion: postgresql.cnpg.io/v1
      kind: Cluster
      metadata: {name: main, namespace: shop}
      spec:
        instances: 3
        postgresql:
          parameters: {max_connections: "50"}
      """
    let address = "postgres://shop:$(PASSWORD)@main-rw/shop"
    let files = [
      ("k8s/production/main.yaml", cluster),
      Self.deployment("api", pool: 16, replicas: 3, address: address),
    ]
    #expect(try Self.findings(files).count == 1)
  }

  // MARK: Compose

  /// A server, one service, and how many findings there are.
  struct Composition: Sendable, CustomStringConvertible {
    var count: Int
    var api = "DB_POOL_SIZE: 25"
    var database = "image: postgres:17"
    var command = "command: uvicorn shop:app --workers 4"

    var description: String {
      """
      services:
        db:
          \(database)
        api:
          image: shop/api:2
          \(command)
          environment:
            DATABASE_URL: postgres://shop:${DB_PASSWORD}@db/shop
            \(api)
      """
    }
  }

  static let servers: [Composition] = [
    Composition(count: 1),
    Composition(count: 0, database: "image: postgres:17\n    command: -c max_connections=103"),
    Composition(count: 1, database: "image: postgres:17\n    command: postgres -N 102"),
    Composition(count: 0, database: "image: postgres:17\n    command: postgres -c config_file=/a"),
    Composition(count: 0, database: "image: postgres:17\n    volumes: [\"./a.conf:/etc/a.conf\"]"),
    Composition(count: 1, database: "image: postgres:17\n    volumes: [\"a:/var/lib/postgresql\"]"),
    Composition(count: 0, database: "build: ."),
    Composition(count: 0, database: "image: postgres:17\n    scale: 2"),
    Composition(count: 0, database: "image: pgbouncer/x:1"),
    Composition(
      count: 1, database: "image: edoburu/pgbouncer\n    environment: {MAX_CLIENT_CONN: 90}"),
    Composition(
      count: 1,
      database: "image: bitnami/postgresql\n    environment: {POSTGRESQL_MAX_CONNECTIONS: 90}"),
  ]

  static let pools: [Composition] = [
    Composition(count: 0, api: "APP: x"),
    Composition(count: 0, api: "DB_POOL_SIZE: ${POOL}"),
    Composition(count: 1, api: "DB_POOL_SIZE: ${POOL:-25}"),
    Composition(count: 0, api: "DB_POOL_SIZE: 0"),
    Composition(count: 0, api: "DB_POOL_SIZE: 25\n      DB_POOL_MAX: 5"),
    Composition(count: 0, api: "REDIS_POOL_SIZE: 25"),
    Composition(count: 0, api: "AGENT_POOL_SIZE: 25"),
    Composition(count: 0, api: "AWS_MAX_POOL_CONNECTIONS: 25"),
    Composition(count: 1, api: "SHOP_DB_POOL_SIZE: 25"),
    Composition(count: 1, api: "DB_POOL_SIZE: 15\n      DB_MAX_OVERFLOW: 10"),
    Composition(count: 0, api: "DB_POOL_SIZE: 15\n      DB_MAX_OVERFLOW: -1"),
    Composition(
      count: 1, api: "DB_POOL_SIZE: 25\n      REPORTS_DATABASE_URL: mysql://a:${B}@other/x"),
    Composition(
      count: 0, api: "REPORTS_DB_POOL_SIZE: 25\n      REPORTS_DATABASE_URL: mysql://a:${B}@other/x"),
  ]

  static let processes: [Composition] = [
    Composition(count: 0, command: "tty: true"),
    Composition(count: 1, api: "DB_POOL_SIZE: 25\n      WEB_CONCURRENCY: 4", command: "tty: true"),
    Composition(
      count: 0, api: "DB_POOL_SIZE: 25\n      WEB_CONCURRENCY: 4", command: "command: ./a"),
    Composition(
      count: 1, api: "DB_POOL_SIZE: 25\n      WEB_CONCURRENCY: 4", command: "command: puma"),
    Composition(
      count: 0, api: "DB_POOL_SIZE: 25\n      WEB_CONCURRENCY: 9", command: "command: puma -w 3"),
    Composition(count: 0, command: "command: gunicorn -w 4 shop:app"),
    Composition(count: 1, command: "command: gunicorn -w 4 --threads 25 shop:app"),
    Composition(count: 1, command: "command: sh -c \"a && exec gunicorn -k gevent -w4 shop:app\""),
    Composition(count: 1, command: "command: [uvicorn, \"a:b\", \"--workers=${WORKERS:-4}\"]"),
    Composition(count: 0, command: "profiles: [tools]\n    command: uvicorn a:b --workers 4"),
    Composition(
      count: 1, api: "DB_POOL_SIZE: 25\n      GUNICORN_CMD_ARGS: -k gevent --workers=4",
      command: "command: gunicorn shop:app"),
  ]

  @Test(arguments: servers + pools + processes)
  func compositions(composition: Composition) throws {
    let found = try Self.findings("compose.prod.yaml", "\(composition)")
    #expect(found.count == composition.count)
  }

  @Test func poolsInAddresses() throws {
    func text(_ address: String) -> String {
      """
      services:
        db: {image: "mysql:8"}
        api:
          image: shop/api:2
          deploy: {replicas: 2}
          environment:
            ConnectionStrings__Default: \(address)
      """
    }
    let secret = "kH7-s0me-0ther"
    for address in [
      "mysql://shop:\(secret)@db/shop?connection_limit=76&x=1",
      "Server=db;User ID=shop;Password=\(secret);Maximum Pool Size=76",
    ] {
      let finding = try #require(try Self.findings("compose.prod.yaml", text(address)).first)
      #expect(finding.message.contains("76 pool × 2 replicas = 152"))
      #expect(finding.message.hasSuffix("takes 151"))
      #expect(finding.excerpt?.line.contains("76") == true)
      #expect(!"\(finding)".contains(secret))
    }
    #expect(
      try Self.findings("compose.prod.yaml", text("mysql://shop:x@db/shop?connection_limit=75"))
        .isEmpty)
  }

  // MARK: the contract

  @Test func factorsOfTheContract() throws {
    let text = """
      services:
        api:
          build: .
          environment:
            DATABASE_URL: ${DATABASE_URL}
      """
    func found(_ services: String, most: Int = 100) throws -> [Finding] {
      try Self.findings(
        "compose.prod.yaml", text, contract: Self.contract(most, "services: {\(services)}"))
    }
    let finding = try #require(
      try found("api: {pool: 10, processes: 2, replicas: 5}").first)
    #expect(finding.path == "configguard.yaml")
    #expect(
      finding.message
        == "api: 10 pool × 2 processes × 5 replicas = 100; 100 connections for a server "
        + "that takes 97 (100, 3 reserved)")
    #expect(try found("api: {pool: 10, processes: 2, replicas: 5}", most: 103).isEmpty)
    #expect(try found("api: {processes: 2, replicas: 500}").isEmpty)
    #expect(try found("other: {pool: 100, processes: 2, replicas: 5}").isEmpty)
  }

  @Test func whatTheContractSaysHoldsInItsStages() throws {
    let text = """
      services:
        api:
          build: .
          environment: {DATABASE_URL: "${DATABASE_URL}", DB_POOL_SIZE: 200}
      """
    let contract = Self.contract(100)
    #expect(try Self.findings("compose.prod.yaml", text, contract: contract).count == 1)
    #expect(try Self.findings("compose.staging.yaml", text, contract: contract).isEmpty)
    let both = contract.replacing(
      "urls: [DATABASE_URL]", with: "urls: [DATABASE_URL], stages: [production, staging]")
    #expect(try Self.findings("compose.staging.yaml", text, contract: both).count == 1)
  }

  @Test(arguments: [
    ("databases: {main: {urls: [DATABASE_URL]}}", "3:19: the field `max-connections` is missing"),
    ("databases: {main: {max-connections: 0, urls: [DATABASE_URL]}}", "3:37: this must be from 1"),
    ("databases: {main: {max-connections: 9, urls: [DATABSE_URL]}}", "3:46: `DATABSE_URL` is no"),
    ("databases: {main: {max-connections: 9, urls: []}}", "3:46: this list must not be empty"),
    (
      "databases: {main: {max-connections: 3, reserved: 3, urls: [DATABASE_URL]}}",
      "3:50: this leaves no connection"
    ),
    ("services: {api: {pool: many}}", "3:24: this must be a whole number"),
    ("services: {api: {replicas: -1}}", "3:28: this must be from 1 to 1000000"),
    ("services: {api: {proceses: 1}}", "3:18: the field `proceses` is not known"),
  ])
  func brokenContracts(line: String, problem: String) throws {
    let text = "version: 1\nvariables: {DATABASE_URL: {}}\n\(line)\n"
    let error = #expect(throws: ContractError.self) { try Contract(yaml: text) }
    #expect(
      error?.description.hasPrefix("configguard.yaml:\(problem)") == true,
      "\(String(describing: error))")
  }
}
