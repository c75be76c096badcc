import RulePacks

/// A pattern with the words that a key must end in, as the judge's numbers of them.
final class AskedPattern {
  /// Tells the patterns of one judge apart.
  let number: Int32
  let pattern: KeyPattern
  /// Empty where any key can match.
  let lastWords: [Int32]

  init(number: Int32, pattern: KeyPattern, lastWords: [Int32]) {
    self.number = number
    self.pattern = pattern
    self.lastWords = lastWords
  }
}

/// The keys of one side of a relation.
final class AskedSide {
  /// Tells the sides of one judge's relations apart.
  let number: Int
  let keys: [AskedPattern]
  let except: [AskedPattern]

  /// What a side makes of a key.
  enum Answer {
    case leftOut
    /// Nil where the side looks at every key.
    case chosen(by: KeyPattern?)
  }

  init(number: Int, keys: [AskedPattern], except: [AskedPattern]) {
    self.number = number
    self.keys = keys
    self.except = except
  }
}

/// The two sides of a relation.
struct AskedRelation {
  let left: AskedSide
  let right: AskedSide
}
