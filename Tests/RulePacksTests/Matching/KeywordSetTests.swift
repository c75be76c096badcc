import RulePacks
import Testing

@Suite struct KeywordSetTests {
  struct Hit: Equatable {
    let word: Int
    let range: Range<Int>
  }

  private func first(_ words: [String], _ text: String, from: Int = 0) -> Hit? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      let match = KeywordSet(words).firstMatch(in: bytes, from: from)
      return match.map { Hit(word: $0.word, range: $0.range) }
    }
  }

  private func all(_ words: [String], _ text: String) -> [Hit] {
    var hits: [Hit] = []
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      KeywordSet(words).forEachMatch(in: bytes) { word, range in
        hits.append(Hit(word: word, range: range))
        return true
      }
    }
    return hits
  }

  @Test func findsTheOccurrenceThatEndsFirst() {
    #expect(first(["password", "token"], "my Token, my PASSWORD") == Hit(word: 1, range: 3..<8))
    #expect(first(["PassWord"], "xpassworD") == Hit(word: 0, range: 1..<9))
    #expect(first(["abcd", "bc"], "abcd") == Hit(word: 1, range: 1..<3))
    #expect(first(["word", "password"], "password") == Hit(word: 1, range: 0..<8))
    #expect(first(["abc"], "ababc") == Hit(word: 0, range: 2..<5))
    #expect(first(["abc"], "ab c") == nil)
  }

  @Test func startsWhereItIsTold() {
    #expect(first(["aa"], "aaaa", from: 1) == Hit(word: 0, range: 1..<3))
    #expect(first(["abc"], "abcabc", from: 1) == Hit(word: 0, range: 3..<6))
    #expect(first(["abc"], "abc", from: 1) == nil)
    #expect(first(["abc"], "abc", from: 9) == nil)
  }

  @Test func takesTheFirstOfEqualWordsAndNoEmptyOnes() {
    #expect(first(["", "key", "KEY"], "a key") == Hit(word: 1, range: 2..<5))
    #expect(first([""], "abc") == nil)
    #expect(first([], "abc") == nil)
  }

  @Test func foldsLettersOnly() {
    // These pairs differ in the same bit as upper and lower case do.
    #expect(first(["a@b"], "a`b") == nil)
    #expect(first(["[x]"], "{x}") == nil)
    #expect(first(["é"], "É") == nil)
    #expect(first(["Clé_"], "clé_") == Hit(word: 0, range: 0..<5))
  }

  @Test func reportsOverlappingOccurrences() {
    #expect(
      all(["he", "she", "his", "hers"], "ushers")
        == [
          Hit(word: 1, range: 1..<4), Hit(word: 0, range: 2..<4), Hit(word: 3, range: 2..<6),
        ])
    #expect(all(["aa", "a"], "aaa").count == 5)
  }

  @Test func agreesWithComparingEveryWordEverywhere() {
    var random = SmallRandom(state: 3)
    for _ in 0..<300 {
      let words = (0..<5).map { _ in
        (0...(random.next() % 4)).map { _ in ["a", "b", "C"][Int(random.next() % 3)] }.joined()
      }
      let text = (0..<40).map { _ in ["a", "B", "c", "-"][Int(random.next() % 4)] }.joined()
      let folded = Array(text.lowercased().utf8)
      var expected: [Hit] = []
      for end in 1...folded.count {
        for start in 0..<end {
          let word = words.firstIndex { Array($0.lowercased().utf8) == Array(folded[start..<end]) }
          if let word { expected.append(Hit(word: word, range: start..<end)) }
        }
      }
      #expect(all(words, text) == expected, "\(words) in \(text)")
      #expect(first(words, text) == expected.first)
    }
  }

  @Test func findsTheSameOnceItsTableIsMade() {
    var random = SmallRandom(state: 11)
    let letters = ["a", "B", "c", "-", "é"]
    func text(_ length: Int) -> [UInt8] {
      Array((0..<length).map { _ in letters[Int(random.next() % 5)] }.joined().utf8)
    }
    for _ in 0..<20 {
      let words = (0..<8).map { _ in String(decoding: text(Int(random.next() % 5)), as: UTF8.self) }
      let set = KeywordSet(words)
      func hits(_ text: [UInt8]) -> [Hit] {
        var hits: [Hit] = []
        text.withUnsafeBufferPointer { text in
          set.forEachMatch(in: text) { word, range in
            hits.append(Hit(word: word, range: range))
            return true
          }
        }
        return hits
      }
      let text = text(200)
      let before = hits(text)
      _ = hits([UInt8](repeating: 0x61, count: 1 << 16))
      #expect(hits(text) == before, "\(words)")
    }
  }

  /// Long texts are searched in several places at once; words may lie across where these begin.
  @Test func findsTheSameInLongTexts() {
    var random = SmallRandom(state: 5)
    let letters = ["a", "B", "c", "-"]
    func text(_ length: Int) -> [UInt8] {
      Array((0..<length).map { _ in letters[Int(random.next() % 4)] }.joined().utf8)
    }
    for length in [2047, 2048, 2049, 2050, 2051, 5003] {
      let words = (1..<12).map { String(decoding: text($0), as: UTF8.self) }
      let set = KeywordSet(words)
      func hits(_ text: UnsafeBufferPointer<UInt8>, from: Int = 0, most: Int = .max) -> [Hit] {
        var hits: [Hit] = []
        set.forEachMatch(in: text, from: from) { word, range in
          hits.append(Hit(word: word, range: range))
          return hits.count < most
        }
        return hits
      }
      [UInt8](repeating: 0x2E, count: 1 << 16).withUnsafeBufferPointer { _ = hits($0) }
      let text = text(length)
      text.withUnsafeBufferPointer { text in
        let found = hits(text)
        // Short pieces are searched byte by byte.
        var expected: [Hit] = []
        for start in stride(from: 0, to: length, by: 1000) {
          let from = max(start - 16, 0)
          let piece = UnsafeBufferPointer(rebasing: text[from..<min(start + 1000, length)])
          expected += hits(piece).map {
            Hit(word: $0.word, range: $0.range.lowerBound + from..<$0.range.upperBound + from)
          }.filter { $0.range.upperBound > start }
        }
        #expect(found == expected, "\(words)")
        for most in [1, found.count / 3, found.count - 1] {
          #expect(hits(text, most: most) == Array(found.prefix(most)))
        }
        let later = found.filter { $0.range.lowerBound >= 100 }
        #expect(hits(text, from: 100) == later)
      }
    }
  }

  @Test(arguments: [
    [], ["a"], ["he", "she", "his", "hers"], ["Key", "KEY=", "=", "", "key"], ["ключ", "AKIA"],
  ])
  func packedSetsFindTheSame(words: [String]) {
    let text = Array("ushers HIS key=AKIA КЛЮЧ ключ key".utf8)
    func matches(_ set: KeywordSet) -> [String] {
      var found: [String] = []
      text.withUnsafeBufferPointer { text in
        set.forEachMatch(in: text) { word, range in
          found.append("\(word) \(range)")
          return true
        }
      }
      return found
    }
    let set = KeywordSet(words)
    #expect(matches(set.packed) == matches(set))
    #expect(matches(set.packed.packed) == matches(set))
  }
}
