import RulePacks

/// The settings of some surroundings by the last words of their keys.
@usableFromInline
class SettingLookup {
  private static let few = 32

  /// For each setting what is planned for its key.
  @exclusivity(unchecked) private final var plans: [KeyPlans] = []
  /// The bits of their keys' last words.
  @exclusivity(unchecked) private final var lastWordBits: UInt64 = 0
  /// Places of settings by the judge's numbers of their last words, where there are many.
  private final var positions: [Int32: [Int]]?
  /// What was found out already of the first questions, a bit for each by its number.
  @exclusivity(unchecked) private final var answered: UInt64 = 0
  @exclusivity(unchecked) private final var holding: UInt64 = 0
  /// The same of all others, by their numbers.
  @exclusivity(unchecked) private final var answers: [Answer] = []
  @exclusivity(unchecked) private final var isReady = false
  /// The situation that was asked for last, and whose it is: it is held there for good.
  @exclusivity(unchecked) private final var latestSituation: Unmanaged<Situation>?
  @exclusivity(unchecked) private final var latestMemory: JudgeMemory?

  init() {}

  private enum Answer {
    case open
    case holds
    case fails
  }

  private final var isMany: Bool { plans.count > Self.few }

  /// The situation of these surroundings, found once for all settings in them.
  final func situation(of here: Surroundings, _ memory: JudgeMemory) -> Unmanaged<Situation> {
    if latestMemory === memory, let latestSituation,
      latestSituation._withUnsafeGuaranteedRef({ $0.isSituation(of: here) })
    {
      return latestSituation
    }
    let found = memory.situation(here)
    latestSituation = found
    latestMemory = memory
    return found
  }

  /// What is planned for the keys of settings, which are always the same.
  final func plans(of settings: [Setting], _ memory: JudgeMemory) -> [KeyPlans] {
    if isReady { return plans }
    plans.reserveCapacity(settings.count)
    for position in settings.indices {
      let made = memory.plans(settings[position].info)
      lastWordBits |= made.lastWordBit
      plans.append(consume made)
    }
    if isMany {
      var positions: [Int32: [Int]] = [:]
      for (position, plans) in plans.enumerated() {
        positions[plans.lastWord, default: []].append(position)
      }
      self.positions = positions
    }
    isReady = true
    return plans
  }

  /// Whether there may be settings on both sides of a relation, by the bits of their keys' last words.
  final func mayPair(
    _ asked: AskedRelation, _ settings: [Setting], _ memory: JudgeMemory
  ) -> Bool {
    if !isReady { _ = plans(of: settings, memory) }
    return lastWordBits & asked.left.lastWordBits != 0
      && lastWordBits & asked.right.lastWordBits != 0
  }

  /// Whether there is a setting that a question is about.
  final func holds(_ question: SettingQuestion, among settings: [Setting], _ judge: Judge) -> Bool {
    // Asked for each of many settings, the same question would cost the square of their number.
    if question.number < 64 {
      let bit: UInt64 = 1 << UInt64(question.number)
      if answered & bit == 0 {
        answered |= bit
        if search(question, settings, plans(of: settings, judge.memory), judge) { holding |= bit }
      }
      return holding & bit != 0
    }
    if question.number < answers.count, answers[question.number] != .open {
      return answers[question.number] == .holds
    }
    let found = search(question, settings, plans(of: settings, judge.memory), judge)
    if question.number >= answers.count {
      let count = judge.memory.numberOfQuestions
      answers += Array(repeating: .open, count: count - answers.count)
    }
    answers[question.number] = found ? .holds : .fails
    return found
  }

  // Without closures, which would be made for each question.
  private final func search(
    _ question: SettingQuestion, _ settings: [Setting], _ plans: [KeyPlans], _ judge: Judge
  ) -> Bool {
    for key in question.keys where key.lastWordBits & lastWordBits != 0 {
      if isMany, !key.lastWords.isEmpty {
        for word in key.lastWords {
          for position in positions?[word] ?? []
          where answers(question, key, settings[position], plans[position], judge) { return true }
        }
      } else {
        for position in settings.indices
        where key.lastWords.isEmpty || key.lastWords.contains(plans[position].lastWord) {
          if answers(question, key, settings[position], plans[position], judge) { return true }
        }
      }
    }
    return false
  }

  /// Whether a setting is what a question asks for under one of its keys.
  private final func answers(
    _ question: SettingQuestion, _ key: AskedPattern, _ setting: Setting, _ plans: KeyPlans,
    _ judge: Judge
  ) -> Bool {
    guard plans.matches(key, ancestors: setting.ancestors) else { return false }
    guard let test = question.test else { return setting.value.isSupplied }
    return judge.passes(test, setting)
  }
}
