package import RulePacks

/// Patterns compiled when they are first needed in a run.
package final class PatternCache {
  private var compiled: [String: Pattern] = [:]

  package init() {}

  /// The pattern; its text was accepted when its pack or contract was loaded.
  package func pattern(_ text: String) -> Pattern? {
    if let known = compiled[text] { return known }
    guard let pattern = try? Pattern(text) else { return nil }
    compiled[text] = pattern
    return pattern
  }

  package func matchesWhole(_ text: String, _ value: String) -> Bool {
    pattern(text)?.matchesWhole(value) ?? false
  }

  package func isFound(_ text: String, in value: String) -> Bool {
    pattern(text)?.isFound(in: value) ?? false
  }
}
