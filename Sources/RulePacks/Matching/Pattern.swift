internal import Synchronization

/// A regular expression that is matched in time linear in the input, whatever the pattern.
///
/// The syntax is the part of the usual notation that denotes regular languages:
///
/// - literals, `.` (anything but a newline), `\xHH` (a code point), `\t \n \r`, and a backslash
///   before ASCII punctuation;
/// - `\d \w \s \D \W \S`, all of them about ASCII, and classes such as `[a-z\d_]` and `[^"]`;
/// - groups `(…)` and `(?:…)`, alternation, `* + ?` and `{n} {n,} {n,m}`;
/// - `^` and `$`, which hold only at the very start and end of the bytes, `\b` and `\B`;
/// - `(?i)` at the start of the pattern and `(?i:…)`, which ignore the case of ASCII letters.
///
/// A lazy repeat such as `*?` is accepted and means the same as a greedy one, since a match is
/// always the longest from where it starts. A `{` that opens no bounded repeat is a literal.
///
/// Bytes are read as UTF-8: one code point at a time, or one byte at a time where they are not
/// valid. Such a byte matches `.` and negated classes and nothing else.
///
/// An object, since patterns are handed on for every text that is matched.
package final class Pattern: Sendable {
  package let text: String
  private let compiled: CompiledPattern
  private let searchers: SearcherPool

  /// Reads a pattern, or says why and where it is refused.
  package init(_ text: String) throws(PatternError) {
    self.text = text
    compiled = CompiledPattern(try PatternParser.parse(text))
    searchers = SearcherPool()
  }

  /// Says why and where a pattern is refused, if it is; nothing is compiled.
  package static func check(_ text: String) throws(PatternError) {
    _ = try PatternParser.parse(text)
  }

  /// Whether the pattern matches all of the bytes, as if it stood between `^(?:` and `)$`.
  package func matchesWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Most texts fail at their first byte.
    if let first = bytes.first, let opening = compiled.openingBytes, !opening[Int(first)] {
      return false
    }
    return withSearcher { $0.matchesWhole(bytes) }
  }

  /// The leftmost match that starts at `from` or later; of those that start there, the longest.
  ///
  /// Assertions still see the bytes before `from`: `^` holds at zero only.
  package func firstMatch(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int = 0
  ) -> Range<Int>? {
    precondition(from >= 0)
    guard from <= bytes.count else { return nil }
    return withSearcher { $0.firstMatch(in: bytes, from: from) }
  }

  /// Whether the pattern matches anywhere in the bytes; stops at the first match to end.
  package func isFound(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    withSearcher { $0.endOfMatch(in: bytes, from: 0, stopsAtFirst: true) != nil }
  }

  /// Reports matches one after another, none of which overlap, until told `false`.
  ///
  /// `body` says where to go on. A pattern such as `a|a.*b` reads to the end of the text for every
  /// `a`; once so much was read in vain, the search ends, so that all matches together take time
  /// linear in the text, too.
  package func forEachMatch(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Int?
  ) {
    withSearcher { searcher in
      let budget = Pattern.readings * bytes.count + Pattern.allowance
      let first = searcher.steps
      var from = 0
      while from <= bytes.count, searcher.steps - first <= budget,
        let range = searcher.firstMatch(in: bytes, from: from), let next = body(range)
      {
        // An empty match must not be found again and again.
        from = max(next, range.isEmpty ? range.upperBound + 1 : range.upperBound)
      }
    }
  }

  /// How often the matches of a pattern may read a text in all, and the steps that are always free.
  private static let readings = 32
  private static let allowance = 1 << 20

  private func withSearcher<Result>(_ body: (PatternSearcher) -> Result) -> Result {
    let searcher = searchers.take() ?? PatternSearcher(compiled)
    defer { searchers.put(back: searcher) }
    return body(searcher)
  }
}

extension Pattern {
  package func matchesWhole(_ text: String) -> Bool {
    text.withBytes { matchesWhole($0) }
  }

  package func matchesWhole(_ text: Substring) -> Bool {
    var text = text
    return text.withUTF8 { matchesWhole($0) }
  }

  package func isFound(in text: String) -> Bool {
    text.withBytes { isFound(in: $0) }
  }

  package func isFound(in text: Substring) -> Bool {
    var text = text
    return text.withUTF8 { isFound(in: $0) }
  }
}

extension Pattern {
  /// What a call costs, in units that do not depend on the machine.
  package struct Work: Sendable {
    /// The symbols read, plus the instructions visited to make states.
    package let steps: Int
    /// The most bytes that cached states took at once.
    package let peakMemory: Int
  }

  /// The number of instructions the pattern expands to.
  package var instructionCount: Int { compiled.forward.instructions.count }

  /// Searches like `firstMatch(in:from:)`, with nothing cached, and counts the work.
  package func measureFirstMatch(
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> (match: Range<Int>?, work: Work) {
    let searcher = PatternSearcher(compiled)
    let match = searcher.firstMatch(in: bytes, from: 0)
    return (match, Work(steps: searcher.steps, peakMemory: searcher.peakMemory))
  }

  /// Matches like `matchesWhole(_:)`, with nothing cached, and counts the work.
  package func measureMatchesWhole(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (matches: Bool, work: Work) {
    let searcher = PatternSearcher(compiled)
    let matches = searcher.matchesWhole(bytes)
    return (matches, Work(steps: searcher.steps, peakMemory: searcher.peakMemory))
  }
}

/// The searchers of a pattern that no thread is using.
///
/// Making states is far dearer than two uncontended locks, so the states outlive a call; taking a
/// searcher out, rather than locking it for the length of a search, lets threads run in parallel.
private final class SearcherPool: Sendable {
  // A searcher is used by the one thread that took it out, which is what makes sending it safe.
  private struct Idle: @unchecked Sendable {
    var searchers: [PatternSearcher] = []
  }

  private static let limit = 4
  private let idle = Mutex(Idle())

  func take() -> PatternSearcher? {
    idle.withLock { idle in Sent(idle.searchers.popLast()) }.searcher
  }

  func put(back searcher: PatternSearcher) {
    let sent = Sent(searcher)
    idle.withLock { idle in
      if idle.searchers.count < SearcherPool.limit, let searcher = sent.searcher {
        idle.searchers.append(searcher)
      }
    }
  }

  private struct Sent: @unchecked Sendable {
    let searcher: PatternSearcher?

    init(_ searcher: PatternSearcher?) {
      self.searcher = searcher
    }
  }
}
