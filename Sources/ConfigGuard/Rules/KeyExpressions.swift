import RulePacks

/// Rules that choose settings by an expression over the whole key, and what announces them.
package struct KeyExpressions: Sendable {
  /// Texts of which one stands in the key, or in the value, of every setting that such a rule speaks
  /// of.
  private let ofKeys: KeywordSet
  private let ofValues: KeywordSet
  /// What the letters of a value tell before it is searched.
  private let lettersOfValues: LetterSets
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
    lettersOfValues = LetterSets(ofValues)
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
    lettersOfValues.mayStand(in: value) && ofValues.firstMatch(in: value, from: 0) != nil
  }
}

/// Tells most texts in which none of some words stands by the letters that they lack.
private struct LetterSets: Sendable {
  private let sets: [UInt32]

  /// - Parameter words: In small letters.
  init(_ words: Set<String>) {
    sets = Set(words.map { $0.utf8.reduce(0) { $0 | Self.bit($1) } }).sorted()
  }

  /// The same for both cases of a letter.
  @inline(__always)
  private static func bit(_ byte: UInt8) -> UInt32 { 1 << UInt32(byte & 31) }

  func mayStand(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var letters: UInt32 = 0
    for byte in text { letters |= Self.bit(byte) }
    for set in sets where set & letters == set { return true }
    return false
  }
}
