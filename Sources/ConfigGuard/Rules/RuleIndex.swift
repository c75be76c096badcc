package import RulePacks

/// The rules in the order in which judging asks for them: by the last word of a key, by role, by
/// format, by scope.
///
/// It is handed around for every key, so that it is one object.
package final class RuleIndex: Sendable {
  package struct Candidate: Sendable {
    package let rule: Int
    package let pattern: KeyPattern
  }

  package let rules: LateList<Rule>
  package let vocabulary: Vocabulary
  package let words: KeyWords
  /// In one object, whose parts are unpacked when they are first asked for.
  let tables: Shared<RuleTables>
  private let lastWords: LateObjects<LastWord>
  private let lateExpressions = LateObjects<Shared<KeyExpressions>>(count: 1)
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
  package let rulesAboutDocuments: [Int]

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

  /// The entry of the tables that says what keys with this last word are asked.
  func entry(ofLastWord word: String?) -> Int {
    word.flatMap { tables.value.lastWords.number(of: $0) } ?? 0
  }

  private func lastWord(_ word: String?) -> LastWord { lastWord(entry: entry(ofLastWord: word)) }

  private func lastWord(entry: Int) -> LastWord {
    lastWords.object(at: entry) { LastWord(tables.value.keys[entry], tables.value) }
  }

  /// Calls `body` with every word that decides on keys of an entry beside their last word.
  func forEachWord(askedOfEntry entry: Int, _ body: (String) -> Void) {
    let last = lastWord(entry: entry)
    for candidate in last.candidates { candidate.pattern.forEachWord(body) }
    for role in last.roles { role.pattern.forEachWord(body) }
    for pattern in last.beside { pattern.forEachWord(body) }
    for pattern in last.besideOfAll { pattern.forEachWord(body) }
    for words in loginWords { words.forEach(body) }
  }

  /// Whether a rule has this id, or had it.
  package func hasRule(_ id: String) -> Bool { tables.value.ids.number(of: id) != nil }

  package func rule(_ id: String) -> Rule? { tables.value.ids.number(of: id).map { rules[$0] } }

  /// Takes a key apart; who has many of them asks a `KeyTable`.
  func info(of key: String) -> KeyInfo {
    let words = Array(self.words.words(of: key).suffix(KeyReader.mostWords))
    let bits = WordBits(words)
    var key = key
    return key.withUTF8 {
      KeyInfo(
        words: words, bits, shape(of: words, bits), rules: rules(choosing: $0),
        stageMarkers: stageMarkers(words))
    }
  }

  /// The markers of stages that a key matches, by their places; nil where none ends in its last
  /// word.
  func stageMarkers(_ words: [String]) -> [Int]? {
    let markers = vocabulary.stages.markers
    guard let last = words.last, markers.contains(where: { $0.lastWords.contains(last) }) else {
      return nil
    }
    return markers.indices.filter { markers[$0].matches(words, ancestors: []) }
  }

  /// Rules that choose a key by an expression over all of it.
  func rules(choosing key: UnsafeBufferPointer<UInt8>) -> [Int] {
    let expressions = tables.value.keyExpressions
    var rules: [Int] = []
    for position in expressions.indices where expressions[position].matches(key) {
      rules.append(expressions[position].rule)
    }
    return rules
  }

  /// What rules make of the words of a key.
  func shape(of words: [String], _ bits: WordBits, mayMarkStage: Bool = false) -> KeyShape {
    let last = lastWord(words.last)
    var possible: [Candidate] = []
    for position in last.candidates.indices
    where last.needsOfCandidates[position].mayBeMet(by: bits)
      && Self.mayMatch(last.candidates[position].pattern, words)
    {
      possible.append(last.candidates[position])
    }
    let role = decidedRole(of: words, bits, last)
    let ownRole = role ?? self.role(of: words, ancestors: [])
    let holdsLogin = loginWords.contains {
      $0.last == words.last && words.suffix($0.count).elementsEqual($0)
    }
    let isAskedFor = isAskedFor(words, bits, last)
    let isAskedAnyway = holdsLogin || isAskedFor || asks(forRole: ownRole)
    let isChosen = choosesAlone(words, bits, possible)
    return KeyShape(
      role: role, ownRole: ownRole, candidates: possible, holdsLogin: holdsLogin,
      isAskedFor: isAskedFor, isAskedAlone: isAskedAnyway || isChosen,
      valueTests: isChosen && !isAskedAnyway ? valueTests(of: possible) : nil,
      isOfInterest: !possible.isEmpty || holdsLogin || isAskedFor || asks(role: role, ownRole),
      mayMarkStage: mayMarkStage, context: KeyContext(words, bits, last, self))
  }

  /// Rules about whole environments that a key may make speak.
  func workloadRules(announcedBy info: KeyInfo) -> [Int] {
    let rules = lastWord(info.words.last).ofWorkloads.lazy.filter { candidate in
      candidate.pattern.needs.mayBeMet(by: info.bits)
        && Self.mayMatch(candidate.pattern, info.words)
    }
    return Set(rules.map(\.rule)).sorted()
  }

  /// Rules about whole environments by what else announces them.
  var workloadSigns: WorkloadSigns { tables.value.workloadSigns }

  /// Whether a pattern matches a key, as far as that can be said without what stands above it.
  static func mayMatch(_ pattern: KeyPattern, _ words: [String]) -> Bool {
    pattern.context.isEmpty
      ? pattern.matches(words, ancestors: []) : pattern.couldMatchLeaf(words)
  }

  /// Whether some rule asks what settings with this key say when it judges others.
  private func isAskedFor(_ words: [String], _ bits: WordBits, _ last: LastWord) -> Bool {
    last.beside.indices.contains {
      last.needsOfBeside[$0].mayBeMet(by: bits) && Self.mayMatch(last.beside[$0], words)
    }
      // What names nothing but the mappings around would make every key one of interest.
      || last.besideOfAll.indices.contains {
        last.needsOfAll[$0].mayBeMet(by: bits)
          && last.besideOfAll[$0].matches(words, ancestors: [])
      }
  }

  /// The role by the key's own words, or nil where a pattern about ancestors might decide.
  private func decidedRole(
    of words: [String], _ bits: WordBits, _ last: LastWord
  ) -> String? {
    for position in last.roles.indices where last.needsOfRoles[position].mayBeMet(by: bits) {
      let pattern = last.roles[position].pattern
      if pattern.matches(words, ancestors: []) { return last.roles[position].role }
      if !pattern.context.isEmpty, pattern.couldMatchLeaf(words) { return nil }
    }
    return KeyRole.none
  }

  package func role(of info: KeyInfo, ancestors: [String]) -> String {
    info.role ?? role(of: info.words, ancestors: ancestors)
  }

  func role(of setting: Setting) -> String {
    setting.ancestors.isEmpty
      ? setting.info.ownRole : role(of: setting.info, ancestors: setting.ancestors)
  }

  private func role(of words: [String], ancestors: [String]) -> String {
    let bits = WordBits(words)
    let last = lastWord(words.last)
    let position = last.roles.indices.first {
      last.needsOfRoles[$0].mayBeMet(by: bits)
        && last.roles[$0].pattern.matches(words, ancestors: ancestors)
    }
    return position.map { last.roles[$0].role } ?? KeyRole.none
  }

  /// Whether rules look at settings of a role; nil where ancestors decide on it.
  private func asks(role: String?, _ ownRole: String) -> Bool {
    role == nil || asks(forRole: ownRole)
  }

  private func asks(forRole role: String) -> Bool {
    switch role {
    case KeyRole.secret, KeyRole.possibleSecret: true
    // Names of users are what is guessed first, and a long name of a secret is none.
    case KeyRole.userName, KeyRole.secretName: true
    default: byRole[role]?.isEmpty == false
    }
  }

  /// Rules that choose keys by expressions.
  package var keyExpressions: KeyExpressions {
    lateExpressions.object(at: 0) {
      Shared(
        KeyExpressions(
          tables.value.keyExpressions.map { ($0.rule, rules[$0.rule].check, $0.text) }))
    }.value
  }

  /// How many rules look at keys that hold secrets.
  package var numberOfSecretRules: Int { ofSecrets.count }

  /// Every role that some pattern of the vocabulary gives to a key, in the vocabulary's order: the
  /// first one counts.
  package func roles(
    of info: KeyInfo, ancestors: [String]
  ) -> [(role: String, pattern: KeyPattern)] {
    lastWord(info.words.last).roles.map { ($0.role, $0.pattern) }
      .filter { $0.1.matches(info.words, ancestors: ancestors) }
  }
}
