import RulePacks

/// The settings of some surroundings by the last words of their keys.
final class SettingLookup {
  private static let few = 32

  /// For each setting what is planned for its key.
  @exclusivity(unchecked) private var plans: [KeyPlans] = []
  /// The bits of their keys' last words.
  @exclusivity(unchecked) private var lastWordBits: UInt64 = 0
  /// Places of settings by the judge's numbers of their last words, where there are many.
  private var positions: [Int32: [Int]] = [:]
  /// What was found out already of the first questions, a bit for each by its number.
  @exclusivity(unchecked) private var answered: UInt64 = 0
  @exclusivity(unchecked) private var holding: UInt64 = 0
  /// The same of all others, by their numbers.
  @exclusivity(unchecked) private var answers: [Answer] = []
  @exclusivity(unchecked) private var isReady = false
  /// The situation that was asked for last, and whose it is.
  @exclusivity(unchecked) private var latestSituation: Situation?
  @exclusivity(unchecked) private var latestMemory: JudgeMemory?

  private enum Answer {
    case open
    case holds
    case fails
  }

  private var isMany: Bool { plans.count > Self.few }

  /// The situation of these surroundings, found once for all settings in them.
  func situation(of here: Surroundings, _ memory: JudgeMemory) -> Situation {
    if latestMemory === memory, let latestSituation, latestSituation.isSituation(of: here) {
      return latestSituation
    }
    let found = memory.situation(here)
    latestSituation = found
    latestMemory = memory
    return found
  }

  /// What is planned for the keys of settings, which are always the same.
  func plans(of settings: [Setting], _ memory: JudgeMemory) -> [KeyPlans] {
    if isReady { return plans }
    plans.reserveCapacity(settings.count)
    for position in settings.indices {
      let made = memory.plans(settings[position].info)
      lastWordBits |= made.lastWordBit
      plans.append(made)
    }
    if isMany {
      for (position, plans) in plans.enumerated() {
        positions[plans.lastWord, default: []].append(position)
      }
    }
    isReady = true
    return plans
  }

  /// Whether there is a setting that a question is about.
  func holds(_ question: SettingQuestion, among settings: [Setting], _ judge: Judge) -> Bool {
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
  private func search(
    _ question: SettingQuestion, _ settings: [Setting], _ plans: [KeyPlans], _ judge: Judge
  ) -> Bool {
    for key in question.keys where key.lastWordBits & lastWordBits != 0 {
      if isMany, !key.lastWords.isEmpty {
        for word in key.lastWords {
          for position in positions[word] ?? []
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
  private func answers(
    _ question: SettingQuestion, _ key: AskedPattern, _ setting: Setting, _ plans: KeyPlans,
    _ judge: Judge
  ) -> Bool {
    guard plans.matches(key, ancestors: setting.ancestors) else { return false }
    guard let test = question.test else { return setting.value.isSupplied }
    return judge.passes(test, setting)
  }
}
