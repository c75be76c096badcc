import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Packs that users write: the guide's and the example's hold, and the example uses every check.
@Suite struct OwnRulesTests {
  private func text(_ path: String) throws -> String {
    let bytes = try readFile(path: "\(SchemaFiles.root)/\(path)", limit: 1 << 20)
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  private func problems(of pack: String) throws -> (rules: [Rule], problems: [String]) {
    let read = try RulePackLoader.load(SourceBytes(pack), path: "own.yaml")
    let runner = ExampleRunner(rules: PreparedRules(BuiltinPacks.rules.adding([read])))
    let problems = read.pages.flatMap { page in
      page.examples.flatMap { runner.problems(of: $0, rule: page.id) }
    }
    return (read.rules, problems)
  }

  /// The blocks of YAML in the guide.
  private func blocks() throws -> [String] {
    try text("docs/own-rules.md").components(between: "```yaml\n", and: "```")
  }

  @Test func packsOfTheGuideHold() throws {
    let packs = try blocks().filter { $0.hasPrefix("pack:") }
    #expect(packs.count == 3)
    var scopes: Set<String> = []
    for pack in packs {
      let (rules, problems) = try problems(of: pack)
      #expect(problems == [])
      for rule in rules {
        switch rule.scope {
        case .setting: scopes.insert("setting")
        case .path: scopes.insert("path")
        case .workload: scopes.insert("workload")
        case .project: scopes.insert("project")
        default: break
        }
      }
    }
    #expect(scopes == ["setting", "path", "workload", "project"])
  }

  @Test func contractsOfTheGuideAreRead() throws {
    let contracts = try blocks().filter { $0.hasPrefix("version:") }
    #expect(contracts.count == 2)
    for contract in contracts { _ = try Contract(yaml: contract) }
  }

  @Test func theExampleHoldsAndUsesEveryCheck() throws {
    let (_, problems) = try problems(of: text("Examples/own-rules/rules/orchard.yaml"))
    #expect(problems == [])
    let tree = YAMLReader.read(SourceBytes(try text("Examples/own-rules/rules/orchard.yaml")))
    let root = try #require(tree.documents.first)
    let rules = try #require(tree.value(named: "rules", in: root))
    var used: Set<String> = []
    for rule in tree.items(of: rules) {
      let check = try #require(tree.value(named: "check", in: rule))
      if tree.isScalar(check) {
        used.insert(tree.text(of: check))
      } else {
        for entry in tree.entries(of: check) { used.insert(tree.text(of: entry.key)) }
      }
    }
    #expect(used == Set(RulePackLoader.checkNames))
  }
}

extension String {
  fileprivate func components(between start: String, and end: String) -> [String] {
    var parts: [String] = []
    var current: [Substring]?
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if current == nil, line + "\n" == start {
        current = []
      } else if let lines = current, line == end {
        parts.append(lines.joined(separator: "\n") + "\n")
        current = nil
      } else {
        current?.append(line)
      }
    }
    return parts
  }
}
