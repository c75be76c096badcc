import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// `configlint rules`: what rules there are, and whether their examples hold.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List rules, show one, or run their examples.",
    subcommands: [List.self, Show.self, Test.self])

  /// `configlint rules list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List all rules.")

    func run() throws {
      let rules = BuiltinPacks.rules.rules.sorted {
        ($0.category.rawValue, $0.id) < ($1.category.rawValue, $1.id)
      }
      let width = rules.map(\.id.count).max() ?? 0
      let lines = rules.map { rule in
        let padding = String(repeating: " ", count: width - rule.id.count)
        return "\(rule.id)\(padding)  \(rule.category.rawValue): \(rule.title)"
      }
      Output.write(lines.joined(separator: "\n") + "\n\(rules.count) rules\n")
    }
  }

  /// `configlint rules show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one rule.")

    @Argument(help: "The rule's id.", completion: .rules)
    var id: String

    func run() throws {
      let (rule, page) = try KnownRule.named(id)
      Output.write(RuleDocument(rule: rule, page: page).text)
    }
  }

  /// `configlint rules test`.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run every example of every rule, or of the packs named.")

    @Argument(help: "Pack files; the built-in packs if none is named.", completion: .file())
    var packs: [String] = []

    func run() throws {
      do {
        try test()
      } catch let failure as CommandFailure {
        Output.error(failure.text)
        throw ExitStatus.failed
      }
    }

    private func test() throws {
      var rules = BuiltinPacks.rules
      var pages = BuiltinPacks.pages
      if !packs.isEmpty {
        let read = try packs.map { try RulePackFile.read($0).pack }
        do throws(RulePackProblem) {
          try RulePackLoader.validate(read)
        } catch {
          throw CommandFailure(error.text)
        }
        rules = rules.adding(read)
        pages = read.flatMap(\.pages)
      }
      let runner = ExampleRunner(rules: PreparedRules(rules))
      var failures: [String] = []
      var count = 0
      for page in pages {
        for example in page.examples {
          count += 1
          failures += runner.problems(of: example, rule: page.id)
        }
      }
      for failure in failures { Output.write(failure + "\n") }
      Output.write("\(pages.count) rules, \(count) examples, \(failures.count) failures\n")
      guard !pages.isEmpty else { throw CommandFailure("there is no rule to test") }
      if !failures.isEmpty { throw ExitStatus.findings }
    }
  }
}
