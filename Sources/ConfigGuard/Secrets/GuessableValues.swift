import RulePacks

/// Secrets that can be guessed: well-known ones, names beside them, words with a few signs, runs.
struct GuessableValues {
  private let known: KnownValues
  private let families: [String]
  private let patterns: PatternCache
  private let words: Words
  private static let shortest = 8
  /// Powers of ten of guesses; a signing key that needs fewer is found by one computer in seconds.
  private static let fewest = 8.0

  /// Common words by the place in which they are tried; made when the first secret needs them.
  private final class Words {
    let lists: [String]
    let commonWords: [String]
    private(set) lazy var ranked = makeRanks()

    init(lists: [String], commonWords: [String]) {
      self.lists = lists
      self.commonWords = commonWords
    }

    private func makeRanks() -> RankedWords {
      var ranks = RankedWords()
      for (index, word) in commonWords.enumerated() { ranks.insert(word, rank: index + 1) }
      for value in lists { ranks.insert(KnownValues.normalized(value), rank: 50) }
      return ranks
    }
  }

  init(_ vocabulary: Vocabulary, _ patterns: PatternCache) {
    let lists = vocabulary.lists
    known = KnownValues(lists["weak"] ?? [])
    families = vocabulary.families["weak"] ?? []
    self.patterns = patterns
    words = Words(
      lists: (lists["weak"] ?? []) + (lists["published-default"] ?? []),
      commonWords: vocabulary.commonWords)
  }

  /// Why a text can be guessed, or nil; `plain` is the text without case and separators.
  func reason(_ text: String, _ plain: String, names: OwnerNames) -> ReportText? {
    if known.contains(text) || families.contains(where: { patterns.matchesWhole($0, text) }) {
      return "it is a well-known password"
    }
    if names.others.contains(where: { KnownValues.normalized($0) == plain }) {
      return "it equals a name beside it"
    }
    if Pseudo.isRepetitive(text) { return "it repeats one pattern" }
    let length = text.unicodeScalars.count
    if length < Self.shortest { return "it has fewer than \(Self.shortest) characters" }
    return estimate(text, names)
  }

  private func estimate(_ text: String, _ names: OwnerNames) -> ReportText? {
    var own = RankedWords()
    for name in names.users + names.others {
      own.insert(KnownValues.normalized(name), rank: 1)
    }
    // Signs between the words add little, and a block that is written twice no more.
    for candidate in [Pseudo.block(of: text), KnownValues.normalized(text)] {
      if let guesses = GuessEstimate(candidate, words: [own, words.ranked]),
        guesses.exponent < Self.fewest
      {
        return "\(guesses.ground)"
      }
    }
    return nil
  }

  /// Whether a text is written for people and says that it is a secret.
  func speaksOfItself(_ text: String) -> Bool {
    let small = text.lowercased()
    guard small.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), !Randomness.looksRandom(text) else {
      return false
    }
    return ["secret", "password", "passwd", "changeme", "token", "mykey", "private"]
      .contains { small.contains($0) }
  }
}
