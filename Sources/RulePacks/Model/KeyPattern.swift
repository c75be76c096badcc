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

    init(
      text: String, context: [Element], leaf: [Element], forbidden: [String], isAnchored: Bool
    ) {
      self.text = text
      self.context = context
      self.leaf = leaf
      self.forbidden = forbidden
      self.isAnchored = isAnchored
      lastWords = KeyPattern.lastWords(of: leaf)
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

  package init(
    text: String, context: [Element], leaf: [Element], forbidden: [String], isAnchored: Bool
  ) {
    storage = Storage(
      text: text, context: context, leaf: leaf, forbidden: forbidden, isAnchored: isAnchored)
  }

  package static func == (left: KeyPattern, right: KeyPattern) -> Bool {
    left.text == right.text && left.context == right.context && left.leaf == right.leaf
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

  package func matches(_ words: [String], ancestors: [String]) -> Bool {
    if !lastWords.isEmpty {
      // Most keys fail here, before anything is copied.
      guard let last = words.last, lastWords.contains(last) else { return false }
    }
    if !forbidden.isEmpty, words.contains(where: { forbidden.contains($0) }) { return false }
    guard !context.isEmpty else {
      return Self.match(leaf[...], words[...]) { !isAnchored || $0.isEmpty }
    }
    return Self.match(leaf[...], words[...]) { rest in
      let before = ancestors + rest
      return Self.match(context[...], before[...]) { !isAnchored || $0.isEmpty }
    }
  }

  /// Whether the part about the key itself matches, whatever stands before it.
  package func couldMatchLeaf(_ words: [String]) -> Bool {
    if words.contains(where: { forbidden.contains($0) }) { return false }
    return Self.match(leaf[...], words[...]) { _ in true }
  }

  /// Whether `elements` match a tail of `words`; `then` judges the words in front of that tail.
  private static func match(
    _ elements: ArraySlice<Element>, _ words: ArraySlice<String>,
    then: (ArraySlice<String>) -> Bool
  ) -> Bool {
    guard let last = elements.last else { return then(words) }
    let rest = elements.dropLast()
    switch last {
    case .word(let alternatives, let isOptional):
      if let word = words.last, alternatives.contains(word),
        match(rest, words.dropLast(), then: then)
      {
        return true
      }
      return isOptional && match(rest, words, then: then)
    case .anyOrder(let groups):
      guard words.count >= groups.count else { return false }
      return isPermutation(Array(words.suffix(groups.count)), of: groups)
        && match(rest, words.dropLast(groups.count), then: then)
    case .gap:
      for length in 0...words.count where match(rest, words.dropLast(length), then: then) {
        return true
      }
      return false
    }
  }

  private static func isPermutation(_ words: [String], of groups: [[String]]) -> Bool {
    guard let word = words.first else { return true }
    for index in groups.indices where groups[index].contains(word) {
      var remaining = groups
      remaining.remove(at: index)
      if isPermutation(Array(words.dropFirst()), of: remaining) { return true }
    }
    return false
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
