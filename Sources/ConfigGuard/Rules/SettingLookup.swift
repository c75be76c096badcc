import RulePacks

/// The settings of some surroundings by the last words of their keys.
final class SettingLookup {
  private static let few = 32

  /// For each setting the judge's number of its last word.
  private var lastWords: [Int32] = []
  /// The same the other way round, where there are many.
  private var positions: [Int32: [Int]] = [:]
  /// What was found out already, by the numbers of questions, where there are many.
  private var answers: [Int: Bool] = [:]
  private var isReady = false

  private var isMany: Bool { lastWords.count > Self.few }

  /// Whether there is a setting that a question is about; `passes` tells of its value.
  func holds(
    _ question: SettingQuestion, among settings: [Setting], _ memory: JudgeMemory,
    _ passes: (Setting) -> Bool
  ) -> Bool {
    if !isReady { fill(settings, memory) }
    guard isMany else { return search(question, settings, passes) }
    // Asked for each of many settings, the same question would cost the square of their number.
    if let known = answers[question.number] { return known }
    let found = search(question, settings, passes)
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

  private func search(
    _ question: SettingQuestion, _ settings: [Setting], _ passes: (Setting) -> Bool
  ) -> Bool {
    question.keys.contains { key in
      func isOne(_ position: Int) -> Bool {
        key.pattern.matches(
          settings[position].info.words, ancestors: settings[position].ancestors)
          && passes(settings[position])
      }
      if key.lastWords.isEmpty { return settings.indices.contains(where: isOne) }
      if isMany {
        return key.lastWords.contains { positions[$0]?.contains(where: isOne) == true }
      }
      return lastWords.indices.contains { key.lastWords.contains(lastWords[$0]) && isOne($0) }
    }
  }
}
