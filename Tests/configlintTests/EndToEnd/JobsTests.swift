import Testing

@Suite("Several threads")
struct JobsTests {
  private static func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    for number in 0..<40 {
      try tree.write(
        "compose/\(number)/compose.yaml",
        """
        services:
          web:
            image: nginx:1.27
            env_file: .env
            environment:
              DB_PASSWORD: changeme\(number)
              UNSET: ${NOWHERE_\(number)}
        """)
      try tree.write("compose/\(number)/.env", "SECRET_KEY=changeme\nDEBUG=true\n")
      try tree.write("broken/\(number).yaml", "a: [1, 2\nb: }\n")
      try tree.write("code/\(number).py", "import os\nos.environ['KEY_\(number)']\n")
    }
    try tree.write("configguard.yaml", "version: 1\nignore: [compose/3/**]\n")
    return tree
  }

  @Test("The report is the same to the byte, however many threads there are")
  func sameReport() throws {
    let tree = try Self.tree()
    func report(_ jobs: String...) throws -> [String] {
      let result = try Tool.run(["check", "--format", "jsonl"] + jobs + ["."], in: tree)
      #expect(result.status == 1)
      return result.output.split(separator: "\n").filter { !$0.contains("durationMs") }
        .map(String.init)
    }
    let alone = try report("--jobs", "1")
    #expect(alone.count > 100)
    #expect(try report("--jobs", "2") == alone)
    #expect(try report("--jobs", "13") == alone)
    #expect(try report() == alone)
  }

  @Test("Containers get the same from other files, whichever thread joins them")
  func sameJoins() throws {
    let tree = try TemporaryTree()
    for number in 0..<90 {
      let name = number.isMultiple(of: 3) ? "app-setings" : "app-settings"
      try tree.write(
        "team-\(number)/deploy/pod.yaml",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-\(number)}
        spec:
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              envFrom: [{configMapRef: {name: \(name)}}]
              env:
                - {name: OWN, valueFrom: {secretKeyRef: {name: app-secret, key: passwrd}}}
        """)
      try tree.write(
        "team-\(number)/settings.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app-settings}
        data: {DB_PASSWORD: changeme\(number), NODE_ENV: production}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: app-secret}
        stringData: {password: changeme\(number)}
        """)
    }
    func report(_ jobs: String) throws -> [String] {
      let result = try Tool.run(["check", "--format", "jsonl", "--jobs", jobs, "."], in: tree)
      return result.output.split(separator: "\n").filter { !$0.contains("durationMs") }
        .map(String.init)
    }
    let alone = try report("1")
    for rule in ["kubernetes-name-near-miss", "kubernetes-key-missing", "placeholder-secret"] {
      #expect(alone.count { $0.contains(rule) } >= 30, "\(rule)")
    }
    #expect(try report("2") == alone)
    #expect(try report("13") == alone)
  }

  @Test("The first contract that cannot be read is named, whichever thread meets it")
  func sameError() throws {
    let tree = try TemporaryTree()
    for number in 100..<200 {
      try tree.write("team-\(number)/.env", "A=1\n")
      if number > 130 { try tree.write("team-\(number)/configguard.yaml", "version: none\n") }
    }
    for jobs in ["1", "2", "13"] {
      let result = try Tool.run(["check", "--jobs", jobs, "."], in: tree)
      #expect(result.status == 2)
      #expect(result.errors.contains("team-131/configguard.yaml"))
      #expect(!result.errors.contains("team-132"))
    }
  }

  @Test("A number of threads is at least one", arguments: ["0", "-1", "many"])
  func refused(jobs: String) throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\n")
    let result = try Tool.run(["check", "--jobs=\(jobs)", "."], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("jobs"))
  }
}
