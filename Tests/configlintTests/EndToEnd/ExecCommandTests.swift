import Testing

@Suite struct ExecCommandTests {
  private static let contract = """
    version: 1
    variables:
      ADMIN_KEY: {required: true, secret: true, min-length: 16}
    """

  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", Self.contract)
    return tree
  }

  /// A value of the right length that no list knows.
  private func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
  }

  @Test func theCommandsStatusIsTheStatus() throws {
    let result = try Tool.run(
      ["exec", "--", "sh", "-c", "echo started; exit 7"], in: tree(),
      environment: ["APP_ENV": "production", "ADMIN_KEY": secret()])
    #expect(result.status == 7)
    #expect(result.output == "started\n")
    #expect(result.errors.isEmpty)
  }

  @Test func aBadProductionEnvironmentIsRefused() throws {
    let result = try Tool.run(
      ["exec", "--", "sh", "-c", "echo started"], in: tree(),
      environment: ["APP_ENV": "production", "ADMIN_KEY": "changeme123"])
    #expect(result.status == 78)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("placeholder-secret"))
    #expect(result.errors.contains("sh was not started"))
    #expect(!result.errors.contains("changeme123"))
  }

  @Test func anUnknownStageIsProduction() throws {
    let result = try Tool.run(["exec", "--", "true"], in: tree())
    #expect(result.status == 78)
    #expect(result.errors.contains("required-secret-missing"))
  }

  @Test func developmentGoesOn() throws {
    let environment = ["APP_ENV": "development"]
    let result = try Tool.run(
      ["exec", "--", "sh", "-c", "exit 3"], in: tree(), environment: environment)
    #expect(result.status == 3)
    #expect(result.errors.contains("required-secret-missing"))
    let strict = try Tool.run(
      ["exec", "--fail-on", "error", "--", "sh", "-c", "exit 3"], in: tree(),
      environment: environment)
    #expect(strict.status == 78)
  }

  @Test func commandsThatCannotBeRun() throws {
    let tree = try tree()
    try tree.write("plain", "text")
    let good = ["APP_ENV": "production", "ADMIN_KEY": secret()]
    #expect(
      try Tool.run(["exec", "--", "no-such-command"], in: tree, environment: good).status == 127)
    #expect(try Tool.run(["exec", "--", "./plain"], in: tree, environment: good).status == 126)
  }

  @Test func aBrokenContractRefuses() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 2\n")
    #expect(try Tool.run(["exec", "--", "true"], in: tree).status == 78)
    #expect(try Tool.run(["env"], in: tree).status == 2)
  }

  @Test func nothingIsAddedToTheEnvironment() throws {
    let tree = try tree()
    let environment = ["APP_ENV": "production", "ADMIN_KEY": secret(), "ODD": "a\nb=c"]
    let result = try Tool.run(["exec", "--", "env"], in: tree, environment: environment)
    #expect(result.status == 0)
    #expect(result.output.contains("ODD=a\nb=c\n"))
    let plain = try run(["env"], environment: tree.variables.merging(environment) { $1 })
    let names = { (text: String) in
      Set(
        text.split(separator: "\n").compactMap { $0.split(separator: "=").first.map(String.init) })
    }
    // The shell that starts the tool adds its own few.
    let added = names(result.output).subtracting(names(String(decoding: plain, as: UTF8.self)))
    #expect(added.isSubset(of: ["PWD", "OLDPWD", "SHLVL", "_", "ASAN_OPTIONS"]))
  }

  @Test func envFilesAreAskedFor() throws {
    let tree = try tree()
    try tree.write("prod.env", "APP_ENV=production\nADMIN_KEY=\(secret())\n")
    let result = try Tool.run(
      ["exec", "--env-file", "prod.env", "--", "sh", "-c", "echo $APP_ENV"], in: tree)
    #expect(result.status == 0)
    #expect(result.output == "production\n")
    #expect(try Tool.run(["env", "--env-file", "gone.env"], in: tree).status == 2)
  }
}
