import ConfigGuard
import Testing

/// What `explain` says of places that are no setting: workloads, commands, directives, contracts,
/// and variables that are absent.
@Suite struct ExplainedPlacesTests {
  private static let contract = """
    version: 1
    variables:
      REDIS_URL: {type: url, required: [production]}
      ADMIN_KEY: {secret: true, min-length: 32, required: [production]}

    """

  private static let compose = """
    services:
      api:
        image: nginx:1.25
        environment:
          APP_ENV: production
          ADMIN_KEY: ${ADMIN_KEY:-changeme}

    """

  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", Self.contract)
    try tree.write("compose.yaml", Self.compose)
    return tree
  }

  /// The text and the JSON, which its schema must know.
  private func explain(_ arguments: [String], in tree: TemporaryTree) throws -> String {
    let json = try Tool.run(["explain", "--format", "json"] + arguments, in: tree)
    #expect(json.status == 0, "\(json.errors)")
    #expect(try JSONDocument.refusals(of: json.output, by: "explain.v1") == [])
    return try Tool.run(["explain"] + arguments, in: tree).output
      .replacing("\n", with: " ").split(separator: " ").joined(separator: " ")
  }

  @Test func aLineWithFindingsIsNeverSaidToHaveNone() throws {
    let tree = try tree()
    try tree.write(
      "Dockerfile.production",
      "FROM nginx:1.25\nARG API_SECRET=changeme\nCMD [\"app\", \"--password=changeme\"]\n")
    try tree.write(
      "prod.service", "[Service]\nExecStart=/usr/bin/app --password=changeme --debug\n")
    for (place, expected) in [
      ("compose.yaml:2", "the workload `api`; what it lacks is reported here"),
      ("compose.yaml:2", "found required-variable-missing: compares what is set with the contract"),
      ("Dockerfile.production:2", "found placeholder-secret"),
      ("Dockerfile.production:3", "the command CMD, of which the words are judged"),
      ("Dockerfile.production:3", "found placeholder-secret"),
      ("prod.service:2", "the command ExecStart, of which the words are judged"),
    ] {
      let text = try explain([place], in: tree)
      #expect(text.contains("Found on this line"), "\(place)")
      #expect(text.contains(expected), "\(place): \(text)")
      #expect(!text.contains("no place that a rule speaks of"), "\(place)")
    }
  }

  @Test func aContractIsSearchedForTokens() throws {
    let tree = try tree()
    let text = try explain(["configguard.yaml:1"], in: tree)
    #expect(text.contains("the file is not judged; it is searched for tokens only"))
    #expect(!text.contains("passes this file over"))
  }

  @Test func whatTheContractObjectsToIsAmongTheRules() throws {
    let tree = try tree()
    try tree.write(".env.production", "REDIS_URL=redis://cache\nADMIN_KEY=changeme\n")
    for (place, winner) in [
      (".env.production:2", "placeholder-secret"), ("compose.yaml:6", "insecure-fallback"),
    ] {
      let text = try explain([place], in: tree)
      #expect(
        text.contains("secret-too-short: another name for what \(winner) says"), "\(text)")
    }
  }

  @Test func anAbsentVariableIsExplainedByItsName() throws {
    let tree = try tree()
    let text = try explain(["--key", "REDIS_URL", "compose.yaml"], in: tree)
    #expect(text.contains("REDIS_URL stands nowhere in this file"))
    #expect(text.contains("declared in configguard.yaml: url, required in production"))
    #expect(text.contains("in api: production: not set, and required in this stage"))
    #expect(text.contains("required-variable-missing: REDIS_URL is not set"))
    let unknown = try Tool.run(["explain", "--key", "NOTHING", "compose.yaml"], in: tree)
    #expect(unknown.status == 2)
  }

  @Test func aSettingIsFoundByItsPath() throws {
    let path = "services.api.environment.ADMIN_KEY"
    let text = try explain(["--key", path, "compose.yaml"], in: try tree())
    #expect(text.hasPrefix("compose.yaml:6 "))
    #expect(text.contains("path \(path)"))
  }

  @Test func aDirectiveIsExplainedAsOne() throws {
    let tree = try TemporaryTree()
    try tree.write(
      ".env.production",
      """
      A=1
      # configlint:allow debug-enabled until 2999-01-01 -- a demo
      DEBUG=true
      # configlint:allow debug-enabled -- nothing
      B=1
      # configlint:allow debug-enabled until 2020-01-01 -- old
      FLASK_DEBUG=true
      # configlint:allow debug-enabled
      C=1

      """)
    for (line, expected) in [
      (2, "needed it answers what was found at .env.production:3"), (2, "until 2999-01-01"),
      (3, "allowed (inline) in .env.production:2 until 2999-01-01: a demo"),
      (4, "not needed `debug-enabled` is allowed here, where it finds nothing"),
      (6, "ended it ended on 2020-01-01 and allows nothing any more"),
      (8, "no effect no reason is given behind"),
    ] {
      let text = try explain([".env.production:\(line)"], in: tree)
      #expect(text.contains(expected), "\(line): \(text)")
      #expect(!text.contains("a comment, which is only searched"), "\(line)")
    }
  }

  @Test func aFindingOfABaselineIsAllowedByIt() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 1\nbaseline: known.json\n")
    try tree.write(".env.production", "DEBUG=true\n")
    let made = try Tool.run(["baseline", "write"], in: tree)
    try #require(made.status == 0, "\(made.errors)")
    let text = try explain([".env.production:1"], in: tree)
    #expect(
      text.contains("allowed debug-enabled: allowed by the baseline in known.json"), "\(text)")
    #expect(!text.contains("error debug-enabled"))
  }

  @Test func theWorstFindingComesFirst() throws {
    let tree = try tree()
    try tree.write(".env.production", "DEBUG=true\n")
    let text = try explain([".env.production:1"], in: tree)
    let error = try #require(text.firstRange(of: " error debug-enabled"))
    let warning = try #require(text.firstRange(of: " warning env-example-missing"))
    #expect(error.lowerBound < warning.lowerBound)
  }

  @Test func aColumnBehindTheLineIsAnError() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\r\nB=é\n")
    for (place, status) in [
      (".env:1:4", 0), (".env:1:6", 2), (".env:2:4", 0), (".env:2:5", 2),
      (".env:1:99999999999999999999", 2),
    ] {
      #expect(try Tool.run(["explain", place], in: tree).status == Int32(status), "\(place)")
    }
  }
}
