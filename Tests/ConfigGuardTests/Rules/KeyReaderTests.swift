import RulePacks
import Testing

@testable import ConfigGuard

/// What many keys share is what is found out of each of them alone.
@Suite struct KeyReaderTests {
  private let index = BuiltinPacks.prepared.index

  /// Keys whose words are those of patterns, of the dictionary and of none, joined in many ways.
  private func keys(seed: UInt64, count: Int) -> [String] {
    var numbers = SplitMix(state: seed)
    var words: Set<String> = [
      "", "x", "a1", "2", "éa", "ÀB", "password2", "dbpassword", "mysqlurl",
    ]
    for entry in 0..<index.tables.value.keys.count where entry % 7 == Int(seed % 7) {
      index.forEachWord(askedOfEntry: entry) { words.insert($0) }
    }
    let all = words.sorted() + index.vocabulary.words.prefix(300)
    return (0..<count).map { _ in
      let parts = (0...numbers.below(5)).map { _ in all[numbers.below(all.count)] }
      switch numbers.below(5) {
      case 0: return parts.joined(separator: "_").uppercased()
      case 1: return parts.joined(separator: ".")
      case 2: return parts.joined()
      case 3: return parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
      default: return parts.joined(separator: "-").uppercased() + "_\(numbers.below(30))"
      }
    }
  }

  @Test(arguments: 0..<7) func aTableSaysTheSame(seed: Int) {
    let table = KeyTable(index)
    for key in keys(seed: UInt64(seed), count: 2000) {
      let (known, alone) = (table.info(key), index.info(of: key))
      #expect(known.words == alone.words, "\(key)")
      #expect(known.role == alone.role, "\(key)")
      #expect(known.ownRole == alone.ownRole, "\(key)")
      #expect(known.candidates.map(\.rule) == alone.candidates.map(\.rule), "\(key)")
      #expect(known.candidates.map(\.pattern) == alone.candidates.map(\.pattern), "\(key)")
      #expect(known.holdsLogin == alone.holdsLogin, "\(key)")
      #expect(known.isAskedFor == alone.isAskedFor, "\(key)")
      #expect(known.isAskedAlone == alone.isAskedAlone, "\(key)")
      #expect(known.stageMarkers == alone.stageMarkers, "\(key)")
      #expect(known.rules == alone.rules, "\(key)")
      #expect(table.info(key) === known)
      var copy = key
      let shape = copy.withUTF8 { table.shape(of: $0) }
      #expect(shape.isOfInterest || !alone.isOfInterest || !alone.rules.isEmpty, "\(key)")
      #expect(shape.mayMarkStage == StageResolver(index.vocabulary, explicit: nil).isMarker(alone))
    }
  }

  /// Of most keys nothing more is asked, and then nothing more is kept.
  @Test(arguments: 0..<7) func whetherAKeyMattersIsKnownWithoutTheRest(seed: Int) {
    let table = KeyTable(index)
    for (number, key) in keys(seed: UInt64(seed), count: 2000).enumerated() {
      let alone = index.info(of: key)
      let isTelling =
        alone.isAskedAlone || alone.mayNameHost || alone.stageMarkers != nil || !alone.rules.isEmpty
      var copy = key
      copy.withUTF8 { bytes in
        // Each of them may be the first to ask, before or after everything was wanted.
        for question in 0..<4 {
          switch (question + number) % 4 {
          case 0: #expect((table.infoOfInterest(bytes) != nil) == alone.isOfInterest, "\(key)")
          case 1: #expect((table.tellingInfo(bytes) != nil) == isTelling, "\(key)")
          case 2: #expect(table.bits(of: bytes) == alone.bits, "\(key)")
          default:
            let whole = table.info(bytes)
            #expect(whole.words == alone.words, "\(key)")
            #expect(whole.isOfInterest == alone.isOfInterest, "\(key)")
            #expect(whole.stageMarkers == alone.stageMarkers, "\(key)")
          }
        }
        let whole = table.info(bytes)
        if alone.isOfInterest { #expect(table.infoOfInterest(bytes) === whole, "\(key)") }
        if isTelling { #expect(table.tellingInfo(bytes) === whole, "\(key)") }
      }
    }
  }

  /// Interesting or not, a key is the same again when everything was forgotten in between.
  @Test func manyNames() {
    let table = KeyTable(index)
    let before = table.info("DB_PASSWORD")
    for number in 0..<70_000 {
      var key = "N\(number)X_DB_POOL_SIZE"
      _ = key.withUTF8 { table.shape(of: $0) }
    }
    #expect(table.info("DB_PASSWORD") === before)
    #expect(table.info("OTHER_DB_PASSWORD").holdsSecret)
    #expect(table.info("DB_POOL_SIZE").words == ["db", "pool", "size"])
  }

  /// Files have names of their own, which nobody asks for again.
  @Test func whatComesAgainAndAgainIsKept() {
    let table = KeyTable(index)
    func ask(_ key: String) -> KeyInfo { table.info(key) }
    let usual = ["DB_PASSWORD", "LOG_LEVEL", "replicas"]
    let before = usual.map(ask)
    let rare = ask("SOME_OTHER_PASSWORD")
    for number in 0..<2 * KeyTable.most {
      let words = ask("N\(number)_DB_PASSWORD").words
      guard number % 100 == 0 else { continue }
      #expect(words == ["n\(number)", "db", "password"])
      for (key, info) in zip(usual, before) { #expect(ask(key) === info) }
    }
    #expect(table.count <= KeyTable.most)
    #expect(ask("SOME_OTHER_PASSWORD") !== rare)
    #expect(ask("SOME_OTHER_PASSWORD").words == rare.words)
    var key = "SOME_OTHER_PASSWORD"
    key.withUTF8 { #expect(table.infoOfInterest($0) != nil) }
    table.forget()
    #expect(table.count == 0)
    #expect(ask("DB_PASSWORD").words == before[0].words)
  }

  /// Asked for the first time and once more, as the answer is kept apart from the key.
  @Test func keysOfInterestAreTold() {
    let (table, all) = (KeyTable(index), KeyTable(index))
    let keys = [
      "DB_PASSWORD", "color", "NODE_ENV", "DB_HOST", "LOG_LEVEL", "KAFKA_BROKER", "replicas", "x",
      "password", "enabled", "DATABASE_URL", "größe",
    ]
    var kinds: Set<[Bool]> = []
    for key in keys + keys {
      var key = key
      let info = all.info(key)
      let isTelling =
        info.isAskedAlone || info.mayNameHost || info.stageMarkers != nil || !info.rules.isEmpty
      key.withUTF8 { key in
        #expect((table.infoOfInterest(key) != nil) == info.isOfInterest)
        #expect((table.tellingInfo(key) != nil) == isTelling)
        #expect(table.bits(of: key).bits == info.bits.bits)
      }
      kinds.insert([info.isOfInterest, isTelling])
    }
    #expect(kinds.count > 1)
  }

  @Test func textsAreFoundAgain() {
    var numbers = ByteNumbers(slots: 2)
    for number in 0..<1000 {
      var text = String(repeating: "a", count: number % 40) + "\(number)"
      text.withUTF8 { text in
        let search = numbers.search(text)
        #expect(search.number == nil)
        numbers.add(text, search)
      }
    }
    for number in 0..<1000 {
      var text = String(repeating: "a", count: number % 40) + "\(number)"
      #expect(text.withUTF8 { numbers.search($0).number } == number)
    }
    #expect(numbers.count == 1000)
  }

  /// Settings of which a rule with an expression speaks are announced by their keys or values.
  @Test func expressionsAreAnnounced() throws {
    let expressions = index.keyExpressions
    let cases: [(key: String, value: String, maySpeak: Bool)] = [
      ("KAFKA_BROKER", "TODO", true), ("KAFKA_BROKER", "change-me", true),
      ("AUTH_ENABLED", "x", true), ("REPO1_RETENTION_FULL", "1", true),
      ("KAFKA_BROKER", "kafka:9092", false), ("GREETING", "hello", false),
    ]
    for (var key, var value, maySpeak) in cases {
      let answer = key.withUTF8 { key in
        value.withUTF8 { expressions.maySpeak(ofKey: key, value: $0) }
      }
      #expect(answer == maySpeak, "\(key)")
    }
    let everywhere = KeyExpressions([(0, .value(ValueTest()), "[A-Z]+")])
    #expect(
      everywhere.maySpeak(ofKey: .init(start: nil, count: 0), value: .init(start: nil, count: 0)))
  }

  /// Settings whose value says nothing to their rules are left out, where nobody else asks for them.
  @Test func rulesThatLookAtValuesAloneAreKnown() {
    let check = ValueCheck(
      patterns: PatternCache(), lists: BuiltinPacks.prepared.index.vocabulary)
    func speaks(_ key: String, _ text: String) -> Bool? {
      let info = index.info(of: key)
      let value = Value(
        form: .literal, text: text, effective: text, range: SourceRange(at: 0), isExact: false)
      return info.valueTests.map { tests in
        tests.contains { !check.violations($0, value, key: info.words).isEmpty }
      }
    }
    #expect(speaks("LOG_LEVEL", "debug") == true)
    #expect(speaks("LOG_LEVEL", "info") == false)
    for key in ["DB_POOL_SIZE", "DB_PASSWORD", "DB_USER", "DATABASE_URL", "GREETING"] {
      #expect(speaks(key, "5") == nil, "\(key)")
    }
  }

  /// Where it is known which rules choose a key, only their own words count.
  @Test func rulesThatChooseAKeyAreAnnouncedByItsValue() throws {
    let expressions = index.keyExpressions
    let cases: [(key: String, value: String, maySpeak: Bool)] = [
      ("KAFKA_BROKER", "TODO", true), ("KAFKA_BROKER", "Change-Me", true),
      ("AUTH_ENABLED", "x", true), ("auth_enabled", "TODO", false), ("kafkaBroker", "TODO", false),
      ("KAFKA_BROKER", "kafka:9092", false), ("KAFKA_BROKER", "", false),
      // All letters of a word, and not the word.
      ("KAFKA_BROKER", "dot-dot", false), ("MY_AUTH_ENABLED_TEXT", "x", false),
      ("REPO1_RETENTION_FULL", "1", true),
    ]
    for (key, var value, maySpeak) in cases {
      let info = index.info(of: key)
      #expect(
        value.withUTF8 { expressions.maySpeak(of: info, value: $0) } == maySpeak, "\(key) \(value)")
    }
  }
}

private struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(bound))
  }
}
