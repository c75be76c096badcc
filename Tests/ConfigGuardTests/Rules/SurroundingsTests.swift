import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// Conditions about what lies around a node: in its document, in others, in other workloads.
@Suite struct SurroundingsTests {
  private struct Files {
    var rules: PreparedRules

    init(look: String, when: String, check: String = "present") throws {
      let text = """
        pack: own
        stages: {names: {production: [production], staging: [staging], development: [development]}}
        rules:
          - id: own
            category: debug
            title: A
            severity: warning
            message: a
            why: a
            fix: a
            since: 0.1.0
            examples: {bad: [{files: {a.yaml: "a: 1"}}], good: [{files: {a.yaml: "a: 1"}}]}
            look-at: \(look)
            when: \(when)
            check: \(check)

        """
      rules = PreparedRules(
        RuleSet(packs: [try RulePackLoader.load(SourceBytes(text), path: "own.yaml")]))
    }

    /// The lines on which the rule finds something.
    func lines(_ texts: KeyValuePairs<String, String>) throws -> [String] {
      let context = ProjectContext(rules, contract: nil)
      var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
      for (name, text) in texts {
        let file = SourceFile(path: name, bytes: SourceBytes(text), tracking: .unknown)
        try linter.add(file, as: #require(FileType(path: name)))
      }
      return linter.report().findings.map { "\($0.path):\($0.line ?? 0)" }.sorted()
    }

    func count(_ text: String) throws -> Int { try lines(["a.yaml": text]).count }
  }

  private static let list = "{path: {formats: [yaml], at: \"a.b[].c\"}}"

  @Test(arguments: [
    ("{at: {path: x}}", 2), ("{at: {path: y}}", 0), ("{not: {at: {path: y}}}", 2),
    ("{at: {path: x, one-of: [on]}}", 2), ("{at: {path: x, one-of: [off]}}", 0),
    ("{at: {path: ^.d, one-of: [\"1\"]}}", 1), ("{at: {path: ^^.e}}", 2), ("{at: {path: ^^.d}}", 0),
    ("{at: {path: ^^^.x}}", 2), ("{at: {path: ^^^^.x}}", 0),
    ("{at: {path: \"^^.b[].d\", one-of: [\"2\"]}}", 2),
    ("{at: {path: 'f.\"g.h\"'}}", 2), ("{at: {path: f.g.h}}", 0),
    ("{at: {path: a.b, count: {above: 1}}}", 2), ("{at: {path: a.b, count: {below: 2}}}", 0),
    ("{at: {path: f, count: {below: 2}}}", 2), ("{at: {path: none, count: {below: 9}}}", 0),
    ("{not: {at: {path: none, count: {above: 0}}}}", 2),
    ("{at: {path: words, every: {pattern: 'w.'}}}", 2),
    ("{at: {path: words, none: {one-of: [w2]}}}", 0),
    ("{at: {path: words, some: {one-of: [w2]}}}", 2),
    ("{at: {path: words, count: {below: 3}, pattern: 'w1 w2'}}", 2),
    ("{at: {path: \"a.b[].d\", every: {above: 0}}}", 2),
    ("{at: {path: \"a.b[].only\", every: {truthy: true}}}", 0),
    ("{at: {path: \"a.b[].only\", some: {truthy: true}}}", 2),
    ("{at: {path: \"a.b[].only\", none: {truthy: false}}}", 2),
    ("{at: {path: \"a.b[].only\", count: {above: 1}}}", 2),
  ])
  func inOneDocument(when: String, count: Int) throws {
    let text = """
      x: "on"
      words: [w1, w2]
      f: {g.h: 1}
      a:
        e: 1
        b:
          - {c: 1, d: 1, only: true}
          - {c: 2, d: 2}
      """
    #expect(try Files(look: Self.list, when: when).count(text) == count)
  }

  @Test func paths() throws {
    let several = try Files(
      look: "{path: {formats: [yaml], at: [a.b, \"[].tasks\", a.b|c, 'm.\"n.o\"']}}",
      when: "{stage: unknown}")
    #expect(try several.lines(["a.yaml": "a:\n  b: 1\n  c: 1\nm:\n  n.o: 1\n"]).count == 3)
    #expect(
      try several.lines(["a.yaml": "- tasks: [1]\n- {}\n- tasks: 2\n"]) == ["a.yaml:1", "a.yaml:3"])
    let formats = try Files(
      look:
        "{path: [{formats: [compose], at: services.*}, {formats: [yaml, kubernetes], at: kind}]}",
      when: "{stage: unknown}")
    let found = try formats.lines([
      "compose.yaml": "services:\n  web: {image: a}\nkind: a\n",
      "b.yaml": "services: {web: {}}\nkind: a\n",
      "c.yaml": "apiVersion: v1\nkind: Pod\n",
    ])
    #expect(found == ["b.yaml:2", "c.yaml:2", "compose.yaml:2"])
  }

  @Test(arguments: [
    ("{value: {count: {below: 1}}}", "a: []", 1), ("{value: {count: {below: 1}}}", "a: {}", 1),
    ("{value: {count: {below: 1}}}", "a: [1]", 0), ("{value: {count: {above: 1}}}", "a: x,y", 1),
    ("{value: {every: {integer: true}}}", "a: [1, 2]", 1),
    ("{value: {every: {integer: true}}}", "a: [1, {}]", 0),
    ("{value: {every: {integer: true}}}", "a: []", 0),
    ("{value: {none: {integer: true}}}", "a: []", 1),
    ("{value: {none: {integer: true}}}", "a: [x, 1]", 0),
    ("{value: {some: {integer: true}}}", "a: [x, 1]", 1),
    ("{value: {some: {integer: true}}}", "a: [x, \"${B}\"]", 0),
    ("{value: {none: {integer: true}}}", "a: [x, \"${B}\"]", 0),
    ("{items: {integer: true}}", "a: 1,2", 1), ("present", "a: {b: 1}", 1), ("absent", "b: 1", 1),
  ])
  func checks(check: String, text: String, count: Int) throws {
    let files = try Files(
      look: "{path: {formats: [yaml], at: a}}", when: "{stage: unknown}", check: check)
    #expect(try files.count(text) == count)
  }

  @Test func settingsAsLists() throws {
    let files = try Files(
      look: "{setting: [hosts]}", when: "{setting: {keys: [mode], none: {one-of: [x]}}}",
      check: "{value: {count: {above: 1}}}")
    #expect(try files.count("hosts: a,b\nmode: y\n") == 1)
    #expect(try files.count("hosts: [a, b]\nmode: [y, z]\n") == 1)
    #expect(try files.count("hosts: a\nmode: y\n") == 0)
    #expect(try files.count("hosts: a,b\nmode: y,x\n") == 0)
  }

  /// Nothing else asks for such a key, and yet it is read.
  @Test func keysOfConditionsAreOfInterest() throws {
    let files = try Files(
      look: "{setting: [password]}", when: "{setting: {keys: [flavour], one-of: [a]}}",
      check: "{value: {empty: false}}")
    #expect(try files.count("password: x\nflavour: a\n") == 1)
    #expect(try files.count("password: x\nflavour: b\n") == 0)
  }

  // MARK: Other documents

  private static let cluster = "{path: {formats: [kubernetes], at: metadata.name}}"

  private static func object(
    _ kind: String, _ name: String, in namespace: String? = nil, of cluster: String? = nil
  ) -> String {
    "apiVersion: v1\nkind: \(kind)\nmetadata:\n  name: \(name)\n"
      + (namespace.map { "  namespace: \($0)\n" } ?? "")
      + (cluster.map { "spec: {cluster: \($0)}\n" } ?? "")
  }

  private static let named =
    "document: {kind: Schedule, path: spec.cluster, same-as: metadata.name, same-namespace: true}"

  @Test(arguments: [
    ("b", "shop", "b.yaml", 1, 0), ("a", "shop", "b.yaml", 0, 1), ("a", nil, "b.yaml", 0, 0),
    ("a", "farm", "b.yaml", 1, 0), ("a", "shop", "development/b.yaml", 0, 0),
    ("{{ .Values.name }}", "shop", "b.yaml", 0, 0), ("[c, a]", "shop", "b.yaml", 0, 1),
  ])
  func inAnotherDocument(
    of: String, namespace: String?, path: String, missing: Int, found: Int
  ) throws {
    let texts: KeyValuePairs = [
      "a.yaml": Self.object("Cluster", "a", in: "shop"),
      path: Self.object("Schedule", "s", in: namespace, of: of),
    ]
    let without = try Files(look: Self.cluster, when: "{kind: Cluster, not: {\(Self.named)}}")
    #expect(try without.lines(texts).count == missing)
    let with = try Files(look: Self.cluster, when: "{kind: Cluster, \(Self.named)}")
    #expect(try with.lines(texts).count == found)
  }

  @Test func stagesOfDocuments() throws {
    let files = try Files(look: Self.cluster, when: "{kind: Cluster, not: {\(Self.named)}}")
    let found = try files.lines([
      "production/a.yaml": Self.object("Cluster", "a"),
      "staging/a.yaml": Self.object("Cluster", "a"),
      "staging/b.yaml": Self.object("Schedule", "s", of: "a"),
    ])
    #expect(found == ["production/a.yaml:4"])
  }

  @Test func aDocumentIsNoneBesideItself() throws {
    let files = try Files(look: Self.cluster, when: "{document: {kind: Cluster}}")
    #expect(try files.lines(["a.yaml": Self.object("Cluster", "a")]) == [])
    let both = Self.object("Cluster", "a") + "---\n" + Self.object("Cluster", "b")
    #expect(try files.lines(["a.yaml": both]) == ["a.yaml:4", "a.yaml:9"])
  }

  /// Rules that are left out ask nothing.
  @Test func questionsOfRulesThatAreOff() throws {
    let rules = try Files(look: Self.cluster, when: "{document: {kind: Cluster}}").rules
    #expect(Judge(rules, patterns: PatternCache()).documentQueries.count == 1)
    let off = Judge(rules, patterns: PatternCache(), skip: ["own"])
    #expect(off.documentQueries.isEmpty)
  }

  // MARK: Workloads

  private func workloads(_ when: String, _ services: String) throws -> [String] {
    let files = try Files(look: "workload", when: when)
    return try files.lines(["compose.yaml": "services:\n" + services])
  }

  @Test func besideAnotherWorkload() throws {
    let when = "{image: [postgres], not: {workload: {any: [{image: [restic]}, {named: backup}]}}}"
    let db = "  db: {image: \"postgres:17\"}\n"
    #expect(try workloads(when, db) == ["compose.yaml:2"])
    #expect(try workloads(when, db + "  web: {image: web}\n") == ["compose.yaml:2"])
    #expect(try workloads(when, db + "  x: {image: restic/restic}\n") == [])
    #expect(try workloads(when, db + "  db-backup: {build: .}\n") == [])
    #expect(try workloads(when, db + "  backups3: {build: .}\n") == ["compose.yaml:2"])
    let beside = "{workload: {image: [postgres]}}"
    #expect(try workloads(beside, db) == [])
    #expect(try workloads(beside, db + "  web: {image: web}\n") == ["compose.yaml:3"])
  }

  @Test(arguments: [
    ("data:/var/lib/mysql", true), ("./data:/var/lib/mysql", true), ("/srv/x:/data/db", true),
    ("data:/var/lib/mysql:ro", false), ("./my.cnf:/etc/my.cnf", false), ("/var/lib/mysql", false),
    ("./a.sql:/data/a.sql", false), ("{type: volume, source: d, target: /x}", true),
    ("{type: tmpfs, target: /data}", false), ("{type: bind, source: ., target: /var/lib/x}", true),
    ("{type: volume, source: d, target: /x, read_only: true}", false),
  ])
  func data(volume: String, keeps: Bool) throws {
    let service = "  db: {image: a, volumes: [\"\(volume)\"]}\n"
      .replacing("[\"{", with: "[{").replacing("}\"]", with: "}]")
    #expect(try workloads("{keeps-data: true}", service).isEmpty != keeps)
    #expect(try workloads("{keeps-data: false}", service).isEmpty == keeps)
  }

  @Test(arguments: [
    ("8080:80", true), ("127.0.0.1:8080:80", false), ("[::1]:8080:80", false), ("80", true),
    ("[::]:8080:80", true), ("0.0.0.0:8080:80", true), ("localhost:8080:80", false),
    ("{target: 80, host_ip: 127.0.0.1}", false), ("{target: 80, published: 8080}", true),
  ])
  func ports(port: String, isPublished: Bool) throws {
    let service = "  web: {image: a, ports: [\"\(port)\"]}\n"
      .replacing("[\"{", with: "[{").replacing("}\"]", with: "}]")
    #expect(try workloads("{published: true}", service).isEmpty != isPublished)
    #expect(try workloads("{published: false}", service).isEmpty == isPublished)
  }

  /// A process of its own says nothing of volumes, and has no neighbours that are known.
  @Test func whatNobodyKnows() throws {
    for when in [
      "{keeps-data: true}", "{keeps-data: false}", "{not: {keeps-data: true}}", "{probed: false}",
      "{workload: {named: a}}", "{not: {workload: {named: a}}}", "{not: {document: {kind: A}}}",
    ] {
      let rules = try Files(look: "workload", when: when).rules
      let validator = Validator(contract: nil, stage: .production, service: nil, rules: rules)
      #expect(validator.validate(environment: ["A": "b"]).findings.isEmpty, "\(when)")
    }
  }

  // MARK: Templates

  @Test(arguments: [
    ("spec:\n  b: 1\n", 1), ("spec:\n  b: 1\n  {{- include \"x\" . | nindent 2 }}\n", 0),
    ("spec:\n  b: 1\n  {{- include \"x\" . | nindent 4 }}\n", 1),
    ("spec:\n  b: 1\n  {{ toYaml .Values.x | indent 2 }}\n", 0),
    ("spec:\n  b: 1\n{{ toYaml .Values.x | indent 2 }}\n", 0),
    ("spec:\n  b: 1\n  {{ .Values.x }}\n", 0), ("spec:\n  b: {{ .Values.x }}\n", 1),
    ("spec:\n  b: 1\n  {{- if .Values.x }}\n  c: 1\n  {{- end }}\n", 1),
    ("spec:\n  b: 1\nother:\n  d: 1\n  {{- include \"x\" . | nindent 2 }}\n", 1),
    ("spec:\n  {{- toYaml .Values.spec | nindent 2 }}\n", 0),
    ("spec:\n  {{- with .Values.x }}\n  a: {{ . }}\n  {{- end }}\n  b: 1\n", 0),
  ])
  func absenceInATemplate(text: String, count: Int) throws {
    let files = try Files(
      look: "{path: {formats: [yaml], at: spec.a}}", when: "{stage: unknown}", check: "absent")
    #expect(try files.count(text + "z: {{ .Values.z }}\n") == count, "\(text)")
    let not = try Files(
      look: "{path: {formats: [yaml], at: z}}", when: "{not: {at: {path: spec.a}}}")
    let isUnknown = text.contains("spec:\n  {{- toYaml")
    if !isUnknown { #expect(try not.count(text + "z: {{ .Values.z }}\n") == count, "\(text)") }
  }
}
