import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

/// The recipes for CI systems do what they say: their lines run here as a runner runs them, with the
/// tool that was built.
@Suite struct RecipeTests {
  private static func text(_ path: String) throws -> String {
    let bytes = try readFile(path: "\(Tool.repository)/Examples/ci/\(path)", limit: 1 << 20)
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  /// The shell lines of a step of the workflow.
  private static func step(_ name: String) throws -> String {
    let tree = YAMLReader.read(SourceBytes(try text("github-actions.yml")))
    let root = try #require(tree.documents.first)
    let steps = try #require(tree.node(at: ["jobs", "configlint", "steps"], from: root))
    let step = try #require(tree.items(of: steps).first { tree.string("name", in: $0) == name })
    return try #require(tree.string("run", in: step))
  }

  /// The lines of a section of the job of GitLab, which are one script.
  private static func section(_ name: StaticString) throws -> String {
    let tree = YAMLReader.read(SourceBytes(try text("gitlab-ci.yml")))
    let root = try #require(tree.documents.first)
    let list = try #require(tree.node(at: ["configlint", name], from: root))
    return tree.items(of: list).map { tree.text(of: $0) }.joined(separator: "\n")
  }

  /// A clone of which `origin/main` has an old finding, and a folder with the tool's name.
  private struct Clone {
    let tree: TemporaryTree

    init() throws {
      tree = try TemporaryTree()
      try tree.write("bin/configlint", "#!/bin/sh\nexec '\(Tool.path)' \"$@\"\n")
      tree.setMode("bin/configlint", 0o755)
      try tree.write("shop/README.md", "# Shop\n")
      try tree.write("shop/.env.production", "OLD_PASSWORD=changeme\n")
      try shell(
        """
        git init -q -b main . && git add -A && git commit -q -m one
        git update-ref refs/remotes/origin/main HEAD && git checkout -q -b change
        """)
    }

    func commit(_ path: String, _ text: String) throws {
      try tree.write("shop/\(path)", text)
      try shell("git add -A && git commit -q -m change")
    }

    func shell(_ script: String) throws {
      let result = try run("sh", script)
      guard result.status == 0 else { throw SupportFailure(description: result.text) }
    }

    /// Runs a script in the clone, with what it prints on both streams.
    func run(
      _ shell: String, _ script: String, _ variables: [String: String] = [:]
    ) throws -> SpawnedProcess {
      var environment = tree.variables.merging(variables) { $1 }
      environment["PATH"] = "\(tree.path)/bin:\(environment["PATH"] ?? "")"
      for role in ["AUTHOR", "COMMITTER"] {
        environment["GIT_\(role)_NAME"] = "Shop"
        environment["GIT_\(role)_EMAIL"] = "shop@example.com"
      }
      return try SpawnedProcess.run(
        script: "exec 2>&1; exec \"$@\"", [shell, "-e", "-c", script], environment: environment,
        folder: "\(tree.path)/shop")
    }

    func text(_ path: String) throws -> String {
      String(decoding: try tree.bytes(of: path), as: UTF8.self)
    }
  }

  // MARK: - GitHub

  @Test func theWorkflowJudgesWhatAPullRequestChanges() throws {
    let check = try Self.step("Check")
    let clone = try Clone()
    let variables = ["BASE": "main", "GITHUB_STEP_SUMMARY": "\(clone.tree.path)/summary.md"]
    try clone.commit("README.md", "# The shop\n")
    #expect(try clone.run("bash", check, variables).status == 0)
    try clone.commit("deploy/.env.production", "NEW_PASSWORD=changeme\n")
    let result = try clone.run("bash", check, variables)
    #expect(result.status == 1)
    #expect(result.text.contains("::error file=deploy/.env.production,line=1"))
    #expect(!result.text.contains("OLD_PASSWORD"))
    #expect(try clone.text("shop/configlint.sarif").contains("placeholder-secret"))
    #expect(try clone.text("summary.md").contains("deploy/.env.production"))
  }

  @Test func theWorkflowJudgesAllOfABranch() throws {
    let clone = try Clone()
    let result = try clone.run("bash", try Self.step("Check"), ["BASE": ""])
    #expect(result.status == 1)
    #expect(result.text.contains("::error file=.env.production,line=1"))
  }

  @Test func aBaseThatIsNotThereFails() throws {
    let clone = try Clone()
    #expect(try clone.run("bash", try Self.step("Check"), ["BASE": "gone"]).status == 2)
  }

  @Test func theWorkflowInstallsWhatHasTheSum() throws {
    let clone = try Clone()
    let sum = try Self.pack(clone)
    var variables = [
      "CONFIGLINT_ARCHIVE": "\(clone.tree.path)/packed.tar.gz", "CONFIGLINT_SHA256": sum,
      "RUNNER_TEMP": "\(clone.tree.path)/temp", "GITHUB_PATH": "\(clone.tree.path)/path",
    ]
    let install = try Self.step("Install")
    let result = try clone.run("bash", install, variables)
    #expect(result.status == 0, "\(result.text)")
    let folder = try clone.text("path").trimmedASCII
    #expect(try clone.run("sh", "'\(folder)/configlint' --version").status == 0)
    variables["CONFIGLINT_SHA256"] = String(repeating: "0", count: 64)
    #expect(try clone.run("bash", install, variables).status != 0)
    variables["CONFIGLINT_SHA256"] = ""
    #expect(try clone.run("bash", install, variables).status != 0)
  }

  /// Makes an archive like that of `make dist`, and a `curl` that gets it.
  private static func pack(_ clone: Clone) throws -> String {
    try clone.tree.write(
      "bin/curl", "#!/bin/sh\nwhile [ \"$1\" != --output ]; do shift; done\ncp \"$3\" \"$2\"\n")
    clone.tree.setMode("bin/curl", 0o755)
    let result = try clone.run(
      "sh",
      """
      mkdir -p ../configlint-1-linux/bin && cp ../bin/configlint ../configlint-1-linux/bin
      tar -C .. -czf ../packed.tar.gz configlint-1-linux && sha256sum ../packed.tar.gz
      """)
    return String(result.text.prefix { $0 != " " })
  }

  // MARK: - GitLab

  @Test func theJobJudgesWhatAMergeRequestChanges() throws {
    let script = try Self.section("script")
    let clone = try Clone()
    let variables = ["CI_MERGE_REQUEST_DIFF_BASE_SHA": "main"]
    try clone.commit("README.md", "# The shop\n")
    #expect(try clone.run("bash", script, variables).status == 0)
    try clone.commit("deploy/.env.production", "NEW_PASSWORD=changeme\n")
    #expect(try clone.run("bash", script, variables).status == 1)
    let report = try clone.text("shop/configlint.xml")
    #expect(report.contains("NEW_PASSWORD") && !report.contains("OLD_PASSWORD"))
    // What the target has must not look as if it were mended.
    let quality = try clone.text("shop/gl-code-quality-report.json")
    #expect(quality.contains("NEW_PASSWORD") && quality.contains("OLD_PASSWORD"))
    #expect(try clone.run("bash", script).status == 1)
    #expect(try clone.text("shop/configlint.xml").contains("OLD_PASSWORD"))
  }

  @Test func theJobInstallsWhatHasTheSum() throws {
    let clone = try Clone()
    let sum = try Self.pack(clone)
    let script = try Self.section("before_script")
      .replacing("/tmp/configlint.tar.gz", with: "../fetched.tar.gz")
      .replacing("/usr/local", with: "..")
    var variables = [
      "CONFIGLINT_ARCHIVE": "\(clone.tree.path)/packed.tar.gz", "CONFIGLINT_SHA256": sum,
    ]
    #expect(try clone.run("bash", script, variables).status == 0)
    variables["CONFIGLINT_SHA256"] = String(repeating: "0", count: 64)
    #expect(try clone.run("bash", script, variables).status != 0)
  }

  // MARK: - A server's hook

  @Test func theServerRefusesAPush() throws {
    let clone = try Clone()
    let hook = "\(Tool.repository)/Examples/ci/pre-receive"
    try clone.shell(
      """
      git init -q --bare ../server.git && cp '\(hook)' ../server.git/hooks/pre-receive
      git checkout -q --orphan clean && git rm -q --cached .env.production && rm .env.production
      git commit -q -m clean
      """)
    func push(_ branch: String) throws -> SpawnedProcess {
      try clone.run("sh", "git push ../server.git \(branch)")
    }
    // No configuration at all, a finding, nothing that attributes hide, and a branch that goes.
    #expect(try push("clean").status == 0)
    let refused = try push("main")
    #expect(refused.status != 0)
    #expect(refused.text.contains("placeholder-secret") && refused.text.contains("refused"))
    try clone.commit(".gitattributes", "* export-ignore\n")
    try clone.commit(".env.production", "NEW_PASSWORD=changeme\n")
    #expect(try push("clean").status != 0)
    try clone.commit(".env.production", "PORT=8080\n")
    #expect(try push("clean").status == 0)
    #expect(try push("clean:other").status == 0)
    #expect(try push(":other").status == 0)
    try clone.commit("configguard.yaml", "version: 2\n")
    #expect(try push("clean").status != 0)
  }

  // MARK: - Hooks of other programs

  /// Whatever starts it, it is one command without names of files.
  @Test func hooksOfOtherProgramsStartTheHook() throws {
    let tree = YAMLReader.read(SourceBytes(try Self.text("lefthook.yml")))
    let root = try #require(tree.documents.first)
    let command = try #require(
      tree.node(at: ["pre-commit", "commands", "configlint"], from: root))
    #expect(tree.string("run", in: command) == "configlint hook run")
    #expect(try Self.text("husky-pre-commit") == "configlint hook run\n")
  }

  @Test func theConfigurationNamesAHookThatIsThere() throws {
    let tree = YAMLReader.read(SourceBytes(try Self.text("pre-commit-config.yaml")))
    let root = try #require(tree.documents.first)
    let repositories = try #require(tree.value("repos", in: root))
    let ids = tree.items(of: repositories).flatMap { repository in
      tree.value("hooks", in: repository).map { tree.items(of: $0) } ?? []
    }.compactMap { tree.string("id", in: $0) }
    let hooks = try readFile(path: "\(Tool.repository)/.pre-commit-hooks.yaml", limit: 1 << 16)
    for id in ids {
      #expect(hooks.text(SourceRange(start: 0, end: hooks.count)).contains("- id: \(id)\n"))
    }
    #expect(ids == ["configlint"])
  }
}
