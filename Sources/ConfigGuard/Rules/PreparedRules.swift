package import RulePacks
import Synchronization

/// Rules with all that is worked out from them alone, for the contexts of several projects.
package final class PreparedRules: Sendable {
  package let set: RuleSet
  package let index: RuleIndex
  private let patterns = Mutex<[String: Pattern]>([:])

  package init(_ set: RuleSet) {
    self.set = set
    index = RuleIndex(set)
  }

  package var tokens: TokenKeywords { index.tables.value.tokens }

  /// What files are searched for; to judge an environment needs none of it.
  package var text: TextKeywords { index.tables.value.text }

  /// A pattern that was compiled for any of the contexts.
  func pattern(_ text: String) -> Pattern? {
    if let known = patterns.withLock({ $0[text] }) { return known }
    guard let pattern = try? Pattern(text) else { return nil }
    patterns.withLock { $0[text] = pattern }
    return pattern
  }
}
