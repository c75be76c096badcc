import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

/// Where reports go: `--output`, once or more often.
@Suite struct ReportOutputTests {
  private static let bad = "APP_ENV=production\nADMIN_KEY=changeme123\nALLOWED_ORIGINS=*\n"

  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("app/.env.production", Self.bad)
    return tree
  }

  private func text(_ name: String, in tree: TemporaryTree) throws -> String {
    String(decoding: try tree.bytes(of: name), as: UTF8.self)
  }

  @Test(arguments: ReportFormat.allCases)
  func writesEveryFormatBesidesTheText(_ format: ReportFormat) throws {
    let tree = try tree()
    let plain = try Tool.run(["app"], in: tree)
    let result = try Tool.run(["app", "--output", "\(format.rawValue):out"], in: tree)
    #expect(result.status == 1)
    #expect(result.output == plain.output)
    #expect(result.errors.isEmpty)
    #expect(try text("out", in: tree).contains("cors-any-origin"))
    // The status is that of the findings, not of the writing.
    let other = try Tool.run(
      ["app", "--fail-on", "never", "--output", "\(format.rawValue):out"], in: tree)
    #expect(other.status == 0)
  }

  /// Files in which nothing is found are listed where any of the reports shows them.
  @Test(arguments: ReportFormat.allCases)
  func listsQuietFilesWhereAFormatDoes(_ format: ReportFormat) throws {
    let tree = try tree()
    try tree.write("app/compose.yaml", "services: {web: {image: example/web:1}}\n")
    let result = try Tool.run(["app", "--output", "\(format.rawValue):out"], in: tree)
    let alone = try Tool.run(["app", "--format", format.rawValue], in: tree)
    #expect(result.output.isEmpty == false)
    let lists: Set<ReportFormat> = [.json, .jsonl, .junit, .checkstyle, .html]
    #expect(try text("out", in: tree).contains("app/compose.yaml") == lists.contains(format))
    #expect(alone.output.contains("app/compose.yaml") == lists.contains(format))
    #expect(result.output.contains("in 2 files (1 compose, 1 env), 1 workload"), "\(result.output)")
  }

  @Test func repeatsWithFormatsAndAFileForTheChosenOne() throws {
    let tree = try tree()
    let result = try Tool.run(
      ["app", "--format", "json", "--output", "a", "--output", "text:b", "--output=json:c/d"],
      in: tree)
    #expect(result.status == 2, "the folder c is not there")
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("c/d cannot be written"))
    #expect(try JSONReport(text("a", in: tree)).rows.count == 2)
    #expect(try text("b", in: tree).contains("2 errors in 1 file"))
  }

  @Test(arguments: [
    (["--output", "-"], "app/.env"), (["--output", "json:-"], "{\"version\":1"),
    (["--output", "json:-", "--output", "out"], "{\"version\":1"),
  ])
  func aMinusIsStandardOutput(_ arguments: [String], _ start: String) throws {
    let result = try Tool.run(["app"] + arguments, in: try tree())
    #expect(result.status == 1)
    #expect(result.output.hasPrefix(start), "\(result.output.prefix(40))")
  }

  @Test(arguments: [
    ["--output", "out", "--output", "out"], ["--output", "json:out", "--output", "./x/../out"],
    ["--output", "-", "--output", "json:-"], ["--output", "json:"], ["--output", ""],
    ["--output", "json:link", "--output", "app/.env.production"], ["--output", "jsom:out"],
    ["--output", "json:app/../out", "--output", "linked/../out"],
    ["--output", "json:app/out", "--output", "linked/out"],
    ["--output", "json:dangling", "--output", "out"], ["--output", "HTML:out"],
    ["--output", "Json:app/out"],
  ])
  func refusesWhatCannotBeMeant(_ arguments: [String]) throws {
    let tree = try tree()
    try tree.link("link", to: "app/.env.production")
    try tree.link("linked", to: "app")
    try tree.link("dangling", to: "out")
    let result = try Tool.run(["app"] + arguments, in: tree)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("--output") || result.errors.contains("did you mean "))
    #expect(try text("app/.env.production", in: tree) == Self.bad)
    #expect(throws: (any Error).self) { try tree.bytes(of: "out") }
  }

  @Test func aNewFileIsTheSameByItsWholePath() throws {
    let tree = try tree()
    let result = try Tool.run(
      ["app", "--output", "json:app/x", "--output", "sarif:\(tree.path)/app/x"], in: tree)
    #expect(result.status == 2 && result.errors.contains("twice"))
    let other = try Tool.run(["app", "--output", "json:x", "--output", "app/x"], in: tree)
    #expect(other.status == 1)
  }

  @Test(arguments: [
    (["app"], "app/.env.production"), (["app"], "link"), (["app"], "hard"),
    (["compose.yaml"], "app/.env.production"), (["app", "--staged"], "json:app/.env.production"),
    (["app", "--config", "app/own.yaml"], "app/own.yaml"),
    (["env", "--env-file", "app/.env.production"], "app/.env.production"),
  ])
  func whatIsJudgedIsNotOverwritten(_ arguments: [String], _ output: String) throws {
    let tree = try tree()
    try tree.link("link", to: "app/.env.production")
    try tree.write("app/own.yaml", "version: 1\n")
    try tree.write("compose.yaml", "services: {a: {image: b, env_file: app/.env.production}}\n")
    _ = try run(
      ["ln", "\(tree.path)/app/.env.production", "\(tree.path)/hard"],
      environment: tree.variables)
    try tree.git("init", "-q")
    try tree.git("add", "app")
    let result = try Tool.run(
      arguments + ["--output", "sarif:out", "--output", output], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("would overwrite"))
    #expect(try text("app/.env.production", in: tree) == Self.bad)
    #expect(try text("app/own.yaml", in: tree) == "version: 1\n")
    #expect(throws: (any Error).self) { try tree.bytes(of: "out") }
  }

  /// A report that lies among the files is written again.
  @Test func reportsAreReplacedByTheNextRun() throws {
    let tree = try tree()
    let outputs = [
      "text:report.txt", "json:report.json", "jsonl:lines.json", "sarif:sarif.json",
      "gitlab:gitlab.json", "junit:junit.xml", "checkstyle:checkstyle.xml", "html:report.html",
    ]
    for _ in 0..<2 {
      let result = try Tool.run(outputs.flatMap { ["--output", $0] }, in: tree)
      #expect(!result.errors.contains("would overwrite"), "\(result.errors)")
      #expect(try text("report.txt", in: tree).contains("cors-any-origin"))
    }
  }

  @Test(arguments: ["C:out", "pdf:out", "a: b", ":out", "./jsom:out", "übersicht.txt"])
  func otherColonsBelongToTheFilesName(_ name: String) throws {
    let tree = try tree()
    let result = try Tool.run(["app", "--output", name], in: tree)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(try text(name, in: tree).contains("2 errors in 1 file"))
  }

  @Test func replacesWholeFilesAndKeepsLinksAndModes() throws {
    let tree = try tree()
    try tree.write("real", "before")
    tree.setMode("real", 0o640)
    try tree.link("link", to: "real")
    try tree.link("new", to: "made")
    let result = try Tool.run(["app", "--output", "link", "--output", "json:new"], in: tree)
    #expect(result.status == 1)
    #expect(try text("real", in: tree).contains("2 errors"))
    #expect(try text("made", in: tree).hasPrefix("{"))
    #expect(try Platform.linkStatus(of: "\(tree.path)/link").kind == .symbolicLink)
    #expect(try Platform.linkStatus(of: "\(tree.path)/new").kind == .symbolicLink)
    #expect(try Platform.status(of: "\(tree.path)/real").permissions == 0o640)
    let names = try Platform.entries(ofDirectory: tree.path, followsLinks: true)
      .map { String(decoding: $0.name, as: UTF8.self) }
    #expect(names.sorted() == ["app", "link", "made", "new", "real"])
  }

  @Test func whatCannotBeWrittenIsTwo() throws {
    let tree = try tree()
    try tree.folder("folder")
    for name in ["folder", "app/.env.production/x", "/dev/full"] {
      let result = try Tool.run(["app", "--output", "json:\(name)"], in: tree)
      #expect(result.status == 2, "\(name)")
      #expect(result.errors.contains("cannot be written"))
      #expect(result.output.contains("2 errors in 1 file"))
    }
  }

  @Test(arguments: ["env", "exec"])
  func theEnvironmentIsReportedAlike(_ command: String) throws {
    let tree = try TemporaryTree()
    let tail = command == "exec" ? ["--", "true"] : []
    let result = try Tool.run(
      [command, "--output", "json:out", "--output", "text:out.txt"] + tail, in: tree,
      environment: ["ADMIN_KEY": "changeme123"])
    #expect(result.status == (command == "exec" ? 78 : 1))
    #expect(try JSONReport(text("out", in: tree)).rules.contains("placeholder-secret"))
    let printed = command == "exec" ? result.errors : result.output
    #expect(printed.hasPrefix(try text("out.txt", in: tree)))
    // Without anything to say `exec` is silent, and its files are written nevertheless.
    let silent = try Tool.run(
      [command, "--stage", "test", "--output", "json:quiet"] + tail, in: tree)
    #expect(silent.status == 0)
    #expect(try JSONReport(text("quiet", in: tree)).rows.isEmpty)
    if command == "exec" { #expect(silent.everything == "\n") }
  }
}
