import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `configlint fix` end to end: what it writes, what it leaves, and how it ends.
@Suite struct FixCommandTests {
  private static let path = ".env.production"
  private static let before = "# settings\r\nDEBUG=true\r\nPORT=80\r\nPORT=8080"
  private static let after = "# settings\r\nDEBUG=false\r\nPORT=8080"

  private func text(_ tree: TemporaryTree, _ path: String) throws -> String {
    String(decoding: try tree.bytes(of: path), as: UTF8.self)
  }

  private func mode(_ tree: TemporaryTree, _ path: String) -> UInt32 {
    var status = stat()
    return stat("\(tree.path)/\(path)", &status) == 0 ? UInt32(status.st_mode) & 0o7777 : 0
  }

  @Test func filesAreMendedAndKeepTheirModes() throws {
    let tree = try TemporaryTree()
    try tree.write(Self.path, Self.before)
    #expect(chmod("\(tree.path)/\(Self.path)", 0o640) == 0)
    let result = try Tool.run(["fix"], in: tree)
    #expect(result.status == 0)
    #expect(
      result.output == """
        .env.production:2: debug-enabled: switched off
        .env.production:4: duplicate-variable: the earlier entry, which never counted, is removed

        2 fixed in 1 file; 1 finding remains for `configlint check`

        """)
    #expect(try text(tree, Self.path) == Self.after)
    #expect(mode(tree, Self.path) == 0o640)
    let again = try Tool.run(["fix"], in: tree)
    #expect(again.status == 0)
    #expect(again.output == "nothing to fix; 1 finding remains for `configlint check`\n")
    #expect(try text(tree, Self.path) == Self.after)
  }

  /// What is printed is a diff that git takes, and nothing is written.
  @Test func dryRunPrintsADiff() throws {
    let tree = try TemporaryTree()
    try tree.write(Self.path, Self.before)
    try tree.write(
      "sub/a b.prod.env", "A=1\nDEBUG=1\nB=2\nC=3\nD=4\nE=5\nF=6\nG=7\nFLASK_DEBUG=on\n")
    let result = try Tool.run(["fix", "--dry-run"], in: tree)
    #expect(result.status == 1)
    #expect(try text(tree, Self.path) == Self.before)
    #expect(
      result.output.hasPrefix(
        """
        --- a/.env.production
        +++ b/.env.production
        @@ -1,4 +1,3 @@
         # settings\r
        -DEBUG=true\r
        -PORT=80\r
        +DEBUG=false\r
         PORT=8080
        \\ No newline at end of file

        """))
    try tree.write("fix.diff", result.output)
    _ = try tree.git(["init", "-q", "."])
    _ = try tree.git(["apply", "fix.diff"])
    #expect(try text(tree, Self.path) == Self.after)
    #expect(
      try text(tree, "sub/a b.prod.env")
        == "A=1\nDEBUG=0\nB=2\nC=3\nD=4\nE=5\nF=6\nG=7\nFLASK_DEBUG=off\n")
    #expect(try Tool.run(["fix", "--dry-run"], in: tree).status == 0)
  }

  @Test func whatCannotBeDoneAsAskedEndsWithTwo() throws {
    let tree = try TemporaryTree()
    try tree.write(Self.path, "DEBUG=true\n")
    for arguments in [
      ["--staged"], ["-"], ["missing.env"], ["--only", "no-such-rule"], ["--unknown"],
      ["--dialect", "nobody"],
    ] {
      let result = try Tool.run(["fix"] + arguments, in: tree)
      #expect(result.status == 2, "\(arguments)")
      #expect(!result.errors.isEmpty)
    }
    let empty = try TemporaryTree()
    #expect(try Tool.run(["fix"], in: empty).status == 2)
    #expect(try text(tree, Self.path) == "DEBUG=true\n")
  }

  /// A link stays one, and so do several names of one file.
  @Test func linksAreLeftAlone() throws {
    let tree = try TemporaryTree()
    try tree.write("real.txt", "DEBUG=true\n")
    try tree.link(Self.path, to: "real.txt")
    try tree.write("a.prod.env", "DEBUG=true\n")
    _ = try run(
      ["ln", "\(tree.path)/a.prod.env", "\(tree.path)/other.txt"], environment: tree.variables)
    let result = try Tool.run(["fix", Self.path, "a.prod.env"], in: tree)
    #expect(result.status == 0)
    #expect(result.output.contains("not fixed: the path is a symbolic link"))
    #expect(result.output.contains("not fixed: the file has several names"))
    #expect(try text(tree, "real.txt") == "DEBUG=true\n")
    #expect(try text(tree, "a.prod.env") == "DEBUG=true\n")
    #expect(try Platform.linkStatus(of: "\(tree.path)/\(Self.path)").kind == .symbolicLink)
  }

  /// What would end the process waits until the draft is gone; here the file grows too large.
  @Test func nothingIsLeftOfAFileThatCannotBeWritten() throws {
    let tree = try TemporaryTree()
    let text = "DEBUG=true\n" + String(repeating: "# a comment that stays as it is\n", count: 2000)
    try tree.write(Self.path, text)
    let process = try SpawnedProcess.run(
      script: "ulimit -f 8; exec \"$1\" fix", [Tool.path], environment: tree.variables,
      folder: tree.path)
    #expect(process.status != 0)
    #expect(try self.text(tree, Self.path) == text)
    let names = try Platform.entries(ofDirectory: tree.path, followsLinks: true).map(\.name)
    #expect(
      names == [Array(Self.path.utf8)], "\(names.map { String(decoding: $0, as: UTF8.self) })")
  }

  /// Between two files an interrupt ends the run, which says what is written.
  @Test func interruptsEndBetweenFiles() throws {
    let tree = try TemporaryTree()
    try tree.write("a.prod.env", "DEBUG=true\n")
    try tree.write("b.prod.env", "DEBUG=true\n")
    let environment = GitEnvironment(
      variables: tree.variables, workingDirectory: tree.path)
    let reading = FixReading(
      paths: [tree.path], options: try JudgingOptions.parse([]),
      resolution: try ResolutionOptionGroup.parse([]), forceIgnore: false,
      environment: environment)
    var session = reading.session { _ in true }
    try session.run()
    let plan = FixPlan(session, environment)
    var asked = 0
    #expect {
      try plan.write {
        asked += 1
        return asked == 2
      }
    } throws: { error in
      let reason = NameScreen.builtin.text((error as? CommandFailure)?.text ?? "").text
      return reason.hasPrefix("it was stopped; written: ") && reason.hasSuffix("a.prod.env")
    }
    #expect(try text(tree, "a.prod.env") == "DEBUG=false\n")
    #expect(try text(tree, "b.prod.env") == "DEBUG=true\n")
  }

  /// Who uses a file need not be named for its values to count.
  @Test(arguments: [
    ("compose.yaml", ".env", "may use the file and was not read"),
    ("other.yaml", ".env", "for something else than a setting"),
    ("deploy.yaml", "app/a.prod.env", "may use the file and was not read"),
  ]) func manifestsThatAreNotNamedCount(manifest: String, path: String, reason: String) throws {
    let tree = try TemporaryTree()
    _ = try tree.git(["init", "-q", "."])
    let use = reason.hasPrefix("may") ? "env_file: \(path)" : "hostname: a-$DEBUG"
    try tree.write(manifest, "services:\n  web:\n    image: a\n    \(use)\n")
    try tree.write(path, "DEBUG=true\n")
    let result = try Tool.run(
      ["fix", "--only", "debug-enabled", "--stage", "production", path], in: tree)
    #expect(result.status == 0)
    #expect(result.output.contains("\(manifest) "), "\(result.output)")
    #expect(result.output.contains(reason), "\(result.output)")
    #expect(try text(tree, path) == "DEBUG=true\n")
  }

  /// One file under two names is written once, and what lies behind a linked folder is not.
  @Test func aFileHasOneName() throws {
    let tree = try TemporaryTree()
    try tree.write("real/a.prod.env", "DEBUG=true\nPORT=80\nPORT=8080\n")
    try tree.link("link", to: "real")
    let behind = try Tool.run(["fix", "link/a.prod.env"], in: tree)
    #expect(behind.output.contains("not fixed: the path leads through a linked folder"))
    let whole = "\(tree.path)/real/a.prod.env"
    let result = try Tool.run(["fix", "link/a.prod.env", "real/a.prod.env", whole], in: tree)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("not fixed: it is the same file as"))
    #expect(try text(tree, "real/a.prod.env") == "DEBUG=false\nPORT=8080\n")
  }

  @Test(arguments: [true, false]) func whatABaselineKnowsIsLeftAlone(isNamed: Bool) throws {
    let tree = try TemporaryTree()
    try tree.write(Self.path, "DEBUG=true\nPORT=80\nPORT=8080\n")
    _ = try Tool.run(["baseline", "write", "--baseline", "known.baseline"], in: tree)
    if !isNamed { try tree.write("configguard.yaml", "version: 1\nbaseline: known.baseline\n") }
    let options = isNamed ? ["--baseline", "known.baseline"] : []
    let result = try Tool.run(["fix"] + options, in: tree)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "nothing to fix; nothing else was found\n", "\(result.output)")
    #expect(try text(tree, Self.path) == "DEBUG=true\nPORT=80\nPORT=8080\n")
  }

  @Test func readOnlyFilesStay() throws {
    let tree = try TemporaryTree()
    try tree.write(Self.path, "DEBUG=true\n")
    #expect(chmod("\(tree.path)/\(Self.path)", 0o444) == 0)
    let result = try Tool.run(["fix"], in: tree)
    #expect(result.status == 2)
    #expect(result.errors == "configlint: .env.production is read-only; nothing was written\n")
    #expect(try text(tree, Self.path) == "DEBUG=true\n")
  }

  @Test(arguments: ["\u{FF}\u{FE}", "utf16"]) func otherEncodingsStay(kind: String) throws {
    let tree = try TemporaryTree()
    let text = "DEBUG=true\n"
    let bytes: [UInt8] =
      kind == "utf16"
      ? [0xFF, 0xFE] + text.utf8.flatMap { [$0, 0] } : Array(text.utf8) + [0x41, 0x3D, 0xFF, 0x0A]
    try tree.write(Self.path, bytes: bytes)
    let result = try Tool.run(["fix", "--only", "debug-enabled"], in: tree)
    #expect(!result.output.contains("1 fixed"))
    #expect(try tree.bytes(of: Self.path) == bytes)
  }

  // MARK: git

  private static let secret = "Zk83nfLq0w2P" + "zR7tYb5mXc1V"

  @Test func secretsOfEnvFilesAreIgnored() throws {
    let tree = try TemporaryTree()
    _ = try tree.git(["init", "-q", "."])
    try tree.write("app/.gitignore", "*.log")
    try tree.write("app/odd *[1].env", "API_TOKEN=\(Self.secret)\n")
    try tree.write(".env", "API_TOKEN=\(Self.secret)\n")
    _ = try tree.git(["add", "-f", ".env"])
    let result = try Tool.run(["fix"], in: tree)
    #expect(result.status == 0)
    #expect(try text(tree, "app/.gitignore") == "*.log\n/odd \\*\\[1\\].env\n")
    #expect(try text(tree, ".gitignore") == "/.env\n")
    #expect(mode(tree, ".gitignore") & 0o044 == 0o044)
    #expect(result.output.contains("`git rm --cached .env`"))
    let list = try tree.git(["check-ignore", "--no-index", "app/odd *[1].env", ".env"])
    #expect(String(decoding: list, as: UTF8.self).split(separator: "\n").count == 2)
    // The tracked one is still found; there is nothing more to do for it.
    let again = try Tool.run(["fix"], in: tree)
    #expect(again.output.hasPrefix("nothing to fix; "))
    #expect(try text(tree, ".gitignore") == "/.env\n")
  }

  @Test func literalsMoveToAnIgnoredFile() throws {
    let tree = try TemporaryTree()
    let compose = { (value: String) in
      "services:\n  web:\n    image: example/web\n    environment:\n      API_TOKEN: \(value)\n"
    }
    try tree.write("compose.yaml", compose(Self.secret))
    // Without a repository nothing ignores the file.
    let outside = try Tool.run(["fix", "--unsafe"], in: tree)
    #expect(outside.output.contains("not fixed: no git repository would ignore .env"))
    #expect(try text(tree, "compose.yaml") == compose(Self.secret))

    _ = try tree.git(["init", "-q", "."])
    let shown = try Tool.run(["fix", "--unsafe", "--dry-run"], in: tree)
    #expect(shown.status == 1)
    #expect(shown.output.contains("+API_TOKEN=********\n"))
    #expect(shown.output.contains("+      API_TOKEN: ${API_TOKEN:?set API_TOKEN in .env}\n"))
    #expect(!shown.everything.contains(Self.secret))
    #expect(try text(tree, "compose.yaml") == compose(Self.secret))

    let result = try Tool.run(["fix", "--unsafe"], in: tree)
    #expect(result.status == 0)
    #expect(!result.everything.contains(Self.secret))
    #expect(
      try text(tree, "compose.yaml") == compose("${API_TOKEN:?set API_TOKEN in .env}"))
    #expect(try text(tree, ".env") == "API_TOKEN=\(Self.secret)\n")
    #expect(mode(tree, ".env") == 0o600)
    let ignored = try tree.git(["check-ignore", ".env"])
    #expect(String(decoding: ignored, as: UTF8.self) == ".env\n")
    // The service gets what it got.
    let resolved = try Tool.run(["check"], in: tree)
    #expect(!resolved.output.contains("compose.yaml:5"))
  }

  /// The example deployments: nothing but what was named has changed.
  @Test(arguments: CaseTests.cases) func deploymentsKeepTheirValues(name: String) throws {
    let tree = try TemporaryTree()
    _ = try run(
      ["cp", "-R", "\(Tool.repository)/Examples/deployments/\(name)/before/.", tree.path],
      environment: tree.variables)
    _ = try tree.git(["init", "-q", "."])
    _ = try tree.git(["add", "-A", "-f"])
    _ = try tree.git(["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "x"])
    let result = try Tool.run(["fix", "--skip", "env-file-tracked"], in: tree)
    #expect(result.status == 0, "\(result.errors)")
    let diff = String(decoding: try tree.git(["diff", "-U0"]), as: UTF8.self)
    let changed = diff.split(separator: "\n").filter { line in
      (line.hasPrefix("+") || line.hasPrefix("-")) && !line.hasPrefix("+++")
        && !line.hasPrefix("---")
    }
    let targets = ["DEBUG", "ORIGINS", "ENABLE_DOCS", "ADMIN_KEY:", "POOL_M", "value: \""]
    for line in changed {
      #expect(targets.contains { line.contains($0) }, "\(line.count) bytes of another line")
    }
    #expect(changed.count { $0.hasPrefix("+") } == changed.count { $0.hasPrefix("-") })
    let again = try Tool.run(["fix", "--dry-run", "--skip", "env-file-tracked"], in: tree)
    #expect(again.status == 0)
  }
}
