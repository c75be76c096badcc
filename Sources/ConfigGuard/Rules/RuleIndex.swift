package import RulePacks

/// The rules in the order in which judging asks for them: by the last word of a key, by role, by
/// format, by scope.
package struct RuleIndex: Sendable {
  package struct Candidate: Sendable {
    package let rule: Int
    package let pattern: KeyPattern
  }

  /// What the keys that end in one word are asked; made when the first such key is met.
  private final class LastWord: Sendable {
    let candidates: [Candidate]
    let roles: [Int]
    let beside: [KeyPattern]

    init(_ entry: RuleTables.KeyEntry, _ patterns: LateList<KeyPattern>) {
      candidates = zip(entry.rules, entry.patterns).map {
        Candidate(rule: $0, pattern: patterns[$1])
      }
      roles = entry.roles
      beside = entry.beside.map { patterns[$0] }
    }
  }

  package let rules: LateList<Rule>
  package let vocabulary: Vocabulary
  package let words: KeyWords
  /// In one object, since the index is handed around.
  let tables: Shared<RuleTables>
  private let lastWords: LateObjects<LastWord>
  let byRole: [String: [Int]]
  /// Rules about secrets, whatever the key is called.
  let ofSecrets: Set<Int>
  /// The last words of keys that name a user and a password together.
  private let loginWords: [[String]]
  package let forEverySetting: [Int]
  package var pathRules: [String: [Int]] { tables.value.pathRules }
  package let workloadRules: [Int]
  package let projectRules: [Int]
  package let contractRules: NamedRules
  package let readingRules: NamedRules
  /// Rules about the text of files.
  package let textRules: [Int]
  /// Rules that ask for other documents.
  let rulesAboutDocuments: [Int]

  /// Rules by the names of what they report.
  package struct NamedRules: Sendable, Sequence {
    let rules: LateList<Rule>
    let numbers: @Sendable () -> [String: Int]

    package subscript(name: String) -> Rule? { numbers()[name].map { rules[$0] } }

    package func makeIterator() -> some IteratorProtocol<(String, Rule)> {
      numbers().lazy.map { ($0, rules[$1]) }.makeIterator()
    }
  }

  package init(_ set: RuleSet) {
    let tables = set.tables
    rules = set.list
    vocabulary = set.vocabulary
    self.tables = Shared(tables)
    words = KeyWords(dictionary: tables.words)
    lastWords = LateObjects(count: tables.keys.count)
    byRole = tables.rulesOfRole
    ofSecrets = Set(byRole[KeyRole.secret] ?? [])
    loginWords = (set.vocabulary.lists["login-key"] ?? []).map {
      $0.split(separator: " ").map(String.init)
    }
    forEverySetting = tables.forEverySetting
    workloadRules = tables.workloadRules
    projectRules = tables.projectRules
    contractRules = NamedRules(rules: set.list) { tables.contractRules }
    readingRules = NamedRules(rules: set.list) { tables.readingRules }
    textRules = tables.textRules
    rulesAboutDocuments = tables.rulesAboutDocuments
  }

  /// What keys with this last word are asked.
  private func lastWord(_ word: String?) -> LastWord {
    let number = word.flatMap { tables.value.lastWords.number(of: $0) } ?? 0
    return lastWords.object(at: number) {
      LastWord(tables.value.keys[number], tables.value.patterns)
    }
  }

  /// Whether a rule has this id, or had it.
  package func hasRule(_ id: String) -> Bool { tables.value.ids.number(of: id) != nil }

  package func rule(_ id: String) -> Rule? { tables.value.ids.number(of: id).map { rules[$0] } }

  /// Takes a key apart; called once for each distinct key of a run.
  func info(of key: String) -> KeyInfo {
    let words = Array(self.words.words(of: key).suffix(24))
    let last = lastWord(words.last)
    let possible = last.candidates.filter { candidate in
      candidate.pattern.context.isEmpty
        ? candidate.pattern.matches(words, ancestors: []) : candidate.pattern.couldMatchLeaf(words)
    }
    let role = decidedRole(of: words)
    return KeyInfo(
      words: words, role: role, ownRole: role ?? self.role(of: words, ancestors: []),
      candidates: possible,
      holdsLogin: loginWords.contains { words.suffix($0.count).elementsEqual($0) },
      rules: tables.value.keyExpressions.filter { $0.late.pattern?.matchesWhole(key) == true }
        .map(\.rule),
      isAskedFor: isAskedFor(words, last))
  }

  /// Whether some rule asks what settings with this key say when it judges others.
  private func isAskedFor(_ words: [String], _ last: LastWord) -> Bool {
    last.beside.contains {
      $0.context.isEmpty ? $0.matches(words, ancestors: []) : $0.couldMatchLeaf(words)
    }
      // What names nothing but the mappings around would make every key one of interest.
      || tables.value.besideWithoutLastWord.contains {
        let pattern = tables.value.patterns[$0]
        return pattern.context.isEmpty && pattern.matches(words, ancestors: [])
      }
  }

  /// The role by the key's own words, or nil where a pattern about ancestors might decide.
  private func decidedRole(of words: [String]) -> String? {
    for number in possibleRoles(of: words) {
      let key = tables.value.roles[number]
      if key.pattern.matches(words, ancestors: []) { return key.role }
      if !key.pattern.context.isEmpty, key.pattern.couldMatchLeaf(words) { return nil }
    }
    return KeyRole.none
  }

  private func possibleRoles(of words: [String]) -> [Int] {
    lastWord(words.last).roles
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
      tables.value.roles[$0].pattern.matches(words, ancestors: ancestors)
    }
    return number.map { tables.value.roles[$0].role } ?? KeyRole.none
  }

  /// How many rules look at keys that hold secrets.
  package var numberOfSecretRules: Int { ofSecrets.count }

  /// Every role that some pattern of the vocabulary gives to a key, in the vocabulary's order: the
  /// first one counts.
  package func roles(
    of info: KeyInfo, ancestors: [String]
  ) -> [(role: String, pattern: KeyPattern)] {
    possibleRoles(of: info.words).map {
      (tables.value.roles[$0].role, tables.value.roles[$0].pattern)
    }
    .filter { $0.1.matches(info.words, ancestors: ancestors) }
  }
}
