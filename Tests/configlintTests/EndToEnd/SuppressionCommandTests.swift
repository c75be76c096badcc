import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// Exceptions on the command line, and what the guide says of them.
@Suite struct SuppressionCommandTests {
  private static let text = """
    CORS_ORIGINS=* # configlint:allow cors-any-origin -- a public API

    """

  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write(".env.production", Self.text)
    try tree.write(
      "prod/settings.yaml",
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, annotations: {configlint.allow/debug-enabled: a demo}}
      data: {DEBUG: "true", CORS_ORIGINS: "*"}

      """)
    try tree.write(
      "configguard.yaml",
      """
      version: 1
      rules:
        cors-any-origin: {allow: [{path: prod/**, reason: a public API, owner: web team}]}

      """)
    return tree
  }

  private func lastLine(_ text: String) -> Substring {
    text.split(separator: "\n").last ?? ""
  }

  @Test func theSummaryCountsByKind() throws {
    let tree = try tree()
    let result = try Tool.run([], in: tree)
    #expect(result.status == 0)
    let summary = lastLine(result.output)
    #expect(summary.hasPrefix("no findings in "), "\(summary)")
    #expect(
      summary.contains("; 3 allowed: 1 inline, 1 by annotation, 1 by the contract;"), "\(summary)")
    #expect(
      lastLine(try Tool.run([".env.production"], in: tree).output).hasSuffix("; 1 allowed inline"))
  }

  @Test func withoutInlineSuppressionsTheContractStays() throws {
    let tree = try tree()
    let result = try Tool.run(["--no-inline-suppressions", "--format", "json"], in: tree)
    let report = try JSONReport(result.output)
    #expect(result.status == 1)
    #expect(
      report.rows.map { "\($0.path):\($0.line) \($0.rule)" } == [
        ".env.production:1 cors-any-origin", "prod/settings.yaml:4 debug-enabled",
      ])
    #expect(report.summary("suppressed") == "1")
    let root = try #require(report.tree.documents.first)
    let items = report.tree.value("suppressed", in: root).map(report.tree.items) ?? []
    let answers = items.compactMap { report.tree.value("suppression", in: $0) }.map { answer in
      ["kind", "reason", "owner", "path", "line", "column"].map {
        report.tree.value(named: $0, in: answer).map(report.tree.text) ?? ""
      }
    }
    #expect(
      answers == [["contract", "a public API", "web team", "configguard.yaml", "3", "29"]])
  }

  /// The fingerprint of what is found does not depend on what is allowed.
  @Test func everyCommandTakesTheOption() throws {
    let tree = try tree()
    for arguments in [["env"], ["exec", "--", "true"]] {
      let command = [arguments[0], "--no-inline-suppressions"] + arguments.dropFirst()
      let result = try Tool.run(Array(command), in: tree)
      #expect(result.status == 0 || result.errors.isEmpty, "\(result.errors)")
      #expect(!result.errors.contains("Unknown option"))
    }
  }

  /// A file on its own does not tell what is needless for the project.
  @Test func unusedExceptionsOfTheContract() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "configguard.yaml",
      "version: 1\nrules: {cors-any-origin: {allow: [{path: 'a/**', reason: x}]}}\n")
    try tree.write("a/.env.production", "A=1\n")
    try tree.write("b/.env.production", "A=1\n")
    func faults(_ arguments: String...) throws -> [String] {
      let result = try Tool.run(arguments + ["--format", "json"], in: tree)
      return try JSONReport(result.output).rows.filter { $0.category == "suppression" }
        .map { "\($0.path):\($0.line) \($0.rule) \($0.severity)" }
    }
    let unused = ["configguard.yaml:2 unused-suppression warning"]
    #expect(try faults() == unused)
    #expect(try faults(".") == unused)
    #expect(try faults("a", "b") == [])
    #expect(try faults("a/.env.production") == [])
    #expect(try faults("--skip", "cors-any-origin") == [])
    #expect(try faults("--stage", "production") == [])
  }

  // MARK: the guide

  private static func guide() throws -> String {
    let bytes = try readFile(path: "\(Tool.repository)/docs/suppressions.md", limit: 1 << 20)
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  /// The files that the guide shows, with their paths.
  private static func examples() throws -> [(path: String, text: String)] {
    var examples: [(path: String, text: String)] = []
    var path: String?
    var lines: [Substring]?
    for line in try guide().split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("<!-- suppressed: ") {
        path = String(line.dropFirst(17).dropLast(4))
      } else if line.hasPrefix("```"), let written = path {
        if let shown = lines {
          examples.append((written, shown.joined(separator: "\n") + "\n"))
          (path, lines) = (nil, nil)
        } else {
          lines = []
        }
      } else {
        lines?.append(line)
      }
    }
    return examples
  }

  @Test func theExamplesOfTheGuideHold() throws {
    let examples = try Self.examples()
    #expect(examples.count >= 10)
    for (path, text) in examples {
      let tree = try TemporaryTree()
      try tree.write(path, text)
      if path == "configguard.yaml" {
        try tree.write("public/.env.production", "CORS_ORIGINS=*\n")
      }
      let report = try JSONReport(Tool.run(["--format", "json"], in: tree).output)
      #expect(report.rows.filter { $0.severity != "note" }.isEmpty, "\(path): \(report.rows)")
      #expect((Int(report.summary("suppressed") ?? "") ?? 0) >= 1, "\(path)")
      let without = try JSONReport(
        Tool.run(["--format", "json", "--no-inline-suppressions"], in: tree).output)
      #expect(without.rows.isEmpty == (path == "configguard.yaml"), "\(path)")
    }
  }

  /// The summary that the guide shows is written so.
  @Test func theGuideNamesEveryRule() throws {
    let guide = try Self.guide()
    for rule in BuiltinPacks.prepared.index.rules where rule.category == .suppression {
      #expect(guide.contains("[\(rule.id)](rules/\(rule.id).md)"))
    }
    #expect(guide.contains("; 3 allowed: 2 inline, 1 by the contract"))
  }
}
