/// What is worked out from rules and vocabulary alone: in which order judging asks for them.
///
/// Built-in packs carry their tables in the binary; those of other packs are made when they are
/// read. Both are read in the same way, each part when it is first needed.
package struct RuleTables: Sendable {
  /// Words for splitting glued keys.
  package let words: WordTable
  /// The keys of rules and of questions that they ask, each once.
  package let patterns: LateList<KeyPattern>
  /// The last words of keys, by their numbers in `keys`; the first of these is for all other words.
  package let lastWords: WordTable
  package let keys: LateList<KeyEntry>
  /// Patterns without a last word that rules ask for beside what they look at.
  package let besideWithoutLastWord: [Int]
  package let roles: LateList<RoleKey>
  package let rulesOfRole: [String: [Int]]
  package let forEverySetting: [Int]
  @Deferred package internal(set) var pathRules: [String: [Int]]
  package let workloadRules: [Int]
  @Deferred package internal(set) var workloadSigns: WorkloadSigns
  package let projectRules: [Int]
  @Deferred package internal(set) var contractRules: [String: Int]
  @Deferred package internal(set) var readingRules: [String: Int]
  /// Rules about the text of files.
  package let textRules: [Int]
  /// Rules that choose settings by an expression over the whole key.
  package let keyExpressions: [KeyExpression]
  /// Rules by their ids and their former ones.
  package let ids: WordTable
  /// Rules that ask for other documents.
  package let rulesAboutDocuments: [Int]
  @Deferred package internal(set) var tokens: TokenKeywords
  @Deferred package internal(set) var text: TextKeywords

  package struct RoleKey: Sendable {
    package let role: String
    package let pattern: KeyPattern
  }

  /// An object, since every key is asked for all of them.
  package final class KeyExpression: Sendable {
    package let rule: Int
    private let late: LatePattern
    /// Texts of which each matching key holds one, in lower case; none where that is not known.
    private let texts: [String]
    private let shortest: Int

    init(rule: Int, _ expression: String, texts: [String]) {
      self.rule = rule
      late = LatePattern(expression)
      self.texts = texts
      shortest = texts.map(\.utf8.count).min() ?? 0
    }
  }
}

extension RuleTables {
  /// Works the tables out.
  package init(_ rules: [Rule], _ vocabulary: Vocabulary) {
    var keys = KeyEntries()
    var byRole: [String: [Int]] = [:]
    var every: [Int] = []
    var paths: [String: [Int]] = [:]
    var workload: [Int] = []
    var project: [Int] = []
    var contract: [String: Int] = [:]
    var reading: [String: Int] = [:]
    var text: [Int] = []
    var expressions: [KeyExpression] = []
    var ids: [String: Int] = [:]
    for (number, rule) in rules.enumerated() {
      for id in [rule.id] + rule.formerly { ids[id] = number }
      switch rule.scope {
      case .setting(let selector):
        for pattern in selector.keys { keys.add(pattern, of: number) }
        for role in selector.roles { byRole[role, default: []].append(number) }
        if selector.isAny { every.append(number) }
        if let expression = selector.keyExpression {
          expressions.append(KeyExpression(rule: number, expression))
        }
      case .path(let selector):
        for format in selector.formats { paths[format, default: []].append(number) }
      case .workload, .command: workload.append(number)
      case .project:
        project.append(number)
        if case .connectionBudget(let budget) = rule.check {
          for pattern in budget.keys { keys.add(pattern, of: number) }
        }
      case .contract:
        if case .contract(let name) = rule.check { contract[name] = number }
      case .reading:
        if case .reading(let name) = rule.check { reading[name] = number }
      case .text: text.append(number)
      }
    }
    for pattern in Self.keysBeside(rules) { keys.add(beside: pattern) }
    let roles = vocabulary.roles.flatMap { entry in
      entry.keys.map { RoleKey(role: entry.role, pattern: $0) }
    }
    for (number, role) in roles.enumerated() { keys.add(role.pattern, role: number) }
    var signs = WorkloadSigns()
    for number in workload {
      for pattern in signs.add(rules[number], number: number) {
        keys.add(pattern, announcing: number)
      }
    }
    let tokens = TokenKeywords(vocabulary.tokens)
    words = WordTable(vocabulary.words)
    (lastWords, self.keys) = keys.tables
    patterns = LateList(keys.patterns)
    besideWithoutLastWord = keys.besideWithoutLastWord
    self.roles = LateList(roles)
    rulesOfRole = byRole
    forEverySetting = every
    pathRules = paths
    workloadRules = workload
    workloadSigns = signs
    projectRules = project
    contractRules = contract
    readingRules = reading
    textRules = text
    keyExpressions = expressions
    self.ids = WordTable(ids)
    rulesAboutDocuments = rules.indices.filter { rules[$0].condition?.isAboutOthers == true }
    self.tokens = tokens
    self.text = TextKeywords(rules, tokens, hints: vocabulary.secretHints)
  }

  /// The keys of settings that rules ask for beside what they look at.
  private static func keysBeside(_ rules: [Rule]) -> [KeyPattern] {
    rules.flatMap { rule -> [KeyPattern] in
      let asked = (rule.condition?.parts ?? []).flatMap { part -> [KeyPattern] in
        switch part {
        case .setting(let keys, _): keys
        case .workload(let other):
          other.parts.flatMap { part -> [KeyPattern] in
            if case .setting(let keys, _) = part { keys } else { [] }
          }
        default: []
        }
      }
      return asked + rule.check.keys
    }
  }
}

extension RuleTables: Packable {
  package init(from u: inout Unpacker) {
    words = u.value()
    patterns = u.value()
    lastWords = u.value()
    keys = u.value()
    besideWithoutLastWord = u.array()
    roles = u.value()
    rulesOfRole = u.dictionary()
    forEverySetting = u.array()
    _pathRules = u.value()
    workloadRules = u.array()
    _workloadSigns = u.value()
    projectRules = u.array()
    _contractRules = u.value()
    _readingRules = u.value()
    textRules = u.array()
    keyExpressions = u.array()
    ids = u.value()
    rulesAboutDocuments = u.array()
    _tokens = u.value()
    _text = u.value()
  }

  package func pack(into p: inout Packer) {
    p.add(words)
    p.add(patterns)
    p.add(lastWords)
    p.add(keys)
    p.add(besideWithoutLastWord)
    p.add(roles)
    p.add(rulesOfRole)
    p.add(forEverySetting)
    p.add(_pathRules)
    p.add(workloadRules)
    p.add(_workloadSigns)
    p.add(projectRules)
    p.add(_contractRules)
    p.add(_readingRules)
    p.add(textRules)
    p.add(keyExpressions)
    p.add(ids)
    p.add(rulesAboutDocuments)
    p.add(_tokens)
    p.add(_text)
  }
}

extension RuleTables.RoleKey: Packable {
  package init(from u: inout Unpacker) { self.init(role: u.string(), pattern: u.value()) }

  package func pack(into p: inout Packer) {
    p.add(role)
    p.add(pattern)
  }
}

extension RuleTables.KeyExpression {
  fileprivate convenience init(rule: Int, _ expression: String) {
    self.init(rule: rule, expression, texts: Pattern.requiredTexts(in: expression))
  }

  package var text: String { late.text }

  /// Whether the expression matches all of a key; it is compiled for keys alone that may match.
  package func matches(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard key.count >= shortest else { return false }
    if !texts.isEmpty, !texts.contains(where: { ASCIISearch.finds($0, in: key) }) { return false }
    return late.pattern?.matchesWhole(key) == true
  }
}

extension RuleTables.KeyExpression: Packable {
  package convenience init(from u: inout Unpacker) {
    self.init(rule: u.int(), u.string(), texts: u.array())
  }

  package func pack(into p: inout Packer) {
    p.add(rule)
    p.add(late.text)
    p.add(texts)
  }
}
