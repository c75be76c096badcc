import RulePacks

/// The settings of some surroundings by the last words of their keys.
final class SettingLookup {
  private static let few = 32

  /// For each setting the judge's number of its last word.
  private var lastWords: [Int32] = []
  /// The same the other way round, where there are many.
  private var positions: [Int32: [Int]] = [:]
  /// What was found out already, by the numbers of questions.
  private var answers: [Int: Bool] = [:]
  private var isReady = false

  private var isMany: Bool { lastWords.count > Self.few }

  /// Whether there is a setting that a question is about.
  func holds(_ question: SettingQuestion, among settings: [Setting], _ judge: Judge) -> Bool {
    if !isReady { fill(settings, judge.memory) }
    // Asked for each of many settings, the same question would cost the square of their number.
    if let known = answers[question.number] { return known }
    let found = search(question, settings, judge)
    answers[question.number] = found
    return found
  }

  private func fill(_ settings: [Setting], _ memory: JudgeMemory) {
    lastWords = settings.map { memory.plans($0.info).lastWord }
    if isMany {
      for (position, word) in lastWords.enumerated() {
        positions[word, default: []].append(position)
      }
    }
    isReady = true
  }

  // Without closures: those would take a copy of the whole judge with them.
  private func search(
    _ question: SettingQuestion, _ settings: [Setting], _ judge: Judge
  ) -> Bool {
    for key in question.keys {
      if isMany, !key.lastWords.isEmpty {
        for word in key.lastWords {
          for position in positions[word] ?? []
          where judge.answers(question, key, settings[position]) { return true }
        }
      } else {
        for position in settings.indices
        where key.lastWords.isEmpty || key.lastWords.contains(lastWords[position]) {
          if judge.answers(question, key, settings[position]) { return true }
        }
      }
    }
    return false
  }
}
