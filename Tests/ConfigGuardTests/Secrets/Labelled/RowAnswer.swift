import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What the linter says of one labelled value.
struct RowAnswer {
  let row: LabelledRow
  /// Empty where nothing is said at warning or above.
  private(set) var labels: Set<SecretLabel> = []
  private(set) var rules: Set<String> = []

  init(_ row: LabelledRow, _ findings: [Finding]) {
    self.row = row
    for finding in findings where finding.severity >= .warning {
      guard let labels = Self.labels(of: finding, for: row) else { continue }
      self.labels.formUnion(labels)
      rules.insert(finding.rule)
    }
  }

  /// What a finding says that the value is; nil where it is about something else.
  private static func labels(of finding: Finding, for row: LabelledRow) -> Set<SecretLabel>? {
    guard isAboutSecrets(finding) else { return nil }
    // Its rule is for passwords that are guessed, whether by a sample or by a word.
    if finding.rule == "database-url-weak-password" { return [.weak, .placeholder] }
    switch finding.category {
    case .hardcodedSecret, .trackedSecret: return [.secret]
    case .placeholderSecret: return [.placeholder]
    case .weakSecret, .defaultCredential, .authDisabled: return [.weak]
    // A fallback is found for what it is, whatever stands there.
    case .insecureFallback: return [row.label == .fine ? .weak : row.label]
    default: return nil
    }
  }

  /// Whether a finding is about a secret's value, and not about the file that holds it.
  static func isAboutSecrets(_ finding: Finding) -> Bool {
    switch finding.category {
    case .hardcodedSecret, .trackedSecret, .placeholderSecret, .weakSecret, .defaultCredential,
      .authDisabled, .insecureFallback:
      !finding.rule.hasPrefix("env-file-")
    default: false
    }
  }

  var isFlagged: Bool { !labels.isEmpty }
  var isSecret: Bool { row.label != .fine }
  /// Whether the value is said to be what it is.
  var isRight: Bool { isSecret ? labels.contains(row.label) : !isFlagged }

  var name: String {
    let said = isFlagged ? labels.map(\.rawValue).sorted().joined(separator: "+") : "nothing"
    return "\(row.name): \(said) \(rules.sorted().joined(separator: " "))"
  }
}

extension LabelledSet {
  /// Lints every value in a file of its own.
  func answers() throws -> [RowAnswer] {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    return try rows().map { row in
      let file = RowFile(row, value: value(of: row))
      return RowAnswer(row, try file.report(in: context).findings)
    }
  }
}

extension RowFile {
  func report(in context: ProjectContext) throws -> Report {
    let type = try #require(FileType(path: path))
    let file = SourceFile(path: path, bytes: SourceBytes(text), tracking: .tracked)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
    try linter.add(file, as: type)
    return linter.report()
  }
  /// All that stands in the file, as its reader takes it.
  func texts() throws -> [String] {
    let type = try #require(FileType(path: path))
    let bytes = SourceBytes(text)
    switch type {
    case .environment:
      return DotEnvFile.parse(bytes, dialect: .compose).entries.compactMap(\.value)
    case .dockerfile:
      return Dockerfile.read(bytes).stages.flatMap(\.assignments).compactMap(\.value)
    default:
      let tree = ConfigurationReader.tree(of: bytes, type)
      return tree.nodes.indices.filter { tree.nodes[$0].kind == .scalar }.map { tree.text(of: $0) }
    }
  }
}
