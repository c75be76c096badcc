/// All texts for which files are searched: keywords of tokens, hints of settings, keywords of rules.
package struct TextKeywords: Sendable {
  /// A rule's pattern, and the rule's number.
  package struct TextRule: Sendable {
    package let rule: Int
    private let late: LatePattern

    fileprivate init(_ rule: Int, _ pattern: String) {
      self.rule = rule
      late = LatePattern(pattern)
    }

    package var text: String { late.text }
    package var pattern: Pattern? { late.pattern }
  }

  package let set: KeywordSet
  package let rules: [TextRule]
  /// Keywords up to here tell where settings may stand; those behind them are rules' own.
  package let hintCount: Int
  /// For each keyword the rules that ask for it; empty where none does.
  package let rulesOfWord: NumberLists
  /// Rules that no keyword announces: they read every line.
  package let rulesOfEveryLine: [Int]
  /// The words with which exceptions in files begin.
  private let suppressionWords: [Int]

  package static let suppressionTexts = ["configlint:", "configlint.allow/"]

  package func isOfSuppressions(_ word: Int) -> Bool {
    suppressionWords.contains(word)
  }

  /// - Parameter hints: More texts for which a setting's value is read.
  init(_ allRules: [Rule], _ tokens: TokenKeywords, hints: [String] = []) {
    var words = tokens.words
    var numbers: [String: Int] = [:]
    for (number, word) in words.enumerated() { numbers[word] = number }
    for word in hints.map({ $0.lowercased() }) where numbers[word] == nil {
      numbers[word] = words.count
      words.append(word)
    }
    hintCount = words.count
    var rules: [TextRule] = []
    var rulesOfWord: [[Int]] = []
    var rulesOfEveryLine: [Int] = []
    for (number, rule) in allRules.enumerated() {
      guard rule.scope == .text, case .text(let test) = rule.check else { continue }
      rules.append(TextRule(number, test.pattern))
      if test.keywords.isEmpty { rulesOfEveryLine.append(rules.count - 1) }
      for keyword in Set(test.keywords.map { $0.lowercased() }).sorted() {
        let word = numbers[keyword] ?? words.count
        if word == words.count {
          words.append(keyword)
          numbers[keyword] = word
        }
        while rulesOfWord.count <= word { rulesOfWord.append([]) }
        rulesOfWord[word].append(rules.count - 1)
      }
    }
    var suppressionWords: [Int] = []
    for text in Self.suppressionTexts {
      let word = numbers[text] ?? words.count
      if word == words.count {
        words.append(text)
        numbers[text] = word
      }
      suppressionWords.append(word)
    }
    self.suppressionWords = suppressionWords
    self.rules = rules
    self.rulesOfWord = NumberLists(rulesOfWord)
    self.rulesOfEveryLine = rulesOfEveryLine
    set = KeywordSet(words)
  }
}

extension TextKeywords: Packable {
  package init(from u: inout Unpacker) {
    set = u.value()
    rules = u.array()
    hintCount = u.int()
    rulesOfWord = u.value()
    rulesOfEveryLine = u.array()
    suppressionWords = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(set)
    p.add(rules)
    p.add(hintCount)
    p.add(rulesOfWord)
    p.add(rulesOfEveryLine)
    p.add(suppressionWords)
  }
}

extension TextKeywords.TextRule: Packable {
  package init(from u: inout Unpacker) { self.init(u.int(), u.string()) }

  package func pack(into p: inout Packer) {
    p.add(rule)
    p.add(text)
  }
}

extension Vocabulary {
  /// Texts where a value may hold a secret inside: names of secrets with the signs that follow them,
  /// options, clients that take passwords.
  var secretHints: [String] {
    let names = Set(
      roles.filter { $0.role == KeyRole.secret }
        .flatMap { $0.keys.flatMap(\.lastWords) }.filter { $0.utf8.count > 2 })
    let pairs = names.sorted().flatMap { name in ["=", "\"", "\\", ": "].map { name + $0 } }
    // What a client is called stands in front of its option; a name alone says nothing.
    let clients = (lists["client-option"] ?? []).map { $0.split(separator: " ") }
      .filter { $0.count >= 2 }.flatMap { $0[0].split(separator: "|").map(String.init) }
    let schemes = Set(lists["authentication-scheme"] ?? []).sorted().map { $0 + " " }
    return pairs + Set(clients).sorted() + schemes + ["--", "@tcp(", "jdbc:"]
  }
}
