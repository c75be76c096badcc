import RulePacks
import Testing

/// Who reads an env file, how that is known, and what is said of it.
@Suite struct EnvReaderTests {
  private func readers(_ arguments: [String] = [], of name: String, in tree: TemporaryTree) throws
    -> (dialects: [String], evidence: String, isDefault: String)
  {
    let report = try JSONReport(
      try Tool.run(["--format", "json", "--fail-on", "never"] + arguments, in: tree).output)
    let root = try #require(report.tree.documents.first)
    let files = try #require(report.tree.value("files", in: root))
    let file = try #require(
      report.tree.items(of: files).first { report.tree.string("path", in: $0) == name })
    let readers = try #require(report.tree.value("readers", in: file))
    let dialects = try #require(report.tree.value("dialects", in: readers))
    return (
      report.tree.items(of: dialects).map { report.tree.text(of: $0) },
      report.tree.string("evidence", in: readers) ?? "",
      report.tree.string("default", in: readers) ?? ""
    )
  }

  @Test func theDefaultIsSaid() throws {
    let tree = try TemporaryTree()
    try tree.write("app.env", "A=1\n")
    let found = try readers(of: "app.env", in: tree)
    #expect(found.dialects == ["compose-2"])
    #expect(found.isDefault == "true")
    let text = try Tool.run([], in: tree).output
    #expect(text.contains("1 env file read as Docker Compose does"))
  }

  @Test func theCommandLineBeatsTheContractAndTheProject() throws {
    let tree = try TemporaryTree()
    try tree.write("app.env", "A=1\n")
    try tree.write("requirements.txt", "flask\npython-dotenv==1.0\n")
    let project = try readers(of: "app.env", in: tree)
    #expect(project.dialects == ["python-dotenv-1.2"])
    #expect(project.evidence == "requirements.txt names python-dotenv")
    try tree.write("configguard.yaml", "version: 1\ndialects: {'*.env': docker-raw}\n")
    let contract = try readers(of: "app.env", in: tree)
    #expect(contract.dialects == ["docker-raw"])
    #expect(contract.evidence == "`dialects:` of the contract (*.env)")
    let line = try readers(["--dialect", "compose-2,docker-raw"], of: "app.env", in: tree)
    #expect(line.dialects == ["compose-2", "docker-raw"])
    #expect(line.evidence == "--dialect")
  }

  @Test func whoRefersToAFileReadsIt() throws {
    let tree = try TemporaryTree()
    try tree.write("app.env", "A=1\n")
    try tree.write(
      "compose.yaml",
      "services:\n  a: {image: x, env_file: {path: app.env, format: raw}}\n")
    let alone = try readers(of: "app.env", in: tree)
    #expect(alone.dialects == ["docker-raw"])
    #expect(alone.evidence == "compose.yaml")
    try tree.write("requirements.txt", "python-dotenv\n")
    let both = try readers(of: "app.env", in: tree)
    #expect(both.dialects == ["docker-raw", "python-dotenv-1.2"])
  }

  @Test func whatOnlyLooksLikeAReaderIsNone() throws {
    let tree = try TemporaryTree()
    try tree.write(".env.local", "A=1\n")
    try tree.write("app.env", "A=1\n")
    try tree.write("package.json", "{\"name\": \"vite\", \"dependencies\": {}}\n")
    try tree.write("go.mod", "require github.com/joho/godotenv v1.5.1 // indirect\n")
    try tree.write("Gemfile", "# gem \"dotenv\"\n")
    #expect(try readers(of: ".env.local", in: tree).isDefault == "true")
    try tree.write("package.json", "{\"dependencies\": {\"dotenv\": \"^17\"}}\n")
    #expect(try readers(of: ".env.local", in: tree).dialects == ["dotenv-js-17"])
    #expect(try readers(of: "app.env", in: tree).isDefault == "true")
    try tree.write("composer.json", "{}\n")
    #expect(try readers(of: ".env.local", in: tree).isDefault == "true")
  }

  @Test func differencesAreToldWithoutTheValue() throws {
    let tree = try TemporaryTree()
    try tree.write("app.env", "DB_PASSWORD=\"s3cr3t#word\"\n")
    let result = try Tool.run(["--dialect", "compose-2,docker-raw"], in: tree)
    #expect(
      result.output.contains(
        "DB_PASSWORD is not read alike: docker run keeps the quotes, unlike Docker Compose"))
    #expect(!result.everything.contains("s3cr3t"))
  }

  @Test func partsOfAPasswordAreNoNames() throws {
    for line in ["PASSWORD=Tr0ub4-$HUNTER2", "API_SECRET=x!${QWERTY9}z", "DB_PASSWORD=$ABC123XYZ"] {
      for dialect in ["compose", "bash", "vite"] {
        let tree = try TemporaryTree()
        try tree.write(".env.production", line + "\n")
        let result = try Tool.run(["--format", "json", "--dialect", dialect], in: tree)
        #expect(try !JSONReport(result.output).rows.isEmpty)
        for part in ["HUNTER2", "QWERTY9", "ABC123XYZ"] {
          #expect(!result.everything.contains(part))
        }
      }
    }
  }

  @Test func aDollarThatIsEscapedIsNotLost() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "compose.yaml",
      "services:\n  a:\n    image: x\n    environment: {DB_PASSWORD: \"ab$$FGHsQ\"}\n")
    let rows = try JSONReport(try Tool.run(["--format", "json"], in: tree).output).rows
    #expect(!rows.map(\.rule).contains("dollar-expanded"))
  }

  @Test func unknownReadersAreUsageErrors() throws {
    let tree = try TemporaryTree()
    try tree.write("app.env", "A=1\n")
    let line = try Tool.run(["--dialect", "compose-3"], in: tree)
    #expect(line.status == 2)
    #expect(line.errors.contains("did you mean `compose-2`?"))
    try tree.write("configguard.yaml", "version: 1\ndialects: {'*.env': dotenvjs}\n")
    let contract = try Tool.run([], in: tree)
    #expect(contract.status == 2)
    #expect(contract.errors.contains("configguard.yaml:2:21: there is no env dialect `dotenvjs`"))
  }
}

@Suite struct QuoteCommandTests {
  private func quote(_ arguments: [String], input: String? = nil) throws -> ToolResult {
    try Tool.run(["quote"] + arguments, in: TemporaryTree(), input: input)
  }

  @Test(arguments: [
    ("word", "compose-2,docker-raw", "word"),
    ("two words", "compose-2,bash", "'two words'"),
    ("pa$sw0rd", "compose-2,bash,python-dotenv", "'pa$sw0rd'"),
    ("it's", "compose-2", "it's"),
  ])
  func aCommonSpelling(value: String, dialects: String, expected: String) throws {
    let result = try quote(["--dialect", dialects, value])
    #expect(result.output == expected + "\n")
    #expect(result.status == 0)
  }

  @Test func noCommonSpelling() throws {
    let result = try quote(["--dialect", "compose-2,docker-raw", "a #b"])
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("what suits compose-2 does not suit docker-raw"))
    let lines = try quote(["--dialect", "docker-raw", "-"], input: "a\nb\n")
    #expect(lines.status == 1)
    #expect(lines.errors.contains("cannot be written for docker-raw"))
  }

  @Test func standardInputKeepsTheValueOutOfTheHistory() throws {
    let result = try quote(["--dialect", "compose-2", "-"], input: "a b\n")
    #expect(result.output == "a b\n")
  }
}
