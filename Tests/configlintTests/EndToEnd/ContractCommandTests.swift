import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// `configlint contract diff`: status, output, and the manifests that a change breaks.
@Suite struct ContractCommandTests {
  private static let old = """
    version: 1
    variables:
      ADMIN_KEY: {required: true, secret: true, min-length: 16}
      PORT: {type: int, range: {min: 1024, max: 65535}}

    """

  private static let new = """
    version: 1
    variables:
      ADMIN_KEY: {required: true, secret: true, min-length: 32}
      PORT: {type: int}
      REDIS_URL: {required: [production]}

    """

  /// A key of the old length, which no file holds.
  private static let key = String(Canary.text(20))

  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("old.yaml", Self.old)
    try tree.write("configguard.yaml", Self.new)
    try tree.write("deploy/.env.production", "PORT=8080\nADMIN_KEY=\(Self.key)\n")
    try tree.write("deploy/.env.staging", "PORT=8080\nADMIN_KEY=${ADMIN_KEY:?}\n")
    return tree
  }

  private func diff(
    _ arguments: [String], in tree: TemporaryTree, input: String? = nil
  ) throws -> ToolResult {
    try Tool.run(["contract", "diff"] + arguments, in: tree, input: input)
  }

  @Test func whatBreaksComesFirst() throws {
    let result = try diff(["old.yaml", "configguard.yaml"], in: tree())
    #expect(result.status == 1)
    #expect(
      result.output == """
        Breaking (2):
          ADMIN_KEY: `min-length` is 32, was 16
          REDIS_URL is new and required in production

        Not breaking (1):
          PORT: `range` is not set, was 1024 to 65535 (not safe to roll back)

        3 changes from old.yaml to configguard.yaml, 2 breaking; a rollback is not safe

        """)
    #expect(result.errors.isEmpty)
  }

  @Test func whatLoosensBreaksNothing() throws {
    let tree = try tree()
    try tree.write("loose.yaml", "version: 1\nvariables: {ADMIN_KEY: {min-length: 8}, PORT: }\n")
    let result = try diff(["old.yaml", "loose.yaml", "--against", "deploy"], in: tree)
    #expect(result.status == 0)
    #expect(result.output.contains("nothing that was right is wrong now"))
    #expect(try diff(["old.yaml", "old.yaml"], in: tree).status == 0)
  }

  @Test func manifestsThatBreakHaveAPlace() throws {
    let result = try diff(["old.yaml", "configguard.yaml", "--against", "deploy"], in: tree())
    #expect(result.status == 1)
    let lines = result.output.split(separator: "\n").filter { $0.contains("deploy/") }
    #expect(
      lines.contains {
        $0.hasPrefix("  deploy/.env.production:1:1: error: REDIS_URL is not set")
          && $0.hasSuffix("(production) [required-variable-missing]")
      })
    #expect(
      lines.contains {
        $0.hasPrefix("  deploy/.env.production:2:11: error: ADMIN_KEY")
          && $0.hasSuffix("[secret-too-short]")
      })
    #expect(lines.count == 2)
    #expect(!result.everything.contains(Self.key))
  }

  @Test func theJSONFollowsItsSchema() throws {
    for against in [[], ["--against", "deploy"]] {
      let result = try diff(
        ["old.yaml", "configguard.yaml", "--format", "json"] + against, in: tree())
      #expect(result.status == 1)
      #expect(result.output.filter { $0 == "\n" }.count == 1)
      #expect(try JSONDocument.refusals(of: result.output, by: "contract-diff.v1") == [])
      #expect(!result.everything.contains(Self.key))
    }
  }

  /// A manifest may break although no field of the contract says so: nobody knows who sets what.
  @Test func aManifestDecidesWhatAContractCannot() throws {
    let tree = try tree()
    try tree.write("typed.yaml", Self.old + "  WORKERS: {type: int}\n")
    try tree.write("deploy/.env.production", "WORKERS=many\nADMIN_KEY=${ADMIN_KEY:?}\n")
    #expect(try diff(["old.yaml", "typed.yaml"], in: tree).status == 0)
    let result = try diff(["old.yaml", "typed.yaml", "--against", "deploy"], in: tree)
    #expect(result.status == 1)
    #expect(result.output.contains("deploy/.env.production:1:9: error: WORKERS must be"))
  }

  @Test func oneContractComesFromStandardInput() throws {
    let tree = try tree()
    let plain = try diff(["old.yaml", "configguard.yaml", "--format", "json"], in: tree)
    let piped = try diff(
      ["-", "configguard.yaml", "--format", "json"], in: tree, input: Self.old)
    #expect(piped.status == 1)
    #expect(
      piped.output
        == plain.output.split(separator: "\"old.yaml\"").joined(separator: "\"-\""))
  }

  @Test func theOutputGoesWhereItIsAskedFor() throws {
    let tree = try tree()
    let result = try diff(["old.yaml", "configguard.yaml", "--output", "diff.txt"], in: tree)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    let written = String(decoding: try tree.bytes(of: "diff.txt"), as: UTF8.self)
    #expect(written.hasPrefix("Breaking (2):"))
  }

  @Test(arguments: [
    ["gone.yaml", "configguard.yaml"], ["old.yaml"], ["-", "-"], ["broken.yaml", "old.yaml"],
    ["old.yaml", "configguard.yaml", "--against", "gone"],
    ["old.yaml", "configguard.yaml", "--against", "empty"],
  ])
  func whatCannotBeFoundOutIsTwo(arguments: [String]) throws {
    let tree = try tree()
    try tree.write("broken.yaml", "version: 1\nvariables: {A: {typ: int}}\n")
    try tree.write("empty/notes.bin", "nothing that is known")
    let result = try diff(arguments, in: tree)
    #expect(result.status == 2)
    #expect(!result.errors.isEmpty)
  }
}
