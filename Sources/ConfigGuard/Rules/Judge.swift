package import RulePacks

/// Judges settings, workloads and documents by the rules.
///
/// An object, since whatever judges one document or one environment holds it.
package final class Judge {
  package let index: RuleIndex
  package let patterns: PatternCache
  package let classifier: SecretClassifier
  package let embedded: EmbeddedReader
  package let values: ValueReader
  package let ruleSettings: [String: RuleSetting]
  let only: Set<String>
  let skip: Set<String>
  /// In seconds since 1970; without it no exception ends.
  private let now: Int?
  /// What rules that may speak ask of other documents.
  package var documentQueries: [DocumentQuery] {
    if let known = memory.documentQueries { return known }
    let made = RuleIndex.documentQueries(
      of: index.rulesAboutDocuments.map { index.rules[$0] }.filter { rule in
        !skip.contains(rule.id) && (only.isEmpty || only.contains(rule.id))
      })
    memory.documentQueries = made
    return made
  }
  package let valueCheck: ValueCheck
  let originCheck: OriginCheck
  let urlCheck: URLCheck
  let memory: JudgeMemory

  package init(
    _ rules: PreparedRules, patterns: PatternCache, values: ValueReader? = nil,
    contract: Contract? = nil,
    only: Set<String> = [], skip: Set<String> = [], now: Int? = nil
  ) {
    index = rules.index
    self.patterns = patterns
    classifier = SecretClassifier(index.vocabulary, rules.tokens, patterns, now: now)
    embedded = EmbeddedReader(index)
    self.now = now
    self.values = values ?? ValueReader(index.vocabulary, patterns)
    valueCheck = ValueCheck(patterns: patterns, lists: index.vocabulary)
    originCheck = OriginCheck(index.vocabulary, memory: patterns)
    urlCheck = URLCheck(classifier: classifier)
    // A rule may be called by a former id.
    let current = { id in rules.index.rule(id)?.id ?? id }
    ruleSettings = Dictionary(
      (contract?.ruleSettings ?? []).map { (current($0.rule), $0) }, uniquingKeysWith: { $1 })
    let (only, skip) = (Set(only.map(current)), Set(skip.map(current)))
    self.only = only
    self.skip = skip
    memory = JudgeMemory()
  }

  private init(_ other: Judge, at now: Int?) {
    index = other.index
    patterns = other.patterns
    classifier = other.classifier.at(now)
    embedded = other.embedded
    values = other.values
    ruleSettings = other.ruleSettings
    only = other.only
    skip = other.skip
    self.now = now
    valueCheck = other.valueCheck
    originCheck = other.originCheck
    urlCheck = URLCheck(classifier: classifier)
    memory = other.memory
  }

  /// The same judge with another time by which exceptions and tokens end; what one learns serves
  /// both, so that they cannot be used at once.
  func at(_ now: Int?) -> Judge { Judge(self, at: now) }

  /// Lets go of the values that were judged last.
  func forget() {
    classifier.forget()
    urlCheck.forget()
    patterns.readItems.forget()
    memory.forgetSetting()
  }

  package func isEnabled(_ rule: Rule, _ gate: Gate) -> Bool {
    guard rule.gates.contains(gate), !skip.contains(rule.id) else { return false }
    return only.isEmpty || only.contains(rule.id)
  }

  /// Whether the last day of an exception lies behind; days are those of UTC.
  package func isOver(_ lastDay: String) -> Bool {
    guard let now, let start = UnixTime.seconds(lastDay.utf8) else { return false }
    return now >= start + 86_400
  }

  /// The severity of a rule here: the project's word, else the rule's own.
  package func severity(_ rule: Rule, in stage: Stage) -> Severity? {
    if let setting = ruleSettings[rule.id] {
      if setting.isOff { return nil }
      if let severity = setting.severity { return severity }
    }
    return rule.levels.severity(in: stage)
  }

  /// All findings about one setting.
  package func judge(_ setting: Setting, in surroundings: Surroundings) -> [FindingDraft] {
    // Every look at it would be a copy.
    let value = setting.value
    // A template leaves values empty on purpose.
    if surroundings.stage == .example, value.isEmpty { return [] }
    let inner = innerSecrets(of: setting)
    var drafts = inner.isEmpty ? [] : judge(inner, of: setting, in: surroundings)
    let role = role(of: setting, in: surroundings)
    let plan = plan(for: setting, role, surroundings)
    let rules = plan.rules
    var signs = ValueSigns()
    // A process has each name once; of what it got nothing is kept beside the plans.
    var passed = surroundings.gate == .files ? plan.passed(value, of: setting, role) : nil
    // Only of what is not announced anything is known.
    let isAnnounced =
      passed?.isNew != false && rules.asked.count > rules.unannounced.count
      && signs.hasAny(in: value, classifier)
    let choices = isAnnounced ? rules.asked : rules.unannounced
    for place in choices.indices where isAnnounced || passed?.contains(place) != true {
      choices[place]._withUnsafeGuaranteedRef { choice in
        if !inner.isEmpty, isJudgedInside(choice.number, inner) { return }
        if let sign = choice.sign, !signs.has(sign, in: value, classifier) { return }
        switch outcome(of: choice, setting, value, role, surroundings, inner) {
        case .violated(let severity, let violations):
          for violation in violations {
            drafts.append(
              draft(choice.rule.rule, severity, violation, setting, role, surroundings))
          }
        case .passed where choice.isAboutTextAlone: passed?.insert(place)
        default: return
        }
      }
    }
    // It holds what was asked.
    withExtendedLifetime(plan) { if !isAnnounced, let passed { $0.remember(passed) } }
    return drafts
  }

  /// One secret is judged where it stands, not once more with all that is around it.
  func isJudgedInside(_ number: Int, _ inner: [InnerSecret]) -> Bool {
    !inner.isEmpty && index.ofSecrets.contains(number)
  }

  func isPublishedToken(_ check: Check, _ inner: [InnerSecret]) -> Bool {
    if case .token = check { isPublished(inner) } else { false }
  }

  /// What one rule says of one setting.
  func outcome(
    of rule: Rule, _ setting: Setting, _ role: String, _ here: Surroundings,
    beside users: [String] = []
  ) -> RuleOutcome {
    guard isEnabled(rule, here.gate), let severity = severity(rule, in: here.stage) else {
      return .refused
    }
    guard applies(rule, to: setting) else { return .excepted }
    guard rule.condition.map({ holds($0, setting, role, here) }) ?? true else { return .unmet }
    let violations = violations(
      of: rule.check, setting, setting.value, role, here, beside: users)
    return violations.isEmpty ? .passed : .violated(severity, violations)
  }

  /// The role of a key; a contract may say that it holds a secret.
  package func role(of setting: Setting, in surroundings: Surroundings) -> String {
    if surroundings.contract?.variables.isSecret(setting.key) == true { return KeyRole.secret }
    return self.role(of: setting)
  }

  /// The role of a key by its words, its place and the look of its value.
  package func role(of setting: Setting) -> String {
    let role = memory.role(of: setting) { index.role(of: setting) }
    // What a document keeps as a secret is one, unless its key says what else it is.
    if setting.isDeclaredSecret, Self.vagueRoles.contains(role) { return KeyRole.secret }
    switch role {
    case KeyRole.possibleSecret where Self.isGenerated(setting): return KeyRole.secret
    case KeyRole.secretName where Self.isNoName(setting): return KeyRole.secret
    default: return role
    }
  }

  /// Roles that follow from one word, which a document's own mark outweighs.
  private static let vagueRoles: Set<String> = [KeyRole.none, KeyRole.possibleSecret, "structure"]
  private static let shortestGenerated = 20
  /// Texts that are shorter are no secrets for their looks.
  package static let shortestSecretByLooks = min(shortestGenerated, shortestWithoutName)

  private static func isGenerated(_ setting: Setting) -> Bool {
    guard setting.value.form == .literal, let text = setting.value.literal?.trimmedASCII,
      text.utf8.count >= shortestGenerated
    else { return false }
    return isUUID(text) ? holdsCredentials(setting) : Randomness.looksRandom(text)
  }

  private static let shortestWithoutName = 24

  /// Whether nobody would call an object so: one long run of letters and digits, or an id where a
  /// plain `secret` is asked for.
  private static func isNoName(_ setting: Setting) -> Bool {
    guard setting.value.form == .literal, let text = setting.value.literal?.trimmedASCII,
      text.utf8.count >= shortestWithoutName
    else { return false }
    if isUUID(text) { return setting.info.words.last == "secret" }
    return !text.contains("-") && GeneratedText.isWhole(text)
  }

  /// Some tokens are UUIDs.
  private static func holdsCredentials(_ setting: Setting) -> Bool {
    setting.info.words.contains { $0 == "token" || $0 == "tokens" || $0 == "secret" }
  }

  /// Ids are random, too.
  private static func isUUID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 36 && [8, 13, 18, 23].allSatisfy { bytes[$0] == 0x2D }
  }

  func ruleNumbers(for setting: Setting, role: String) -> [Int] {
    let inContext = setting.info.candidates.filter {
      !$0.pattern.context.isEmpty
        && $0.pattern.matches(setting.info, ancestors: setting.ancestors)
    }
    return ruleNumbersWithoutContext(setting.info, role).union(inContext.map(\.rule)).sorted()
  }

  /// Rules that choose a setting by its key and role, wherever it lies.
  func ruleNumbersWithoutContext(_ info: KeyInfo, _ role: String) -> Set<Int> {
    // What needs no context was decided when the key was taken apart.
    var numbers = Set(info.candidates.lazy.filter(\.pattern.context.isEmpty).map(\.rule))
    numbers.formUnion(info.rules)
    numbers.formUnion(index.byRole[role] ?? [])
    numbers.formUnion(index.forEverySetting)
    return numbers
  }

  func applies(_ rule: Rule, to setting: Setting) -> Bool {
    guard case .setting(let selector) = rule.scope else { return false }
    return !selector.except.contains {
      $0.matches(setting.info, ancestors: setting.ancestors)
    }
  }

  func draft(
    _ rule: Rule, _ severity: Severity, _ violation: Violation, _ setting: Setting, _ role: String,
    _ surroundings: Surroundings
  ) -> FindingDraft {
    var draft = FindingDraft(
      rule, severity, at: Place(setting.file, violation.range ?? setting.value.range),
      subject: setting.place, keyPath: setting.keyPath, key: setting.key,
      workload: surroundings.workload?.name, stage: surroundings.stage,
      arguments: violation.arguments)
    draft.related = setting.uses.map { ($0.place, "used here") }
    // The host's own rule for a value that cannot be a secret: neither its key nor its rule is.
    let isPublic =
      role != KeyRole.secret && rule.category.isAboutPublicValues && rule.showsValues
    draft.content =
      violation.content ?? (isPublic && !setting.isDeclaredSecret ? .publicValue : .value)
    return draft
  }
}

/// What a value holds that rules about every setting look for, found out once for all of them.
private struct ValueSigns {
  private var hasAddress: Bool?
  private var hasToken: Bool?

  mutating func hasAny(in value: Value, _ classifier: SecretClassifier) -> Bool {
    has(.address, in: value, classifier) || has(.token, in: value, classifier)
  }

  mutating func has(
    _ sign: PlannedRule.Sign, in value: Value, _ classifier: SecretClassifier
  ) -> Bool {
    switch sign {
    case .address:
      if let hasAddress { return hasAddress }
      let found = value.literal.map { Self.mayHoldAddress($0) } ?? false
      hasAddress = found
      return found
    case .token:
      if let hasToken { return hasToken }
      let found =
        value.items?.contains { !classifier.tokens(in: $0.text).isEmpty } ?? false
        || value.literal.map { !classifier.tokens(in: $0).isEmpty } ?? false
      hasToken = found
      return found
    }
  }

  private static func mayHoldAddress(_ text: String) -> Bool {
    text.withBytes { bytes in
      var index = 0
      while index + 2 < bytes.count {
        if bytes[index] == 0x3A, bytes[index + 1] == 0x2F, bytes[index + 2] == 0x2F { return true }
        index += 1
      }
      return false
    }
  }
}

extension Category {
  /// Whether values that such a rule points at may be shown as they are written.
  package var isAboutPublicValues: Bool {
    switch self {
    case .cors, .debug, .pool, .backup, .limits: true
    default: false
    }
  }
}
