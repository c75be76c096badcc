import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What the catalogue and the README print: code compiles, contracts and packs hold, messages are
/// current.
@Suite struct ArticleTests {
  private static let catalogue = "Sources/ConfigGuard/ConfigGuard.docc"
  private static let articles = [
    "ConfigGuard", "EmbeddingInFiveMinutes", "ContractReference", "WritingRules",
    "HandlingSecrets",
  ].map { "\(catalogue)/\($0).md" }

  private static func text(_ path: String) throws -> String {
    let bytes = try readFile(path: "\(SchemaFiles.root)/\(path)", limit: 1 << 20)
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  /// The lines of a text that say something, without their indentation.
  private static func lines(_ text: String) -> String {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
      .joined(separator: "\n") + "\n"
  }

  @Test(arguments: articles + ["README.md", "docs/start-up.md"])
  func codeCompiles(path: String) throws {
    let code = try Self.lines(
      Self.text("Tests/ConfigGuardTests/Documentation/DocumentedCode.swift"))
    let example = try Self.lines(Self.text("Examples/guarded-server/Package.swift"))
    for block in try CodeBlock.all(in: Self.text(path)) where block.language == "swift" {
      let wanted = Self.lines(block.text.replacing("import ConfigGuard\n", with: ""))
      #expect(code.contains("\n" + wanted) || example.contains("\n" + wanted), "\(wanted)")
    }
  }

  @Test(arguments: articles) func contractsAndPacksHold(path: String) throws {
    for block in try CodeBlock.all(in: Self.text(path)) where block.language == "yaml" {
      if block.text.hasPrefix("pack:") {
        let pack = try RulePackLoader.load(SourceBytes(block.text), path: "own.yaml")
        let runner = ExampleRunner(rules: PreparedRules(BuiltinPacks.rules.adding([pack])))
        let problems = pack.pages.flatMap { page in
          page.examples.flatMap { runner.problems(of: $0, rule: page.id) }
        }
        #expect(problems == [])
        #expect(!pack.pages.isEmpty)
      } else {
        let contract = try Contract(yaml: block.text)
        #expect(Validator(contract: contract).validate(environment: [:]).failures.isEmpty)
      }
    }
  }

  @Test func everyArticleIsTested() throws {
    let listed = try Platform.entries(
      ofDirectory: "\(SchemaFiles.root)/\(Self.catalogue)", followsLinks: true
    ).map { "\(Self.catalogue)/\(String(decoding: $0.name, as: UTF8.self))" }
    for path in listed where !Self.articles.contains(path) {
      #expect(try CodeBlock.all(in: Self.text(path)).isEmpty, "\(path)")
    }
    let languages = Set(
      try Self.articles.flatMap { try CodeBlock.all(in: Self.text($0)).map(\.language) })
    #expect(languages == ["swift", "yaml", ""])
  }

  @Test func theTwoContractsOfTheReferenceAreOne() throws {
    let yaml = try #require(
      CodeBlock.all(in: Self.text("\(Self.catalogue)/ContractReference.md"))
        .first { $0.language == "yaml" })
    let left = try Contract(yaml: yaml.text)
    let right = try DocumentedCode.contractInSwift()
    #expect(left.variables.map(\.name) == right.variables.map(\.name))
    for (left, right) in zip(left.variables, right.variables) { #expect(left == right) }
    #expect(left.groups == right.groups)
    #expect(left.comparisons == right.comparisons)
    #expect(left.prefixes == right.prefixes)
    #expect(left.defaultStage == right.defaultStage)
    #expect(left.load == right.load)
    #expect(
      left.ruleSettings.map { "\($0.rule) \($0.severity as Any)" }
        == right.ruleSettings.map { "\($0.rule) \($0.severity as Any)" })
  }

  @Test func theReferenceNamesEveryTypeAndField() throws {
    let reference = try Self.text("\(Self.catalogue)/ContractReference.md")
    let rows = reference.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .compactMap { $0.split(separator: "|").first }.joined()
    for type in ValueType.allCases { #expect(rows.contains("`\(type.rawValue)`"), "\(type)") }
    let schema = YAMLReader.read(try SchemaFiles.bytes("contract.v1"))
    func keys(_ path: String...) throws -> [String] {
      let root = try #require(schema.documents.first)
      let node = try path.reduce(root) { try #require(schema.value(named: $1, in: $0)) }
      return schema.entries(of: node).map { schema.text(of: $0.key) }
    }
    let fields = try keys("properties")
    let ofVariables = try keys("$defs", "variable", "properties")
    #expect(fields.count > 10 && ofVariables.count > 20)
    for field in fields + ofVariables where field != "version" && field != "variables" {
      #expect(rows.contains("`\(field)`"), "\(field)")
    }
  }

  @Test func theMessageOfTheGuideIsCurrent() throws {
    let contract = try Contract {
      DocumentedCode.Settings.port
      DocumentedCode.Settings.origins
      DocumentedCode.Settings.database
    }
    let report = Validator(contract: contract)
      .validate(environment: ["PORT": "80x", "ALLOWED_ORIGINS": "*"])
    let page = try Self.text("\(Self.catalogue)/EmbeddingInFiveMinutes.md")
    #expect(
      page.contains("```\n\(StartupMessage.text(report))\n```"), "\(StartupMessage.text(report))")
  }
}

/// A fenced block of a page, without the indentation of its fence.
struct CodeBlock {
  var language: String
  var text: String

  static func all(in page: String) -> [CodeBlock] {
    var blocks: [CodeBlock] = []
    var open: (block: CodeBlock, indentation: Int)?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0 == " " }
      if case (var block, let indentation)? = open {
        if content == "```" {
          blocks.append(block)
          open = nil
        } else {
          block.text += line.dropFirst(min(indentation, line.count - content.count)) + "\n"
          open = (block, indentation)
        }
      } else if content.hasPrefix("```") {
        let block = CodeBlock(language: String(content.dropFirst(3)), text: "")
        open = (block, line.count - content.count)
      }
    }
    return blocks
  }
}
