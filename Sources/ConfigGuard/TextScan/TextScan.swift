package import RulePacks

/// What one pass over the bytes of a file found, whatever the file's format is.
package struct TextScan: Sendable {
  /// A match of a rule's own pattern.
  package struct Match: Sendable, Hashable {
    /// The number of the rule.
    package var rule: Int
    package var range: SourceRange
  }

  /// Where settings with a token or an address may stand.
  package var hints: ByteHints
  package var tokens: [TokenMatch] = []
  package var matches: [Match] = []

  package static let empty = TextScan(hints: .none)

  /// Whether no rule could have anything to say of it.
  package var isEmpty: Bool { tokens.isEmpty && matches.isEmpty }
}

/// Looks for tokens, and for what the rules about text ask for, in one pass over a file's bytes.
///
/// All keywords are looked for at once. Only lines that hold one are read again, with the patterns
/// that ask for that keyword; a file without any costs the one pass.
package struct TextScanner {
  /// A rule's pattern, and the rule's number.
  private struct TextRule {
    let rule: Int
    let pattern: Pattern
  }

  private static let mostTokens = 10_000
  private static let mostMatches = 10_000

  private let catalogue: TokenCatalogue
  private let keywords: KeywordSet
  private var rules: [TextRule] = []
  /// Keywords up to here tell where settings may stand; those behind them are rules' own.
  private let hintCount: Int
  /// For each keyword the rules that ask for it; empty where none does.
  private var rulesOfWord: [[Int]] = []
  /// Rules that no keyword announces: they read every line.
  private var rulesOfEveryLine: [Int] = []

  /// - Parameter hints: More texts for which a setting's value is read.
  package init(_ index: RuleIndex, _ catalogue: TokenCatalogue, hints: [String] = []) {
    self.catalogue = catalogue
    var words = catalogue.words
    var numbers: [String: Int] = [:]
    for (number, word) in words.enumerated() { numbers[word] = number }
    for word in hints.map({ $0.lowercased() }) where numbers[word] == nil {
      numbers[word] = words.count
      words.append(word)
    }
    hintCount = words.count
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
    keywords = words.count == catalogue.words.count ? catalogue.keywords : KeywordSet(words)
  }

  package func scan(_ bytes: SourceBytes) -> TextScan {
    bytes.withBuffer { text in
      var scan = TextScan.empty
      var hints = ByteHints.Gathering()
      var search = TokenSearch(catalogue, limit: Self.mostTokens)
      var line = SearchedLine()
      var tried = [Int](repeating: -1, count: rules.count)
      keywords.forEachMatch(in: text) { word, range in
        if word < hintCount { hints.add(range) }
        if word < catalogue.words.count { search.visit(word, at: range, in: text) }
        guard word < rulesOfWord.count, !rulesOfWord[word].isEmpty else { return true }
        line.move(to: range, in: text)
        for number in rulesOfWord[word] where tried[number] != line.range.upperBound {
          tried[number] = line.range.upperBound
          add(matchesOf: number, on: line.range, in: text, to: &scan.matches)
        }
        return true
      }
      scan.hints = ByteHints(hints)
      scan.tokens = search.finish()
      if !rulesOfEveryLine.isEmpty { addMatchesOfEveryLine(in: text, to: &scan.matches) }
      return scan
    }
  }

  /// Where a text that is part of a file holds what `scan` takes note of.
  package func hints(in bytes: SourceBytes) -> ByteHints { ByteHints(bytes, keywords: keywords) }

  private func addMatchesOfEveryLine(
    in text: UnsafeBufferPointer<UInt8>, to matches: inout [TextScan.Match]
  ) {
    var start = 0
    while start < text.count, matches.count < Self.mostMatches {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      for number in rulesOfEveryLine {
        add(matchesOf: number, on: start..<end, in: text, to: &matches)
      }
      start = end + 1
    }
  }

  private func add(
    matchesOf number: Int, on line: Range<Int>, in text: UnsafeBufferPointer<UInt8>,
    to matches: inout [TextScan.Match]
  ) {
    var end = line.upperBound
    if end > line.lowerBound, text[end - 1] == 0x0D { end -= 1 }
    let rule = rules[number]
    rule.pattern.forEachMatch(in: UnsafeBufferPointer(rebasing: text[line.lowerBound..<end])) {
      guard !$0.isEmpty else { return $0.upperBound }
      let range = SourceRange(
        start: line.lowerBound + $0.lowerBound, end: line.lowerBound + $0.upperBound)
      matches.append(TextScan.Match(rule: rule.rule, range: range))
      return matches.count < Self.mostMatches ? $0.upperBound : nil
    }
  }
}
