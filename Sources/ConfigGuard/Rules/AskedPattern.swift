import RulePacks

/// A pattern with the words that a key must end in, as the judge's numbers of them.
final class AskedPattern {
  /// Tells the patterns of one judge apart.
  let number: Int32
  let pattern: KeyPattern
  /// Empty where any key can match.
  let lastWords: [Int32]
  /// The bits of these words, one of which a key's last word must have.
  let lastWordBits: UInt64

  init(number: Int32, pattern: KeyPattern, lastWords: [Int32]) {
    self.number = number
    self.pattern = pattern
    self.lastWords = lastWords
    lastWordBits =
      lastWords.isEmpty ? .max : lastWords.reduce(0) { $0 | Self.bit(ofLastWord: $1) }
  }

  static func bit(ofLastWord number: Int32) -> UInt64 { 1 << UInt64(number & 63) }
}

/// The keys of one side of a relation.
final class AskedSide {
  /// Tells the sides of one judge's relations apart.
  let number: Int
  let keys: [AskedPattern]
  let except: [AskedPattern]
  /// The bits of the keys' last words; of a key with none of them nothing is asked.
  let lastWordBits: UInt64

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
    lastWordBits = keys.isEmpty ? .max : keys.reduce(0) { $0 | $1.lastWordBits }
  }
}

/// The two sides of a relation.
final class AskedRelation {
  let left: AskedSide
  let right: AskedSide

  init(left: AskedSide, right: AskedSide) {
    self.left = left
    self.right = right
  }
}
