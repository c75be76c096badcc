import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// A tracked file in which everything that must be found stands between `⟦` and `⟧`.
struct MarkedFile: CustomTestStringConvertible, Sendable {
  let name: String
  let path: String
  let text: String
  /// Who finds the marked places, in their order; a single one finds all.
  let rules: [String]
  let severity: Severity
  /// Kept as UTF-16 in the file.
  let isWide: Bool
  /// Who reads it, if it is an env file.
  let dialects: [DotEnvDialect]
  /// It is not so yet.
  private var isKnownIssue = false

  init(
    name: String, path: String, text: String, rules: [String] = [],
    severity: Severity = .error, isWide: Bool = false, dialects: [DotEnvDialect] = []
  ) {
    self.name = name
    self.path = path
    self.text = text
    self.rules = rules
    self.severity = severity
    self.isWide = isWide
    self.dialects = dialects
  }

  var testDescription: String { name }

  /// The same case, which does not hold yet.
  var notYet: MarkedFile {
    var file = self
    file.isKnownIssue = true
    return file
  }

  /// What the linter should say, and what it says of secrets: place, rule, severity.
  func answers() throws -> (expected: [String], found: [String]) {
    let marked = ExampleText(text)
    let index = LineIndex(SourceBytes(marked.plain))
    var expected: [String] = []
    for (number, mark) in marked.marks.enumerated() {
      let start = index.location(of: mark.start)
      let end = index.location(of: mark.end)
      let rule = rules.count == 1 ? rules[0] : rules[number]
      expected.append(
        "\(start.line):\(start.column)-\(end.line):\(end.column) \(rule) \(severity.rawValue)")
    }
    return (expected.sorted(), try findings(in: marked.plain).sorted())
  }

  private func findings(in plain: String) throws -> [String] {
    // Files of no known type are not read.
    guard let type = FileType(path: path) else { return [] }
    let context = ProjectContext(
      BuiltinPacks.prepared, contract: nil, dialects: dialects)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
    let bytes = isWide ? Self.wide(plain) : SourceBytes(plain)
    try linter.add(SourceFile(path: path, bytes: bytes, tracking: .tracked), as: type)
    return linter.report().findings.filter(RowAnswer.isAboutSecrets).map { finding in
      "\(finding.line ?? 0):\(finding.column ?? 0)-\(finding.endLine ?? 0):\(finding.endColumn ?? 0)"
        + " \(finding.rule) \(finding.severity.rawValue)"
    }
  }

  private static func wide(_ text: String) -> SourceBytes {
    SourceBytes([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
  }

  /// Compares the two; a difference that is known must be one.
  func check() throws {
    let answers = try answers()
    if isKnownIssue {
      withKnownIssue("not yet: \(name)") { #expect(answers.found == answers.expected) }
    } else {
      #expect(answers.found == answers.expected)
    }
  }
}

/// Values that are made when a test runs, each of its own seed.
enum MadeValue {
  static func of(_ pattern: String, _ seed: String = "a") -> String {
    var generator = ValueGenerator(seed: "made \(pattern) \(seed)")
    return TokenRepair.withRightChecksums(generator.value(of: pattern))
  }

  static let password = of("{alnum:24}")
  static let key = of("{alnum:17}/{alnum:14}+{alnum:7}")
  static let token = of("gh{cat}p_{alnum:36}")

  /// A token whose checksum begins with a zero, which readers of numbers lose.
  static let tokenWithZero: String =
    (0..<4000).lazy.map { of("gh{cat}p_{alnum:36}", "\($0)") }
    .first { $0.dropLast(5).hasSuffix("0") } ?? ""

  static let brokenToken: String = {
    let last: Character = token.last == "A" ? "B" : "A"
    return token.dropLast() + String(last)
  }()

  static func base64(_ text: String) -> String { TokenSamples.base64(Array(text.utf8)) }
}
