import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

@Suite struct EarlyJudgementTests {
  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 3
      template:
        spec:
          containers:
          - name: web
            image: example/web:1
            env:
            - {name: APP_ENV, value: production}
            - {name: DB_POOL_SIZE, value: "20"}
            - name: DEBUG
              valueFrom: {configMapKeyRef: {name: web-settings, key: debug}}

    """

  private static func map(_ name: String, _ value: String) -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: \(name)}
    data: {debug: "\(value)"}

    """
  }

  private static func run(_ files: [String: String]) throws -> EarlyRun {
    #expect(try EarlyRun.differences(files) == [])
    return try EarlyRun(files)
  }

  @Test func filesWithoutFindingsAreGivenBack() throws {
    let run = try Self.run([
      "a/deployment.yaml": Self.deployment, "b/settings.env": "GREETING=hello\n",
      "c/values.yaml": "image: {repository: example/web}\nreplicaCount: 3\n",
      "d/.env.production": "DEBUG=true\nAPP_ENV=production\n",
    ])
    #expect(run.givenBack == ["a/deployment.yaml", "b/settings.env", "c/values.yaml"])
    #expect(run.report.workloads.map(\.name).first == "web")
    #expect(!run.report.findings.isEmpty)
  }

  @Test func filesOfWhichNothingIsFoundMayBeCountedAlone() throws {
    let files = [
      "a/deployment.yaml": Self.deployment, "b/settings.env": "GREETING=hello\n",
      "c/values.yaml": "image: {repository: example/web}\nreplicaCount: 3\n",
      "d/compose.yaml": "services: {web: {image: example/web:1, environment: {DEBUG: \"true\"}}}\n",
      "d/.env.production": "DEBUG=true\nAPP_ENV=production\n",
    ]
    let report = try EarlyRun(files, listsFiles: false).report
    let listed = try EarlyRun(files).report
    #expect(report.files.map(\.format).contains("kubernetes") == false)
    #expect(report.unlisted["kubernetes"] == 1)
    #expect(report.files.contains { $0.path == "d/.env.production" })
    #expect(report.formats == listed.formats)
    #expect(report.summary == listed.summary)
    #expect(report.summary.files == 5)
  }

  @Test func whatAnotherFileHoldsForAContainerIsJudged() throws {
    let settings = Self.map("web-settings", "true")
    let run = try Self.run([
      "a/deployment.yaml": Self.deployment, "a/settings.yaml": settings,
    ])
    #expect(run.givenBack.isEmpty)
    #expect(run.report.findings.contains { $0.rule.contains("debug") })
    // What the same file holds is known at once.
    let quiet = Self.map("web-settings", "false")
    #expect(
      try Self.run(["a/all.yaml": Self.deployment + "---\n" + quiet]).givenBack == ["a/all.yaml"])
    let both = try Self.run([
      "a/all.yaml": Self.deployment + "---\n" + quiet, "a/other.yaml": Self.map("other", "false"),
    ])
    #expect(both.givenBack == ["a/all.yaml", "a/other.yaml"])
  }

  @Test func aSlipInAnObjectsNameIsFound() throws {
    let run = try Self.run([
      "a/deployment.yaml": Self.deployment, "a/settings.yaml": Self.map("web-setings", "false"),
    ])
    #expect(run.givenBack.isEmpty)
    #expect(run.report.findings.contains { $0.path == "a/deployment.yaml" })
  }

  @Test(arguments: [false, true])
  func anEnvFileBelongsToTheManifestOfItsFolder(isManifestFirst: Bool) throws {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
    let files: [(path: String, text: String, type: FileType)] = [
      ("a/.env", "A=1\n", .environment),
      ("a/compose.yaml", "services: {web: {image: \"example/web:1\"}}\n", .yaml),
      ("b/.env", "A=1\n", .environment),
    ]
    for file in isManifestFirst ? files.reversed() : files {
      let source = SourceFile(
        path: file.path, bytes: SourceBytes(file.text), tracking: .unknown)
      try linter.add(source, as: file.type)
    }
    let whole = linter.readings.filter {
      $0.type == .environment && linter.isWholeEnvironment($0)
    }
    #expect(whole.map(\.file.path) == ["b/.env"])
  }

  @Test func aScalerOfAnotherFileCounts() throws {
    let run = try Self.run([
      "a/deployment.yaml": Self.deployment,
      "a/scaler.yaml": """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        minReplicas: 3
        maxReplicas: 40

      """,
    ])
    #expect(run.givenBack.isEmpty)
  }

  @Test func whatAProjectTakesInIsJudgedThere() throws {
    let settings = Self.map("web-settings", "false")
    let files = [
      "base/deployment.yaml": Self.deployment + "---\n" + settings,
      "base/kustomization.yaml": "resources: [deployment.yaml]\n",
      "production/kustomization.yaml": """
      resources: [../base]
      patches:
      - patch: |
          - {op: replace, path: /data/debug, value: "true"}
        target: {kind: ConfigMap, name: web-settings}

      """,
    ]
    let run = try Self.run(files)
    #expect(!run.givenBack.contains("base/deployment.yaml"))
  }

  @Test func valuesThatOthersAreLaidOverAreGivenBack() throws {
    let run = try Self.run([
      "chart/values.yaml": "env: {GREETING: hello}\nreplicaCount: 1\n",
      "chart/values-production.yaml": "env: {GREETING: hi}\nreplicaCount: 3\n",
    ])
    #expect(run.givenBack == ["chart/values.yaml", "chart/values-production.yaml"])
    let loud = try Self.run([
      "chart/values.yaml": "env: {DEBUG: \"true\", PASSWORD: changeme}\nreplicaCount: 1\n",
      "chart/values-production.yaml": "env: {GREETING: hi, DEBUG: \"true\"}\nreplicaCount: 3\n",
    ])
    #expect(!loud.report.findings.isEmpty)
  }

  @Test func whatAnEnvironmentFileGivesToAServiceIsJudgedOnce() throws {
    let compose = "services:\n  web:\n    image: example/web:1\n    env_file: web.env\n"
    let quiet = try Self.run(["a/compose.yaml": compose, "a/web.env": "GREETING=hello\n"])
    #expect(quiet.givenBack == ["a/compose.yaml", "a/web.env"])
    let loud = try Self.run([
      "a/compose.yaml": compose, "a/web.env": "APP_ENV=production\nJWT_SECRET=changeme\n",
    ])
    #expect(!loud.report.findings.isEmpty)
  }

  @Test func whatAProjectHasTakenInIsJudgedWhereAWorkloadElsewhereGetsIt() throws {
    let map = Self.map("web-settings", "false")
      .replacing("debug: \"false\"", with: "DB_POOL_SIZE: many")
    let run = try Self.run([
      "a/deployment.yaml": Self.deployment
        + "        envFrom: [{prefix: P_, configMapRef: {name: web-settings}}]\n",
      "kustomization.yaml": "resources: [settings.yaml, other.yaml]\n",
      "settings.yaml": map,
      "other.yaml": map.replacing("web-settings", with: "others"),
    ])
    let keys = run.report.findings.filter { $0.rule == "pool-size-invalid" }.map(\.key)
    #expect(keys == ["DB_POOL_SIZE", "P_DB_POOL_SIZE"])
  }

  @Test func longNamesOfObjectsAreTheSame() throws {
    let name = String(repeating: "long-", count: 14) + "name"
    let run = try Self.run([
      "a/deployment.yaml": Self.deployment.replacing("web-settings", with: name),
      "a/settings.yaml": Self.map(name, "true"),
    ])
    #expect(run.givenBack.isEmpty)
  }

  @Test func allContainersTogetherGetNoMoreThanThereIs() throws {
    let data = (0..<1000).map { "  KEY_\($0): a\n" }.joined()
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-settings}\ndata:\n" + data
    let workloads = (0..<150).map { number in
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web-\(number)}
      spec:
        containers:
        - {name: web, image: "example/web:1", envFrom: [{configMapRef: {name: web-settings}}]}

      """
    }.joined()
    let quiet = map + workloads
    let run = try Self.run(["a/all.yaml": quiet, "b/all.yaml": quiet])
    #expect(run.report.findings.map(\.rule) == ["limit-reached"])
    let loud = quiet + "---\n" + Self.map("other", "true")
    #expect(try Self.run(["a/all.yaml": loud, "b/all.yaml": quiet]).report.findings.count > 1)
    #expect(try Self.run(["a/all.yaml": quiet]).report.findings.isEmpty)
  }

  @Test func whatComposeIncludesIsListedWhereItStands() throws {
    let run = try Self.run([
      "c/compose.yaml": "include: [../svc/compose.yaml]\n",
      "svc/compose.yaml": "services:\n  web:\n    image: example/web:1\n",
    ])
    #expect(run.report.workloads.map(\.path) == ["svc/compose.yaml"])
  }

  @Test func aFileThatIsGatheredTwiceHoldsItsObjectsTwice() throws {
    let text = Self.deployment + "---\n" + Self.map("web-settings", "true")
    #expect(
      try EarlyRun(["a/all.yaml": text], isTwice: true).report.findings
        == EarlyRun(["a/all.yaml": text], isEarly: false, isTwice: true).report.findings)
  }

  @Test func markersThatCountAsEqualAreShownAsTheyAre() throws {
    let services = ["RAC\u{212A}_ENV", "RACK_ENV"].map { key in
      "  \(key.lowercased().prefix(3))\(key.utf8.count):\n    image: example/web:1\n"
        + "    environment: {\(key): production}\n"
    }
    for order in [services, services.reversed()] {
      _ = try Self.run(["a/compose.yaml": "services:\n" + order.joined()])
    }
  }

  @Test func namesAreComparedWithThoseOfAnExample() throws {
    let run = try Self.run([
      "a/compose.yaml":
        "services:\n  web:\n    image: example/web:1\n    environment: {GREETNGS_TEXT: hello}\n",
      "a/.env.example": "GREETINGS_TEXT=\n",
    ])
    #expect(run.givenBack.isEmpty)
    #expect(run.report.findings.map(\.path) == ["a/compose.yaml"])
  }

  @Test func manifestsOfSeveralFormatsAreCompared() throws {
    let run = try Self.run([
      "a/compose.production.yaml":
        "services:\n  web:\n    image: example/web:1\n    environment: {APP_ENV: production, WORKER_COUNT: 4}\n",
      "a/deployment.yaml": Self.deployment.replacing("DB_POOL_SIZE", with: "WORKER_COUNT"),
    ])
    #expect(run.givenBack.isEmpty)
  }

  @Test func whatMakesBackupsInAnotherFileCounts() throws {
    let database = """
      services:
        db:
          image: postgres:16
          environment: {APP_ENV: production, POSTGRES_PASSWORD_FILE: /run/secrets/db}
          volumes: [data:/var/lib/postgresql/data]
      volumes: {data: {}}

      """
    let backup = "services:\n  saver:\n    image: offen/docker-volume-backup:v2\n"
    _ = try Self.run(["a/compose.production.yaml": database])
    let run = try Self.run([
      "a/compose.production.yaml": database, "b/production/compose.yaml": backup,
      "c/jobs/production/compose.yaml":
        "services:\n  nightly-DB-Backup:\n    image: example/x:1\n    environment: {GREETING: hello}\n",
    ])
    #expect(run.givenBack.isEmpty)
  }

  @Test func everyJobsCountSaysTheSame() throws {
    var files: [String: String] = [:]
    for number in 0..<90 {
      files["a\(number)/deployment.yaml"] = Self.deployment
      files["a\(number)/values.env"] = number % 7 == 0 ? "JWT_SECRET=changeme\n" : "GREETING=a\n"
      files["a\(number)/settings.yaml"] = Self.map(
        number % 5 == 0 ? "web-settings" : "other", "true")
    }
    let reports = try [1, 2, 5].map { try EarlyRun(files, jobs: $0).report }
    #expect(reports[0].findings == reports[1].findings)
    #expect(reports[0].findings == reports[2].findings)
    #expect(try EarlyRun.differences(files) == [])
  }

  /// The files of all examples, each of them alone, and those of many in folders of one project.
  @Test func examplesOfRulesAreJudgedAlike() throws {
    var together: [String: String] = [:]
    for page in BuiltinPacks.pages {
      for (number, example) in page.examples.enumerated() where example.contract == nil {
        let files = Dictionary(
          example.files.map { ($0.path, ExampleText($0.text).plain) },
          uniquingKeysWith: { first, _ in first })
        let differences = try EarlyRun.differences(files, tracking: .tracked)
        #expect(differences == [], "\(page.id) \(number)")
        for (path, text) in files { together["\(page.id)/\(number)/\(path)"] = text }
      }
    }
    #expect(together.count > 1000)
    #expect(try EarlyRun.differences(together) == [])
  }
}
