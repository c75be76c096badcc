import RulePacks

/// All texts for which files are searched: keywords of tokens, hints of settings, keywords of rules.
package struct TextKeywords: Sendable {
  /// A rule's pattern, and the rule's number.
  package struct TextRule: Sendable {
    package let rule: Int
    package let pattern: Pattern
  }

  package let set: KeywordSet
  package let rules: [TextRule]
  /// Keywords up to here tell where settings may stand; those behind them are rules' own.
  package let hintCount: Int
  /// For each keyword the rules that ask for it; empty where none does.
  package let rulesOfWord: [[Int]]
  /// Rules that no keyword announces: they read every line.
  package let rulesOfEveryLine: [Int]
  /// The words with which exceptions in files begin.
  private let suppressionWords: [Int]

  package static let suppressionTexts = ["configlint:", "configlint.allow/"]

  package func isOfSuppressions(_ word: Int) -> Bool {
    suppressionWords.contains(word)
  }

  /// - Parameter hints: More texts for which a setting's value is read.
  init(_ index: RuleIndex, _ tokens: TokenKeywords, hints: [String] = []) {
    var words = tokens.words
    var numbers: [String: Int] = [:]
    for (number, word) in words.enumerated() { numbers[word] = number }
    for word in hints.map({ $0.lowercased() }) where numbers[word] == nil {
      numbers[word] = words.count
      words.append(word)
    }
    hintCount = words.count
    var rules: [TextRule] = []
    var rulesOfWord: [[Int]] = []
    var rulesOfEveryLine: [Int] = []
    for (number, test) in index.textPatterns {
      // The text was accepted when its pack was loaded.
      guard let pattern = try? Pattern(test.pattern) else { continue }
      rules.append(TextRule(rule: number, pattern: pattern))
      if test.keywords.isEmpty { rulesOfEveryLine.append(rules.count - 1) }
      for keyword in Set(test.keywords.map { $0.lowercased() }).sorted() {
        let word = numbers[keyword] ?? words.count
        if word == words.count {
          words.append(keyword)
          numbers[keyword] = word
        }
        while rulesOfWord.count <= word { rulesOfWord.append([]) }
        rulesOfWord[word].append(rules.count - 1)
      }
    }
    var suppressionWords: [Int] = []
    for text in Self.suppressionTexts {
      let word = numbers[text] ?? words.count
      if word == words.count {
        words.append(text)
        numbers[text] = word
      }
      suppressionWords.append(word)
    }
    self.suppressionWords = suppressionWords
    self.rules = rules
    self.rulesOfWord = rulesOfWord
    self.rulesOfEveryLine = rulesOfEveryLine
    set = KeywordSet(words)
  }
}
