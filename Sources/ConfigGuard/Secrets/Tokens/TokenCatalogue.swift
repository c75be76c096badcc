package import RulePacks

/// All kinds of tokens of the packs, and what a text holds of them.
///
/// One pass with all keywords decides which kinds are tried, and on which lines. Each of these reads
/// such a line once, so the time is linear in the text.
package struct TokenCatalogue {
  package let shapes: [TokenShape]
  /// What is looked for: the kinds' keywords, and behind them `address`, which no kind asks for.
  let words: [String]
  let keywords: KeywordSet
  /// Addresses may hold a password, so that other searches want to know where they stand.
  static let address = "://"
  private let patterns: PatternCache
  /// For each keyword the kinds that ask for it.
  private let shapesOfKeyword: [[Int]]
  let now: Int

  /// `now` is in seconds since 1970; what ended before it is expired.
  package init(
    _ shapes: [TokenShape], _ patterns: PatternCache, now: Int = UnixTime.earliestPresent
  ) {
    self.shapes = shapes
    self.patterns = patterns
    self.now = now
    var numbers: [String: Int] = [:]
    var words: [String] = []
    var shapesOfKeyword: [[Int]] = []
    for (number, shape) in shapes.enumerated() {
      // The set ignores case, so words that differ in nothing else are one.
      for keyword in Set(shape.keywords.map { $0.lowercased() }).sorted() {
        if let known = numbers[keyword] {
          shapesOfKeyword[known].append(number)
          continue
        }
        numbers[keyword] = words.count
        words.append(keyword)
        shapesOfKeyword.append([number])
      }
    }
    words.append(Self.address)
    shapesOfKeyword.append([])
    self.words = words
    keywords = KeywordSet(words)
    self.shapesOfKeyword = shapesOfKeyword
  }

  /// The tokens in a text, in their order; of those that overlap only the surest.
  package func verdicts(in bytes: UnsafeBufferPointer<UInt8>) -> [TokenMatch] {
    guard keywords.firstMatch(in: bytes, from: 0) != nil else { return [] }
    var search = TokenSearch(self)
    keywords.forEachMatch(in: bytes) { word, range in
      search.visit(word, at: range, in: bytes)
      return true
    }
    return search.finish()
  }

  func shapes(ofWord word: Int) -> [Int] { shapesOfKeyword[word] }

  package func verdicts(in text: String) -> [TokenMatch] {
    var text = text
    return text.withUTF8 { verdicts(in: $0) }
  }

  func matches(
    of shape: TokenShape, on line: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> [TokenMatch] {
    guard let pattern = patterns.pattern(shape.pattern) else { return [] }
    var found: [TokenMatch] = []
    pattern.forEachMatch(in: UnsafeBufferPointer(rebasing: bytes[line])) { range in
      let place = range.lowerBound + line.lowerBound..<range.upperBound + line.lowerBound
      // Behind the match, not behind its start: what overlaps a refused match is part of a name.
      guard isWhole(place, shape, in: bytes), let match = match(shape, place, in: bytes) else {
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
