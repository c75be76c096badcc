package import RulePacks

/// The rules in the order in which judging asks for them: by the last word of a key, by role, by
/// format, by scope.
package struct RuleIndex: Sendable {
  package struct Candidate: Sendable {
    package let rule: Int
    package let pattern: KeyPattern
  }

  package let rules: [Rule]
  package let vocabulary: Vocabulary
  package let words: KeyWords
  private let byLastWord: [String: [Candidate]]
  private let withoutLastWord: [Candidate]
  private let roles: [(role: String, pattern: KeyPattern)]
  private let rolesByLastWord: [String: [Int]]
  private let rolesWithoutLastWord: [Int]
  let byRole: [String: [Int]]
  /// Rules about secrets, whatever the key is called.
  let ofSecrets: Set<Int>
  /// The last words of keys that name a user and a password together.
  private let loginWords: [[String]]
  package let forEverySetting: [Int]
  package let pathRules: [String: [Int]]
  package let workloadRules: [Int]
  package let projectRules: [Int]
  package let contractRules: [String: Rule]
  package let readingRules: [String: Rule]
  /// Rules about the text of files.
  package let textRules: [Int]
  /// What of these have patterns of their own, by the rules' numbers.
  let textPatterns: [(rule: Int, test: TextTest)]
  /// Rules that choose settings by an expression over the whole key.
  private let keyExpressions: [(rule: Int, pattern: Pattern)]
  private let byID: [String: Int]
  /// Rules that ask for other documents.
  let rulesAboutDocuments: [Int]
  /// Keys that conditions and workloads' checks ask for, by their last words.
  private let besideByLastWord: [String: [KeyPattern]]
  private let besideWithoutLastWord: [KeyPattern]

  package init(_ set: RuleSet) {
    rules = set.rules
    vocabulary = set.vocabulary
    words = KeyWords(dictionary: Set(set.vocabulary.words))
    var byLastWord: [String: [Candidate]] = [:]
    var withoutLastWord: [Candidate] = []
    var byRole: [String: [Int]] = [:]
    var every: [Int] = []
    var paths: [String: [Int]] = [:]
    var workload: [Int] = []
    var project: [Int] = []
    var contract: [String: Rule] = [:]
    var reading: [String: Rule] = [:]
    var text: [Int] = []
    var textPatterns: [(rule: Int, test: TextTest)] = []
    var keyExpressions: [(rule: Int, pattern: Pattern)] = []
    var byID: [String: Int] = [:]
    func addCandidates(_ patterns: [KeyPattern], _ number: Int) {
      for pattern in patterns {
        let candidate = Candidate(rule: number, pattern: pattern)
        let last = pattern.lastWords
        if last.isEmpty { withoutLastWord.append(candidate) }
        for word in Set(last) { byLastWord[word, default: []].append(candidate) }
      }
    }
    for (number, rule) in set.rules.enumerated() {
      for id in [rule.id] + rule.formerly { byID[id] = number }
      switch rule.scope {
      case .setting(let selector):
        addCandidates(selector.keys, number)
        for role in selector.roles { byRole[role, default: []].append(number) }
        if selector.isAny { every.append(number) }
        // The text was accepted when its pack was loaded.
        if let expression = selector.keyExpression, let pattern = try? Pattern(expression) {
          keyExpressions.append((number, pattern))
        }
      case .path(let selector):
        for format in selector.formats.sorted() { paths[format, default: []].append(number) }
      case .workload, .command: workload.append(number)
      case .project:
        project.append(number)
        if case .connectionBudget(let budget) = rule.check { addCandidates(budget.keys, number) }
      case .contract:
        if case .contract(let name) = rule.check { contract[name] = rule }
      case .reading:
        if case .reading(let name) = rule.check { reading[name] = rule }
      case .text:
        text.append(number)
        if case .text(let test) = rule.check { textPatterns.append((number, test)) }
      }
    }
    self.byLastWord = byLastWord
    self.withoutLastWord = withoutLastWord
    self.byRole = byRole
    ofSecrets = Set(byRole[KeyRole.secret] ?? [])
    loginWords = (set.vocabulary.lists["login-key"] ?? []).map {
      $0.split(separator: " ").map(String.init)
    }
    forEverySetting = every
    pathRules = paths
    workloadRules = workload
    projectRules = project
    contractRules = contract
    readingRules = reading
    textRules = text
    self.textPatterns = textPatterns
    self.keyExpressions = keyExpressions
    self.byID = byID
    rulesAboutDocuments = set.rules.indices.filter { number in
      set.rules[number].condition?.isAboutOthers == true
    }
    var beside: [String: [KeyPattern]] = [:]
    for pattern in Set(Self.keysBeside(set.rules)) {
      for word in Set(pattern.lastWords) { beside[word, default: []].append(pattern) }
    }
    besideByLastWord = beside
    besideWithoutLastWord = Self.keysBeside(set.rules).filter { $0.lastWords.isEmpty }
    let roles = set.vocabulary.roles.flatMap { entry in
      entry.keys.map { (role: entry.role, pattern: $0) }
    }
    var rolesByLastWord: [String: [Int]] = [:]
    var rolesWithoutLastWord: [Int] = []
    for (number, role) in roles.enumerated() {
      let last = role.pattern.lastWords
      if last.isEmpty { rolesWithoutLastWord.append(number) }
      for word in Set(last) { rolesByLastWord[word, default: []].append(number) }
    }
    self.roles = roles
    for word in rolesByLastWord.keys {
      rolesByLastWord[word] = (rolesByLastWord[word, default: []] + rolesWithoutLastWord).sorted()
    }
    self.rolesByLastWord = rolesByLastWord
    self.rolesWithoutLastWord = rolesWithoutLastWord
  }

  package func rule(_ id: String) -> Rule? { byID[id].map { rules[$0] } }

  /// Takes a key apart; called once for each distinct key of a run.
  func info(of key: String) -> KeyInfo {
    let words = Array(self.words.words(of: key).suffix(24))
    let last = words.last ?? ""
    let candidates = (byLastWord[last] ?? []) + withoutLastWord
    let possible = candidates.filter { candidate in
      candidate.pattern.context.isEmpty
        ? candidate.pattern.matches(words, ancestors: []) : candidate.pattern.couldMatchLeaf(words)
    }
    let role = decidedRole(of: words)
    return KeyInfo(
      words: words, role: role, ownRole: role ?? self.role(of: words, ancestors: []),
      candidates: possible,
      holdsLogin: loginWords.contains { words.suffix($0.count).elementsEqual($0) },
      rules: keyExpressions.filter { $0.pattern.matchesWhole(key) }.map(\.rule),
      isAskedFor: isAskedFor(words))
  }

  /// Whether some rule asks what settings with this key say when it judges others.
  private func isAskedFor(_ words: [String]) -> Bool {
    let sameLast = words.last.flatMap { besideByLastWord[$0] } ?? []
    return sameLast.contains {
      $0.context.isEmpty ? $0.matches(words, ancestors: []) : $0.couldMatchLeaf(words)
    }
      // What names nothing but the mappings around would make every key one of interest.
      || besideWithoutLastWord.contains { $0.context.isEmpty && $0.matches(words, ancestors: []) }
  }

  /// The role by the key's own words, or nil where a pattern about ancestors might decide.
  private func decidedRole(of words: [String]) -> String? {
    for number in possibleRoles(of: words) {
      let (role, pattern) = roles[number]
      if pattern.matches(words, ancestors: []) { return role }
      if !pattern.context.isEmpty, pattern.couldMatchLeaf(words) { return nil }
    }
    return KeyRole.none
  }

  private func possibleRoles(of words: [String]) -> [Int] {
    rolesByLastWord[words.last ?? ""] ?? rolesWithoutLastWord
  }

  package func role(of info: KeyInfo, ancestors: [String]) -> String {
    info.role ?? role(of: info.words, ancestors: ancestors)
  }

  func role(of setting: Setting) -> String {
    setting.ancestors.isEmpty
      ? setting.info.ownRole : role(of: setting.info, ancestors: setting.ancestors)
  }

  private func role(of words: [String], ancestors: [String]) -> String {
    let number = possibleRoles(of: words).first {
      roles[$0].pattern.matches(words, ancestors: ancestors)
    }
    return number.map { roles[$0].role } ?? KeyRole.none
  }

  /// How many rules look at keys that hold secrets.
  package var numberOfSecretRules: Int { ofSecrets.count }

  /// Every role that some pattern of the vocabulary gives to a key, in the vocabulary's order: the
  /// first one counts.
  package func roles(
    of info: KeyInfo, ancestors: [String]
  ) -> [(role: String, pattern: KeyPattern)] {
    possibleRoles(of: info.words).map { roles[$0] }.filter {
      $0.pattern.matches(info.words, ancestors: ancestors)
    }
  }
}
