import Testing

/// Files as sources of variables, and what a command gets of them.
@Suite struct ExecSourceTests {
  private static let contract = """
    version: 1
    variables:
      DB_PASSWORD: {required: true, secret: true, min-length: 16}
      PORT: {type: port}
    services:
      web: {variables: [DB_PASSWORD]}
    """

  /// A value that no list knows.
  private static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
  }

  /// A folder as the kubelet mounts it: links through the folder of one version.
  private func tree(_ value: String) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", Self.contract)
    try tree.write("secrets/..2026_11_21/db-password", value + "\n")
    try tree.link("secrets/..data", to: "..2026_11_21")
    try tree.link("secrets/db-password", to: "..data/db-password")
    return tree
  }

  @Test func allCommandsSayTheSame() throws {
    let bad = try tree("changeme123")
    let variants: [(arguments: [String], environment: [String: String])] = [
      ([], ["DB_PASSWORD": "changeme123"]),
      ([], ["DB_PASSWORD_FILE": "secrets/db-password"]),
      ([], ["DB_PASSWORD_FILE": "\(bad.path)/secrets/db-password"]),
      (["--secrets-dir", "secrets"], [:]),
    ]
    for (arguments, environment) in variants {
      let env = try Tool.run(
        ["env", "--format", "json"] + arguments, in: bad, environment: environment)
      #expect(env.status == 1)
      #expect(try JSONReport(env.output).rules == ["placeholder-secret"])
      let exec = try Tool.run(
        ["exec"] + arguments + ["--", "echo", "started"], in: bad, environment: environment)
      #expect(exec.status == 78)
      #expect(exec.errors.contains("placeholder-secret") && exec.output.isEmpty)
      #expect(!env.everything.contains("changeme123") && !exec.everything.contains("changeme123"))
    }
  }

  @Test func nothingIsAddedUnlessAskedFor() throws {
    let secret = Self.secret()
    let tree = try tree(secret)
    let folder = ["--secrets-dir", "secrets"]
    let plain = try Tool.run(["exec"] + folder + ["--", "env"], in: tree)
    #expect(plain.status == 0 && plain.errors.isEmpty)
    #expect(!plain.output.contains(secret))
    let exported = try Tool.run(
      ["exec", "--export-secrets"] + folder + ["--", "env"], in: tree)
    #expect(exported.output.contains("DB_PASSWORD=\(secret)\n"))
    // It takes the place of what led to it, and of an empty variable.
    let file = try Tool.run(
      ["exec", "--export-secrets", "--", "env"], in: tree,
      environment: ["DB_PASSWORD": "", "DB_PASSWORD_FILE": "secrets/db-password"])
    #expect(file.output.contains("DB_PASSWORD=\(secret)\n"))
    #expect(!file.output.contains("DB_PASSWORD=\n") && !file.output.contains("DB_PASSWORD_FILE"))
  }

  @Test func filesThatGiveNoValue() throws {
    let tree = try tree(Self.secret())
    try tree.write("nul", bytes: [0x61, 0, 0x62])
    try tree.write("latin", bytes: [0xE9, 0x74, 0xE9])
    try tree.write("large", bytes: Array(repeating: 0x61, count: (1 << 20) + 1))
    try tree.write("mine", Self.secret())
    tree.setMode("mine", 0)
    try tree.pipe("pipe")
    for path in ["gone", "secrets", "nul", "latin", "large", "pipe"] + (isRoot ? [] : ["mine"]) {
      let result = try Tool.run(
        ["exec", "--", "echo", "started"], in: tree,
        environment: ["DB_PASSWORD_FILE": "\(tree.path)/\(path)"])
      #expect(result.status == 78, "\(path)")
      #expect(result.errors.contains("variable-file-unusable"), "\(path)")
      // Where lines end depends on how long the path of the tree is.
      let words = result.errors.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
      #expect(words.contains("\(path) named by DB_PASSWORD_FILE"), "\(path)")
    }
  }

  @Test func aFolderThatIsNotThere() throws {
    let tree = try tree(Self.secret())
    #expect(try Tool.run(["env", "--secrets-dir", "gone"], in: tree).status == 2)
    let exec = try Tool.run(["exec", "--secrets-dir", "gone", "--", "true"], in: tree)
    #expect(exec.status == 78)
    #expect(exec.errors.contains("gone cannot be read"))
  }

  // MARK: - Files of a repository

  private static let files: [(String, Bool)] = [
    ("DB_PASSWORD_FILE=/run/secrets/db_password\n", false), ("DB_PASSWORD_FILE=\n", true),
    ("APP_NAME=shop\n", true), ("DB_PASSWORD_FILE=/run/secrets/x\nDB_PASSWORD=\n", false),
    ("OTHER_PASSWORD_FILE=/run/secrets/x\n", true),
  ]

  /// What a file supplies is not missing from a file of the repository.
  @Test(arguments: files)
  func theLinterKnowsFilesOfVariables(_ text: String, _ isMissing: Bool) throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", Self.contract)
    try tree.write(".env.production", text)
    try tree.write(".env.example", "DB_PASSWORD=\nPORT=\n")
    let rules = try JSONReport(Tool.run(["--format", "json"], in: tree).output).rules
    #expect(rules.contains("required-secret-missing") == isMissing)
    // A contract that declares the file itself says that the value is wanted, too.
    let contract = Self.contract.replacing("  PORT:", with: "  DB_PASSWORD_FILE: {}\n  PORT:")
    try tree.write("configguard.yaml", contract)
    let declared = try JSONReport(Tool.run(["--format", "json"], in: tree).output).rules
    #expect(declared.contains("required-secret-missing"))
  }

  // MARK: - Scrubbing

  private func names(_ arguments: [String], _ environment: [String: String]) throws -> Set<String> {
    let tree = try tree(Self.secret())
    try tree.write("app.env", "PORT=8080\nEXTRA=1\n")
    let result = try Tool.run(
      ["exec", "--secrets-dir", "secrets"] + arguments + ["--", "env"], in: tree,
      environment: environment)
    #expect(result.status == 0 && result.errors.isEmpty)
    let names = result.output.split(separator: "\n").compactMap { $0.split(separator: "=").first }
    // A sanitizer's own variable and what the shell around the tool sets.
    return Set(names.map(String.init)).subtracting(["ASAN_OPTIONS", "PWD", "SHLVL", "_", "OLDPWD"])
  }

  @Test func aCommandGetsOnlyWhatIsDeclared() throws {
    let environment = [
      "PORT": "1", "LC_ALL": "C", "AWS_REGION": "x", "APP_ENV": "production",
      "PORT_FILE": "", "LD_LIBRARY_PATH": "", "APP_NAME": "shop",
    ]
    let all = try names([], environment)
    #expect(all.isSuperset(of: environment.keys) && all.contains("GIT_CONFIG_SYSTEM"))
    #expect(try names(["--scrub"], environment) == ["PATH", "HOME", "PORT", "LC_ALL", "PORT_FILE"])
    #expect(
      try names(["--scrub", "--keep", "APP_*", "--keep", "AWS_REGION"], environment)
        == ["PATH", "HOME", "PORT", "LC_ALL", "PORT_FILE", "APP_ENV", "APP_NAME", "AWS_REGION"])
    #expect(
      try names(["--scrub", "--service", "web"], environment) == ["PATH", "HOME", "LC_ALL"])
    #expect(
      try names(["--scrub", "--export-secrets", "--env-file", "app.env"], ["LC_ALL": "C"])
        == ["PATH", "HOME", "PORT", "LC_ALL", "DB_PASSWORD"])
  }

  @Test func scrubbingNeedsAContract() throws {
    let tree = try TemporaryTree()
    let result = try Tool.run(
      ["exec", "--scrub", "--stage", "development", "--", "true"], in: tree)
    #expect(result.status == 78)
    #expect(result.errors.contains("needs a contract"))
    let lonely = try Tool.run(["exec", "--keep", "X", "--", "true"], in: tree)
    #expect(lonely.status == 78)
  }
}
