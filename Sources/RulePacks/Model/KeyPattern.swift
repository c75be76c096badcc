/// A pattern over the words of a setting's key, matched at the key's end.
///
/// Written as words with a blank between them:
/// - `max|maximum`: either word
/// - `size?`: the word may be missing
/// - `{min pool}`: these words in any order
/// - `...`: any words, or none
/// - `!file`: the key (not its ancestors) must not have this word
/// - `^` in front: nothing may stand before the first word
/// - `cors > origins`: what stands before `>` ends the words in front, of the same key or of the
///   ancestors in the document
package struct KeyPattern: Sendable, Hashable {
  package enum Element: Sendable, Hashable {
    case word([String], isOptional: Bool)
    case anyOrder([[String]])
    case gap
  }

  /// Patterns are handed around for every key, and copying one array costs more than comparing it.
  private final class Storage: Sendable {
    let text: String
    let context: [Element]
    let leaf: [Element]
    let forbidden: [String]
    let isAnchored: Bool
    let lastWords: [String]
    let needs: WordBits.Needs
    let contextNeeds: WordBits.Needs
    /// A key is asked for nothing, and so are the words right in front of it.
    let asksForGapAlone: Bool

    init(
      text: String, context: [Element], leaf: [Element], forbidden: [String], isAnchored: Bool,
      needs: WordBits.Needs, contextNeeds: WordBits.Needs
    ) {
      self.text = text
      self.context = context
      self.leaf = leaf
      self.forbidden = forbidden
      self.isAnchored = isAnchored
      lastWords = KeyPattern.lastWords(of: leaf)
      self.needs = needs
      self.contextNeeds = contextNeeds
      asksForGapAlone =
        if leaf.count == 1, case .gap = leaf[0], case .gap? = context.last { true } else { false }
    }
  }

  private let storage: Storage

  package var text: String { storage.text }
  package var context: [Element] { storage.context }
  package var leaf: [Element] { storage.leaf }
  package var forbidden: [String] { storage.forbidden }
  package var isAnchored: Bool { storage.isAnchored }
  /// The words one of which the key must end with; empty where any key can match.
  package var lastWords: [String] { storage.lastWords }
  /// What the pattern needs of a key's own words.
  package var needs: WordBits.Needs { storage.needs }
  /// What it needs of the words in front of those that it asks a key for.
  package var contextNeeds: WordBits.Needs { storage.contextNeeds }

  package init(
    text: String, context: [Element], leaf: [Element], forbidden: [String], isAnchored: Bool
  ) {
    self.init(
      text: text, context: context, leaf: leaf, forbidden: forbidden, isAnchored: isAnchored,
      needs: WordBits.Needs(leaf), contextNeeds: WordBits.Needs(context))
  }

  /// A pattern of which is known what it needs.
  init(
    text: String, context: [Element], leaf: [Element], forbidden: [String], isAnchored: Bool,
    needs: WordBits.Needs, contextNeeds: WordBits.Needs
  ) {
    storage = Storage(
      text: text, context: context, leaf: leaf, forbidden: forbidden, isAnchored: isAnchored,
      needs: needs, contextNeeds: contextNeeds)
  }

  package static func == (left: KeyPattern, right: KeyPattern) -> Bool {
    left.storage === right.storage
      || left.text == right.text && left.context == right.context && left.leaf == right.leaf
        && left.forbidden == right.forbidden && left.isAnchored == right.isAnchored
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  private static func lastWords(of leaf: [Element]) -> [String] {
    var result: [String] = []
    for element in leaf.reversed() {
      switch element {
      case .word(let words, let isOptional):
        result += words
        if !isOptional { return result }
      case .anyOrder(let groups):
        return result + groups.flatMap { $0 }
      case .gap: return []
      }
    }
    return []
  }

  /// Whether a key may match, by the bits of its words alone.
  ///
  /// - Parameter isAlone: Nothing stands above the key, so that it must have all words itself.
  @inline(__always)
  package func mayMatch(_ words: WordBits, isAlone: Bool) -> Bool {
    storage.needs.mayBeMet(by: words) && (!isAlone || storage.contextNeeds.mayBeMet(by: words))
  }

  package func matches(_ words: [String], ancestors: [String]) -> Bool {
    if !lastWords.isEmpty {
      // Most keys fail here, before anything is copied.
      guard let last = words.last, lastWords.contains(last) else { return false }
    }
    if !forbidden.isEmpty, words.contains(where: { forbidden.contains($0) }) { return false }
    return matchesLeaf(words, ancestors, isWhole: true)
  }

  /// Calls `body` with every word that the pattern speaks of, some of them more than once.
  package func forEachWord(_ body: (String) -> Void) {
    for element in context + leaf {
      switch element {
      case .word(let words, _): words.forEach(body)
      case .anyOrder(let groups): for words in groups { words.forEach(body) }
      case .gap: break
      }
    }
    forbidden.forEach(body)
  }

  /// Whether the part about the key itself matches, whatever stands before it.
  package func couldMatchLeaf(_ words: [String]) -> Bool {
    if words.contains(where: { forbidden.contains($0) }) { return false }
    return matchesLeaf(words, [], isWhole: false)
  }

  /// The words of the mappings around a key and those of the key behind them, as one row.
  ///
  /// Without arrays, which would be counted at each step.
  private struct Reach {
    let words: UnsafeBufferPointer<String>
    let ancestors: UnsafeBufferPointer<String>

    func has(_ alternatives: [String], at position: Int) -> Bool {
      position < ancestors.count
        ? alternatives.contains(ancestors[position])
        : alternatives.contains(words[position - ancestors.count])
    }
  }

  private typealias Elements = UnsafeBufferPointer<Element>

  /// Whether the leaf matches a tail of the key's words, and what is asked of the words before these.
  private func matchesLeaf(_ words: [String], _ ancestors: [String], isWhole: Bool) -> Bool {
    words.withUnsafeBufferPointer { words in
      ancestors.withUnsafeBufferPointer { ancestors in
        let reach = Reach(words: words, ancestors: ancestors)
        return storage.leaf.withUnsafeBufferPointer { leaf in
          storage.context.withUnsafeBufferPointer { context in
            matches(leaf, below: context, reach, isWhole: isWhole)
          }
        }
      }
    }
  }

  private func matches(
    _ leaf: Elements, below context: Elements, _ reach: Reach, isWhole: Bool
  ) -> Bool {
    let floor = reach.ancestors.count
    let end = floor + reach.words.count
    let isAnchored = isAnchored
    // A gap takes in whatever the gap behind it does.
    if isWhole, storage.asksForGapAlone {
      return Self.match(context, context.count, reach, from: 0, to: end) { !isAnchored || $0 == 0 }
    }
    return Self.match(leaf, leaf.count, reach, from: floor, to: end) { end in
      guard isWhole else { return true }
      guard !context.isEmpty else { return !isAnchored || end == floor }
      return Self.match(context, context.count, reach, from: 0, to: end) {
        !isAnchored || $0 == 0
      }
    }
  }

  /// Whether the first `count` elements match a tail of the words between two positions; `then`
  /// judges by the position where that tail begins.
  private static func match(
    _ elements: Elements, _ count: Int, _ reach: Reach, from start: Int, to end: Int,
    then: (Int) -> Bool
  ) -> Bool {
    var (count, end) = (count, end)
    // Most elements are words that must be there, each of them in one place only.
    while count > 0, case .word(let alternatives, isOptional: false) = elements[count - 1] {
      guard end > start, reach.has(alternatives, at: end - 1) else { return false }
      count -= 1
      end -= 1
    }
    guard count > 0 else { return then(end) }
    switch elements[count - 1] {
    case .word(let alternatives, let isOptional):
      if end > start, reach.has(alternatives, at: end - 1),
        match(elements, count - 1, reach, from: start, to: end - 1, then: then)
      {
        return true
      }
      return isOptional && match(elements, count - 1, reach, from: start, to: end, then: then)
    case .anyOrder(let groups):
      let first = end - groups.count
      return first >= start && isPermutation(of: groups, 0, reach, at: first)
        && match(elements, count - 1, reach, from: start, to: first, then: then)
    case .gap:
      return (start...end).contains {
        match(elements, count - 1, reach, from: start, to: $0, then: then)
      }
    }
  }

  /// Whether the words from `position` on are one of each group; `used` has a bit for each group
  /// that has its word already.
  private static func isPermutation(
    of groups: [[String]], _ used: Int, _ reach: Reach, at position: Int
  ) -> Bool {
    guard used.nonzeroBitCount < groups.count else { return true }
    return groups.indices.contains { group in
      used & 1 << group == 0 && reach.has(groups[group], at: position)
        && isPermutation(of: groups, used | 1 << group, reach, at: position + 1)
    }
  }
}

extension KeyPattern {
  /// Reads a pattern; the error is a sentence about what is wrong with it.
  package init(_ text: String) throws(RulePackProblem) {
    var context: [Element] = []
    var elements: [Element] = []
    var forbidden: [String] = []
    var isAnchored = false
    var group: [[String]]?
    for part in text.split(separator: " ") {
      var token = String(part)
      if token == "^" {
        isAnchored = true
        continue
      }
      if token == ">" {
        guard context.isEmpty, !elements.isEmpty else {
          throw RulePackProblem("`>` stands between two parts of a key pattern, and only once")
        }
        swap(&context, &elements)
        continue
      }
      if token == "..." {
        elements.append(.gap)
        continue
      }
      if token.hasPrefix("!") {
        forbidden += try Self.alternatives(String(token.dropFirst()))
        continue
      }
      if token.hasPrefix("{") {
        group = []
        token.removeFirst()
      }
      let closes = token.hasSuffix("}")
      if closes { token.removeLast() }
      if group != nil {
        group?.append(try Self.alternatives(token))
      } else {
        let isOptional = token.hasSuffix("?")
        if isOptional { token.removeLast() }
        elements.append(.word(try Self.alternatives(token), isOptional: isOptional))
      }
      if closes {
        guard let finished = group else { throw RulePackProblem("`}` without `{` before it") }
        guard finished.count <= 5 else {
          throw RulePackProblem("an any-order group has five words at the most")
        }
        elements.append(.anyOrder(finished))
        group = nil
      }
    }
    guard group == nil else { throw RulePackProblem("`{` is not closed in the key pattern") }
    guard !elements.isEmpty else { throw RulePackProblem("a key pattern needs a word") }
    self.init(
      text: text, context: context, leaf: elements, forbidden: forbidden, isAnchored: isAnchored)
  }

  private static func alternatives(_ token: String) throws(RulePackProblem) -> [String] {
    let words = token.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    for word in words {
      let isWord =
        !word.isEmpty
        && word.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 >= 0x80
        }
      guard isWord, word == word.lowercased() else {
        throw RulePackProblem("\(quoted: word) is no lower-case word of a key pattern")
      }
    }
    return words
  }
}
