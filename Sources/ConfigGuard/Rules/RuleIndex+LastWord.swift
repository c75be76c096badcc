import RulePacks

extension RuleIndex {
  /// What the keys that end in one word are asked; made when the first such key is met.
  final class LastWord: Sendable {
    let candidates: [Candidate]
    let roles: [RuleTables.RoleKey]
    let beside: [KeyPattern]
    /// What every key is asked that names nothing but itself.
    let besideOfAll: [KeyPattern]
    /// Rules about whole environments that such keys announce.
    let ofWorkloads: [Candidate]
    /// What the patterns above need.
    let needsOfCandidates: [WordBits.Needs]
    let needsOfRoles: [WordBits.Needs]
    let needsOfBeside: [WordBits.Needs]
    let needsOfAll: [WordBits.Needs]

    init(_ entry: RuleTables.KeyEntry, _ tables: RuleTables) {
      let patterns = tables.patterns
      candidates = zip(entry.rules, entry.patterns).map {
        Candidate(rule: $0, pattern: patterns[$1])
      }
      roles = entry.roles.map { tables.roles[$0] }
      beside = entry.beside.map { patterns[$0] }
      ofWorkloads = zip(entry.workloadRules, entry.workloadPatterns).map {
        Candidate(rule: $0, pattern: patterns[$1])
      }
      besideOfAll = tables.besideWithoutLastWord.map { patterns[$0] }.filter(\.context.isEmpty)
      needsOfCandidates = candidates.map { $0.pattern.needs }
      needsOfRoles = roles.map { $0.pattern.needs }
      needsOfBeside = beside.map { $0.needs }
      needsOfAll = besideOfAll.map { $0.needs }
    }
  }
}
