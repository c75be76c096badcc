package import ConfigGuard
import RulePacks

/// Says of the lines of one file why findings stand there, or why none do.
///
/// What was found is taken from the report that `check` makes; the rest comes out of a second run
/// that keeps what was judged.
package struct Explainer {
  let report: Report
  let trace: JudgingTrace
  let linter: Linter
  let file: SourceFile
  let lines: LineIndex
  let reading: FileReading?
  let screen: NameScreen
  let shownPath: ScreenedText
  /// What comments and annotations of the file allow.
  let suppressions: FileSuppressions
  var resolver: EnvironmentResolver

  /// - Parameters:
  ///   - report: What `check` says of the project.
  ///   - traced: The same files in contexts with a trace, which keep every setting.
  package init(_ report: Report, _ traced: Linter, _ trace: JudgingTrace, _ file: SourceFile) {
    self.report = report
    self.trace = trace
    self.file = file
    _ = traced.report()
    linter = traced.resolved()
    reading = linter.readings.first { $0.file.path == file.path }
    lines = LineIndex(file.bytes)
    screen = linter.screen
    shownPath = screen.path(file.path)
    var ledger = SuppressionLedger(linter)
    suppressions = ledger.suppressions(of: reading?.file ?? file)
    let sources = linter.unmaskedEnvironments(of: nil, withExamples: true)
    resolver = EnvironmentResolver(linter.knownSecrets(in: sources), linter.classifiers)
  }

  package var lineCount: Int { lines.lineCount }

  /// The column behind the last character of a line.
  package func endColumn(ofLine line: Int) -> Int {
    lines.location(of: lines.range(ofLine: line).end).column
  }

  /// Lines on which settings, or reads of a program, of one name, or of one path in a document, stand.
  package func lines(ofKey key: String) -> [Int] {
    let places = candidates.filter { $0.setting.key == key || $0.setting.keyPath == key }
      .compactMap { place(of: $0.setting) }
    let reads = (reading?.reads ?? []).filter { $0.name == key }.map(\.nameRange)
    return Set((places + reads).map { line(of: $0) }).sorted()
  }

  /// The name of a setting of the file that somebody probably meant.
  package func nearest(to key: String) -> String? {
    let names = candidates.map(\.setting.key).filter { screen.isKey($0) }
    return NearMiss.nearest(to: key, among: names)
  }

  package mutating func explain(line: Int, column: Int? = nil) -> LineExplanation {
    let range = lines.range(ofLine: line)
    var explanation = LineExplanation(
      path: shownPath, line: line, column: column, kind: .other, file: facts)
    explanation.findings = findings { $0.line == line && ($0.path == shownPath.text) }
    explanation.suppressed = report.suppressed.filter {
      $0.finding.line == line && $0.finding.path == shownPath.text
    }
    explanation.elsewhere = findings { finding in
      !(finding.line == line && finding.path == shownPath.text)
        && finding.related.contains { $0.line == line && $0.path == shownPath.text }
    }
    let touched = touched(by: range, column: column, line: line)
    explanation.settings = groups(of: touched).map { explain($0, line: line, explanation) }
    explanation.reads = reads(on: line)
    explanation.directives = directives(on: line)
    explanation.rules = pathRules(on: line, explanation)
    explanation.rules += unlistedRules(of: explanation)
    (explanation.kind, explanation.subject) = kind(of: range, touched, explanation)
    let count = reading?.context.index.rules.count ?? BuiltinPacks.rules.rules.count
    explanation.otherRules = max(0, count - askedRules(explanation))
    if explanation.settings.isEmpty { explanation.nearest = nearest(to: line) }
    return explanation
  }

  func findings(where isWanted: (Finding) -> Bool) -> [Finding] {
    report.findings.filter(isWanted).sorted {
      ($1.severity, $0.column ?? 0, $0.rule) < ($0.severity, $1.column ?? 0, $1.rule)
    }
  }

  private func askedRules(_ explanation: LineExplanation) -> Int {
    var ids = Set(explanation.rules.map(\.id)).union(explanation.findings.map(\.rule))
    for setting in explanation.settings { ids.formUnion(setting.rules.map(\.id)) }
    return ids.count + (explanation.settings.map(\.quietRules).max() ?? 0)
  }

  // MARK: the file

  var facts: LineExplanation.File {
    var skipped: [String] = []
    for entry in report.skipped
    where entry.path == shownPath.text && !skipped.contains(entry.reason) {
      skipped.append(entry.reason)
    }
    if file.tracking == .ignored { skipped.append("ignored by git, so that no walk finds it") }
    guard let reading else {
      let known: ReportText =
        FileType(path: file.path).map { "\($0) by its name" }
        ?? "its name is that of no format that is known"
      return LineExplanation.File(
        format: nil, evidence: screen.text(known), stage: .unknown,
        stageEvidence: screen.text(""), skipped: skipped,
        isSearched: linter.searches(file.path))
    }
    return LineExplanation.File(
      format: reading.format, evidence: screen.text(recognition(of: reading)),
      stage: reading.stage.stage, stageEvidence: screen.text(reading.stage.evidence),
      readers: linter.readers(of: reading, screen), skipped: skipped)
  }

  private func recognition(of reading: FileReading) -> ReportText {
    guard let type = FileType(path: file.path) else { return "by its content" }
    switch type {
    case .yaml, .json, .toml, .properties, .ini, .tfvars:
      let isPlain = reading.format == PlainDocument.name || reading.format == type.rawValue
      return isPlain
        ? "by its name; its content is that of no platform that is known"
        : "\(type) by its name, and then by its content"
    case .sourceCode: return "by its ending; only what it reads of its environment is looked at"
    default: return "by its name"
    }
  }

  // MARK: the line

  func line(of range: SourceRange) -> Int { lines.location(of: range.start).line }

  private func kind(
    of range: SourceRange, _ touched: [Touched], _ found: LineExplanation
  ) -> (LineExplanation.Kind, ScreenedText?) {
    guard let reading else { return (.notJudged, nil) }
    if let command = touched.first, touched.count == 1, command.isCommand {
      return (.command, screen.name(command.setting.key))
    }
    if !found.settings.isEmpty { return (.setting, nil) }
    if !found.reads.isEmpty { return (.read, nil) }
    let isSaid = !found.findings.isEmpty || !found.suppressed.isEmpty
    if isSaid, let names = workloadNames(on: found.line, reading) { return (.workload, names) }
    if isSaid, found.line == 1, found.findings.allSatisfy({ $0.column == 1 }) {
      return (.fileStart, nil)
    }
    if found.findings.contains(where: { $0.category == .syntax }) { return (.syntaxError, nil) }
    if !found.directives.isEmpty { return (.directive, nil) }
    let text = file.bytes.text(range).trimmedASCII
    if commentMarks.contains(where: text.hasPrefix) { return (.comment, nil) }
    if isSaid || !found.rules.isEmpty { return (.node, nil) }
    if text.isEmpty { return (.blank, nil) }
    if ["{{", "{%", "<%"].contains(where: text.hasPrefix) { return (.template, nil) }
    return (.other, nil)
  }

  /// The workloads that begin on a line.
  private func workloadNames(on line: Int, _ reading: FileReading) -> ScreenedText? {
    let names = reading.workloads.filter {
      isHere($0.file) && !$0.range.isEmpty && self.line(of: $0.range) == line
    }.map { "`\(name: $0.name)`" as ReportText }
    return names.isEmpty ? nil : screen.text(names.joined(separator: ", "))
  }

  private var commentMarks: [String] {
    switch FileType(path: file.path) {
    case .json, .sourceCode: ["//", "/*", "#"]
    case .properties: ["#", "!"]
    case .ini, .systemdUnit: ["#", ";"]
    case .tfvars: ["#", "//", "/*"]
    default: ["#"]
    }
  }

  private func nearest(to line: Int) -> LineExplanation.Nearest? {
    let all = candidates.compactMap { candidate in
      place(of: candidate.setting).map { (key: candidate.setting.key, line: self.line(of: $0)) }
    }
    let best = all.min {
      (abs($0.line - line), $0.line, $0.key) < (abs($1.line - line), $1.line, $1.key)
    }
    return best.map { LineExplanation.Nearest(key: screen.key($0.key), line: $0.line) }
  }

  private func reads(on line: Int) -> [ExplainedRead] {
    (reading?.reads ?? []).filter { self.line(of: $0.nameRange) == line }.map { read in
      ExplainedRead(
        name: screen.key(read.name), isRequired: read.isRequired,
        hasDefault: read.fallback != nil,
        contract: screen.text(declaration(of: read.name, reading?.context.contract)))
    }
  }
}
