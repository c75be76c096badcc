@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// Which rules fire in which format, by runs over the rules' examples and over probes.
struct Coverage {
  /// Ids of rules by the names of formats.
  private(set) var rules: [String: Set<String>] = [:]
  /// Formats into which probes were written.
  let probed: Set<String>
  /// Formats of which a probe's document was taken for another one.
  private(set) var mistaken: [String] = []
  private let prepared: PreparedRules
  private let runner: ExampleRunner

  init(
    _ prepared: PreparedRules, _ pages: [RulePage], probing formats: [ProbeFormat]
  ) throws {
    self.prepared = prepared
    probed = Set(formats.map(\.name) + ["process"])
    runner = ExampleRunner(rules: prepared)
    for page in pages {
      for example in page.examples where example.isBad { try run(example) }
    }
    let probes = Probe.all(prepared, pages)
    for stage in [Stage.production, .development] {
      let probes = probes.filter { $0.stage == stage }
      for format in formats {
        for text in format.documents(with: probes) { try run(text, format, stage) }
      }
      for group in ProbeFormat.groups(of: probes) {
        var environment: [String: String] = [:]
        for variable in group.flatMap(\.variables) { environment[variable.name] = variable.value }
        try run(example(environment: environment, stage: stage))
      }
    }
  }

  private mutating func run(_ example: RuleExample) throws {
    guard !example.files.isEmpty else {
      for finding in try runner.findings(of: example) { add(finding.rule, "process") }
      return
    }
    let report = try runner.report(of: example)
    let formats = Dictionary(
      report.files.map { ($0.path, $0.format) }, uniquingKeysWith: { first, _ in first })
    for finding in report.findings {
      if let format = formats[finding.path] { add(finding.rule, format) }
    }
  }

  private mutating func run(_ text: String, _ format: ProbeFormat, _ stage: Stage) throws {
    var example = example(environment: [:], stage: stage)
    example.files = [RuleExample.File(path: format.path, text: text, tracking: "unknown")]
    let report = try runner.report(of: example)
    guard report.files.map(\.format) == [format.name] else {
      mistaken.append("\(format.name): \(report.files.map(\.format)), \(report.skipped)")
      return
    }
    for finding in report.findings { add(finding.rule, format.name) }
  }

  private func example(environment: [String: String], stage: Stage) -> RuleExample {
    RuleExample(
      isBad: true, title: "", files: [], environment: environment, contract: nil, stage: stage,
      severity: nil, line: 0)
  }

  private mutating func add(_ rule: String, _ format: String) {
    rules[format, default: []].insert(rule)
  }
}
