package import RulePacks

/// What rules ask of a key only because of the mappings that it lies in.
///
/// Words such as `enabled` end so many patterns that every file is full of them, and hardly ever
/// stands around them what those patterns ask for.
struct KeyContext: Sendable {
  /// A pattern that fits the key, with what it needs of the words in front.
  private struct Question: Sendable {
    let needs: WordBits.Needs
    let pattern: KeyPattern
  }

  /// Some pattern fits the key whatever it lies in.
  let isAskedForAlone: Bool
  private let questions: [Question]
  /// What the patterns need that may give the key a role.
  private let needsOfRoles: [WordBits.Needs]
  /// Rules ask for the role that the key has where none of those patterns fits.
  private let isAskedByRole: Bool

  init(_ words: [String], _ bits: WordBits, _ last: RuleIndex.LastWord, _ index: RuleIndex) {
    var questions: [Question] = []
    // What is compared across the files of a project is no matter of patterns.
    var isAskedForAlone = words.last == "host" || words.last == "hostname"
    func add(_ pattern: KeyPattern) {
      guard RuleIndex.mayMatch(pattern, words) else { return }
      guard !pattern.context.isEmpty else {
        isAskedForAlone = true
        return
      }
      questions.append(
        Question(needs: WordBits.Needs(contextOf: pattern), pattern: pattern))
    }
    for position in last.candidates.indices
    where last.needsOfCandidates[position].mayBeMet(by: bits) {
      add(last.candidates[position].pattern)
    }
    for position in last.beside.indices where last.needsOfBeside[position].mayBeMet(by: bits) {
      add(last.beside[position])
    }
    for position in last.besideOfAll.indices where last.needsOfAll[position].mayBeMet(by: bits) {
      add(last.besideOfAll[position])
    }
    self.isAskedForAlone = isAskedForAlone
    self.questions = isAskedForAlone ? [] : questions
    var needs: [WordBits.Needs] = []
    var role = KeyRole.none
    for position in last.roles.indices where last.needsOfRoles[position].mayBeMet(by: bits) {
      let pattern = last.roles[position].pattern
      guard RuleIndex.mayMatch(pattern, words) else { continue }
      guard !pattern.context.isEmpty else {
        role = last.roles[position].role
        break
      }
      needs.append(WordBits.Needs(contextOf: pattern))
    }
    needsOfRoles = needs
    isAskedByRole = index.asks(forRole: role)
  }

  /// Whether rules ask for a key below mappings of these words; `ancestors` gives the words.
  func isAskedFor(
    _ info: KeyInfo, below above: WordBits, _ ancestors: () -> [String], _ index: RuleIndex
  ) -> Bool {
    let bits = info.bits.union(above)
    for question in questions
    where question.needs.mayBeMet(by: bits)
      && question.pattern.matches(info.words, ancestors: ancestors())
    {
      return true
    }
    guard needsOfRoles.contains(where: { $0.mayBeMet(by: bits) }) else { return isAskedByRole }
    return index.asks(forRole: index.role(of: info, ancestors: ancestors()))
  }
}

extension RuleIndex {
  /// Whether rules may have something to say of settings in these mappings because of their keys.
  ///
  /// - Parameters:
  ///   - above: The words of the mappings.
  ///   - ancestors: Gives these words themselves, where the bits do not tell.
  package func asks(
    for info: KeyInfo, below above: WordBits, _ ancestors: () -> [String]
  ) -> Bool {
    info.context.isAskedForAlone || info.holdsLogin || !info.rules.isEmpty
      || info.context.isAskedFor(info, below: above, ancestors, self)
  }

  /// Whether rules ask for settings of a role, or take them into account when they judge others.
  func asks(forRole role: String) -> Bool {
    switch role {
    case KeyRole.none: false
    case KeyRole.secret, KeyRole.possibleSecret, KeyRole.userName, KeyRole.secretName: true
    default: byRole[role]?.isEmpty == false
    }
  }

  /// Whether some rule asks for any key at all that lies in certain mappings.
  package var asksForMappingsAlone: Bool {
    tables.value.besideWithoutLastWord.contains { !tables.value.patterns[$0].context.isEmpty }
  }
}
