import RulePacks
import Testing

/// Bad input is a normal case: a clear finding or error, the status that was promised, no crash.
@Suite struct BadInputTests {
  @Test func aPathThatDoesNotExist() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\n")
    let result = try Tool.run(["nowhere.yaml", "."], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("nowhere.yaml: it does not exist"))
    #expect(result.output.contains("in 1 file"))
  }

  @Test func aFolderWithoutAnythingToCheck() throws {
    let tree = try TemporaryTree()
    try tree.write("notes.md", "hello\n")
    let result = try Tool.run([], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("nothing to check"))
  }

  @Test func aFileOfNoKnownFormat() throws {
    let tree = try TemporaryTree()
    try tree.write("notes.md", "hello\n")
    let result = try Tool.run(["notes.md"], in: tree)
    #expect(result.status == 2)
    #expect(result.output.contains("no format that is known"))
  }

  @Test(.enabled(if: !isRoot)) func aFileThatMayNotBeRead() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\n")
    tree.setMode(".env", 0)
    #expect(try Tool.run([], in: tree).status == 2)
  }

  @Test(arguments: [".env.production", "config.yaml"])
  func invalidUTF8(name: String) throws {
    let tree = try TemporaryTree()
    let separator: UInt8 = name.hasSuffix("yaml") ? 0x3A : 0x3D
    try tree.write(name, bytes: [0x41, separator, 0x20, 0xC3, 0x28, 0x0A])
    let result = try Tool.run(["--format", "json"], in: tree)
    #expect(result.status == 1)
    let row = try #require(try JSONReport(result.output).rows.first)
    #expect(row.category == "syntax")
    #expect("\(row.line):\(row.column)" == "1:4")
  }

  @Test(arguments: [".env.production", "config.yaml"])
  func aNULByte(name: String) throws {
    let tree = try TemporaryTree()
    let separator: UInt8 = name.hasSuffix("yaml") ? 0x3A : 0x3D
    try tree.write(name, bytes: [0x41, separator, 0x20, 0x00, 0x0A])
    let result = try Tool.run(["--format", "json"], in: tree)
    #expect(result.status == 1)
    #expect(try JSONReport(result.output).rows.contains { $0.category == "syntax" })
  }

  @Test func aNamedPipeIsNotOpened() throws {
    let tree = try TemporaryTree()
    try tree.pipe(".env")
    #expect(try Tool.run([".env"], in: tree).status == 2)
    try tree.write("config.yaml", "a: 1\n")
    let walk = try Tool.run([], in: tree)
    #expect(walk.status == 0)
    #expect(walk.output.contains("skipped 1"))
  }

  @Test func aLoopOfLinks() throws {
    let tree = try TemporaryTree()
    try tree.link(".env", to: "b.env")
    try tree.link("b.env", to: ".env")
    let named = try Tool.run([".env"], in: tree)
    #expect(named.status == 2)
    try tree.write("config.yaml", "a: 1\n")
    #expect(try Tool.run([], in: tree).status == 0)
  }

  @Test(arguments: [".env", "config.yaml", "config.json"])
  func anEmptyFileIsChecked(name: String) throws {
    let tree = try TemporaryTree()
    try tree.write(name, "")
    let result = try Tool.run([], in: tree)
    #expect(result.status == 0)
    #expect(result.output.contains("no findings in 1 file"))
  }

  @Test func anAliasBombIsALimit() throws {
    let tree = try TemporaryTree()
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    try tree.write("config.yaml", text)
    let result = try Tool.run(["--format", "json"], in: tree)
    #expect(result.status == 1)
    #expect(try JSONReport(result.output).rules == ["limit-reached"])
  }

  @Test(arguments: ["[", "- ", "{a: "])
  func tenThousandLevels(opening: String) throws {
    let tree = try TemporaryTree()
    try tree.write("config.yaml", String(repeating: opening, count: 10_000))
    let result = try Tool.run(["--format", "json"], in: tree)
    #expect(result.status == 1)
    #expect(try JSONReport(result.output).rules == ["limit-reached"])
  }

  @Test func documentsBeforeAnErrorAreJudged() throws {
    let tree = try TemporaryTree()
    try tree.write("prod/config.yaml", "cors_origins: '*'\n---\na: [1\nb: 2\n")
    let report = try JSONReport(try Tool.run(["--format", "json"], in: tree).output)
    #expect(report.rules == ["cors-any-origin", "syntax-error"])
  }

  @Test func aFileOverTheLimitIsAFinding() throws {
    let tree = try TemporaryTree()
    try tree.write("big.yaml", "")
    #expect(truncate("\(tree.path)/big.yaml", (64 << 20) + 1))
    let result = try Tool.run(["--format", "json"], in: tree)
    #expect(result.status == 1)
    #expect(try JSONReport(result.output).rules == ["limit-reached"])
  }
}
