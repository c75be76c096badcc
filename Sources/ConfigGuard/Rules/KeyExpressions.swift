import RulePacks

/// Rules that choose settings by an expression over the whole key, and what announces them.
package struct KeyExpressions: Sendable {
  /// Texts of which one stands in the key, or in the value, of every setting that such a rule speaks
  /// of.
  private let ofKeys: KeywordSet
  private let ofValues: KeywordSet
  /// What tells of most values that none of the texts stands there before they are searched.
  private let pairsOfValues: LetterPairs
  /// Rules of which values say nothing, by their numbers.
  private let ofAnyValue: [Int]
  /// Nothing announces some rule.
  private let areEverywhere: Bool

  init(_ rules: [(number: Int, check: Check, expression: String)]) {
    var ofKeys: Set<String> = []
    var ofValues: Set<String> = []
    var ofAnyValue: [Int] = []
    var areEverywhere = false
    for rule in rules {
      let key = Pattern.requiredTexts(in: rule.expression)
      let value = Self.texts(inValuesOf: rule.check)
      if value.isEmpty { ofAnyValue.append(rule.number) }
      // Who knows by which rules a key is chosen looks at values alone.
      ofValues.formUnion(value)
      if !key.isEmpty {
        ofKeys.formUnion(key)
      } else if value.isEmpty {
        areEverywhere = true
      }
    }
    self.ofKeys = KeywordSet(ofKeys.sorted())
    self.ofValues = KeywordSet(ofValues.sorted())
    pairsOfValues = LetterPairs(ofValues)
    self.ofAnyValue = ofAnyValue
    self.areEverywhere = areEverywhere
  }

  /// What one of stands in every value that a check finds fault with; empty where that is not plain.
  private static func texts(inValuesOf check: Check) -> [String] {
    guard case .value(let test) = check, let pattern = test.pattern, test.isEmpty == nil,
      !test.isAboutItems, test.listTests.isEmpty
    else { return [] }
    return Pattern.requiredTexts(in: pattern)
  }

  /// Whether one of the rules may speak of a setting.
  package func maySpeak(
    ofKey key: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    areEverywhere || mayAnnounce(value) || ofKeys.firstMatch(in: key, from: 0) != nil
  }

  /// Whether one of the rules that choose a key may speak of a value.
  package func maySpeak(of info: KeyInfo, value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !info.rules.isEmpty else { return false }
    return mayAnnounce(value) || info.rules.contains { ofAnyValue.contains($0) }
  }

  private func mayAnnounce(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    pairsOfValues.mayStand(in: value) && ofValues.firstMatch(in: value, from: 0) != nil
  }
}

/// Tells most texts in which none of some words stands by the pairs of letters that they lack.
private struct LetterPairs: Sendable {
  private let sets: [UInt64]

  init(_ words: Set<String>) {
    sets = Set(
      words.map { word in
        var word = word
        return word.withUTF8 { Self.pairs(in: $0) }
      }
    ).sorted()
  }

  func mayStand(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let pairs = Self.pairs(in: text)
    for set in sets where set & pairs == set { return true }
    return false
  }

  /// A bit for each pair of bytes that stand side by side, the same for both cases of a letter.
  @inline(__always)
  private static func pairs(in text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard var last = text.first else { return 0 }
    var pairs: UInt64 = 0
    var index = 1
    while index < text.count {
      let next = text[index]
      pairs |= 1 &<< (UInt64(last & 31) &* 5 &+ UInt64(next & 31))
      last = next
      index &+= 1
    }
    return pairs
  }
}
