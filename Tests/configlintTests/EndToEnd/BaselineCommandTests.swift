import ConfigGuard
import Testing

@Suite struct BaselineCommandTests {
  private static let compose = """
    services:
      web:
        build: .
        environment:
          NODE_ENV: production
          CORS_ORIGINS: "*"
          DB_PASSWORD: changeme123

    """

  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("compose.yaml", Self.compose)
    try tree.write("deploy/.env.production", "DEBUG=true\nSESSION_SECRET=changeme\n")
    return tree
  }

  private func entries(_ tree: TemporaryTree, _ path: String = "configguard.baseline") throws
    -> [String]
  {
    String(decoding: try tree.bytes(of: path), as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("# ") }.map(String.init)
  }

  private func rules(_ result: ToolResult) throws -> [String] {
    try JSONReport(result.output).rows.map { "\($0.path) \($0.rule)" }
  }

  private let known = ["check", "--format", "json", "--baseline", "configguard.baseline"]

  @Test func whatIsKnownFailsNothing() throws {
    let tree = try tree()
    #expect(try Tool.run(["check"], in: tree).status == 1)
    let written = try Tool.run(["baseline", "write"], in: tree)
    #expect(written.status == 0)
    #expect(written.output.hasPrefix("configlint: configguard.baseline: 4 findings, 4 added, 0"))
    #expect(
      try entries(tree) == [
        "compose.yaml\tcors-any-origin\terror\tservices.web.environment.CORS_ORIGINS",
        "compose.yaml\tplaceholder-secret\terror\tservices.web.environment.DB_PASSWORD",
        "deploy/.env.production\tdebug-enabled\terror\tDEBUG",
        "deploy/.env.production\tplaceholder-secret\terror\tSESSION_SECRET",
      ])
    let result = try Tool.run(known, in: tree)
    #expect(result.status == 0)
    #expect(try rules(result).isEmpty)
    #expect(try JSONReport(result.output).summary("suppressed") == "4")
    #expect(result.output.contains(#""kind":"baseline""#))
    #expect(try JSONDocument.refusals(of: result.output, by: "report.v1") == [])
    let lines = try Tool.run(
      ["check", "--format", "jsonl", "--baseline", "configguard.baseline"], in: tree)
    for line in lines.output.split(separator: "\n") {
      #expect(try JSONDocument.refusals(of: String(line), by: "report-line.v1") == [])
    }
  }

  @Test func movedLinesChangeNothing() throws {
    let tree = try tree()
    _ = try Tool.run(["baseline", "write"], in: tree)
    let before = try tree.bytes(of: "configguard.baseline")
    try tree.write("compose.yaml", "# first\n\n# second\n" + Self.compose + "# last\n")
    try tree.write(
      "deploy/.env.production", "\nSESSION_SECRET=another-changeme\n\nPORT=80\nDEBUG=true\n")
    #expect(try rules(Tool.run(known, in: tree)).isEmpty)
    _ = try Tool.run(["baseline", "write"], in: tree)
    #expect(try tree.bytes(of: "configguard.baseline") == before)
  }

  @Test func oneLineForWhatMovesAndWhatIsNew() throws {
    let tree = try tree()
    _ = try Tool.run(["baseline", "write"], in: tree)
    let before = Set(try entries(tree))
    try Platform.remove("\(tree.path)/deploy/.env.production")
    try tree.write("deploy/.env.prod", "DEBUG=true\nSESSION_SECRET=changeme\n")
    try tree.write("compose.yaml", Self.compose + "      DEBUG: \"1\"\n")
    #expect(
      try rules(Tool.run(known, in: tree)) == [
        "compose.yaml debug-enabled", "configguard.baseline unused-suppression",
        "configguard.baseline unused-suppression", "deploy/.env.prod debug-enabled",
        "deploy/.env.prod placeholder-secret",
      ])
    _ = try Tool.run(["baseline", "write"], in: tree)
    let after = Set(try entries(tree))
    #expect(
      after.subtracting(before) == [
        "compose.yaml\tdebug-enabled\terror\tservices.web.environment.DEBUG",
        "deploy/.env.prod\tdebug-enabled\terror\tDEBUG",
        "deploy/.env.prod\tplaceholder-secret\terror\tSESSION_SECRET",
      ])
    #expect(before.subtracting(after).count == 2)
  }

  @Test func prunesAndNeverAdds() throws {
    let tree = try tree()
    _ = try Tool.run(["baseline", "write"], in: tree)
    try tree.write("deploy/.env.production", "SESSION_SECRET=changeme\nCORS_ORIGIN=*\n")
    let result = try Tool.run(["baseline", "prune"], in: tree)
    #expect(result.output.hasPrefix("configlint: configguard.baseline: 3 findings, 0 added, 1 re"))
    #expect(try rules(Tool.run(known, in: tree)) == ["deploy/.env.production cors-any-origin"])
  }

  @Test func writingForAPartKeepsTheRest() throws {
    let tree = try tree()
    _ = try Tool.run(["baseline", "write"], in: tree)
    try tree.write("deploy/.env.production", "DEBUG=false\n")
    _ = try Tool.run(["baseline", "write", "deploy"], in: tree)
    #expect(try entries(tree).map { $0.prefix(7) } == ["compose", "compose"])
  }

  @Test func contractNamesIt() throws {
    let tree = try tree()
    try tree.git("init", "-q")
    try tree.write("configguard.yaml", "version: 1\nbaseline: ci/known.baseline\n")
    try tree.write("ci/readme.md", "")
    #expect(try Tool.run(["check"], in: tree).status == 2, "it is named, and absent")
    _ = try Tool.run(["baseline", "write"], in: tree)
    #expect(try entries(tree, "ci/known.baseline").first?.hasPrefix("../compose.yaml\t") == true)
    #expect(try Tool.run(["check"], in: tree).status == 0)
    let below = try Tool.run(["check", ".", "../compose.yaml"], in: tree, folder: "deploy")
    #expect(below.status == 0)
    #expect(below.output.contains("4 allowed by the baseline"))
  }

  @Test func commitsAreHeldToIt() throws {
    let tree = try tree()
    try tree.write("configguard.yaml", "version: 1\nbaseline: configguard.baseline\n")
    try tree.git("init", "-q")
    _ = try Tool.run(["baseline", "write"], in: tree)
    try tree.git("add", ".")
    try tree.write("configguard.baseline", "what is not staged does not matter")
    let known = try Tool.run(["hook", "run"], in: tree)
    #expect(known.output.contains("4 allowed by the baseline"))
    try tree.write("compose.yaml", Self.compose + "      DEBUG: \"1\"\n")
    try tree.git("add", "compose.yaml")
    let new = try Tool.run(["hook", "run"], in: tree)
    #expect(new.status == 1)
    #expect(new.output.contains("[debug-enabled]"))
    #expect(!new.output.contains("[cors-any-origin]"))
  }

  @Test func newFindingsBehindAHundredKnownOnesAreReported() throws {
    let tree = try TemporaryTree()
    let lines = (0..<150).map { "SERVICE_\($0)_PASSWORD=changeme" }
    try tree.write(".env.production", lines.joined(separator: "\n") + "\n")
    _ = try Tool.run(["baseline", "write"], in: tree)
    #expect(try entries(tree).count == 150)
    let more = lines + ["OTHER_PASSWORD=changeme"]
    try tree.write(".env.production", more.joined(separator: "\n") + "\n")
    let report = try JSONReport(Tool.run(known, in: tree).output)
    #expect(report.rows.map(\.key) == ["OTHER_PASSWORD"])
  }

  @Test func moreSeriousFindingsAreNew() throws {
    let tree = try TemporaryTree()
    let file = "services:\n  web:\n    build: .\n    environment:\n      DB_PASSWORD: changeme\n"
    try tree.write("compose.yaml", file)
    _ = try Tool.run(["baseline", "write"], in: tree)
    #expect(try entries(tree).map { $0.contains("\twarning\t") } == [true])
    #expect(try rules(Tool.run(known, in: tree)).isEmpty)
    try tree.write("compose.yaml", file + "      NODE_ENV: production\n")
    #expect(try rules(Tool.run(known, in: tree)) == ["compose.yaml placeholder-secret"])
    _ = try Tool.run(["baseline", "prune"], in: tree)
    #expect(try entries(tree).map { $0.contains("\twarning\t") } == [true], "it never says more")
    _ = try Tool.run(["baseline", "write"], in: tree)
    try tree.write("compose.yaml", file)
    _ = try Tool.run(["baseline", "prune"], in: tree)
    #expect(try entries(tree).map { $0.contains("\twarning\t") } == [true])
  }

  @Test func theNearestContractSaysWhereItIs() throws {
    let tree = try tree()
    try tree.git("init", "-q")
    try tree.write("configguard.yaml", "version: 1\nbaseline: known.baseline\n")
    let result = try Tool.run(["baseline", "write"], in: tree, folder: "deploy")
    #expect(result.output == "configlint: ../known.baseline: 2 findings, 2 added, 0 removed\n")
    #expect(try entries(tree, "known.baseline").first?.hasPrefix("deploy/.env.production") == true)
  }

  /// The last finding is pruned, too.
  @Test func aProjectWithoutFindingsHasABaseline() throws {
    let tree = try TemporaryTree()
    try tree.write("compose.yaml", "services: {web: {image: \"example/web:1\"}}\n")
    for command in ["write", "prune"] {
      let result = try Tool.run(["baseline", command], in: tree)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("configlint: configguard.baseline: 0 findings"))
    }
    #expect(try entries(tree) == [])
  }

  @Test func pruningNeedsABaseline() throws {
    let tree = try tree()
    let result = try Tool.run(["baseline", "prune", "--baseline", "typo"], in: tree)
    #expect(result.status == 2)
    #expect(throws: (any Error).self) { try tree.bytes(of: "typo") }
  }

  @Test func nothingIsWrittenWhereNotAllWasChecked() throws {
    let tree = try tree()
    let result = try Tool.run(["baseline", "write", ".", "absent.yaml"], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("the baseline stays as it is"))
    #expect(throws: (any Error).self) { try tree.bytes(of: "configguard.baseline") }
  }

  @Test func conflictsAreNamed() throws {
    let tree = try tree()
    try tree.write("configguard.baseline", "# head\n<<<<<<< ours\n")
    for arguments in [known, ["baseline", "write"], ["baseline", "prune"]] {
      let result = try Tool.run(arguments, in: tree)
      #expect(result.status == 2)
      #expect(result.errors.contains("configguard.baseline:2:1: this is no entry of a baseline"))
    }
  }

  @Test func secretsAreNotInIt() throws {
    let tree = try TemporaryTree()
    let token = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"
    try tree.write(
      "k8s/secret.yaml",
      """
      apiVersion: v1
      kind: Secret
      metadata:
        name: web
      stringData:
        \(token): changeme
        DB_PASSWORD: hunter2-hunter2

      """)
    _ = try Tool.run(["baseline", "write"], in: tree)
    let text = String(decoding: try tree.bytes(of: "configguard.baseline"), as: UTF8.self)
    #expect(text.contains("secret.yaml\t"))
    #expect(!text.contains(token) && !text.contains("hunter2"))
  }
}
