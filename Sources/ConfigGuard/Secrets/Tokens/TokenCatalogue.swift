package import RulePacks

/// All kinds of tokens of the packs, and what a text holds of them.
///
/// One pass with all keywords decides which kinds are tried, and on which lines. Each of these reads
/// such a line once, so the time is linear in the text.
package struct TokenCatalogue {
  package var shapes: LateList<TokenShape> { prepared.shapes }
  /// How many words announce tokens.
  package var wordCount: Int { prepared.wordCount }
  var keywords: KeywordSet { prepared.set }
  private let prepared: TokenKeywords
  private let patterns: PatternCache
  private(set) var now: Int

  /// `now` is in seconds since 1970; what ended before it is expired.
  init(_ prepared: TokenKeywords, _ patterns: PatternCache, now: Int?) {
    self.prepared = prepared
    self.patterns = patterns
    self.now = now ?? UnixTime.earliestPresent
  }

  mutating func setTime(_ now: Int?) { self.now = now ?? UnixTime.earliestPresent }

  package init(_ shapes: [TokenShape], _ patterns: PatternCache, now: Int? = nil) {
    self.init(TokenKeywords(shapes), patterns, now: now)
  }

  /// The tokens in a text, in their order; of those that overlap only the surest.
  package func verdicts(in bytes: UnsafeBufferPointer<UInt8>) -> [TokenMatch] {
    // Most texts hold none of the words, and of those that do many hold an address alone.
    var search: TokenSearch?
    keywords.forEachMatch(in: bytes) { word, range in
      guard announces(word) else { return true }
      var current = search.take() ?? TokenSearch(self)
      current.visit(word, at: range, in: bytes)
      search = current
      return true
    }
    return search?.finish() ?? []
  }

  /// Whether a word announces any kind.
  func announces(_ word: Int) -> Bool { !prepared.shapesOfKeyword.isEmpty(word) }

  func shapes(ofWord word: Int) -> ArraySlice<Int> { prepared.shapesOfKeyword[word] }

  package func verdicts(in text: String) -> [TokenMatch] {
    var text = text
    return text.withUTF8 { verdicts(in: $0) }
  }

  func matches(
    of shared: Shared<TokenShape>, on line: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> [TokenMatch] {
    guard let pattern = patterns.pattern(shared.value.pattern) else { return [] }
    var found: [TokenMatch] = []
    pattern.forEachMatch(in: UnsafeBufferPointer(rebasing: bytes[line])) { range in
      let place = range.lowerBound + line.lowerBound..<range.upperBound + line.lowerBound
      // Behind the match, not behind its start: what overlaps a refused match is part of a name.
      guard isWhole(place, shared.value, in: bytes),
        let match = match(shared.value, place, in: bytes)
      else {
        return range.upperBound
      }
      found.append(match)
      // An object that was read whole is not read again from inside.
      return min(match.range.upperBound, line.upperBound) - line.lowerBound
    }
    return found
  }

  /// Whether a match is no part of a longer word.
  private func isWhole(
    _ range: Range<Int>, _ shape: TokenShape, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if shape.structure == .pem { return true }
    guard let first = bytes[range].first else { return false }
    if range.lowerBound > 0, Self.isWord(bytes[range.lowerBound - 1]), Self.isWord(first) {
      return false
    }
    return range.upperBound == bytes.count || !Self.isWord(bytes[range.upperBound])
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
  }

  private func match(
    _ shape: TokenShape, _ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> TokenMatch? {
    var match = TokenMatch(range: range, shape: shape, verdict: .shape)
    let token = UnsafeBufferPointer(rebasing: bytes[range])
    if let checksum = shape.checksum {
      if checksum.isRight(in: token) {
        match.verdict = .proven
      } else if checksum.isStrict {
        match.verdict = .broken
      }
    }
    if match.verdict == .shape, let structure = shape.structure {
      switch structure.read(range, in: bytes) {
      case .absent: return nil
      case .undecided: break
      case .right(let facts):
        match.verdict = .structural
        match.facts = facts
        match.range = range.lowerBound..<max(range.upperBound, facts.end ?? 0)
      }
    }
    // Base64 of zeros is a run of one letter, too.
    let isDecoded = match.verdict == .structural && shape.structure != .awsAccount
    if match.verdict != .proven, !isDecoded, Pseudo.isMadeUp(token) { return nil }
    if let expiry = match.facts.expiry, expiry < now { match.verdict = .expired }
    if shape.kind == .publishable || match.facts.isPublishable, match.verdict != .broken {
      match.verdict = .publishable
    }
    return match
  }

  static func withoutOverlaps(_ matches: [TokenMatch]) -> [TokenMatch] {
    guard matches.count > 1 else { return matches }
    let ordered = matches.enumerated().sorted { left, right in
      (left.element.range.lowerBound, left.offset) < (right.element.range.lowerBound, right.offset)
    }
    var kept: [TokenMatch] = []
    for (_, match) in ordered {
      guard let last = kept.last, last.range.overlaps(match.range) else {
        kept.append(match)
        continue
      }
      if precedes(match, last) { kept[kept.count - 1] = match }
    }
    return kept
  }

  private static func precedes(_ left: TokenMatch, _ right: TokenMatch) -> Bool {
    if rank(left.verdict) != rank(right.verdict) { return rank(left.verdict) < rank(right.verdict) }
    return left.range.count > right.range.count
  }

  private static func rank(_ verdict: TokenVerdict) -> Int {
    switch verdict {
    case .proven: 0
    case .structural, .expired, .publishable: 1
    case .shape: 2
    case .broken: 3
    }
  }
}
