import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// The guide about the start of services: the examples in it are clean, and their command lines do what
/// it says.
@Suite struct EntrypointGuideTests {
  private static let examples = "\(Tool.repository)/Examples/start-up"

  private static func text(_ path: String) throws -> String {
    let bytes = try readFile(path: path, limit: 1 << 20)
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  // MARK: - The manifests

  /// The examples in a folder of their own, one of them with something taken out.
  private func tree(without removed: String = "", in changed: String = "") throws -> TemporaryTree {
    let tree = try TemporaryTree()
    for path in [
      "configguard.yaml", "docker/Dockerfile", "compose/compose.yaml", "kubernetes/shop.yaml",
      "systemd/shop.service",
    ] {
      let lines = try Self.text("\(Self.examples)/\(path)")
        .split(separator: "\n", omittingEmptySubsequences: false)
        .filter { path != changed || removed.isEmpty || !$0.contains(removed) }
      try tree.write(path, lines.joined(separator: "\n"))
    }
    return tree
  }

  private func rules(_ tree: TemporaryTree) throws -> [String] {
    let result = try Tool.run(["--format", "json", "--fail-on", "never"], in: tree)
    return try JSONReport(result.output).rows.map { "\($0.path) \($0.rule) \($0.key)" }
  }

  @Test func theManifestsAreClean() throws {
    #expect(try rules(tree()) == [])
  }

  private static let gaps: [(String, String, [String])] = [
    (
      "DB_PASSWORD_FILE", "compose/compose.yaml",
      ["compose/compose.yaml required-secret-missing DB_PASSWORD"]
    ),
    (
      "ExecStart", "systemd/shop.service",
      [
        "systemd/shop.service required-secret-missing DB_PASSWORD",
        "systemd/shop.service required-secret-missing SESSION_KEY",
      ]
    ),
    (
      "ALLOWED_ORIGINS", "systemd/shop.service",
      ["systemd/shop.service required-variable-missing ALLOWED_ORIGINS"]
    ),
    (
      "command: [configlint, exec", "kubernetes/shop.yaml",
      [
        "kubernetes/shop.yaml required-secret-missing DB_PASSWORD",
        "kubernetes/shop.yaml required-secret-missing SESSION_KEY",
      ]
    ),
  ]

  /// They are clean because of what stands in them, and not because nobody looks.
  @Test(arguments: gaps)
  func withoutALineTheyAreNot(_ line: String, _ path: String, _ expected: [String]) throws {
    #expect(try rules(tree(without: line, in: path)) == expected)
  }

  // MARK: - The command lines

  /// The commands of the manifests, as their platforms would run them.
  private static func commands() throws -> [(name: String, words: [String])] {
    let dockerfile = try text("\(examples)/docker/Dockerfile").split(separator: "\n")
    func list(_ keyword: String) throws -> [String] {
      let line = try #require(dockerfile.first { $0.hasPrefix(keyword + " [") })
      return try strings(String(line.dropFirst(keyword.count)))
    }
    let image = try list("ENTRYPOINT") + list("CMD")
    let pod = YAMLReader.read(SourceBytes(try text("\(examples)/kubernetes/shop.yaml")))
    let node = try #require(
      pod.documents.first.flatMap { pod.node(at: ["spec", "template", "spec"], from: $0) })
    func words(_ kind: StaticString) throws -> [String] {
      let containers = try #require(pod.value(kind, in: node))
      let container = try #require(pod.items(of: containers).first)
      return [pod.value("command", in: container), pod.value("args", in: container)]
        .compactMap { $0 }.flatMap { pod.items(of: $0) }.map { pod.text(of: $0) }
    }
    let unit = try text("\(examples)/systemd/shop.service").split(separator: "\n")
    let start = try #require(unit.first { $0.hasPrefix("ExecStart=") })
    return [
      ("image", image), ("init container", try words("initContainers")),
      ("container", try words("containers")),
      ("unit", start.dropFirst("ExecStart=".count).split(separator: " ").map(String.init)),
    ]
  }

  private static func strings(_ flow: String) throws -> [String] {
    let tree = YAMLReader.read(SourceBytes(flow))
    return tree.items(of: try #require(tree.documents.first)).map { tree.text(of: $0) }
  }

  /// A value that no list knows.
  private static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
  }

  /// What a container has: the contract, the program, mounted secrets.
  private func container(password: String) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("app/configguard.yaml", Self.text("\(Self.examples)/configguard.yaml"))
    try tree.write("app/server", "#!/bin/sh\necho \"served $APP_ENV ${EXTRA:-nothing} else\"\n")
    tree.setMode("app/server", 0o755)
    for name in ["db-password", "session-key"] {
      try tree.write("secrets/..data/\(name)", name == "db-password" ? password : Self.secret())
      try tree.link("secrets/\(name)", to: "..data/\(name)")
    }
    return tree
  }

  private func run(
    _ words: [String], in tree: TemporaryTree, password: String
  ) throws -> ToolResult {
    // Paths of the image and of the host are those of the folder here.
    let words = words.map { word in
      switch word {
      case "/usr/local/bin/configlint": "configlint"
      case "/opt/shop/server": "\(tree.path)/app/server"
      case "/etc/shop/secrets", "${CREDENTIALS_DIRECTORY}": "\(tree.path)/secrets"
      default: word
      }
    }
    #expect(words.first == "configlint")
    var environment = [
      "APP_ENV": "production", "ALLOWED_ORIGINS": "https://shop.example", "EXTRA": "something",
    ]
    if !words.contains("--secrets-dir") {
      environment["DB_PASSWORD_FILE"] = "\(tree.path)/secrets/db-password"
      environment["SESSION_KEY_FILE"] = "\(tree.path)/secrets/session-key"
    }
    let result = try Tool.run(
      Array(words.dropFirst()), in: tree, folder: "app", environment: environment)
    #expect(!result.everything.contains(password))
    return result
  }

  @Test func theCommandLinesStartAndRefuse() throws {
    let password = Self.secret()
    for (name, words) in try Self.commands() {
      let isExec = words.contains("exec")
      let good = try run(words, in: container(password: password), password: password)
      #expect(good.status == 0, "\(name): \(good.errors)")
      let rest = words.contains("--scrub") ? "nothing" : "something"
      #expect(good.output.contains("served production \(rest) else") == isExec, "\(name)")
      let bad = try run(words, in: container(password: "changeme"), password: "changeme")
      #expect(bad.status == (isExec ? 78 : 1), "\(name)")
      #expect(bad.everything.contains("placeholder-secret"), "\(name)")
      #expect(!bad.output.contains("served"), "\(name)")
    }
  }
}
