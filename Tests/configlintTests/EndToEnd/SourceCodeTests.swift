import Testing

/// Source code in walks, beside the files that configure it.
@Suite struct SourceCodeTests {
  private static let program = "import os\nKEY = os.environ['ADMIN_KEY']\nos.environ['QUEUE']\n"

  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("app.py", Self.program)
    try tree.write("plain.py", "print('envelope')\n")
    try tree.write("tests/test_app.py", "import os\nos.getenv('ADMIN_KEY', 'changeme123')\n")
    try tree.write("node_modules/x/index.js", "process.env.API_KEY || 'changeme123'\n")
    try tree.write("configguard.yaml", "version: 1\nvariables: {ADMIN_KEY: {secret: true}}\n")
    return tree
  }

  @Test func walksReadProgramsAndNeitherTestsNorTheCodeOfOthers() throws {
    let result = try Tool.run(["--format", "json", "--fail-on", "warning"], in: try tree())
    #expect(result.status == 1)
    let rows = try JSONReport(result.output).rows
    #expect(rows.map { "\($0.path) \($0.rule)" } == ["app.py variable-not-in-contract"])
    #expect(!result.output.contains("plain.py") && !result.output.contains("test_app"))
  }

  @Test func whatIsNamedIsRead() throws {
    let tree = try tree()
    let result = try Tool.run(["--format", "json", "tests/test_app.py", "plain.py"], in: tree)
    let rows = try JSONReport(result.output).rows
    #expect(rows.map { "\($0.path) \($0.rule)" } == ["tests/test_app.py insecure-fallback"])
    #expect(result.output.contains("plain.py"))
    #expect(!result.output.contains("changeme123"))
  }

  @Test func programsAreNoEnvironmentsToShow() throws {
    let tree = try TemporaryTree()
    try tree.write("app.py", Self.program)
    let result = try Tool.run(["resolve"], in: tree)
    #expect(result.status == 2)
  }
}
