import ConfigGuard
import ConfigLinting
import RulePacks

/// Why findings stand on a line, or why none do, for people.
struct ExplanationText {
  private let explanation: LineExplanation
  private let basis: ExplanationBasis
  private static let width = 96

  init(_ explanation: LineExplanation, _ basis: ExplanationBasis) {
    self.explanation = explanation
    self.basis = basis
  }

  var text: String {
    var blocks = [head, findings]
    blocks += explanation.reads.map { block($0) }
    blocks += explanation.settings.map { block($0) }
    blocks += explanation.directives.map { block($0) }
    if let absent = explanation.absent { blocks.append(block(absent)) }
    if !explanation.rules.isEmpty {
      let isPlace = explanation.settings.isEmpty && explanation.kind == .node
      let title = isPlace ? "Rules about this place in the document" : "Rules about more than that"
      blocks.append([explanation.settings.isEmpty && !isPlace ? "Rules" : title])
      blocks[blocks.count - 1] += rows(explanation.rules)
    }
    blocks.append(Self.wrapped(closing, indent: 0))
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  // MARK: the file and the line

  private var head: [String] {
    var place = "\(explanation.path):\(explanation.line)"
    if let column = explanation.column { place += ":\(column)" }
    let file = explanation.file
    var facts = Facts()
    facts.add("line", what)
    facts.add(
      "format", [file.format, file.evidence.text].compactMap { $0 }.joined(separator: ", "))
    if file.format != nil {
      facts.add("stage", Self.stage(file.stage, file.stageEvidence))
    }
    if let readers = file.readers {
      let names = readers.dialects.joined(separator: ", ")
      facts.add("read by", "\(names) (\(readers.evidence))")
    }
    for reason in file.skipped { facts.add("skipped", reason) }
    return [Printable.text(place)] + facts.lines(Self.width)
  }

  private var what: String {
    let nearest = explanation.nearest.map {
      "; the nearest setting is \($0.key) on line \($0.line)"
    }
    let name = explanation.subject?.text ?? ""
    let words =
      switch explanation.kind {
      case .setting:
        explanation.settings.count == 1 ? "a setting" : "\(explanation.settings.count) settings"
      case .node: "a place in a document that is no setting"
      case .read: "a program asks for a variable here"
      case .workload: "the workload \(name); what it lacks is reported here"
      case .command: "the command \(name), of which the words are judged"
      case .fileStart: "the beginning of the file, where what it lacks is reported"
      case .comment: "a comment, which is only searched for tokens"
      case .directive: "a directive, which allows findings"
      case .absent: "\(name) stands nowhere in this file"
      case .blank: "nothing stands here"
      case .template: "a template's own action, which nothing is judged of"
      case .syntaxError: "text that cannot be read"
      case .other: "no setting and no place that a rule speaks of"
      case .notJudged:
        explanation.file.isSearched
          ? "the file is not judged; it is searched for tokens only" : "the file is not judged"
      }
    switch explanation.kind {
    case .workload, .fileStart, .directive, .absent: return words
    default: return words + (nearest ?? "")
    }
  }

  private static func stage(_ stage: Stage, _ evidence: ScreenedText) -> String {
    evidence.text.isEmpty ? stage.rawValue : "\(stage.rawValue) (\(evidence))"
  }

  // MARK: findings

  private var findings: [String] {
    var lines: [String] = []
    if explanation.findings.isEmpty {
      lines.append("Nothing was found on this line")
    } else {
      lines.append("Found on this line")
      for finding in explanation.findings {
        var message = "\(finding.severity.rawValue)  \(finding.rule): \(finding.message)"
        if let workload = finding.workload { message += " (in \(workload))" }
        lines += Self.wrapped(Printable.text(message), indent: 2)
      }
    }
    for allowed in explanation.suppressed {
      let text = "\(allowed.finding.rule): \(allowed.finding.message); \(Self.words(for: allowed))"
      lines += Self.wrapped("allowed  " + Printable.text(text), indent: 2)
    }
    for finding in explanation.elsewhere {
      let place = "\(finding.path):\(finding.line ?? 0):\(finding.column ?? 0)"
      lines += Self.wrapped(
        Printable.text("at \(place)  \(finding.rule): \(finding.message)"), indent: 2)
    }
    return lines
  }

  /// How a finding is allowed, by whom, until when, and where that is written.
  private static func words(for allowed: Report.Suppressed) -> String {
    var words = "allowed (\(allowed.kind))"
    if let path = allowed.path {
      words += " in \(path)"
      if let line = allowed.line { words += ":\(line)" }
    }
    if let owner = allowed.owner { words += " by \(owner)" }
    if let expires = allowed.expires { words += " until \(expires)" }
    return allowed.reason.isEmpty ? words : "\(words): \(allowed.reason)"
  }

  // MARK: directives and what is absent

  private func block(_ directive: ExplainedDirective) -> [String] {
    var facts = Facts()
    facts.add("written", directive.kind == .annotation ? "in an annotation" : "in a comment")
    if let scope = directive.scope { facts.add("holds for", scope.text) }
    if directive.state != .void { facts.add("until", directive.until ?? "no end is given") }
    if let reason = directive.reason { facts.add("reason", reason.text) }
    facts.add(directive.state.words, directive.evidence.text)
    return ["allows \(directive.rule ?? "nothing")"] + facts.lines(Self.width)
  }

  private func block(_ absent: AbsentVariable) -> [String] {
    var facts = Facts()
    facts.add("contract", absent.contract.text)
    for environment in absent.environments {
      let name = environment.workload.map { "in \($0): " } ?? ""
      facts.add("", "\(name)\(environment.stage.rawValue): \(environment.verdict)")
    }
    return [absent.name.text] + facts.lines(Self.width)
  }

  // MARK: a setting

  private func block(_ read: ExplainedRead) -> [String] {
    var facts = Facts()
    facts.add("required", read.isRequired ? "yes: the program fails without it" : "no")
    facts.add(
      "default",
      read.hasDefault
        ? "stands here, and is judged as what the program runs with where nothing is set"
        : "none stands here, so only the contract has something to say")
    facts.add("contract", read.contract.text)
    return [read.name.text] + facts.lines(Self.width)
  }

  private func block(_ setting: ExplainedSetting) -> [String] {
    var facts = Facts()
    if setting.keyPath != setting.key { facts.add("path", setting.keyPath.text) }
    facts.add(
      "words", setting.words.isEmpty ? "not shown" : setting.words.joined(separator: " "))
    facts.add("role", "\(setting.role): \(setting.roleEvidence)")
    for role in setting.otherRoles {
      facts.add("", "not \(role.name) (\"\(role.pattern)\"), which comes later in the vocabulary")
    }
    let form = setting.relation == .shadowed ? "\(setting.form), shadowed" : setting.form
    facts.add("value", "\(form): \(setting.value.line(width: 120))")
    if let secretClass = setting.secretClass { facts.add("secret", secretClass.text) }
    facts.add("contract", setting.contract.text)
    return [setting.key.text] + facts.lines(Self.width) + environments(of: setting)
      + rules(of: setting)
  }

  private static let mostEnvironments = 8

  private func environments(of setting: ExplainedSetting) -> [String] {
    var lines: [String] = []
    for environment in setting.environments.prefix(Self.mostEnvironments) {
      let stage = Self.stage(environment.stage, environment.stageEvidence)
      let name = environment.workload.map { "in \($0) (\(environment.location.text))" }
      var head = "\(name ?? "by itself"): \(stage)"
      if !environment.isJudged { head += "; not judged here" }
      lines += Self.wrapped(Printable.text(head), indent: 2)
      guard environment.workload != nil || environment.steps.count > 1 else { continue }
      var table = TextTable(indent: 4)
      for step in environment.steps {
        table.add([
          step.relation.words(of: step.value), step.location.text, step.source?.text ?? "",
          step.relation == .shadowed ? step.value?.line(width: 40) ?? "" : "",
        ])
      }
      lines += table.lines
    }
    let more = setting.environments.count - Self.mostEnvironments
    if more > 0 { lines.append("  and in \(more) more") }
    return lines
  }

  private func rules(of setting: ExplainedSetting) -> [String] {
    var lines = rows(setting.rules)
    if setting.quietRules > 0 {
      lines.append("    \(Self.count(setting.quietRules, "rule")) about every value found nothing")
    }
    if setting.rulesOfSecrets > 0 {
      let number = Self.count(setting.rulesOfSecrets, "rule")
      lines.append("    \(number) about secrets did not look: the role is \(setting.role)")
    }
    return lines.isEmpty ? [] : ["  rules that look here"] + lines
  }

  /// Rules in the order of what became of them; those with one reason share it.
  private func rows(_ rules: [ExplainedRule]) -> [String] {
    var groups: [(first: ExplainedRule, ids: [String])] = []
    for rule in rules {
      if let last = groups.last, last.first.verdict == rule.verdict,
        last.first.workloads == rule.workloads,
        rule.verdict == .fired && rule.looksAt != nil
          ? last.first.looksAt == rule.looksAt : last.first.reason == rule.reason
      {
        if !last.ids.contains(rule.id) { groups[groups.count - 1].ids.append(rule.id) }
      } else {
        groups.append((rule, [rule.id]))
      }
    }
    return groups.flatMap { group -> [String] in
      let rule = group.first
      var text = group.ids.joined(separator: ", ")
      // The messages of findings stand above.
      if rule.verdict != .fired { text += ": \(rule.reason)" }
      if rule.verdict == .fired, let looksAt = rule.looksAt { text += ": \(looksAt)" }
      if !rule.workloads.isEmpty {
        text += " (in \(rule.workloads.map(\.text).joined(separator: ", ")))"
      }
      let words = rule.verdict.words
      let padding = String(repeating: " ", count: max(2, 14 - words.count))
      return Facts.fold(
        Printable.text(text), first: "    \(words)\(padding)",
        rest: String(repeating: " ", count: 18), Self.width)
    }
  }

  private var closing: String {
    let paths = basis.paths.map(\.text).map { $0.contains(" ") ? "\"\($0)\"" : $0 }
    var text =
      "\(Self.count(explanation.otherRules, "other rule")) did not look at this line. Findings are "
      + "those of `configlint check \(paths.joined(separator: " "))` "
      + "(\(Self.count(basis.fileCount, "file")))"
    if basis.isAdded { text += "; without its name `check` passes this file over" }
    return Printable.text(text + ".")
  }

  private static func count(_ number: Int, _ name: String) -> String {
    "\(number) \(name)\(number == 1 ? "" : "s")"
  }

  /// A text in lines of at most `width` characters, the later ones a little further in.
  static func wrapped(_ text: String, indent: Int) -> [String] {
    Facts.fold(
      text, first: String(repeating: " ", count: indent),
      rest: String(repeating: " ", count: indent + 4), width)
  }
}

/// Names and what is said of them, one below the other.
private struct Facts {
  private var rows: [(name: String, text: String)] = []
  private static let column = 14

  mutating func add(_ name: String, _ text: String) {
    rows.append((name, Printable.text(text)))
  }

  func lines(_ width: Int) -> [String] {
    rows.flatMap { row in
      let name = "  " + row.name
      let padding = String(repeating: " ", count: max(2, Self.column - name.count))
      return Self.fold(
        row.text, first: name + padding, rest: String(repeating: " ", count: Self.column), width)
    }
  }

  static func fold(_ text: String, first: String, rest: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = first
    var isStart = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !isStart, line.unicodeScalars.count + 1 + word.unicodeScalars.count > width {
        lines.append(line)
        line = rest
        isStart = true
      }
      line += (isStart ? "" : " ") + word
      isStart = false
    }
    return lines + [line]
  }
}

extension ResolutionStep.Relation {
  /// What a step of a way does, in a table.
  func words(of value: ValueDescription?) -> String {
    switch self {
    case .used: "used here"
    case .held: value?.kind == .suppliedElsewhere ? "passed through" : "held here"
    case .shadowed: "shadowed"
    }
  }
}

extension ExplainedRule.Verdict {
  fileprivate var words: String {
    switch self {
    case .fired: "found"
    case .allowed: "allowed"
    case .anotherName: "said otherwise"
    case .elsewhere: "elsewhere"
    case .notKept: "not kept"
    case .silentInStage: "silent"
    case .conditionUnmet: "not met"
    case .off: "off"
    case .notSelected: "not selected"
    case .processOnly: "process only"
    case .excepted: "excepted"
    case .judgedInside: "inside"
    case .emptyExample: "empty"
    case .passed: "passed"
    }
  }
}

extension ExplainedDirective.State {
  fileprivate var words: String {
    switch self {
    case .needed: "needed"
    case .unneeded: "not needed"
    case .expired: "ended"
    case .void: "no effect"
    case .unknown: "unclear"
    }
  }
}
