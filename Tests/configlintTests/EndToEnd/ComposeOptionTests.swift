import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite("Options that say what a Compose project is started with")
struct ComposeOptionTests {
  private static let tree: [(String, String)] = [
    ("compose.yaml", "services: {web: {image: shop, environment: {LEVEL: \"${LEVEL}\", A: base}}}"),
    ("compose.override.yaml", "services: {web: {environment: {A: over}}}"),
    ("other.yaml", "services: {web: {environment: {A: other}}}"),
    (".env", "LEVEL=own\n"), ("stage.env", "LEVEL=named\n"),
  ]

  private func resolve(_ arguments: [String], _ variables: [String: String] = [:]) throws -> String
  {
    let tree = try TemporaryTree()
    for (path, text) in Self.tree { try tree.write(path, text) }
    let result = try Tool.run(["resolve"] + arguments, in: tree, environment: variables)
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  @Test("what is named takes the place of .env and of the override")
  func files() throws {
    let plain = try resolve(["compose.yaml"])
    #expect(plain.contains(" own ") && plain.contains(" over "))
    let named = try resolve(["--env-file", "stage.env", "compose.yaml"])
    #expect(named.contains(" named ") && named.contains(" over "))
    let listed = try resolve(["-f", "compose.yaml", "-f", "other.yaml"])
    #expect(listed.contains(" other ") && !listed.contains(" over "))
    #expect(listed.contains("1 environment,"))
  }

  @Test("the process counts only where it is asked for")
  func process() throws {
    #expect(try resolve(["compose.yaml"], ["LEVEL": "shell"]).contains(" own "))
    #expect(
      try resolve(["--use-process-env", "compose.yaml"], ["LEVEL": "shell"]).contains(" shell "))
  }

  @Test("a file that is named and absent ends with 2")
  func absent() throws {
    let tree = try TemporaryTree()
    try tree.write("compose.yaml", "services: {web: {image: shop}}")
    #expect(try Tool.run(["check", "--env-file", "gone.env"], in: tree).status == 2)
    #expect(try Tool.run(["check", "-f", "gone.yaml"], in: tree).status == 2)
  }

  @Test("a project is checked with the files that were named")
  func check() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "a.yaml", "services: {web: {image: shop, environment: {NODE_ENV: production, DEBUG: \"1\"}}}")
    try tree.write("b.yaml", "services: {web: {environment: {DEBUG: \"0\"}}}")
    #expect(try Tool.run(["check", "a.yaml"], in: tree).output.contains("DEBUG"))
    let both = try Tool.run(["check", "-f", "a.yaml", "-f", "b.yaml"], in: tree)
    #expect(both.status == 0, "\(both.everything)")
  }

  @Test("files outside the repository are not read, links to them neither")
  func outside() throws {
    let tree = try TemporaryTree()
    try tree.write("secret.list", "API_LEVEL=outside\n")
    try tree.write(
      "project/compose.yaml",
      "services: {web: {image: shop, env_file: [../secret.list, link.list, in.list]}}")
    try tree.write("project/in.list", "B=inside\n")
    try tree.link("project/link.list", to: "../secret.list")
    let shown = try Tool.run(["resolve"], in: tree, folder: "project")
    #expect(shown.output.contains("inside") && !shown.output.contains("outside"))
    let found = try Tool.run(["check"], in: tree, folder: "project")
    #expect(found.output.split(separator: "[outside-root]").count == 3, "\(found.everything)")
  }

  @Test("a file that git ignores is supplied elsewhere")
  func ignored() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    try tree.write("compose.yaml", "services: {web: {image: shop, env_file: [vars.list]}}")
    #expect(try Tool.run(["check"], in: tree).output.contains("[missing-file]"))
    try tree.write(".gitignore", "*.list\n")
    #expect(try !Tool.run(["check"], in: tree).output.contains("[missing-file]"))
  }
}
