package import ConfigGuard
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
  /// Whether some kind of token asks for addresses, so that every one of them may be a token.
  package var announcesTokensByAddresses = false
  /// Whether the file may speak of exceptions from rules.
  package var mentionsSuppressions = false

  package static let empty = TextScan(hints: .none)

  /// Whether no rule could have anything to say of it.
  package var isEmpty: Bool { tokens.isEmpty && matches.isEmpty }
}

/// Looks for tokens, and for what the rules about text ask for, in one pass over a file's bytes.
///
/// All keywords are looked for at once. Only lines that hold one are read again, with the patterns
/// that ask for that keyword; a file without any costs the one pass.
package struct TextScanner {
  private static let mostTokens = 10_000
  private static let mostMatches = 10_000

  private let catalogue: TokenCatalogue
  private let prepared: TextKeywords
  private let announcesTokensByAddresses: Bool

  init(_ prepared: TextKeywords, _ catalogue: TokenCatalogue) {
    self.prepared = prepared
    self.catalogue = catalogue
    // Of equal words the first one is found, and the address itself is the last of those for tokens.
    let sign = Array(TokenKeywords.address.utf8)
    let found = sign.withUnsafeBufferPointer { prepared.set.firstMatch(in: $0, from: 0)?.word }
    announcesTokensByAddresses = found != catalogue.wordCount - 1
  }

  package func scan(_ bytes: SourceBytes) -> TextScan {
    bytes.withBuffer { text in
      var scan = TextScan.empty
      scan.announcesTokensByAddresses = announcesTokensByAddresses
      var hints = ByteHints.Gathering()
      var search = TokenSearch(catalogue, limit: Self.mostTokens)
      var line = SearchedLine()
      let rulesOfWord = prepared.rulesOfWord
      let wordCount = catalogue.wordCount
      var tried = [Int](repeating: -1, count: prepared.rules.count)
      prepared.set.forEachMatch(in: text) { word, range in
        if prepared.isOfSuppressions(word) { scan.mentionsSuppressions = true }
        if word < prepared.hintCount { hints.add(range) }
        if word < wordCount { search.visit(word, at: range, in: text) }
        guard word < rulesOfWord.count, !rulesOfWord.isEmpty(word) else { return true }
        line.move(to: range, in: text)
        for number in rulesOfWord[word] where tried[number] != line.range.upperBound {
          tried[number] = line.range.upperBound
          add(matchesOf: number, on: line.range, in: text, to: &scan.matches)
        }
        return true
      }
      scan.hints = ByteHints(hints)
      scan.tokens = search.finish()
      if !prepared.rulesOfEveryLine.isEmpty { addMatchesOfEveryLine(in: text, to: &scan.matches) }
      return scan
    }
  }

  /// Where a text that is part of a file holds what `scan` takes note of.
  package func hints(in bytes: SourceBytes) -> ByteHints {
    ByteHints(bytes, keywords: prepared.set)
  }

  private func addMatchesOfEveryLine(
    in text: UnsafeBufferPointer<UInt8>, to matches: inout [TextScan.Match]
  ) {
    var start = 0
    while start < text.count, matches.count < Self.mostMatches {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      for number in prepared.rulesOfEveryLine {
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
    let rule = prepared.rules[number]
    rule.pattern?.forEachMatch(in: UnsafeBufferPointer(rebasing: text[line.lowerBound..<end])) {
      guard !$0.isEmpty else { return $0.upperBound }
      let range = SourceRange(
        start: line.lowerBound + $0.lowerBound, end: line.lowerBound + $0.upperBound)
      matches.append(TextScan.Match(rule: rule.rule, range: range))
      return matches.count < Self.mostMatches ? $0.upperBound : nil
    }
  }
}
