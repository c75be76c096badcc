import RulePacks

/// What rules ask of the values under a key.
package enum KeyDemand: Sendable {
  /// Nothing because of the key.
  case none
  /// Whether they look like secrets, which short ones do not.
  case longTexts
  case everything
}

/// What rules ask of a key, and which of it only because of the mappings that the key lies in.
///
/// Words such as `enabled` end so many patterns that every file is full of them, and hardly ever
/// stands around them what those patterns ask for.
///
/// An object, since each look at a structure within another object would be a copy.
final class KeyContext: Sendable {
  /// A pattern that fits the key, with what it needs of the words in front.
  private struct Question: Sendable {
    let needs: WordBits.Needs
    let pattern: KeyPattern
    /// Nil where the rule looks at other settings, too.
    let rule: Int?
  }

  /// Some rule asks for the key when it judges others, whatever the key lies in.
  private let isAskedForBeside: Bool
  private let questions: [Question]
  /// What the patterns need that may give the key a role.
  private let needsOfRoles: [WordBits.Needs]
  /// What rules ask of the role that the key has where none of those patterns fits.
  private let demandOfRole: KeyDemand

  init(_ words: [String], _ bits: WordBits, _ last: RuleIndex.LastWord, _ index: RuleIndex) {
    var questions: [Question] = []
    for position in last.candidates.indices
    where last.needsOfCandidates[position].mayBeMet(by: bits) {
      let candidate = last.candidates[position]
      guard RuleIndex.mayMatch(candidate.pattern, words) else { continue }
      questions.append(
        Question(
          needs: candidate.pattern.contextNeeds, pattern: candidate.pattern,
          rule: candidate.rule))
    }
    var isAskedForBeside = false
    func add(beside pattern: KeyPattern) {
      guard RuleIndex.mayMatch(pattern, words) else { return }
      if pattern.context.isEmpty { isAskedForBeside = true }
      questions.append(
        Question(needs: pattern.contextNeeds, pattern: pattern, rule: nil))
    }
    for position in last.beside.indices where last.needsOfBeside[position].mayBeMet(by: bits) {
      add(beside: last.beside[position])
    }
    for position in last.besideOfAll.indices where last.needsOfAll[position].mayBeMet(by: bits) {
      add(beside: last.besideOfAll[position])
    }
    self.isAskedForBeside = isAskedForBeside
    self.questions = isAskedForBeside ? [] : questions
    var needs: [WordBits.Needs] = []
    var role = KeyRole.none
    for position in last.roles.indices where last.needsOfRoles[position].mayBeMet(by: bits) {
      let pattern = last.roles[position].pattern
      guard RuleIndex.mayMatch(pattern, words) else { continue }
      guard !pattern.context.isEmpty else {
        role = last.roles[position].role
        break
      }
      needs.append(pattern.contextNeeds)
    }
    needsOfRoles = needs
    demandOfRole = index.demand(ofRole: role)
  }

  /// What rules that may speak ask of a key below mappings of these words.
  ///
  /// - Parameter ancestors: The words themselves; without them nil is the answer where the bits do not
  ///   tell.
  func demand(
    _ info: KeyInfo, below above: WordBits, _ ancestors: [String]?, _ index: RuleIndex,
    _ silent: SilentRules
  ) -> KeyDemand? {
    // What is compared across the files of a project is no matter of patterns.
    if isAskedForBeside || info.holdsLogin || info.mayNameHost { return .everything }
    for rule in info.rules where !silent.contains(rule, index) { return .everything }
    let bits = info.bits.union(above)
    // By their places: most questions need not be copied to see that they are none.
    for position in questions.indices where questions[position].needs.mayBeMet(by: bits) {
      let question = questions[position]
      if let rule = question.rule, silent.contains(rule, index) { continue }
      if question.pattern.context.isEmpty { return .everything }
      guard let ancestors else { return nil }
      if question.pattern.matches(info.words, ancestors: ancestors) { return .everything }
    }
    guard needsOfRoles.contains(where: { $0.mayBeMet(by: bits) }) else { return demandOfRole }
    return ancestors.map { index.demand(ofRole: index.role(of: info, ancestors: $0)) }
  }
}

extension RuleIndex {
  /// What rules ask of settings in these mappings because of their keys.
  ///
  /// - Parameters:
  ///   - above: The words of the mappings.
  ///   - silent: Rules that say nothing where the settings are judged.
  /// - Returns: Nil where the bits of the words do not tell.
  package func demand(
    of info: KeyInfo, below above: WordBits, _ silent: SilentRules
  ) -> KeyDemand? {
    info.context._withUnsafeGuaranteedRef { $0.demand(info, below: above, nil, self, silent) }
  }

  /// The same by the words themselves.
  package func demand(
    of info: KeyInfo, below ancestors: [String], _ silent: SilentRules
  ) -> KeyDemand {
    info.context._withUnsafeGuaranteedRef {
      $0.demand(info, below: WordBits(ancestors), ancestors, self, silent)
    } ?? .everything
  }

  /// What rules ask of settings of a role, or take into account of them when they judge others.
  func demand(ofRole role: String) -> KeyDemand {
    switch role {
    case KeyRole.none: .none
    case KeyRole.secret, KeyRole.userName: .everything
    default:
      if byRole[role]?.isEmpty == false {
        .everything
      } else {
        // These become secrets by the look of their values.
        role == KeyRole.possibleSecret || role == KeyRole.secretName ? .longTexts : .none
      }
    }
  }

  /// Whether some rule asks for any key at all that lies in certain mappings.
  package var asksForMappingsAlone: Bool {
    tables.value.besideWithoutLastWord.contains { !tables.value.patterns[$0].context.isEmpty }
  }
}

/// The rules about settings that say nothing in documents of one format.
package final class SilentRules {
  private let format: String
  /// By the rules' numbers; nil where it has not been asked yet.
  @exclusivity(unchecked) private var known: [Bool?] = []

  package init(format: String) { self.format = format }

  func contains(_ rule: Int, _ index: RuleIndex) -> Bool {
    if known.isEmpty { known = Array(repeating: nil, count: index.rules.count) }
    if let isSilent = known[rule] { return isSilent }
    let isSilent = isSilent(index.rules[rule])
    known[rule] = isSilent
    return isSilent
  }

  private func isSilent(_ rule: Rule) -> Bool {
    guard case .setting = rule.scope else { return false }
    return !rule.gates.contains(.files) || rule.condition.flatMap { holds($0) } == false
  }

  /// Whether a condition holds, where the format alone decides that.
  private func holds(_ condition: Condition) -> Bool? {
    switch condition {
    case .format(let names): return names.contains(format)
    case .not(let part): return holds(part).map { !$0 }
    case .all(let parts):
      let parts = parts.map { holds($0) }
      return parts.contains(false) ? false : parts.contains(nil) ? nil : true
    case .any(let parts):
      let parts = parts.map { holds($0) }
      return parts.contains(true) ? true : parts.contains(nil) ? nil : false
    default: return nil
    }
  }
}
