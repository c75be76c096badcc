import RulePacks
import Testing

@Suite struct PatternMatchingTests {
  @Test(arguments: [
    PatternRow.literalsAndClasses, PatternRow.classEscapes, PatternRow.repeats,
    PatternRow.assertions, PatternRow.caseAndUnicode, PatternRow.secrets,
  ])
  func agreesWithTheTable(rows: [PatternRow]) throws {
    for row in rows {
      let pattern = try Pattern(row.pattern)
      let comment: Comment = "\(row.pattern) on \(row.text.debugDescription)"
      #expect(pattern.matchesWhole(row.text) == row.isWhole, comment)
      #expect(pattern.matchesWhole(row.text[...]) == row.isWhole, comment)
      #expect(pattern.isFound(in: row.text) == (row.first != nil), comment)
      #expect(pattern.isFound(in: row.text[...]) == (row.first != nil), comment)
      Array(row.text.utf8).withUnsafeBufferPointer { bytes in
        #expect(pattern.firstMatch(in: bytes) == row.first, comment)
        // Asked again, now that the states are cached.
        #expect(pattern.firstMatch(in: bytes) == row.first, comment)
      }
    }
  }

  @Test func agreesWithTheSamples() throws {
    for sample in PatternSample.all {
      let pattern = try Pattern(sample.pattern)
      let comment: Comment = "\(sample.pattern) on \(sample.bytes) from \(sample.from)"
      sample.bytes.withUnsafeBufferPointer { bytes in
        #expect(pattern.matchesWhole(bytes) == sample.isWhole, comment)
        #expect(pattern.firstMatch(in: bytes, from: sample.from) == sample.first, comment)
      }
    }
  }

  @Test(
    arguments: [
      [0x80], [0xC1], [0xF5], [0xFF], [0xE2], [0xC3],
    ] as [[UInt8]])
  func readsAnInvalidByteAsOneSymbol(bytes: [UInt8]) throws {
    let patterns: [(String, Bool)] = [
      (".", true), ("[^a]", true), (#"\W"#, true), (#"\D"#, true), (#"\S"#, true),
      ("..", false), ("[\u{80}-\u{10FFFF}]", false), (#"\xff"#, false), (#"\w|\d|\s"#, false),
    ]
    for (text, expected) in patterns {
      let pattern = try Pattern(text)
      bytes.withUnsafeBufferPointer { bytes in
        #expect(pattern.matchesWhole(bytes) == expected, "\(text) on \(Array(bytes))")
      }
    }
  }

  @Test(
    arguments: [
      // Overlong forms, a surrogate, past the last code point, and sequences cut short.
      ([0xC0, 0x80], 2), ([0xE0, 0x9F, 0xBF], 3), ([0xED, 0xA0, 0x80], 3),
      ([0xF0, 0x8F, 0xBF, 0xBF], 4), ([0xF4, 0x90, 0x80, 0x80], 4), ([0xE2, 0x82, 0x41], 3),
      ([0xF0, 0x9F, 0x98], 3), ([0xC3, 0xA9, 0xA9], 2), ([0xE2, 0xE2, 0x82, 0xAC], 2),
      // The first and last sequences of each length.
      ([0xC2, 0x80, 0xDF, 0xBF], 2), ([0xE0, 0xA0, 0x80, 0xEF, 0xBF, 0xBF], 2),
      ([0xED, 0x9F, 0xBF, 0xEE, 0x80, 0x80], 2), ([0xF0, 0x90, 0x80, 0x80], 1),
      ([0xF4, 0x8F, 0xBF, 0xBF], 1),
    ] as [([UInt8], Int)])
  func countsSymbols(bytes: [UInt8], count: Int) throws {
    let exact = try Pattern(".{\(count)}")
    // Its first match is only as long if reading backwards finds the same symbols.
    let suffix = try Pattern(".{\(count)}$")
    let more = try Pattern(".{\(count + 1)}")
    bytes.withUnsafeBufferPointer { bytes in
      #expect(exact.matchesWhole(bytes))
      #expect(suffix.firstMatch(in: bytes) == 0..<bytes.count)
      #expect(more.firstMatch(in: bytes) == nil)
    }
  }

  @Test func findsEveryMatchInTurn() throws {
    let pattern = try Pattern(#"\b[a-z]+\d?\b"#)
    var found: [Range<Int>] = []
    Array("ab1 c22 (def) é9x x".utf8).withUnsafeBufferPointer { bytes in
      var next = 0
      while let match = pattern.firstMatch(in: bytes, from: next) {
        found.append(match)
        next = match.upperBound
      }
    }
    #expect(found == [0..<3, 9..<12, 19..<20])
  }

  @Test func seesTheBytesBeforeTheSearch() throws {
    let cases: [(String, Int, Range<Int>?)] = [
      ("^b", 1, nil), (#"\bb"#, 1, 3..<4), (#"\Bb"#, 1, 1..<2), (#"\bb"#, 2, 3..<4),
      ("", 4, 4..<4), ("", 5, nil), ("$", 2, 4..<4), (#"\b"#, 4, 4..<4), (#"\B"#, 4, nil),
    ]
    try Array("ab b".utf8).withUnsafeBufferPointer { bytes in
      for (text, from, expected) in cases {
        let pattern = try Pattern(text)
        #expect(pattern.firstMatch(in: bytes, from: from) == expected, "\(text) from \(from)")
      }
    }
  }

  @Test func startsInsideACodePoint() throws {
    // From its second byte on, what was an é is an invalid byte, in both directions of reading.
    let pattern = try Pattern("[^é]a")
    let bytes: [UInt8] = [0xC3, 0xA9, 0x61]
    bytes.withUnsafeBufferPointer { bytes in
      #expect(pattern.firstMatch(in: bytes) == nil)
      #expect(pattern.firstMatch(in: bytes, from: 1) == 1..<3)
    }
  }

  @Test func isSharedBetweenTasks() async throws {
    let pattern = try Pattern("[ab]*a[ab]{6}")
    let results = await withTaskGroup(of: Bool.self) { group in
      for seed in 0..<64 {
        group.addTask {
          var random = SmallRandom(state: UInt64(seed))
          return (0..<200).allSatisfy { _ in
            let text = (0..<20).map { _ in random.next() & 1 == 0 ? "a" : "b" }.joined()
            let expected = text.utf8[text.utf8.index(text.endIndex, offsetBy: -7)] == 0x61
            return pattern.matchesWhole(text) == expected
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results == Array(repeating: true, count: 64))
  }
}

/// A generator whose numbers are the same on every run.
struct SmallRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
