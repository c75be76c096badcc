import RulePacks

/// The rules for settings with one key and one role in one situation.
final class SettingPlan {
  /// An object, since every setting is asked about by several.
  final class Choice {
    let rule: PlannedRule
    /// Of these patterns one must match; empty where the key alone has decided.
    let keys: [KeyPattern]
    /// Of these none must match.
    let except: [AskedPattern]
    /// What is asked of the rule for every setting, so that it need not be looked at for that.
    let number: Int
    let sign: PlannedRule.Sign?
    let isAboutTextAlone: Bool
    /// Held by the rule; nil where nothing but the check is left to ask.
    let condition: Unmanaged<PlannedCondition>?

    init(rule: PlannedRule, keys: [KeyPattern], except: [AskedPattern]) {
      self.rule = rule
      self.keys = keys
      self.except = except
      number = rule.number
      sign = rule.sign
      isAboutTextAlone = rule.isAboutTextAlone
      condition = rule.askedCondition
    }

    /// Whether a key may be left out, by the bits of its words.
    func mayLeaveOut(_ info: KeyInfo, isNested: Bool) -> Bool {
      for asked in except where asked.pattern.mayMatch(info.bits, isAlone: !isNested) {
        return true
      }
      return false
    }

    func chooses(_ setting: Setting) -> Bool {
      if keys.isEmpty, except.isEmpty { return true }
      let (info, ancestors) = (setting.info, setting.ancestors)
      let isChosen = keys.isEmpty || keys.contains { $0.matches(info, ancestors: ancestors) }
      return isChosen && !except.contains { $0.pattern.matches(info, ancestors: ancestors) }
    }
  }

  let situation: Situation
  let role: String
  /// Mappings around the key have names, which may decide.
  let isNested: Bool
  /// A part of a value, of which only rules about secrets speak.
  let isInner: Bool
  /// In the order of the rules.
  let choices: [Choice]
  /// The choices for those who go through them for every setting, and count none of them.
  let asked: [Unmanaged<Choice>]
  /// Those of them that look for nothing which a look at the value rules out.
  let unannounced: [Unmanaged<Choice>]

  init(
    _ situation: Situation, _ role: String, isNested: Bool, isInner: Bool, _ choices: [Choice]
  ) {
    self.situation = situation
    self.role = role
    self.isNested = isNested
    self.isInner = isInner
    self.choices = choices
    asked = choices.map { Unmanaged.passUnretained($0) }
    unannounced =
      choices.contains { $0.sign != nil }
      ? choices.lazy.filter { $0.sign == nil }.map { Unmanaged.passUnretained($0) } : asked
  }

  /// The plan for a key; keys of which only the role decides share theirs.
  static func plan(
    for key: KeyPlans, _ situation: Situation, _ role: String, isNested: Bool, isInner: Bool,
    _ judge: Judge
  ) -> SettingPlan {
    let info = key.info
    let ofRole = situation.rules(ofRole: role, isInner: isInner, judge)
    let others = isInner ? [] : others(than: ofRole.numbers, info, situation, isNested, judge)
    if others.isEmpty,
      !ofRole.choices.contains(where: { $0.mayLeaveOut(info, isNested: isNested) })
    {
      return ofRole.plan(situation, role, isNested: isNested, isInner: isInner)
    }
    var choices = ofRole.choices + others
    if !others.isEmpty { choices.sort { $0.number < $1.number } }
    return SettingPlan(
      situation, role, isNested: isNested, isInner: isInner,
      Self.choices(among: choices, key, isNested: isNested))
  }

  /// Rules that choose a key by its words.
  private static func others(
    than known: Set<Int>, _ info: KeyInfo, _ situation: Situation, _ isNested: Bool,
    _ judge: Judge
  ) -> [Choice] {
    guard !info.rules.isEmpty || !info.candidates.isEmpty else { return [] }
    // Of these patterns one must match; none where the key alone has decided.
    var others: [Int: [KeyPattern]] = [:]
    for number in info.rules where !known.contains(number) { others[number] = [] }
    for candidate in info.candidates where !known.contains(candidate.rule) {
      // What needs no context was decided when the key was taken apart.
      if candidate.pattern.context.isEmpty { others[candidate.rule] = [] }
    }
    for candidate in info.candidates
    where !known.contains(candidate.rule) && !candidate.pattern.context.isEmpty
      && others[candidate.rule]?.isEmpty != true
    {
      if isNested {
        others[candidate.rule, default: []].append(candidate.pattern)
      } else if candidate.pattern.matches(info, ancestors: []) {
        others[candidate.rule] = []
      }
    }
    return others.compactMap { number, keys in
      guard let rule = situation.rule(number, judge), let except = rule.except else { return nil }
      return Choice(rule: rule, keys: keys, except: except)
    }
  }

  /// Of the rules that look at a key, those that leave it not out.
  private static func choices(
    among rules: [Choice], _ key: KeyPlans, isNested: Bool
  ) -> [Choice] {
    let info = key.info
    var choices: [Choice] = []
    choices.reserveCapacity(rules.count)
    for choice in rules {
      if choice.except.isEmpty {
        choices.append(choice)
        continue
      }
      let except = choice.except.filter { asked in
        isNested && !asked.pattern.context.isEmpty
          ? asked.pattern.mayMatch(info.bits, isAlone: false)
            && asked.pattern.couldMatchLeaf(info.words)
          : key.matches(asked, ancestors: [])
      }
      guard except.allSatisfy({ isNested && !$0.pattern.context.isEmpty }) else { continue }
      choices.append(Choice(rule: choice.rule, keys: choice.keys, except: except))
    }
    return choices
  }
}

/// The rules that look at every key of a role, whatever its words are, with what they leave out.
final class RoleRules {
  let choices: [SettingPlan.Choice]
  let numbers: Set<Int>
  private var plans: [SettingPlan] = []

  init(_ choices: [SettingPlan.Choice]) {
    self.choices = choices
    numbers = Set(choices.map(\.rule.number))
  }

  /// The plan for keys that no other rule looks at, and that none of these leaves out.
  func plan(
    _ situation: Situation, _ role: String, isNested: Bool, isInner: Bool
  ) -> SettingPlan {
    for plan in plans where plan.isNested == isNested && plan.role == role { return plan }
    let made = SettingPlan(
      situation, role, isNested: isNested, isInner: isInner,
      choices.map { SettingPlan.Choice(rule: $0.rule, keys: $0.keys, except: []) })
    plans.append(made)
    return made
  }
}
