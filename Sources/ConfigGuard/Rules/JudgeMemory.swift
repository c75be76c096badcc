import RulePacks

/// What a judge has worked out for keys, images and situations that come again and again.
///
/// It belongs to one judge alone: threads that judge at once share nothing that changes.
final class JudgeMemory {
  private static let mostImages = 4096
  private static let mostKeys = 1 << 16

  private var situations: [Situation] = []
  private var keys: [ObjectIdentifier: KeyPlans] = [:]
  private var lastWords: [String: Int32] = [:]
  private var questions: [QuestionText: SettingQuestion] = [:]
  private var images: [String: KnownImage] = [:]
  private var fileKind: (file: SourceFile, kind: String)?
  var workloadRules: WorkloadRuleIndex?
  var documentQueries: [DocumentQuery]?

  /// An image with the rules that may ask for it.
  final class KnownImage {
    let identity: ContainerImage.Identity
    let rules: [Int]

    init(_ identity: ContainerImage.Identity, rules: [Int]) {
      self.identity = identity
      self.rules = rules
    }
  }

  func situation(_ here: Surroundings) -> Situation {
    let known = situations.first {
      $0.stage == here.stage && $0.gate == here.gate && $0.format == here.format
    }
    if let known { return known }
    let made = Situation(here.gate, here.stage, here.format)
    situations.append(made)
    return made
  }

  func plans(_ info: KeyInfo) -> KeyPlans {
    if let known = keys[ObjectIdentifier(info)] { return known }
    if keys.count >= Self.mostKeys { keys = [:] }
    let made = KeyPlans(info, lastWord: info.words.last.map { number(ofLastWord: $0) } ?? -1)
    keys[ObjectIdentifier(info)] = made
    return made
  }

  private func number(ofLastWord word: String) -> Int32 {
    if let known = lastWords[word] { return known }
    let number = Int32(truncatingIfNeeded: lastWords.count)
    lastWords[word] = number
    return number
  }

  func asked(_ pattern: KeyPattern) -> AskedPattern {
    AskedPattern(
      pattern: pattern, lastWords: pattern.lastWords.map { number(ofLastWord: $0) })
  }

  private struct QuestionText: Hashable {
    let keys: [KeyPattern]
    let test: ValueTest?
  }

  /// The question that conditions of several rules may ask.
  func question(_ keys: [KeyPattern], _ test: ValueTest?) -> SettingQuestion {
    let text = QuestionText(keys: keys, test: test)
    if let known = questions[text] { return known }
    let made = SettingQuestion(
      number: questions.count, keys: keys.map { asked($0) }, test: test)
    questions[text] = made
    return made
  }

  func image(_ text: String, _ rules: WorkloadRuleIndex) -> KnownImage {
    if let known = images[text] { return known }
    if images.count >= Self.mostImages { images = [:] }
    let identity = ContainerImage.Identity(text)
    let made = KnownImage(identity, rules: rules.rules(of: identity))
    images[text] = made
    return made
  }

  /// The kind of a file; many settings of one file are judged in turn.
  func kind(of file: SourceFile, _ find: (SourceFile) -> String) -> String {
    if let fileKind, fileKind.file === file { return fileKind.kind }
    let kind = find(file)
    fileKind = (file, kind)
    return kind
  }
}

/// The rules that may speak of settings with one key.
final class KeyPlans {
  let info: KeyInfo
  /// The judge's number of the key's last word; -1 without one.
  let lastWord: Int32
  private var plans: [SettingPlan] = []
  private var ofWorkloads: [Int]?

  init(_ info: KeyInfo, lastWord: Int32) {
    self.info = info
    self.lastWord = lastWord
  }

  func plan(
    _ situation: Situation, _ role: String, isNested: Bool, isInner: Bool, _ judge: Judge
  ) -> SettingPlan {
    let known = plans.first {
      $0.situation === situation && $0.isNested == isNested && $0.isInner == isInner
        && $0.role == role
    }
    if let known { return known }
    let made = SettingPlan(
      info, situation, role, isNested: isNested, isInner: isInner, judge)
    plans.append(made)
    return made
  }

  /// Rules about whole environments that such a setting may make speak.
  func workloadRules(_ index: WorkloadRuleIndex) -> [Int] {
    if let ofWorkloads { return ofWorkloads }
    let made = index.rules(of: self)
    ofWorkloads = made
    return made
  }
}

/// The rules for settings with one key and one role in one situation.
final class SettingPlan {
  struct Choice {
    let rule: PlannedRule
    /// Of these patterns one must match; empty where the key alone has decided.
    let keys: [KeyPattern]
    /// Of these none must match.
    let except: [KeyPattern]
    /// What these need.
    private let needs: [WordBits.Needs]

    init(rule: PlannedRule, keys: [KeyPattern], except: [KeyPattern]) {
      self.rule = rule
      self.keys = keys
      self.except = except
      needs = except.map { WordBits.Needs($0) }
    }

    /// Whether a key with such words may be left out.
    func mayLeaveOut(_ words: WordBits) -> Bool { needs.contains { $0.mayBeMet(by: words) } }

    func chooses(_ setting: Setting) -> Bool {
      if keys.isEmpty, except.isEmpty { return true }
      let matches: (KeyPattern) -> Bool = {
        $0.matches(setting.info.words, ancestors: setting.ancestors)
      }
      return (keys.isEmpty || keys.contains(where: matches)) && !except.contains(where: matches)
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

  init(
    _ info: KeyInfo, _ situation: Situation, _ role: String, isNested: Bool, isInner: Bool,
    _ judge: Judge
  ) {
    self.situation = situation
    self.role = role
    self.isNested = isNested
    self.isInner = isInner
    var rules = situation.rules(ofRole: role, isInner: isInner, judge)
    let known = Set(rules.map(\.rule.number))
    // Of these patterns one must match; none where the key alone has decided.
    var others: [Int: [KeyPattern]] = [:]
    if !isInner {
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
        } else if candidate.pattern.matches(info.words, ancestors: []) {
          others[candidate.rule] = []
        }
      }
    }
    for (number, keys) in others {
      guard let rule = situation.rule(number, judge), let except = rule.except else { continue }
      rules.append(Choice(rule: rule, keys: keys, except: except))
    }
    if !others.isEmpty { rules.sort { $0.rule.number < $1.rule.number } }
    choices = Self.choices(among: rules, info, isNested: isNested)
  }

  /// Of the rules that look at a key, those that leave it not out.
  private static func choices(
    among rules: [Choice], _ info: KeyInfo, isNested: Bool
  ) -> [Choice] {
    if rules.allSatisfy(\.except.isEmpty) { return rules }
    let bits = WordBits(info.words)
    var choices: [Choice] = []
    choices.reserveCapacity(rules.count)
    for choice in rules {
      guard choice.mayLeaveOut(bits) else {
        choices.append(
          choice.except.isEmpty ? choice : Choice(rule: choice.rule, keys: choice.keys, except: []))
        continue
      }
      let except = choice.except.filter { pattern in
        isNested && !pattern.context.isEmpty
          ? pattern.couldMatchLeaf(info.words) : pattern.matches(info.words, ancestors: [])
      }
      guard except.allSatisfy({ isNested && !$0.context.isEmpty }) else { continue }
      choices.append(Choice(rule: choice.rule, keys: choice.keys, except: except))
    }
    return choices
  }
}
