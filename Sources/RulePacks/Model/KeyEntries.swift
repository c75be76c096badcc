extension RuleTables {
  /// What keys that end in one word are asked.
  package struct KeyEntry: Sendable {
    /// Numbers of rules, and for each the number of its pattern.
    package var rules: [Int] = []
    package var patterns: [Int] = []
    /// Numbers of roles, in their order.
    package var roles: [Int] = []
    /// Patterns that rules ask for beside what they look at.
    package var beside: [Int] = []
    /// Rules about whole environments that such keys announce, and for each the number of its
    /// pattern.
    package var workloadRules: [Int] = []
    package var workloadPatterns: [Int] = []
  }
}

extension RuleTables.KeyEntry: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      rules: u.array(), patterns: u.array(), roles: u.array(), beside: u.array(),
      workloadRules: u.array(), workloadPatterns: u.array())
  }

  package func pack(into p: inout Packer) {
    p.add(rules)
    p.add(patterns)
    p.add(roles)
    p.add(beside)
    p.add(workloadRules)
    p.add(workloadPatterns)
  }
}

/// Gathers what keys are asked by their last words.
struct KeyEntries {
  private(set) var patterns: [KeyPattern] = []
  private(set) var besideWithoutLastWord: [Int] = []
  private var numbers: [KeyPattern: Int] = [:]
  private var entries: [String: RuleTables.KeyEntry] = [:]
  /// What every key is asked.
  private var common = RuleTables.KeyEntry()
  private var known: Set<KeyPattern> = []

  private mutating func number(of pattern: KeyPattern) -> Int {
    if let number = numbers[pattern] { return number }
    numbers[pattern] = patterns.count
    patterns.append(pattern)
    return patterns.count - 1
  }

  mutating func add(_ pattern: KeyPattern, of rule: Int) {
    let number = number(of: pattern)
    if pattern.lastWords.isEmpty {
      common.rules.append(rule)
      common.patterns.append(number)
    }
    for word in Set(pattern.lastWords) {
      entries[word, default: .init()].rules.append(rule)
      entries[word, default: .init()].patterns.append(number)
    }
  }

  mutating func add(_ pattern: KeyPattern, role: Int) {
    if pattern.lastWords.isEmpty { common.roles.append(role) }
    for word in Set(pattern.lastWords) { entries[word, default: .init()].roles.append(role) }
  }

  mutating func add(beside pattern: KeyPattern) {
    guard known.insert(pattern).inserted else { return }
    let number = number(of: pattern)
    if pattern.lastWords.isEmpty { besideWithoutLastWord.append(number) }
    for word in Set(pattern.lastWords) { entries[word, default: .init()].beside.append(number) }
  }

  mutating func add(_ pattern: KeyPattern, announcing rule: Int) {
    let number = number(of: pattern)
    if pattern.lastWords.isEmpty {
      common.workloadRules.append(rule)
      common.workloadPatterns.append(number)
    }
    for word in Set(pattern.lastWords) {
      entries[word, default: .init()].workloadRules.append(rule)
      entries[word, default: .init()].workloadPatterns.append(number)
    }
  }

  /// The entries by their words, each with what every key is asked.
  var tables: (words: WordTable, keys: LateList<RuleTables.KeyEntry>) {
    let words = entries.keys.sorted()
    let keys = words.map { word in
      var entry = entries[word, default: .init()]
      entry.rules += common.rules
      entry.patterns += common.patterns
      entry.workloadRules += common.workloadRules
      entry.workloadPatterns += common.workloadPatterns
      entry.roles = (entry.roles + common.roles).sorted()
      return entry
    }
    let numbers = Dictionary(zip(words, 1...), uniquingKeysWith: { first, _ in first })
    return (WordTable(numbers), LateList([common] + keys))
  }
}
