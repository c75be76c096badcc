import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// Says of rows whether the rules do what they say.
struct FactCheck {
  private let runner: ExampleRunner
  private let ids: Set<String>
  private let pages: [String: RulePage]

  init(_ rules: PreparedRules, _ pages: [RulePage]) {
    runner = ExampleRunner(rules: rules)
    ids = Set(rules.index.rules.map(\.id))
    self.pages = Dictionary(pages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is wrong with a row; nil where it holds.
  func problem(of row: FactRow) -> String? {
    guard let rule = row.rule else { return nil }
    guard ids.contains(rule) else { return "\(row.place): there is no rule \(rule)" }
    switch row.evidence {
    case .none: return nil
    case .example(let number, let shows):
      guard let example = example(number, of: rule) else {
        return "\(row.place): \(rule) has no bad example \(number)"
      }
      return Self.texts(of: example).contains { $0.contains(shows) }
        ? nil : "\(row.place): bad example \(number) of \(rule) does not hold what it shows"
    case .input(let example): return problem(of: example, rule).map { "\(row.place): \($0)" }
    }
  }

  func example(_ number: Int, of rule: String) -> RuleExample? {
    let bad = pages[rule]?.examples.filter(\.isBad) ?? []
    return bad.indices.contains(number - 1) ? bad[number - 1] : nil
  }

  private static func texts(of example: RuleExample) -> [String] {
    example.files.map { ExampleText($0.text).plain } + [example.contract ?? ""]
      + example.environment.map { "\($0.key)=\($0.value)" }
  }

  private func problem(of example: RuleExample, _ rule: String) -> String? {
    guard let findings = try? runner.findings(of: example) else { return "it cannot be run" }
    let found = findings.filter { $0.rule == rule }
    guard !found.isEmpty else { return "\(rule) finds nothing; found: \(findings.map(\.rule))" }
    let marks = example.files.flatMap { file -> [String] in
      let text = ExampleText(file.text)
      let index = LineIndex(SourceBytes(text.plain))
      return text.marks.map { mark in
        let start = index.location(of: mark.start)
        return "\(start.line):\(start.column)"
      }
    }
    guard example.files.isEmpty || !marks.isEmpty else { return "nothing is marked" }
    let places = Set(found.map { "\($0.line ?? 0):\($0.column ?? 0)" })
    let missed = marks.filter { !places.contains($0) }
    return missed.isEmpty
      ? nil : "\(rule) finds nothing at \(missed), but at \(places.sorted())"
  }
}
