import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Entries of documents that are left out are entries of which nothing is to be said.
@Suite struct DocumentInterestTests {
  private static let above = [
    "", "cors", "redis", "pool", "livenessProbe", "auth", "tls", "postgresql", "annotations",
    "session", "server", "spring", "backup", "logging", "jwt", "hikari", "smtp",
  ]
  private static let keys = [
    "enabled", "name", "tag", "host", "port", "url", "secret", "password", "username", "origins",
    "maxSize", "timeout", "debug", "level", "key", "token", "verify", "mode", "replicas", "value",
    "insecure", "path", "color", "user", "allowedOrigins", "maximum-pool-size", "type", "expires",
  ]
  private static let values = [
    "", "1", "true", "false", "abc", "'*'", "/var/lib/x", "eu-west-1", "https://example.com/x",
    "http://example.com", "https://a.example/b?sslmode=disable", "'https://u:hunter2@db/x'",
    "postgres://u:hunter2@db.example.com/x", "vault:v1:abcd", "eyJhbGciOiJub25lIn0.e30.",
    "'-p secret'", "user=x pw=hunter22", "[]", "[a, b]", "{}", "~", "'${HOME}'", "user@host:1",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "https://hooks.slack.com/services/T0/B0/abcdefgh",
    "|\n    a\n    b", "ENC[abc]", "0.0.0.0", "admin", "changeme", "5", "86400",
  ]

  private struct Project {
    var files: [String: String]

    /// What a run says of the files.
    func said(leavingOut: Bool) throws -> (findings: [Finding], rest: String, left: Int) {
      let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
      context.leavesOutEntries = leavingOut
      let sources = files.reduce(into: [String: SourceFile]()) { sources, entry in
        sources[entry.key] = SourceFile(
          path: entry.key, bytes: SourceBytes(entry.value), tracking: .unknown)
      }
      var linter = Linter(
        contexts: { _ in context },
        load: { path in
          sources[FilePath.normalized(path)].map { .found($0) } ?? .missing("nothing is there")
        })
      for (path, file) in sources.sorted(by: { $0.key < $1.key }) {
        try linter.add(file, as: #require(FileType(path: path)))
      }
      let settings = linter.readings.map { reading in
        reading.workloads.map(\.environment.count).reduce(0, +)
          + reading.documents.map(\.settings.count).reduce(0, +)
      }
      let report = linter.report()
      return (
        report.findings, "\(report.workloads) \(report.files) \(report.skipped)",
        settings.reduce(0, +)
      )
    }

    func expectsTheSame(_ location: Testing.SourceLocation = #_sourceLocation) throws {
      let some = try said(leavingOut: true)
      let all = try said(leavingOut: false)
      #expect(some.findings == all.findings, sourceLocation: location)
      #expect(some.rest == all.rest, sourceLocation: location)
    }
  }

  /// Every key with some of the values, below each of the words.
  private static func document(_ turn: Int) -> String {
    var text = ""
    var next = turn
    for word in above {
      let indent = word.isEmpty ? "" : "  "
      if !word.isEmpty { text += "\(word):\n" }
      for key in keys {
        text += "\(indent)\(key): \(values[next % values.count])\n"
        next += 7
      }
    }
    return text
  }

  @Test(arguments: ["values.yaml", "config.yaml", "application.yml", "fly.yaml"])
  func nothingIsSaidOfWhatIsLeftOut(name: String) throws {
    for turn in 0..<8 {
      let project = Project(files: ["production/\(name)": Self.document(turn)])
      try project.expectsTheSame()
      if turn == 0 {
        let (some, all) = (
          try project.said(leavingOut: true).left, try project.said(leavingOut: false).left
        )
        #expect(some < all)
      }
    }
  }

  @Test func layersOverOneAnother() throws {
    for turn in 0..<4 {
      try Project(files: [
        "a/values.yaml": Self.document(turn), "a/values-production.yaml": Self.document(turn + 3),
        "b/application.yml": Self.document(turn + 1),
        "b/application-production.yml": Self.document(turn + 5),
      ]).expectsTheSame()
    }
  }

  @Test(arguments: [
    // One name twice.
    "x:\n  url: http://u:hunter2@db.example.com\n  url: https://example.com/a\n",
    "x:\n  tag: https://example.com/a\n  tag: postgres://u:hunter22@db.example.com/a\n",
    "a/b: https://u:hunter2@example.com\na: {b: plain, c: 1}\n",
    "a:\n  - name: PASSWORD\n    value: plain\n  - {name: X, value: 'https://u:hunter2@e.com'}\n",
  ])
  func namesThatMeet(text: String) throws {
    for base in [text, "x: {tag: 1, url: 2}\na: {b: 3}\n", "a: [1]\nx: ~\n"] {
      try Project(files: ["values.yaml": base, "values-production.yaml": text]).expectsTheSame()
      try Project(files: ["values.yaml": text, "values-production.yaml": base]).expectsTheSame()
    }
  }

  @Test(arguments: [
    "redis: {enabled: true}\npostgresql: {tag: a}\n", "redis: ~\n", "tag: 1\n", "redis: {tag: 1}\n",
    "redis: {enabled: false, tag: 1}\n", "redis: [{tag: 1}]\n", "redis: {items: [{tag: 2}]}\n",
  ])
  func chartsWithNothingButSuch(text: String) throws {
    for chart in [
      "name: shop\n", "name: shop\ndependencies: [{name: redis, condition: redis.enabled}]\n",
    ] {
      for other in ["redis: ~\n", "redis: {items: []}\n", "tag: 2\n", "redis: {tag: ~}\n"] {
        try Project(files: [
          "Chart.yaml": chart, "values.yaml": text, "values-production.yaml": other,
        ]).expectsTheSame()
      }
    }
  }

  /// References are filled in by settings of which no rule has anything to say.
  @Test func referencesToWhatIsLeftOut() throws {
    try Project(files: [
      "application.yml": """
      app: {name: hunter2hunter2, tag: abcdefgh12345, path: https://example.com/x}
      spring:
        datasource: {password: "${app.name}", url: "jdbc:postgresql://${app.tag}/x"}
        mail: {password: "${app.path}"}

      """
    ]).expectsTheSame()
  }

  /// Rules that compare files ask for names of which no other rule does.
  @Test func namesThatOnlyOtherFilesAskFor() throws {
    let project = Project(files: [
      "shop/values.yaml": "ENABLD_CACHE: 'true'\nreplicaCount: 1\ncache: {ENABLE: 1, TAG: 2}\n",
      "shop/.env.example": "ENABLED_CACHE=\nENABLED=\nTAGS=\n",
      "shop/values-production.yaml": "enabled: false\nverbose: 1\n",
      "shop/fly.production.toml":
        "app = \"shop (production)\"\n[env]\nenabled = true\nverbose = 2\n",
    ])
    try project.expectsTheSame()
  }
}
