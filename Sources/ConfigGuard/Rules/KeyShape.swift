import RulePacks

/// What the rules make of a key's words, the same for all keys whose words they cannot tell apart.
package final class KeyShape: Sendable {
  /// The role by the key alone; nil where ancestors decide.
  let role: String?
  let ownRole: String
  let candidates: [RuleIndex.Candidate]
  let holdsLogin: Bool
  let isAskedFor: Bool
  /// Whether rules may ask for such a setting where nothing stands above the key.
  let isAskedAlone: Bool
  /// What the only rules that ask for such a setting look for in its value; nil where they look at
  /// more, or others ask, too.
  let valueTests: [ValueTest]?
  /// Whether rules may have something to say of such a setting because of its key's words.
  package let isOfInterest: Bool
  /// Whether the last word is that of a marker of stages.
  package let mayMarkStage: Bool
  /// What the mappings around such a key may make rules ask of it.
  let context: KeyContext

  init(
    role: String?, ownRole: String, candidates: [RuleIndex.Candidate], holdsLogin: Bool,
    isAskedFor: Bool, isAskedAlone: Bool, valueTests: [ValueTest]?, isOfInterest: Bool,
    mayMarkStage: Bool, context: KeyContext
  ) {
    self.role = role
    self.ownRole = ownRole
    self.candidates = candidates
    self.holdsLogin = holdsLogin
    self.isAskedFor = isAskedFor
    self.isAskedAlone = isAskedAlone
    self.valueTests = valueTests
    self.isOfInterest = isOfInterest
    self.mayMarkStage = mayMarkStage
    self.context = context
  }
}
