/// What one pack may ask for in all, so that no pack makes its reader slow or large.
final class PackBudget {
  static let patterns = 2000
  /// Instructions that one pattern expands to: in the worst case a text costs so many steps a byte.
  static let patternSize = 2000
  /// Instructions that all patterns of a pack expand to.
  static let instructions = 400_000
  /// Conditions, counted once for each alias that stands for them.
  static let conditions = 20_000

  private var patternCount = 0
  private var instructionCount = 0
  private var conditionCount = 0

  /// Counts one pattern; the reason if that is too much.
  func addPattern(size: Int) -> ReportText? {
    patternCount += 1
    instructionCount += size
    if size > Self.patternSize {
      return "the pattern cannot be used: its repeats expand to \(size) steps, "
        + "and \(Self.patternSize) are the most"
    }
    if patternCount > Self.patterns {
      return "a pack has at most \(Self.patterns) patterns"
    }
    return instructionCount > Self.instructions ? "the patterns of this pack are too large" : nil
  }

  func addCondition() -> ReportText? {
    conditionCount += 1
    return conditionCount > Self.conditions
      ? "a pack has at most \(Self.conditions) conditions" : nil
  }
}
