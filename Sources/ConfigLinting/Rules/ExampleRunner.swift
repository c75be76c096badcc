package import ConfigGuard
package import RulePacks

/// An example's text with its marks taken out.
package struct ExampleText {
  /// The text as a reader gets it.
  package let plain: String
  /// Byte ranges between `⟦` and `⟧`, in the plain text.
  package let marks: [SourceRange]

  package init(_ marked: String) {
    var plain: [UInt8] = []
    var marks: [SourceRange] = []
    var start: Int?
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦": start = plain.count
      case "⟧":
        if let first = start { marks.append(SourceRange(start: first, end: plain.count)) }
        start = nil
      default: plain += Array(String(scalar).utf8)
      }
    }
    self.plain = String(decoding: plain, as: UTF8.self)
    self.marks = marks
  }
}

/// Runs rules' examples: a bad one must be found exactly where it is marked, a good one not at all.
package struct ExampleRunner {
  private let rules: PreparedRules

  package init(rules: PreparedRules) { self.rules = rules }

  /// What is wrong with an example; empty when it holds.
  package func problems(of example: RuleExample, rule: String) -> [String] {
    let title = "\(rule), line \(example.line)"
    do {
      let findings = try findings(of: example).filter { $0.rule == rule }
      return problems(findings, example).map { "\(title): \($0)" }
    } catch let error as ContractError {
      return ["\(title): the example cannot be run: \(error.description)"]
    } catch {
      return ["\(title): the example cannot be run"]
    }
  }

  private func problems(_ findings: [Finding], _ example: RuleExample) -> [String] {
    guard example.isBad else {
      return findings.map { "the good example is found at \(Self.place($0)): \($0.message)" }
    }
    var problems: [String] = []
    if findings.isEmpty { problems.append("the bad example is not found") }
    if let severity = example.severity {
      for finding in findings where finding.severity != severity {
        problems.append("found as \(finding.severity.rawValue), not as \(severity.rawValue)")
      }
    }
    var expected: Set<String> = []
    for file in example.files {
      let text = ExampleText(file.text)
      let index = LineIndex(SourceBytes(text.plain))
      for mark in text.marks {
        let start = index.location(of: mark.start)
        let end = index.location(of: mark.end)
        expected.insert(
          "\(file.path):\(start.line):\(start.column) to \(end.line):\(end.column)")
      }
    }
    guard !example.files.isEmpty, example.environment.isEmpty else { return problems }
    if expected.isEmpty { return problems + ["the bad example has no marks"] }
    let found = Set(findings.map(Self.place))
    problems += expected.subtracting(found).sorted().map { "nothing is found at \($0)" }
    problems += found.subtracting(expected).sorted().map { "\($0) is found and not marked" }
    return problems
  }

  private static func place(_ finding: Finding) -> String {
    guard let line = finding.line, let column = finding.column else { return finding.path }
    return
      "\(finding.path):\(line):\(column) to \(finding.endLine ?? line):\(finding.endColumn ?? column)"
  }

  /// All that is found in an example, by this rule or by others.
  package func findings(of example: RuleExample) throws -> [Finding] {
    guard example.files.isEmpty || !example.environment.isEmpty else {
      return try report(of: example).findings
    }
    let validator = Validator(
      contract: try contract(of: example), stage: example.stage, service: nil, rules: rules)
    if !example.accesses.isEmpty {
      return validator.report(on: ledger(of: example, validator)).findings
    }
    // Beside an environment, files are what its variables lead to.
    let files = example.files.map { ($0.path, SourceBytes(ExampleText($0.text).plain)) }
    let disk = SecretFileSystem(files: Dictionary(files, uniquingKeysWith: { $1 }))
    let environment = validator.gather(example.environment, SecretFiles(), files: disk)
    return validator.validate(environment).findings
  }

  private func ledger(of example: RuleExample, _ validator: Validator) -> AccessLedger {
    let ledger = AccessLedger(variables: validator.variables)
    for read in example.accesses {
      let variable = VariableName.of(dotted: read.key)
      guard let outcome = SettingAccess.Outcome(rawValue: read.outcome) else { continue }
      var access = SettingAccess(key: read.key, variable: variable, outcome: outcome)
      access.fallback = read.fallback
      let gotSomething = outcome == .found || read.fallback != nil
      access.isMarkedSecret = gotSomething ? read.isMarkedSecret : nil
      access.lookups = [SettingAccess.Lookup(provider: "environment", name: variable)]
      ledger.record(access)
    }
    return ledger
  }

  private func contract(of example: RuleExample) throws -> Contract? {
    let file = example.files.first { $0.path == "configguard.yaml" }
    let text = example.contract ?? file.map { ExampleText($0.text).plain }
    return try text.map { try Contract(yaml: $0) }
  }

  /// The report on an example of files.
  package func report(of example: RuleExample) throws -> Report {
    let contract = try contract(of: example)
    let context = ProjectContext(
      rules, contract: contract, stage: example.stage, now: UnixTime.earliestPresent)
    var files: [String: SourceFile] = [:]
    for file in example.files {
      files[file.path] = SourceFile(
        path: file.path, bytes: SourceBytes(ExampleText(file.text).plain),
        tracking: Tracking(rawValue: file.tracking) ?? .unknown,
        isReadableByAll: file.isReadableByAll)
    }
    let known = files
    var linter = Linter(
      contexts: { _ in context },
      load: { path in known[path].map { .found($0) } ?? .missing("not part of the example") },
      isStageGiven: example.stage != nil)
    linter.noteWalk(of: ".")
    for file in example.files where file.tracking != "ignored" {
      guard let source = files[file.path] else { continue }
      guard let type = FileType(path: file.path) else {
        linter.skip(file.path, "no format that is known")
        continue
      }
      try linter.add(source, as: type)
    }
    return linter.report()
  }
}
