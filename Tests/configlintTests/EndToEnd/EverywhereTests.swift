import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// Two repositories for every platform, in `Examples/everywhere`: one is right in all of its files,
/// the other is its twin and wrong in all of them.
@Suite struct EverywhereTests {
  private static let folder = "\(Tool.repository)/Examples/everywhere"

  /// The families whose rules speak of deployments.
  private static let families: Set<RulePacks.Category> = [
    .backup, .cors, .debug, .tls, .authDisabled, .pool, .limits, .defaultCredential, .missingSecret,
  ]

  private func repository(_ name: String) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    _ = try run(
      ["cp", "-R", "\(Self.folder)/\(name)/.", tree.path], environment: tree.variables)
    _ = try tree.git(["init", "-q", "."])
    _ = try tree.git(["add", "-A"])
    return tree
  }

  private func files(in tree: TemporaryTree) throws -> [String] {
    String(decoding: try tree.git(["ls-files"]), as: UTF8.self)
      .split(separator: "\n").map(String.init).sorted()
  }

  @Test func theRightOneIsClean() throws {
    let result = try Tool.run(["--format", "json", "--fail-on", "note"], in: repository("right"))
    #expect(try JSONReport(result.output).rows.map(\.description) == [])
    #expect(result.status == 0)
  }

  @Test func theWrongOneIsFoundInEveryFileThatDiffers() throws {
    let (right, wrong) = (try repository("right"), try repository("wrong"))
    let paths = try files(in: right)
    #expect(try files(in: wrong) == paths)
    let report = try JSONReport(Tool.run(["--format", "json"], in: wrong).output)
    let found = Set(report.rows.map(\.path))
    for path in paths where try right.bytes(of: path) != wrong.bytes(of: path) {
      #expect(found.contains(path), "\(path)")
    }
  }

  /// One repository with all that is wrong: every rule of the families is found beside all others.
  @Test func everyRuleIsFound() throws {
    let tree = try repository("wrong")
    let report = try JSONReport(Tool.run(["--format", "json"], in: tree).output)
    let rules = BuiltinPacks.rules.rules.filter { Self.families.contains($0.category) }
    let left = Set(rules.map(\.id)).subtracting(report.rules)
    try tree.write(".gitignore", "")
    // What the twin does not show is added in a folder of its own.
    for page in BuiltinPacks.pages where left.contains(page.id) {
      let example = page.examples.first { $0.isBad && !$0.files.isEmpty }
      guard let example else { continue }
      for file in example.files {
        try tree.write("more/\(page.id)/\(file.path)", ExampleText(file.text).plain)
      }
      let stages = example.stage.map { "stages: {\($0): [\"**\"]}\n" } ?? ""
      // What a rule asks of the whole project is answered by this example alone.
      let isAlone = rules.contains { $0.id == page.id && $0.condition?.isAboutOthers == true }
      if let contract = example.contract ?? (stages.isEmpty && !isAlone ? nil : "version: 1\n") {
        try tree.write("more/\(page.id)/configguard.yaml", contract + stages)
      }
    }
    let whole = try JSONReport(Tool.run(["--format", "json"], in: tree).output)
    let missing = left.subtracting(whole.rules)
    let processOnly = rules.filter { !$0.gates.contains(.files) }.map(\.id)
    #expect(missing.subtracting(processOnly).sorted() == [])
  }
}
