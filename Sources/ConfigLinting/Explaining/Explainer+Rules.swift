import ConfigGuard
import RulePacks

extension Explainer {
  /// What became of the rules that look at a setting, in every environment that has it.
  func rules(
    of group: [Touched], line: Int, _ explanation: LineExplanation
  ) -> (listed: [ExplainedRule], quiet: Int) {
    var rows: [Row] = []
    var quiet: Set<String> = []
    var spoken: Set<String> = []
    for touched in group where touched.isJudged {
      let considered = considerations(of: touched)
      for one in considered {
        if one.cause == .every, case .passed = one.answer {
          quiet.insert(one.rule.id)
          continue
        }
        spoken.insert(one.rule.id)
        rows += self.rows(for: one, touched, line, explanation)
      }
      guard touched.layer == nil else { continue }
      let workload = touched.judged.here.workload?.name
      for draft in contractual(of: touched) {
        rows.append(
          Row(
            rule: verdict(on: draft, line, explanation), workload: workload,
            shown: workload.map { screen.name($0) }))
      }
    }
    let isShared = group.count(where: \.isJudged) > 1
    return (merged(rows, isShared ? group.count : 1), quiet.subtracting(spoken).count)
  }

  struct Row {
    let rule: ExplainedRule
    let workload: String?
    let shown: ScreenedText?
  }

  /// The rules that are asked about a setting the way in which the linter asks them.
  private func considerations(of touched: Touched) -> [RuleConsideration] {
    let judge = touched.judged.reading.context.judge
    let (setting, here) = (touched.setting, touched.judged.here)
    if let layer = touched.layer {
      guard let below = Linter.setting(of: layer, below: setting) else { return [] }
      return judge.considerations(of: below, in: here).filter {
        Linter.isJudgedBelow($0.rule.category)
      }
    }
    var all = judge.considerations(of: setting, in: here)
    if let workload = here.workload {
      all += judge.workloadConsiderations(
        of: setting, in: here, at: Place(workload.file, workload.range))
    } else if touched.judged.manner == .environmentFile,
      linter.isWholeEnvironment(touched.judged.reading)
    {
      all += judge.workloadConsiderations(
        of: setting, in: here, at: Place(here.file, SourceRange(at: 0)))
    }
    for written in setting.written {
      all += judge.considerations(of: written, in: here).filter {
        Linter.isJudgedOfDefaults($0.rule.category)
      }
    }
    return all
  }

  private func rows(
    for considered: RuleConsideration, _ touched: Touched, _ line: Int,
    _ explanation: LineExplanation
  ) -> [Row] {
    let workload = touched.judged.here.workload?.name
    let verdicts: [ExplainedRule]
    if case .violated(let drafts) = considered.answer {
      verdicts = drafts.map { verdict(on: $0, line, explanation) }
    } else {
      verdicts = [
        silence(
          considered, stage: touched.judged.here.stage,
          reason: passReason(considered, touched))
      ]
    }
    return verdicts.map { rule in
      Row(rule: rule, workload: workload, shown: workload.map { screen.name($0) })
    }
  }

  /// One row for what is the same in several environments.
  private func merged(_ rows: [Row], _ environments: Int) -> [ExplainedRule] {
    struct Identity: Hashable {
      let id: String
      let verdict: ExplainedRule.Verdict
      let reason: String
    }
    var positions: [Identity: Int] = [:]
    var rules: [ExplainedRule] = []
    var known: [Set<String>] = []
    for row in rows {
      let identity = Identity(
        id: row.rule.id, verdict: row.rule.verdict, reason: row.rule.reason.text)
      let position = positions[identity] ?? rules.count
      if position == rules.count {
        positions[identity] = position
        rules.append(row.rule)
        known.append([])
      }
      if let name = row.workload, known[position].insert(name).inserted, let shown = row.shown {
        rules[position].workloads.append(shown)
      }
    }
    for index in rules.indices where rules[index].workloads.count >= environments {
      rules[index].workloads = []
    }
    return Self.sorted(rules)
  }

  private static func sorted(_ rules: [ExplainedRule]) -> [ExplainedRule] {
    let order = Dictionary(
      uniqueKeysWithValues: ExplainedRule.Verdict.allCases.enumerated().map { ($1, $0) })
    return rules.sorted {
      (order[$0.verdict] ?? 0, $0.reason.text, $0.id)
        < (order[$1.verdict] ?? 0, $1.reason.text, $1.id)
    }
  }

  // MARK: what was found

  /// What became of something that a rule found: the report has it, or says why not.
  private func verdict(
    on draft: FindingDraft, _ line: Int, _ explanation: LineExplanation
  ) -> ExplainedRule {
    let path = screen.path(draft.place.file.path).text
    let index = isHere(draft.place.file) ? lines : LineIndex(draft.place.file.bytes)
    let at = index.location(of: draft.place.range.start)
    func isThis(_ finding: Finding) -> Bool {
      finding.rule == draft.rule && finding.path == path && finding.line == at.line
        && finding.column == at.column
    }
    func rule(_ verdict: ExplainedRule.Verdict, _ reason: ReportText) -> ExplainedRule {
      ExplainedRule(
        id: draft.rule, verdict: verdict, severity: draft.severity, reason: screen.text(reason))
    }
    if let finding = report.findings.first(where: isThis) {
      let isHere = path == shownPath.text && at.line == line
      var fired = rule(isHere ? .fired : .elsewhere, draft.message)
      fired.severity = finding.severity
      if !isHere {
        fired.reason = screen.text(
          "said at \(path: draft.place.file.path):\(at.line):\(at.column)")
      }
      return fired
    }
    if let allowed = report.suppressed.first(where: { isThis($0.finding) }) {
      return rule(.allowed, Self.words(for: allowed))
    }
    guard trace.drafts.contains(where: { $0.rule == draft.rule && $0.place == draft.place }) else {
      return rule(.notKept, "no matter of this kind of place: \(draft.message)")
    }
    guard let winner = winner(over: draft, path, at) else {
      return rule(.notKept, "counted with others of its kind, or another name for what is allowed")
    }
    let answer: ReportText = winner.isAllowed ? ", which is allowed" : ""
    return rule(
      .anotherName,
      "another name for what \(prose: winner.rule) says\(answer); one fact is one finding")
  }

  /// The rule under whose name a fact is reported, if that is not the draft's own.
  private func winner(
    over draft: FindingDraft, _ path: String, _ at: SourceLocation
  ) -> (rule: String, isAllowed: Bool)? {
    // Of a number that the contract judges, the contract's word is the one that counts.
    if let contractual = trace.drafts.first(where: {
      $0.isContractual && $0.subject == draft.subject && $0.key == draft.key
        && $0.rule != draft.rule
    }), draft.category == .pool || draft.category == .limits {
      return (contractual.rule, false)
    }
    let names = Set(
      trace.drafts.filter {
        $0.rule != draft.rule && $0.subject == draft.subject && $0.part == draft.part
          && $0.category.rankAmongSecretFacts($0.confidence) != nil
      }.map(\.rule))
    func isName(_ finding: Finding) -> Bool {
      names.contains(finding.rule) && finding.path == path && finding.line == at.line
    }
    if let finding = report.findings.first(where: isName) { return (finding.rule, false) }
    return report.suppressed.first { isName($0.finding) }.map { ($0.finding.rule, true) }
  }

  // MARK: what was not found

  private func silence(
    _ considered: RuleConsideration, stage: Stage, reason: ReportText
  ) -> ExplainedRule {
    silence(considered.rule, considered.answer, stage: stage, passed: reason)
  }

  private func silence(
    _ rule: Rule, _ answer: RuleConsideration.Answer, stage: Stage, passed: ReportText
  ) -> ExplainedRule {
    let (verdict, reason): (ExplainedRule.Verdict, ReportText) =
      switch answer {
      case .notSelected: (.notSelected, "left out by --only or --skip")
      case .otherGate: (.processOnly, "looks at the environment of a process only")
      case .off: (.off, "switched off by the contract")
      case .silentInStage: (.silentInStage, "says nothing in the stage \(stage)")
      case .excepted: (.excepted, "leaves out settings with such a key")
      case .unmet(let condition, .unknown):
        (.conditionUnmet, "asks that \(condition.words), which is not known here")
      case .unmet(let condition, _): (.conditionUnmet, "asks that \(condition.words)")
      case .emptyExample: (.emptyExample, "an example leaves values empty on purpose")
      case .judgedInside:
        (.judgedInside, "a secret stands inside the value and is judged by itself")
      case .publishedToken: (.passed, "the token is one that everybody has")
      case .passed, .violated: (.passed, passed)
      }
    return ExplainedRule(
      id: rule.id, verdict: verdict, severity: nil, reason: screen.text(reason))
  }

  /// Which part of the check the value has passed.
  private func passReason(_ considered: RuleConsideration, _ touched: Touched) -> ReportText {
    let setting = considered.part?.setting ?? touched.setting
    let value = touched.layer?.value ?? setting.value
    let inner: ReportText = considered.part == nil ? "the value" : "the secret inside"
    switch considered.rule.check {
    case .secret(let classes):
      guard value.form == .literal, value.literal != nil else {
        return "looks at literals; \(inner) is \(Self.words(for: value.form))"
      }
      let list = classes.map { Self.words(forClass: $0) }.joined(separator: " or ")
      return "looks for \(list); \(inner) is none"
    case .fallback:
      return value.fallbacks.isEmpty
        ? "\(inner) has no default behind a reference" : "the default is no secret"
    case .token: return "\(inner) is no token of the kinds that it asks for"
    case .requires: return "one of the settings that it asks for is there"
    case .relation: return "the settings are in the right relation, or one is not known"
    case .twins: return "the other one of the pair is not set"
    default:
      guard value.literal != nil || value.isEmpty else {
        return "\(inner) is \(Self.words(for: value.form)); what it comes to is not known here"
      }
      return "\(inner) is not what it objects to"
    }
  }

  /// What packs call the classes of secrets, in words.
  private static func words(forClass name: String) -> ReportText {
    switch name {
    case "placeholder": "a placeholder"
    case "weak": "a secret that can be guessed"
    case "default": "a published default"
    case "opaque": "a secret that nobody can guess"
    case "token": "a provider's token"
    case "random": "text that a generator made"
    default: "\(prose: name)"
    }
  }

  private static func words(for form: Value.Form) -> ReportText {
    switch form {
    case .literal: "a literal"
    case .empty: "empty"
    case .passedThrough: "passed through"
    case .reference: "a reference"
    case .template: "a template"
    case .encrypted: "encrypted"
    case .hash: "a hash"
    }
  }

  // MARK: places in documents

  /// Rules whose paths lead to a line.
  func pathRules(on line: Int, _ explanation: LineExplanation) -> [ExplainedRule] {
    let rows = trace.paths.filter { self.line(of: $0.place.range) == line }.map { judged in
      let rule: ExplainedRule
      if case .violated(let drafts) = judged.answer, let draft = drafts.first {
        rule = verdict(on: draft, line, explanation)
      } else {
        rule = silence(
          judged.rule, judged.answer, stage: judged.stage,
          passed: judged.rule.check == .absent
            ? "the key that it misses elsewhere is there" : "what stands here is right")
      }
      return Row(rule: rule, workload: nil, shown: nil)
    }
    return merged(rows, 2)
  }
}
