import ConfigGuard
import ConfigLinting
import RulePacks

/// A reader that `make fuzz` feeds with arbitrary bytes; the tests feed it with what was found.
enum FuzzedReader: String, CaseIterable {
  case yaml
  case json
  case toml
  case properties
  case ini
  case tfvars
  case systemd
  case dockerfile
  case template
  case dotenv
  case readers
  case interpolation
  case contract
  case pack
  case pattern
  case source
  case file

  /// Reads the bytes, and stops the program if what comes out points outside of them.
  func read(_ bytes: SourceBytes) {
    switch self {
    case .yaml:
      let tree = YAMLReader.read(bytes)
      Self.check(tree)
      Self.compare(tree, YAMLReader.readEvents(of: bytes))
    case .json:
      Self.check(JSONReader.read(bytes))
      Self.check(JSONReader.read(bytes, dialect: .jsonc))
    case .toml: Self.check(TOMLReader.read(bytes))
    case .properties: Self.check(PropertiesReader.read(bytes))
    case .ini: Self.check(INIReader.read(bytes))
    case .tfvars: Self.check(TFVarsReader.read(bytes))
    case .systemd: Self.check(SystemdUnit.read(bytes).problems, bytes)
    case .dockerfile: Self.check(Dockerfile.read(bytes).problems, bytes)
    case .template:
      for tree in TemplateReader.read(bytes).trees { Self.check(tree) }
    case .dotenv: Self.readDialects(bytes)
    case .readers:
      let problems = DotEnvComparison(bytes, DotEnvDialect.all)?.problems() ?? []
      Self.check(problems, bytes)
      Self.check(DotEnvPortability.problems(in: bytes), bytes)
    case .interpolation:
      bytes.withBuffer { text in
        guard let parsed = try? Interpolation.parse(text) else { return }
        _ = try? parsed.evaluated(lookup: { $0.count == 1 ? "x" : nil })
      }
    case .contract: _ = try? ContractReader.read(bytes, path: "configguard.yaml")
    case .pack: _ = try? RulePackLoader.load(bytes, path: "pack.yaml")
    case .pattern:
      let text = bytes.text(SourceRange(start: 0, end: bytes.count))
      if let pattern = try? Pattern(text) { _ = pattern.isFound(in: text) }
    case .source:
      for language in SourceCodeLanguage.allCases {
        let read = SourceCodeReader.read(bytes, as: language)
        Self.check(read.problems, bytes)
        for found in read.reads {
          Self.check(found.nameRange, bytes)
          if let fallback = found.fallback { Self.check(fallback.range, bytes) }
        }
      }
    case .file: Self.lint(bytes)
    }
  }

  private static func readDialects(_ bytes: SourceBytes) {
    for dialect in DotEnvDialect.all {
      let file = DotEnvFile.parse(bytes, dialect: dialect)
      check(file.problems, bytes)
      for entry in file.entries {
        check(entry.range, bytes)
        check(entry.valueRange, bytes)
      }
      _ = file.resolved(environment: { $0.count == 1 ? "x" : nil })
    }
  }

  /// The first byte names the type; the rest is a file that is linted with all rules.
  private static func lint(_ bytes: SourceBytes) {
    guard bytes.count > 0 else { return }
    let names = [
      ".env.production", "compose.yaml", "values.yaml", "appsettings.json", "fly.toml",
      "application.properties", "app.ini", "prod.tfvars", "Dockerfile", "app.service", "k8s.yaml",
      "app.json",
    ]
    let path = names[Int(bytes[0]) % names.count]
    guard let type = FileType(path: path) else { return }
    let text = bytes.withBuffer { SourceBytes(Array($0.dropFirst())) }
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("no other file") })
    try? linter.add(SourceFile(path: path, bytes: text, tracking: .tracked), as: type)
    _ = linter.report()
  }

  private static func check(_ tree: DocumentTree) {
    for index in tree.nodes.indices {
      check(tree.nodes[index].range, tree.bytes)
      check(tree.textRange(of: index), tree.bytes)
      precondition(
        Int(tree.nodes[index].next) > index && tree.nodes[index].next <= tree.nodes.count)
      _ = tree.text(of: index)
    }
    for document in tree.documents { precondition(document < tree.nodes.count) }
    for comment in tree.comments { check(comment, tree.bytes) }
    check(tree.problems, tree.bytes)
  }

  /// Stops the program if two readers of one file have made different trees.
  private static func compare(_ tree: DocumentTree, _ other: DocumentTree) {
    precondition(tree.nodes == other.nodes && tree.documents == other.documents)
    precondition(tree.comments == other.comments && tree.problems == other.problems)
    precondition(tree.tags == other.tags)
    for index in tree.nodes.indices { precondition(tree.text(of: index) == other.text(of: index)) }
  }

  private static func check(_ problems: [ReadingProblem], _ bytes: SourceBytes) {
    for problem in problems { check(problem.range, bytes) }
  }

  private static func check(_ range: SourceRange, _ bytes: SourceBytes) {
    precondition(range.start >= 0 && range.start <= range.end && range.end <= bytes.count)
  }
}
