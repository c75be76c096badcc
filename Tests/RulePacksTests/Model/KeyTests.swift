import Testing

@testable import RulePacks

@Suite struct KeyTests {
  private let words = KeyWords(dictionary: [
    "pg", "password", "maximum", "pool", "size", "key", "keyboard", "db", "max", "token",
  ])

  @Test(arguments: [
    ("DB_POOL_MAX_SIZE", "db pool max size"), ("dbPoolMaxSize", "db pool max size"),
    ("db.pool.max-size", "db pool max size"), ("DBPoolMaxSize", "db pool max size"),
    ("PGPASSWORD", "pg password"), ("MAXIMUMPOOLSIZE", "maximum pool size"),
    ("KEYBOARD", "keyboard"), ("MONKEY", "monkey"), ("DB_PASSWORD2", "db password"),
    ("oauth2Token", "oauth2 token"), ("__a--b..", "a b"), ("", ""),
  ])
  func split(key: String, expected: String) {
    #expect(words.words(of: key).joined(separator: " ") == expected)
  }

  /// Names glued together are made of as few words as possible, the longer ones at the end.
  @Test func gluedNames() {
    let dictionary: Set = ["ab", "abc", "bc", "ca", "cab", "aa", "aab", "é", "éa", "aé", "b1"]
    let words = KeyWords(dictionary: dictionary)
    var names = [""]
    for _ in 0..<6 {
      names += names.flatMap { name in ["a", "b", "c", "é", "1"].map { name + $0 } }
    }
    for name in Set(names) where name.utf8.count >= 5 {
      let fewest = Self.fewest(Array(name.utf8), dictionary)
      let isSplit = !name.utf8.contains { $0 == UInt8(ascii: "1") } && !dictionary.contains(name)
      guard isSplit else { continue }
      #expect(words.words(of: name) == fewest ?? [name], "\(name)")
    }
  }

  /// The plain way to split a name: all words behind all that is split in front of them.
  private static func fewest(_ name: [UInt8], _ dictionary: Set<String>) -> [String]? {
    var best: [[String]?] = Array(repeating: nil, count: name.count + 1)
    best[0] = []
    for end in 2...name.count {
      for start in 0..<(end - 1) {
        let word = String(decoding: name[start..<end], as: UTF8.self)
        guard let before = best[start], dictionary.contains(word),
          before.count + 1 < best[end]?.count ?? Int.max
        else { continue }
        best[end] = before + [word]
      }
    }
    return best[name.count]
  }

  @Test func splitWithoutADictionary() {
    #expect(KeyWords(dictionary: []).words(of: "DB_PASSWORD2") == ["db", "password2"])
  }

  @Test(arguments: [
    ("cors origins", "CORS_ORIGINS", "", true), ("cors origins", "APP_CORS_ORIGINS", "", true),
    ("cors origins", "CORS_ORIGINS_FILE", "", false),
    ("^ cors origins", "APP_CORS_ORIGINS", "", false),
    ("allowed? origins", "ORIGINS", "", true), ("max|maximum size", "maximumSize", "", true),
    ("{min pool} size", "POOL_MIN_SIZE", "", true), ("{min pool} size", "MIN_POOL_SIZE", "", true),
    ("{min pool} size", "MIN_SIZE", "", false), ("debug !port", "DEBUG", "", true),
    ("debug !port", "PORT_DEBUG", "", false), ("cors > origins", "origins", "cors", true),
    ("cors > origins", "CORS_ORIGINS", "", true),
    ("cors > origins", "origins", "cors other", false),
    ("cors ... > origins", "origins", "cors other", true), ("a ... c", "A_B_B_C", "", true),
    ("a ... c", "B_C", "", false), ("... b > c", "C", "a b", true),
    ("^ a > c", "C", "a", true), ("^ a > c", "C", "x a", false), ("^ a > c", "A_C", "", true),
    ("^ a > c", "B_C", "a", false), ("a b > c", "B_C", "x a", true), ("a > b? c", "C", "a", true),
    ("{a b} > c", "A_C", "b", true), ("{a b} > c", "A_C", "a", false),
    ("{a|b b} c", "B_A_C", "", true), ("{a|b b} c", "A_A_C", "", false),
    ("{a b c}", "A_B", "", false), ("a !b > c", "C", "b a", true), ("c ...", "C_D_E", "", true),
  ])
  func patterns(pattern: String, key: String, ancestors: String, isMatch: Bool) throws {
    let pattern = try KeyPattern(pattern)
    let ancestors = ancestors.split(separator: " ").map(String.init)
    #expect(pattern.matches(words.words(of: key), ancestors: ancestors) == isMatch)
  }

  @Test(arguments: ["", "A", "a >", "> a", "{a b", "a}", "a-b", "a > b > c"])
  func refused(pattern: String) {
    #expect(throws: RulePackProblem.self) { try KeyPattern(pattern) }
  }

  @Test(
    arguments: [
      ("DATABSE_URL", "DATABASE_URL"), ("DATABASE_ULR", "DATABASE_URL"), ("X", nil),
      ("COMPLETELY_OTHER", nil),
    ] as [(String, String?)])
  func nearMisses(name: String, expected: String?) {
    #expect(NearMiss.nearest(to: name, among: ["DATABASE_URL", "PORT"]) == expected)
  }

  @Test func severityFollowsTheStage() {
    let levels = StageLevels(production: .error, development: nil)
    let found = Stage.allCases.map { levels.severity(in: $0) }
    #expect(found == [.error, .error, nil, nil, .note, .warning])
    let always = StageLevels(everyStage: .error)
    #expect(Stage.allCases.allSatisfy { always.severity(in: $0) == .error })
  }

  @Test func packingKeepsEveryRule() throws {
    let text = """
      pack: p
      rules:
        - id: a-rule
          category: cors
          title: Ümlaut
          severity: {production: error, development: off}
          look-at: {setting: {keys: ["^ {a b} > c|d ... e?", "f !g"], except: [h], any: true}}
          when: {all: [{stage: production}, {not: {setting: {keys: [x], truthy: true}}}], image: [y]}
          check: {value: {one-of: [a], below: -3, pattern: 'a{2}'}}
          message: m
          why: w
          fix: f
          references: [CWE-1]
          since: 0.1.0
          examples: {bad: [{files: {a: "⟦x⟧"}}], good: [{environment: {A: b}}]}
      """
    let pack = try RulePackLoader.load(SourceBytes(text), path: "p.yaml")
    var packer = Packer()
    packer.add(pack.rules)
    packer.add(pack.pages)
    #expect(packer.bytes.allSatisfy { $0 < 0x80 })
    let bytes = packer.bytes + [0]
    bytes.withUnsafeBufferPointer { buffer in
      var unpacker = Unpacker(buffer.baseAddress!)
      let rules: [Rule] = unpacker.array()
      let pages: [RulePage] = unpacker.array()
      #expect(rules.map(\.id) == ["a-rule"] && rules.first?.title == "Ümlaut")
      #expect(rules.first?.scope == pack.rules[0].scope)
      #expect(rules.first?.condition == pack.rules[0].condition)
      #expect(rules.first?.check == pack.rules[0].check)
      var again = Packer()
      again.add(rules)
      again.add(pages)
      #expect(again.bytes == packer.bytes)
    }
  }
}
