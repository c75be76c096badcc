import RulePacks

/// A rule that may speak in a situation, with its level there and what is still open about it.
final class PlannedRule {
  /// Its place among all rules.
  let number: Int
  let rule: Rule
  let severity: Severity
  /// Nil where nothing but the check is left to ask.
  let condition: PlannedCondition?
  /// The same for those who ask for every setting or workload, and do not count it.
  let askedCondition: Unmanaged<PlannedCondition>?
  /// Keys that the rule leaves out; nil for a rule that looks at no settings.
  let except: [AskedPattern]?
  /// What a value must hold for the rule to say anything of it.
  let sign: Sign?
  /// Of a value that is a text the check looks at nothing but the text, and at the key.
  let isAboutTextAlone: Bool
  /// The sides of the rule's relation, if it compares settings.
  let relation: AskedRelation?

  enum Sign {
    case address
    case token
  }

  init(
    _ rule: Rule, number: Int, _ severity: Severity, _ condition: PlannedCondition?,
    _ memory: JudgeMemory
  ) {
    self.number = number
    self.severity = severity
    self.rule = rule
    self.condition = condition
    askedCondition = condition.map { .passUnretained($0) }
    sign =
      switch rule.check {
      case .url: .address
      case .token: .token
      default: nil
      }
    isAboutTextAlone =
      switch rule.check {
      case .value, .origins: true
      default: false
      }
    relation =
      if case .relation(let relation) = rule.check {
        memory.relation(relation, of: rule.id)
      } else {
        nil
      }
    except =
      if case .setting(let selector) = rule.scope {
        selector.except.map { memory.asked($0) }
      } else {
        nil
      }
  }
}

/// Whether settings with such keys are there, asked again and again.
final class SettingQuestion {
  /// Tells the questions of one judge apart.
  let number: Int
  let keys: [AskedPattern]
  let test: ValueTest?

  init(number: Int, keys: [AskedPattern], test: ValueTest?) {
    self.number = number
    self.keys = keys
    self.test = test
  }
}

/// Gate, stage and format: what decides of most rules whether they speak at all.
///
/// Rules are planned when they are first asked for, each once.
final class Situation {
  let gate: Gate
  let stage: Stage
  let format: String
  /// By the rules' numbers; nil for those that nobody has asked for, and within for those that are
  /// silent here.
  @exclusivity(unchecked) private var planned: [PlannedRule??] = []
  private var ofRoles: [String: RoleRules] = [:]
  /// Rules that look at parts of values.
  private var ofInner: RoleRules?
  /// Rules about whole environments that nothing announces.
  private var everywhere: [Unmanaged<PlannedRule>]?

  init(_ gate: Gate, _ stage: Stage, _ format: String) {
    self.gate = gate
    self.stage = stage
    self.format = format
  }

  func isSituation(of here: Surroundings) -> Bool {
    stage == here.stage && gate == here.gate && format == here.format
  }

  /// The rule as far as it is open here; nil where it is silent whatever it is asked about.
  func rule(_ number: Int, _ judge: Judge) -> PlannedRule? {
    if planned.isEmpty { planned = Array(repeating: nil, count: judge.index.rules.count) }
    if let known = planned[number] { return known }
    let made = plan(number, judge)
    planned[number] = .some(made)
    return made
  }

  /// The rules that look at every key of a role.
  func rules(ofRole role: String, isInner: Bool, _ judge: Judge) -> RoleRules {
    if let known = isInner ? ofInner : ofRoles[role] { return known }
    let index = judge.index
    let numbers =
      isInner ? index.ofSecrets : Set((index.byRole[role] ?? []) + index.forEverySetting)
    let made = RoleRules(
      numbers.sorted().compactMap { number -> SettingPlan.Choice? in
        guard let rule = rule(number, judge), let except = rule.except else { return nil }
        return SettingPlan.Choice(rule: rule, keys: [], except: except)
      })
    if isInner { ofInner = made } else { ofRoles[role] = made }
    return made
  }

  func rulesForEveryWorkload(_ judge: Judge) -> [Unmanaged<PlannedRule>] {
    if let everywhere { return everywhere }
    let made = judge.workloadSigns.always.compactMap { number in
      rule(number, judge).map { Unmanaged.passUnretained($0) }
    }
    everywhere = made
    return made
  }

  private func plan(_ number: Int, _ judge: Judge) -> PlannedRule? {
    let rule = judge.index.rules[number]
    guard judge.isEnabled(rule, gate), let severity = judge.severity(rule, in: stage) else {
      return nil
    }
    guard let condition = rule.condition else {
      return PlannedRule(rule, number: number, severity, nil, judge.memory)
    }
    switch plan(condition, judge.memory) {
    case .decided(false): return nil
    case .decided(true): return PlannedRule(rule, number: number, severity, nil, judge.memory)
    case .open(let rest): return PlannedRule(rule, number: number, severity, rest, judge.memory)
    }
  }

  private enum Part {
    case decided(Bool)
    case open(PlannedCondition)
  }

  private func plan(_ condition: Condition, _ memory: JudgeMemory) -> Part {
    switch condition {
    case .all(let parts):
      switch plan(parts, memory, decidedBy: false) {
      case nil: .decided(false)
      case let rest?:
        rest.isEmpty
          ? .decided(true) : .open(rest.count > 1 ? PlannedCondition(all: rest) : rest[0])
      }
    case .any(let parts):
      switch plan(parts, memory, decidedBy: true) {
      case nil: .decided(true)
      case let rest?:
        rest.isEmpty
          ? .decided(false) : .open(rest.count > 1 ? PlannedCondition(any: rest) : rest[0])
      }
    case .not(let part):
      switch plan(part, memory) {
      case .decided(let holds): .decided(!holds)
      case .open(let rest): .open(PlannedCondition(not: rest))
      }
    case .stage(let stages): .decided(stages.contains(stage))
    case .format(let names): .decided(names.contains(format))
    case .setting(let keys, let test):
      .open(PlannedCondition(memory.question(keys, test), condition))
    default: .open(PlannedCondition(condition))
    }
  }

  /// What is open of several parts; nil where one of them decides on all.
  private func plan(
    _ parts: [Condition], _ memory: JudgeMemory, decidedBy deciding: Bool
  ) -> [PlannedCondition]? {
    var rest: [PlannedCondition] = []
    for part in parts {
      switch plan(part, memory) {
      case .decided(deciding): return nil
      case .decided: continue
      case .open(let part): rest.append(part)
      }
    }
    return rest
  }
}
